"""The pages for authors say what the code does: every keyword, format, cell and example in them is tried."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workflows.decisions.dmn import AGGREGATIONS, POLICIES
from workflows.decisions.feel import read_cell
from workflows.forms import Form, formats
from workflows.forms.sentences import FORMATS, KEYWORDS
from workflows.forms.shapes import SHAPES
from workflows.scripts import Context, Script

DOCS = Path(__file__).parents[2] / "docs"
FORMS = (DOCS / "forms.md").read_text(encoding="utf-8")
TABLES = (DOCS / "decision-tables.md").read_text(encoding="utf-8")
SCRIPTS = (DOCS / "scripts.md").read_text(encoding="utf-8")
CONTEXT = Context(datetime(2026, 11, 22, 9, tzinfo=UTC))


def blocks(page, language):
    return re.findall(rf"```{language}\n(.*?)```", page, re.S)


def test_the_form_on_the_page_loads_and_checks():
    form = Form.load("forms/example.json", blocks(FORMS, "json")[0].encode())
    assert form.check({"complete": True}, {}, CONTEXT) == []
    assert [error.field for error in form.check({"complete": False}, {}, CONTEXT)] == ["/missing"]


def test_every_keyword_a_form_may_use_stands_on_the_page():
    keywords = {keyword for shape in SHAPES.values() for keyword in shape["properties"]}
    missing = [
        keyword for keyword in sorted(keywords) if not re.search(rf"[`\"]{re.escape(keyword)}[`\"]", FORMS)
    ]
    assert missing == []


def test_every_widget_and_code_stands_on_the_page():
    widgets = SHAPES["string"]["properties"]["x-widget"]["enum"]
    codes = [*KEYWORDS.keys() - {"invalid"}, "required", "type", "rule", "rule_failed"]
    assert [word for word in [*widgets, *codes] if not re.search(rf"\b{word}\b", FORMS)] == []


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_the_answer_shown_for_a_format_is_accepted(name):
    answer = re.search(rf"\| `{name}` \| `(.*?)` \|", FORMS).group(1)
    schema = {"title": "ก", "type": "object", "additionalProperties": False}
    field = {"type": "string", "title": "ก", "format": name}
    form = Form.load("f.json", json.dumps({**schema, "properties": {"a": field}}).encode())
    assert form.check({"a": answer}, {}, CONTEXT) == []
    assert form.check({"a": formats.EXAMPLES[name]}, {}, CONTEXT) == []


CELLS = re.findall(r"`([^`]+)`", TABLES.partition("| cell |")[2].partition("\n\n")[0])


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_on_the_page_is_read(cell):
    assert read_cell(cell) is not None
    assert len(CELLS) > 20


def test_every_hit_policy_stands_on_the_page():
    assert [word for word in [*POLICIES, *AGGREGATIONS] if f"`{word}`" not in TABLES] == []


def test_the_script_on_the_page_runs():
    condition, script = blocks(SCRIPTS, "python")[0].split("\n", 1)
    scope = {"impact": 4, "urgency": 5, "budget": [{"cost": "1.50"}, {"cost": None}], "log": []}
    result = Script.compile(script).run(scope, CONTEXT)
    assert (result["score"], result["total"], result["log"][0]["total"]) == (20, "1.50", "1.50")
    assert Script.compile(f"x = {condition.partition('#')[0]}").reads == ("amount", "kind")
