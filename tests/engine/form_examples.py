"""A form with a field of every kind, and answers that fit it: copied and changed by the tests."""

import copy
import json

from workflows.forms import Form

LABEL = {"title": "ช่อง", "x-en": {"title": "Field"}}
CHOICES = [
    {"const": "citizen", "title": "ประชาชน", "x-en": {"title": "Citizen"}},
    {"const": "agency", "title": "หน่วยงาน", "x-en": {"title": "Agency"}},
]
PROPERTIES = {
    "submitter_type": {"type": "string", "title": "ประเภทผู้เสนอ", "oneOf": CHOICES},
    "name": {"type": "string", "title": "ชื่อ", "x-en": {"title": "Name"}, "minLength": 2, "maxLength": 20},
    "citizen_id": {"type": "string", "title": "เลขประจำตัว", "format": "thai-citizen-id", "x-personal": True},
    "office_id": {"type": "string", "title": "เลขนิติบุคคล", "format": "juristic-id"},
    "email": {"type": "string", "title": "อีเมล", "format": "email"},
    "phone": {"type": "string", "title": "โทรศัพท์", "format": "thai-phone"},
    "budget": {"type": "string", "title": "วงเงิน", "format": "money", "x-maximum": "5000000.00"},
    "change": {"type": "string", "title": "ผลต่าง", "format": "money", "x-minimum": "-100.00"},
    "score": {"type": "string", "title": "คะแนน", "format": "decimal"},
    "start": {"type": "string", "title": "วันเริ่ม", "format": "date"},
    "meets_at": {"type": "string", "title": "เวลาประชุม", "format": "date-time"},
    "impact": {"type": "integer", "title": "ผลกระทบ", "minimum": 1, "maximum": 5, "x-widget": "scale"},
    "code": {"type": "string", "title": "รหัส", "pattern": "^[A-Z]{3}$"},
    "accepted": {"type": "boolean", "title": "การยินยอม", "const": True},
    "in_mandate": {"type": "boolean", "title": "อยู่ในอำนาจ"},
    "mandate_note": {"type": "string", "title": "เหตุผล"},
    "groups": {
        "type": "array",
        "title": "กลุ่ม",
        "uniqueItems": True,
        "maxItems": 2,
        "items": {"type": "string", "enum": ["a", "b", "c"]},
    },
    "numbers": {"type": "array", "title": "เลข", "items": {"type": "integer"}},
    "pain_points": {
        "type": "array",
        "title": "จุดเจ็บปวด",
        "minItems": 1,
        "maxItems": 3,
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": ["point"],
            "properties": {
                "point": {"type": "string", "title": "ประเด็น", "x-en": {"title": "Point"}, "maxLength": 10},
                "cost": {"type": "string", "title": "ค่าใช้จ่าย", "format": "money"},
                "times": {"type": "integer", "title": "ครั้ง"},
            },
        },
    },
}
SCHEMA = {
    "title": "ยื่นปัญหา",
    "x-en": {"title": "Submit a problem"},
    "x-form": "F1-01",
    "type": "object",
    "additionalProperties": False,
    "x-order": ["name", "submitter_type"],
    "x-groups": [{"title": "ผู้เสนอ", "x-en": {"title": "Submitter"}, "fields": ["name", "submitter_type"]}],
    "required": ["submitter_type", "name", "accepted", "pain_points"],
    "properties": PROPERTIES,
    "if": {"properties": {"in_mandate": {"const": False}}, "required": ["in_mandate"]},
    "then": {"required": ["mandate_note"]},
    "x-rules": [
        {
            "rule": "start == None or start >= today()",
            "field": "start",
            "th": "วันเริ่มต้องไม่อยู่ในอดีต",
            "en": "The start may not lie in the past.",
        },
        {"rule": "impact == None or impact <= most_impact", "th": "สูงเกินที่กำหนด", "en": "Too high."},
    ],
}
ANSWERS = {
    "submitter_type": "citizen",
    "name": "สมชาย",
    "citizen_id": "1101700230708",
    "office_id": "0994000165501",
    "email": "somchai@example.go.th",
    "phone": "0812345678",
    "budget": "3480000.00",
    "change": "-50.00",
    "score": "3.75",
    "start": "2026-11-30",
    "meets_at": "2026-11-30T09:00:00+07:00",
    "impact": 3,
    "code": "SRC",
    "accepted": True,
    "in_mandate": True,
    "groups": ["a", "b"],
    "numbers": [1, 2],
    "pain_points": [{"point": "คิวยาว", "cost": "10.00", "times": 2}],
}


def form(**changes):
    """The form, with top-level keywords replaced."""
    return Form.load("forms/example.json", json.dumps({**copy.deepcopy(SCHEMA), **changes}).encode())
