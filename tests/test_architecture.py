"""The architecture as tests: every file keeps the rules of docs/architecture.md, and each rule can fail."""

import subprocess
from pathlib import Path

import pytest

from tests.support.architecture import ROOT, RULES, Source, sources

# One file for each rule that breaks it: a rule that cannot fail guards nothing.
BROKEN = {
    "only_its_own_libraries": ("workflows/run.py", "import flask"),
    "spiff_stays_inside": ("app/cases/service.py", "from SpiffWorkflow import Task"),
    "no_clock_no_chance": ("workflows/run.py", "now = datetime.now(UTC)"),
    "one_clock": ("app/cases/service.py", "now = datetime.now(UTC)"),
    "no_flask_below_routes": ("app/cases/service.py", "from flask import g"),
    "features_look_left": ("app/people/service.py", "from app.cases import service"),
    "nothing_points_back": ("app/cases/models.py", "from . import service"),
    "only_entry_points_commit": ("app/cases/service.py", "db.session.commit()"),
    "no_code_from_text": ("app/cases/service.py", "eval('1')"),
    "small_files": ("app/cases/service.py", "\n" * 301),
    "small_functions": ("app/cases/service.py", "def long():\n" + "    pass\n" * 41),
    "says_what_it_is": ("app/cases/service.py", "x = 1"),
    "public_names_explained": ("workflows/run.py", "def start():\n    pass"),
    "names_say_something": ("app/cases/models.py", "class CaseManager:\n    pass"),
    "nothing_left_undone": ("app/cases/models.py", "# TO" + "DO: later"),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_file_keeps_the_rule(rule):
    broken = [f"{source.path}: {sentence}" for source in sources() for sentence in rule(source)]

    assert not broken, "\n".join([rule.__doc__, *broken])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_file_that_breaks_the_rule_is_found(rule):
    path, text = BROKEN[rule.__name__]

    assert list(rule(Source(Path(path), text)))


def test_no_file_names_the_machine_it_was_written_on():
    here = [str(ROOT), f"{Path.home()}/"]
    found = [path for path in tracked_files() if any(text in read(path) for text in here)]

    assert not found


def tracked_files():
    """What git knows; without git, or in a copy that is no clone, whatever no tool has made."""
    try:
        listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return [file for file in ROOT.rglob("*") if file.is_file() and not is_made(file.relative_to(ROOT))]
    return [ROOT / name for name in listing.stdout.decode().split("\0") if name]


def is_made(path):
    """Environments, caches, data: a hidden folder other than .ci, or one of three names."""
    folders = set(path.parts[:-1])
    hidden = {name for name in folders if name.startswith(".")} - {".ci"}
    return bool(hidden or folders & {"__pycache__", "var", "build"} or path.match("*.egg-info/*"))


def read(path):
    return path.read_bytes().decode("utf-8", "ignore") if path.is_file() else ""
