"""A real browser and a real server for tests/web."""

import os
import shutil
import threading

import pytest
from werkzeug.serving import make_server

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str:
    """Where Chromium is. Without one, browser tests are skipped with this reason; in CI that is an error."""
    for name in CHROMIUM:
        if path := shutil.which(name):
            return path
    reason = "Chromium is not installed: the browser tests cannot run (apt-get install chromium)"
    if os.environ.get("CI"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def launch(playwright):
    """Chromium without a window; without its sandbox where root runs it, as containers do."""
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=find_chromium(), args=arguments)


class LiveServer:
    """The application on a free port of this machine, in a thread."""

    def __init__(self, app):
        self._server = make_server("127.0.0.1", 0, app, threaded=True)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
