"""The diagrams of the pipeline are drawn as a careful person would draw them."""

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
