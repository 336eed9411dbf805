"""Fields for files: written short in a form, as what an answer says of each file when it is checked."""

from __future__ import annotations

MOST = 10
LARGEST = 20 * 1024 * 1024
WIDGET = "file"


def _column(kind: str, title: str, english: str, **limits: object) -> dict:
    return {"type": kind, "title": title, "x-en": {"title": english}, **limits}


FILE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["sha256", "name", "size", "type"],
    "properties": {
        "sha256": _column("string", "ค่าแฮช", "Hash", pattern="^[0-9a-f]{64}$"),
        "name": _column("string", "ชื่อไฟล์", "Name", minLength=1, maxLength=200),
        "size": _column("integer", "ขนาด", "Size", minimum=0, maximum=LARGEST),
        "type": _column("string", "ชนิด", "Type", minLength=1, maxLength=100),
    },
}


def with_file_columns(schema: object) -> object:
    """The schema in which every ``{"type": "array", "x-widget": "file"}`` says what its entries are."""
    if not isinstance(schema, dict) or not isinstance(schema.get("properties"), dict):
        return schema
    fields = {name: _written_out(rule) for name, rule in schema["properties"].items()}
    return {**schema, "properties": fields}


def _written_out(rule: object) -> object:
    if not isinstance(rule, dict) or rule.get("x-widget") != WIDGET or rule.get("type") != "array":
        return rule
    return {"maxItems": MOST, "uniqueItems": True, **rule, "items": rule.get("items", FILE)}
