"""gunicorn around the application: one process with threads on SQLite, several on PostgreSQL."""

import os

from gunicorn.app.base import BaseApplication

from app import create_app
from app.database import is_sqlite
from app.extensions import db

THREADS = 8


class Server(BaseApplication):
    """`dgti serve`: the application behind gunicorn, set from here and from nowhere else."""

    def __init__(self, host: str, port: int, processes: int | None = None):
        self.address = f"{host}:{port}"
        self.processes = processes
        super().__init__()

    def load_config(self) -> None:
        embedded = uses_sqlite()
        settings = {
            "bind": self.address,
            "workers": 1 if embedded else self.processes or os.cpu_count(),
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": 60,
            "graceful_timeout": 20,
            "loglevel": "warning",
            "proc_name": "dgti",
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self):
        """Made after the fork: no connection and no thread is shared between processes."""
        return create_app({"WORKER_THREAD": uses_sqlite()})


def uses_sqlite() -> bool:
    """Whether the database is the embedded one, which one process serves and works for."""
    app = create_app()
    with app.app_context():
        return is_sqlite(db.engine)
