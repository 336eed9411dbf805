"""The diagrams of the pipeline are drawn as a careful person would draw them."""

import re
from pathlib import Path

import pytest

from tools.layout.hints import load
from tools.layout.lint import lint
from tools.layout.write import is_ours

DIAGRAMS = sorted((Path(__file__).parents[2] / "bpmn" / "dgti").glob("*.bpmn"))


@pytest.mark.parametrize("file", DIAGRAMS, ids=[file.stem for file in DIAGRAMS])
def test_the_drawing_has_no_findings(file):
    assert lint(file.read_bytes(), load(file.stem).crossings) == []


@pytest.mark.parametrize("file", DIAGRAMS, ids=[file.stem for file in DIAGRAMS])
def test_the_drawing_is_the_one_the_tool_made(file):
    assert is_ours(file.read_bytes())


@pytest.mark.parametrize("file", DIAGRAMS, ids=[file.stem for file in DIAGRAMS])
def test_the_budget_of_crossings_is_no_larger_than_what_crosses(file):
    budget = load(file.stem).crossings

    assert not budget or lint(file.read_bytes(), budget - 1)


def test_the_page_of_the_processes_lists_the_budgets():
    page = (DIAGRAMS[0].parents[1] / "README.md").read_text("utf-8")
    listed = page[page.index("How many lines may cross") : page.index("every other drawing 0")]
    groups = re.findall(r"((?:`\w+`[,\s]*)+) (\d+)", listed)
    told = {name: int(budget) for names, budget in groups for name in re.findall(r"\w+", names)}

    assert told == {file.stem: load(file.stem).crossings for file in DIAGRAMS if load(file.stem).crossings}
