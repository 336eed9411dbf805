"""Answers in words, as summary lists show them."""

import orjson
import pytest

from app.web.telling.brief import answered_rows
from workflows.forms import Form

CONTENT = {
    "title": "ตัวอย่าง",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "impact": {
            "type": "integer",
            "title": "ผลกระทบ",
            "x-widget": "scale",
            "oneOf": [{"const": 4, "title": "มาก", "x-en": {"title": "high"}}],
        },
        "complete": {"type": "boolean", "title": "ครบถ้วน", "x-en": {"title": "Complete"}},
        "year": {"type": "integer", "title": "ปีงบประมาณ", "x-widget": "year"},
        "budget": {"type": "string", "format": "money", "title": "วงเงิน"},
        "seen_on": {"type": "string", "format": "date", "title": "พบเมื่อ"},
        "chair": {"type": "string", "x-ref": "person:chair", "title": "ประธาน"},
        "pains": {
            "type": "array",
            "title": "จุดติดขัด",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "point": {"type": "string", "title": "จุด"},
                    "n": {"type": "integer", "title": "ครั้ง"},
                },
            },
        },
    },
}
FORM = Form.load("forms/example.json", orjson.dumps(CONTENT))


@pytest.mark.parametrize(
    ("answers", "language", "expected"),
    [
        ({"impact": 4}, "th", ("ผลกระทบ", "4 มาก")),
        ({"impact": 4}, "en", ("ผลกระทบ", "4 high")),
        ({"complete": False}, "th", ("ครบถ้วน", "ไม่ใช่")),
        ({"complete": False}, "en", ("Complete", "No")),
        ({"year": 2570}, "th", ("ปีงบประมาณ", "2570")),
        ({"budget": "3480000.00"}, "th", ("วงเงิน", "3,480,000.00 บาท")),
        ({"budget": "สามล้าน"}, "th", ("วงเงิน", "สามล้าน")),
        ({"seen_on": "2026-11-09"}, "th", ("พบเมื่อ", "9\u00a0พ.ย.\u00a02569")),
        ({"chair": "arthit"}, "th", ("ประธาน", "ศ.ดร.อาทิตย์")),
        ({"pains": [{"point": "ช้า", "n": 1200}]}, "th", ("จุดติดขัด", "– จุด: ช้า · ครั้ง: 1,200")),
        ({"decided": True}, "th", ("decided", "ใช่")),
    ],
)
def test_an_answer_is_said_in_words(answers, language, expected):
    assert answered_rows(FORM, answers, language, {"arthit": "ศ.ดร.อาทิตย์"}) == [expected]


def test_what_was_left_empty_is_shown_only_when_asked_for():
    assert answered_rows(FORM, {"complete": None}, "th") == []
    assert ("ครบถ้วน", "ไม่ได้ตอบ") in answered_rows(FORM, {"complete": None}, "th", empty=True)
