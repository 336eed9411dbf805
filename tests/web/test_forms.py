"""An HTML form becomes the answers its schema asks for, and answers become the form again."""

from datetime import UTC, datetime

import orjson
import pytest
from werkzeug.datastructures import MultiDict

from app.web.forms.fields import condition_text, groups, question, questions
from app.web.forms.reading import read, rows_in, shown
from workflows.forms import Form
from workflows.scripts import Context

NOW = datetime(2026, 11, 20, tzinfo=UTC)

SCHEMA = {
    "title": "ตัวอย่าง",
    "type": "object",
    "additionalProperties": False,
    "required": ["impact", "complete"],
    "x-order": ["complete", "impact"],
    "x-groups": [{"title": "ความพร้อม", "x-en": {"title": "Readiness"}, "fields": ["complete", "missing"]}],
    "allOf": [
        {
            "if": {"properties": {"complete": {"const": False}}, "required": ["complete"]},
            "then": {"required": ["missing"]},
        }
    ],
    "properties": {
        "title": {"type": "string", "title": "หัวเรื่อง", "maxLength": 200},
        "story": {"type": "string", "title": "เล่า", "maxLength": 2000},
        "impact": {"type": "integer", "title": "ผลกระทบ", "x-widget": "scale", "minimum": 1, "maximum": 5},
        "people": {"type": "integer", "title": "จำนวนคน"},
        "year": {"type": "integer", "title": "ปีงบประมาณ", "x-widget": "year"},
        "phone": {"type": "string", "format": "thai-phone", "title": "โทรศัพท์"},
        "budget": {"type": "string", "format": "money", "title": "วงเงิน"},
        "seen_on": {"type": "string", "format": "date", "title": "พบเมื่อ"},
        "meets_at": {"type": "string", "format": "date-time", "title": "ประชุม"},
        "complete": {"type": "boolean", "title": "ครบถ้วน", "x-en": {"title": "Complete"}},
        "missing": {
            "type": "array",
            "title": "ขาดอะไร",
            "items": {
                "type": "string",
                "oneOf": [{"const": "title", "title": "ชื่อ"}, {"const": "contact", "title": "ติดต่อ"}],
            },
        },
        "pains": {
            "type": "array",
            "title": "จุดติดขัด",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "point": {"type": "string", "title": "จุด"},
                    "times": {"type": "integer", "title": "ครั้ง"},
                    "on": {"type": "string", "format": "date", "title": "เมื่อ"},
                },
            },
        },
    },
}
FORM = Form.load("forms/example.json", orjson.dumps(SCHEMA))
ASKED = questions(FORM)
FIELDS = {one.name: one for one in ASKED}


def answers(**typed):
    return read(ASKED, MultiDict(typed))[0]


def unread(**typed):
    return [miss.field for miss in read(ASKED, MultiDict(typed))[1]]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"title": "  น้ำท่วม "}, {"title": "น้ำท่วม"}),
        ({"title": "   "}, {}),
        ({"story": "ก\r\nข"}, {"story": "ก\nข"}),
        ({"impact": "4"}, {"impact": 4}),
        ({"people": "14,600"}, {"people": 14600}),
        ({"people": "๑๔๖๐๐"}, {"people": 14600}),
        ({"budget": "3,480,000"}, {"budget": "3480000.00"}),
        ({"budget": "๐.๕ บาท"}, {"budget": "0.50"}),
        ({"phone": "081-234-5678"}, {"phone": "0812345678"}),
        ({"title": "ก\0ข"}, {"title": "กข"}),
        ({"complete": "false"}, {"complete": False}),
        ({"missing": ["title", "contact"]}, {"missing": ["title", "contact"]}),
        ({"seen_on.day": "9", "seen_on.month": "11", "seen_on.year": "2569"}, {"seen_on": "2026-11-09"}),
    ],
)
def test_typed_text_becomes_the_type_the_schema_asks_for(typed, expected):
    assert answers(**typed) == expected


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"people": "สามคน"}, {"people": "สามคน"}),
        ({"people": "99999999999999999"}, {"people": "99999999999999999"}),
        ({"budget": "สามล้าน"}, {"budget": "สามล้าน"}),
        ({"budget": "1.005"}, {"budget": "1.005"}),
        ({"seen_on.day": "9", "seen_on.month": "", "seen_on.year": "2569"}, {"seen_on": "9//2569"}),
        ({"impact": "9"}, {"impact": "9"}),
    ],
)
def test_what_cannot_be_read_is_kept_as_it_was_typed(typed, kept):
    assert answers(**typed) == kept


def test_a_date_that_cannot_be_read_is_named():
    assert unread(**{"seen_on.day": "31", "seen_on.month": "4", "seen_on.year": "2569"}) == ["seen_on"]


def test_everything_kept_as_typed_is_refused_by_the_form():
    kept = answers(people="สามคน", budget="สามล้าน", impact="9", **{"seen_on.day": "9"})
    complained = {error.field for error in FORM.check({"complete": True, **kept}, {}, Context(NOW))}
    assert complained >= {"/people", "/budget", "/impact", "/seen_on"}


def test_nothing_is_answered_by_an_empty_form():
    assert read(ASKED, MultiDict()) == ({}, [])


def test_a_field_the_form_does_not_have_is_not_read():
    assert answers(decision="approve") == {}


def test_a_table_keeps_its_rows_in_order_and_drops_empty_ones():
    typed = {"pains.0.point": "ช้า", "pains.2.point": "ซ้ำ", "pains.2.times": "3", "pains.10.point": ""}
    assert answers(**typed) == {"pains": [{"point": "ช้า"}, {"point": "ซ้ำ", "times": 3}]}
    assert rows_in("pains", typed) == [0, 2, 10]


def test_a_cell_that_cannot_be_read_is_named_by_the_row_it_is_kept_in():
    assert unread(**{"pains.3.point": "ช้า", "pains.3.on": "31/4/2569"}) == ["pains.0.on"]


@pytest.mark.parametrize(
    ("name", "answer", "text"),
    [
        ("people", 14600, "14,600"),
        ("year", 2570, "2570"),
        ("budget", "3480000.00", "3,480,000.00"),
        ("budget", "สามล้าน", "สามล้าน"),
        ("complete", False, "false"),
        ("missing", ["title"], ["title"]),
        ("seen_on", "2024-02-29", {"day": "29", "month": "2", "year": "2567", "time": ""}),
        ("seen_on", "9//2569", {"day": "9", "month": "", "year": "2569", "time": ""}),
        ("meets_at", "2026-11-20T09:30:00Z", {"day": "20", "month": "11", "year": "2569", "time": "16:30"}),
        ("title", None, ""),
    ],
)
def test_an_answer_is_shown_in_its_inputs(name, answer, text):
    assert shown(FIELDS[name], answer, "th") == text


def test_groups_come_first_and_no_question_is_forgotten():
    (_, first), (_, rest) = groups(FORM, ASKED)
    assert [one.name for one in first] == ["complete", "missing"]
    assert {one.name for one in rest} == set(SCHEMA["properties"]) - {"complete", "missing"}


def test_a_question_asked_only_after_another_answer_says_when():
    assert condition_text(FIELDS["missing"], ASKED, "th") == "ต้องตอบเมื่อ ครบถ้วน: ไม่ใช่"
    assert condition_text(FIELDS["missing"], ASKED, "en") == "Answer when Complete: No"


@pytest.mark.parametrize(
    ("rule", "widget"),
    [
        ({"type": "string"}, "text"),
        ({"type": "string", "maxLength": 5000}, "textarea"),
        ({"type": "boolean"}, "yesno"),
        ({"type": "boolean", "const": True}, "tick"),
        ({"type": "integer"}, "text"),
        ({"type": "integer", "x-widget": "year"}, "text"),
        ({"type": "string", "format": "money"}, "money"),
        ({"type": "string", "oneOf": [{"const": str(n), "title": "ก"} for n in range(9)]}, "select"),
        ({"type": "string", "x-ref": "person:committee_member"}, "person"),
        (
            {"type": "array", "items": {"type": "string", "title": "ก", "x-ref": "person:expert"}},
            "checkboxes",
        ),
        ({"type": "array", "items": {"type": "string", "title": "ก"}}, "lines"),
    ],
)
def test_every_kind_of_field_gets_the_control_that_fits(rule, widget):
    content = {"title": "ก", "type": "object", "additionalProperties": False}
    content["properties"] = {"x": {"title": "ก", **rule}}
    form = Form.load("forms/x.json", orjson.dumps(content))
    assert question(form.fields[0]).widget == widget
