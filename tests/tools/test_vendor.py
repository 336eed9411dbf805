"""The third-party files in the browser are the published ones, and a change to one does not go unseen."""

import shutil

import pytest

from tools import vendor


@pytest.fixture
def static(tmp_path):
    """A copy of the vendored files that a test may spoil."""
    for folder in ("vendor", "fonts"):
        shutil.copytree(vendor.STATIC / folder, tmp_path / folder)
    return tmp_path


def test_every_vendored_file_is_as_published():
    assert vendor.check() == []


def test_a_changed_file_is_named(static):
    script = static / "vendor/htmx.org/dist/htmx.min.js"
    script.write_text(script.read_text() + "//")

    assert vendor.check(static) == ["vendor/htmx.org/dist/htmx.min.js: changed"]


def test_a_missing_and_an_added_file_are_named(static):
    (static / "fonts/OFL.txt").rename(static / "fonts/licence.txt")

    assert vendor.check(static) == ["fonts/OFL.txt: missing", "fonts/licence.txt: not in vendor.lock.json"]


def test_a_version_nobody_fetched_is_named(static):
    wishes = static / "vendor/vendor.toml"
    wishes.write_text(wishes.read_text().replace("2.0.11", "2.0.12"))

    assert vendor.check(static) == ["htmx.org: vendor.toml says 2.0.12, vendor.lock.json says 2.0.11"]
