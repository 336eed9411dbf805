"""gunicorn around the application: one process with threads on SQLite, several on PostgreSQL."""

import os
import threading

from gunicorn.app.base import BaseApplication

from app import create_app, seed
from app.cases import jobs
from app.config import settings

THREADS = 8


class Server(BaseApplication):
    """`dgti serve`: the application behind gunicorn, set from here and from nowhere else."""

    def __init__(self, host: str, port: int, processes: int | None = None, demo: bool = False):
        self.address = f"{host}:{port}"
        self.processes, self.demo = processes, demo
        self.embedded = uses_sqlite()
        self.stop = threading.Event()
        super().__init__()

    def load_config(self) -> None:
        chosen = {
            "bind": self.address,
            "workers": 1 if self.embedded else self.processes or os.cpu_count(),
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": 60,
            "graceful_timeout": 20,
            "loglevel": "warning",
            "proc_name": "dgti",
            "worker_exit": self.leave,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self):
        """Made after the fork: no connection and no thread is shared between processes."""
        app = create_app({"DEMO_SIGN_INS": seed.sign_ins} if self.demo else None)
        if self.embedded:
            _, self.stop = jobs.start_thread(app)
        return app

    def leave(self, _server, _worker) -> None:
        """The worker inside finishes what it does; the server waits for requests anyway."""
        self.stop.set()


def uses_sqlite() -> bool:
    """Whether the database is the embedded one, which one process serves and works for."""
    return settings()["DATABASE_URL"].startswith("sqlite")
