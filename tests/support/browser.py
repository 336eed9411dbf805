"""A real browser and a real server for tests/web."""

import os
import shutil
import threading
from contextlib import contextmanager
from typing import NoReturn

import pytest
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str:
    """Where Chromium is."""
    for name in CHROMIUM:
        if path := shutil.which(name):
            return path
    go_without("Chromium is not installed (apt-get install chromium)")


def go_without(reason: str) -> NoReturn:
    """Without a browser its tests are skipped with the reason; in CI that is an error."""
    if os.environ.get("CI"):
        pytest.fail(f"the browser tests cannot run: {reason}", pytrace=False)
    pytest.skip(f"the browser tests cannot run: {reason}")


@contextmanager
def chromium():
    """Chromium without a window; without its sandbox where root runs it, as containers do."""
    path = find_chromium()
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    playwright = started(sync_playwright())
    browser = playwright.chromium.launch(executable_path=path, args=arguments)
    yield browser
    browser.close()
    playwright.stop()


def started(driver):
    """Playwright, begun; its driver is a program of its own, which wants a library bare systems lack."""
    try:
        return driver.start()
    except Exception as error:
        go_without(f"{error} (apt-get install libatomic1)")


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
