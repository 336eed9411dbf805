"""What changed between two versions, as lines of a table people read."""

import orjson
import pytest

from app.cases.revisions.comparing import changes
from app.web.telling.changes import lines_of
from workflows.forms import Form

CONTENT = {
    "title": "ร่าง",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "scope": {"type": "string", "title": "ขอบเขต"},
        "budget": {
            "type": "array",
            "title": "งบประมาณ",
            "x-key": ["category", "item"],
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "category": {
                        "type": "string",
                        "title": "หมวด",
                        "oneOf": [
                            {"const": "cloud", "title": "คลาวด์"},
                            {"const": "travel", "title": "เดินทาง"},
                        ],
                    },
                    "item": {"type": "string", "title": "รายการ"},
                    "price": {"type": "string", "format": "money", "title": "ราคา"},
                },
            },
        },
    },
}
FORM = Form.load("forms/draft.json", orjson.dumps(CONTENT))
CLOUD = {"category": "cloud", "item": "เครื่องเสมือน", "price": "100.00"}
TRIP = {"category": "travel", "item": "ลงพื้นที่", "price": "9.00"}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"scope": "ก"}, {"scope": "ข"}, [("ขอบเขต", "แก้", "ก", "ข")]),
        ({"scope": None}, {"scope": "ข"}, [("ขอบเขต", "เพิ่ม", "ไม่ได้ตอบ", "ข")]),
        ({"scope": "ก"}, {"scope": "ก"}, []),
        (
            {"budget": [CLOUD]},
            {"budget": [CLOUD | {"price": "120.00"}]},
            [("งบประมาณ › คลาวด์ › เครื่องเสมือน › ราคา", "แก้", "100.00 บาท", "120.00 บาท")],
        ),
        (
            {"budget": [CLOUD, TRIP]},
            {"budget": [TRIP]},
            [
                (
                    "งบประมาณ › คลาวด์ › เครื่องเสมือน",
                    "ตัดออก",
                    "หมวด: คลาวด์\nรายการ: เครื่องเสมือน\nราคา: 100.00 บาท",
                    "",
                )
            ],
        ),
    ],
)
def test_a_change_is_told_in_words(before, after, told):
    found = lines_of(changes(FORM, before, FORM, after), "th")

    assert [(one.what, one.how, one.before, one.after) for one in found] == told


def test_rows_in_another_order_are_a_change_of_the_whole_table():
    [line] = lines_of(changes(FORM, {"budget": [CLOUD, TRIP]}, FORM, {"budget": [TRIP, CLOUD]}), "en")

    assert (line.what, line.how) == ("งบประมาณ", "changed")
