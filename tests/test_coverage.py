"""How much of each process its scenarios walk: named, asked for by --strict, and drawn."""

import json
import shutil

import pytest
from click.testing import CliRunner

from app.cli import main
from tests.support.architecture import ROOT

SCENARIO = """
name: หยุดหลังรอบแรก
process: bench_loop
at: 2026-11-23T09:30:00+07:00
case: {rounds: 0}
start: {}
steps: []
end: {status: running}
"""


@pytest.fixture
def walked(tmp_path):
    """A folder with one process, and a scenario that does not reach its end."""
    shutil.copytree(ROOT / "benchmarks/bpmn/forms", tmp_path / "package" / "forms")
    shutil.copy(ROOT / "benchmarks/bpmn/bench_loop.bpmn", tmp_path / "package")
    (tmp_path / "package" / "tests").mkdir()
    (tmp_path / "package" / "tests" / "begin.yaml").write_text(SCENARIO, "utf-8")
    return tmp_path / "package"


def dgti(*arguments):
    return CliRunner().invoke(main, arguments)


def test_coverage_names_what_no_scenario_walked(walked):
    told = json.loads(dgti("check", "--coverage", "--json", str(walked)).output)["coverage"]

    assert told[0]["elements"]["walked"] < told[0]["elements"]["all"]
    assert {"id", "kind", "name", "name_en"} <= told[0]["missed"][0].keys()
    assert "not walked" in dgti("check", "--coverage", str(walked)).output


def test_too_little_coverage_fails_a_strict_check_only_and_only_below_what_is_asked(walked):
    codes = [
        dgti("check", *options, str(walked)).exit_code
        for options in (
            ["--coverage"],
            ["--coverage", "--strict"],
            ["--coverage", "--strict", "--at-least", "0"],
        )
    ]

    assert codes == [0, 1, 0]


def test_coverage_is_drawn_on_the_diagram_a_picture_a_process(walked, tmp_path):
    assert dgti("check", "--draw", str(tmp_path / "pictures"), str(walked)).exit_code == 0
    svg = (tmp_path / "pictures" / "bench_loop.svg").read_text("utf-8")

    assert 'class="missed"' in svg
    assert 'class="walked"' in svg
    assert "not walked by any" in svg
