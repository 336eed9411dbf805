"""A form on a page: rows, errors in the form's order, hints."""

from datetime import UTC, datetime

import orjson
import pytest
from werkzeug.datastructures import MultiDict

from app.web.forms.offers import offers_of
from app.web.forms.page import FormPage, change_rows
from workflows.forms import Form

CONTENT = {
    "title": "ตัวอย่าง",
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "title": "ชื่อ", "minLength": 10, "description": "เต็มชื่อ"},
        "choice": {
            "type": "string",
            "title": "เลือก",
            "oneOf": [{"const": "a", "title": "ก"}],
            "x-default": "route",
        },
        "idea": {"type": "string", "title": "ความคิด", "x-options": "ideas"},
        "reach": {"type": "integer", "title": "จำนวน", "x-default": "affected"},
        "agree": {"type": "boolean", "const": True, "title": "ยินยอม", "x-default": "agree"},
        "pilot": {"type": "boolean", "title": "ทดลอง", "x-default": "pilot"},
        "rows": {
            "type": "array",
            "title": "แถว",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"on": {"type": "string", "format": "date", "title": "วันที่"}},
            },
        },
    },
}
FORM = Form.load("forms/example.json", orjson.dumps(CONTENT))
VARIABLES = {
    "route": "a",
    "affected": 14600,
    "agree": True,
    "pilot": False,
    "ideas": [{"const": 1, "title": "หนึ่ง"}],
}
OFFERS = offers_of(FORM, VARIABLES, datetime(2026, 11, 20, tzinfo=UTC))


def page(answers=None, errors=None, rows=None):
    return FormPage(FORM, answers, "th", errors, OFFERS, rows=rows)


def field(form, name):
    return next(asked for asked in form.questions if asked.name == name)


def test_errors_link_to_controls_in_the_order_of_the_form():
    form = page(errors={"choice": "เลือก", "name": "สั้นไป", "rows.0.on": "วันที่", "": "ทั้งฟอร์ม"})
    assert form.error_links() == [
        ("", "ทั้งฟอร์ม"),
        ("f-name", "สั้นไป"),
        ("f-choice-1", "เลือก"),
        ("f-rows-0-on", "วันที่"),
    ]


def test_a_table_always_shows_a_row_to_fill_in():
    form = page()
    assert [[cell.name for cell in row] for row in form.table_rows(field(form, "rows"))] == [["rows.0.on"]]


def test_a_date_in_a_table_stands_in_one_box():
    form = page({"rows": [{"on": "2026-11-09"}]})
    cell = form.table_rows(field(form, "rows"))[0][0]
    assert (cell.widget, form.value(cell)) == ("day", "9/11/2569")


def test_a_proposal_for_a_choice_is_words_beside_it_and_never_chosen():
    form = page()
    assert form.value(field(form, "choice")) == ""
    assert form.hint(field(form, "choice")) == "ระบบเสนอ: ก"


def test_a_proposed_figure_stands_in_its_box_until_something_was_answered():
    assert page().value(field(page(), "reach")) == "14,600"
    assert page({}).value(field(page({}), "reach")) == ""


def test_an_own_earlier_answer_comes_back_but_a_consent_never_does():
    assert page().value(field(page(), "pilot")) == "false"
    assert page().value(field(page(), "agree")) == ""


def test_choices_known_only_now_make_a_list():
    form = page()
    assert form.control(field(form, "idea")) == "select"
    assert [choice.label.th for choice in form.choices(field(form, "idea"))] == ["หนึ่ง"]


def test_a_hint_says_the_limit_its_owner_did_not_say():
    form = page()
    assert form.hint(field(form, "name")) == "เต็มชื่อ · อย่างน้อย 10 ตัวอักษร"


@pytest.mark.parametrize(
    ("action", "kept", "shown"),
    [
        ("add:rows", ["1/1/2569", "2/1/2569"], 3),
        ("remove:rows.0", ["2/1/2569"], 1),
        ("remove:rows.9", ["1/1/2569", "2/1/2569"], None),
    ],
)
def test_a_row_is_added_or_removed_without_a_script(action, kept, shown):
    form, rows = change_rows(MultiDict({"rows.0.on": "1/1/2569", "rows.4.on": "2/1/2569"}), action)
    assert sorted(form.values()) == kept
    assert rows.get("rows") == shown
