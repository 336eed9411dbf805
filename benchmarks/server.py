"""The application with the floors beside it, behind gunicorn with one worker, in a process of its own."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request

from app import create_app
from benchmarks import floor


def made_app():
    """What gunicorn serves; DATABASE_URL and SECRET_KEY come from the environment."""
    app = create_app()
    app.register_blueprint(floor.blueprint)
    return app


class Served:
    """gunicorn, one synchronous worker, on a port of this machine."""

    def __init__(self, database_url: str, port: int):
        self.url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "gunicorn", "--workers", "1", "--bind", f"127.0.0.1:{port}"]
        environment = os.environ | {"DATABASE_URL": database_url, "SECRET_KEY": "a secret of the benchmark"}
        self.process = subprocess.Popen(
            [*command, "--log-level", "warning", "benchmarks.server:made_app()"], env=environment
        )
        self._wait()

    def _wait(self) -> None:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{self.url}/api/v1/openapi.json").close()
                return
            except urllib.error.URLError:
                time.sleep(0.1)
        raise RuntimeError("gunicorn did not begin to answer within ten seconds")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()
