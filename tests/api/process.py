"""The application as a process to be killed: `python -m tests.api.process serve|work DATABASE_URL`."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Process:
    """A server or worker on a database; `kill` is kill -9, with no chance to tidy up."""

    def __init__(self, what: str, app):
        command = [sys.executable, "-m", "tests.api.process", what, app.config["DATABASE_URL"]]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        self.url = self._process.stdout.readline().strip()

    def kill(self) -> None:
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process.stdout.close()


def main(what: str, url: str) -> None:
    from app import create_app

    app = create_app({"TESTING": True, "DATABASE_URL": url, "SECRET_KEY": "tests"})
    if what == "work":
        from app.cases.jobs import work

        print("at work", flush=True)
        with app.app_context():
            work(threading.Event())
    from werkzeug.serving import make_server

    server = make_server("127.0.0.1", 0, app, threaded=True)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
