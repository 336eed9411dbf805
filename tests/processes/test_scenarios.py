"""Each process walked by its scenario files, and every element and flow reached by them."""

from functools import cache
from pathlib import Path

import pytest

from app.offers import BRINGS, OPERATIONS, STARTS
from app.people.roles import ROLES, SYSTEM
from workflows.check.report import check_folder
from workflows.scenarios import run_folder

FOLDER = Path(__file__).resolve().parents[2] / "bpmn" / "dgti"
FILES = sorted(path.name for path in (FOLDER / "tests").glob("*.yaml") if path.name != "shared.yaml")
PROCESSES = sorted(path.stem for path in FOLDER.glob("*.bpmn"))


@cache
def report():
    return run_folder(FOLDER)


@pytest.mark.parametrize("file", FILES)
def test_the_scenario_comes_out_as_written(file):
    result = next(result for result in report().results if result.file == file)

    assert result.ok, f"{result.where}: {result.th} · {result.en}"


@pytest.mark.parametrize("process", PROCESSES)
def test_the_scenarios_reach_every_element_and_flow(process):
    coverage = next(line for line in report().coverage if line.process == process)

    assert not coverage.missed_elements + coverage.missed_flows


def test_the_release_publishes_without_a_single_finding():
    known = {"roles": {*ROLES, SYSTEM}, "operations": OPERATIONS, "begins": STARTS, "brings": BRINGS}

    assert check_folder(FOLDER, strict=True, **known).findings == ()
