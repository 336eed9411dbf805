"""The README's first case by hand, run as it stands there."""

import re
import shutil
import subprocess

import pytest

from tests.support.architecture import ROOT

README = (ROOT / "README.md").read_text("utf-8")
ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture
def worker(app):
    """The worker `make run` has inside."""
    from app.cases.jobs import start_thread

    thread, stop = start_thread(app)
    yield
    stop.set()
    thread.join()


@pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)
@pytest.mark.skipif(
    not shutil.which("curl"), reason="curl is not installed: the README's commands cannot run"
)
def test_the_first_case_by_hand_works_as_written(server, worker):
    commands = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)[1].replace(ADDRESS, server.url)
    done = subprocess.run(["bash", "-e", "-c", commands], capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stderr
    assert "SRC-25" in done.stdout
    assert "completed “Check completeness”" in done.stdout


def test_every_file_the_readme_names_is_there():
    named = re.findall(r"`((?:app|bpmn|workflows|docs|migrations)/[\w./-]+)`|\]\(([\w./-]+)\)", README)
    missing = [path for pair in named for path in pair if path and not (ROOT / path).exists()]

    assert missing == []
