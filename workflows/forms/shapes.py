"""The subset of JSON Schema a form may use, itself as JSON Schema: one shape for each kind of part."""

from __future__ import annotations

from workflows.forms import formats

WORD = {"type": "string", "pattern": r"\S", "maxLength": 2_000}
TEXT = {"type": "string", "maxLength": 20_000}
NAMES = {"type": "array", "items": {"type": "string"}, "uniqueItems": True}
COUNT = {"type": "integer", "minimum": 0, "maximum": 20_000}
WHOLE = {"type": "integer", "minimum": 1 - 2**53, "maximum": 2**53 - 1}
AMOUNT = {"type": "string", "pattern": r"^-?[0-9]{1,15}(\.[0-9]{1,6})?$"}
ENGLISH = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"title": WORD, "description": TEXT},
}
WIDGETS = """
    radio scale select text textarea number money decimal date datetime email checkboxes list table file
    person signature yesno year hidden readonly
"""
LABELS = {
    "title": WORD,
    "description": TEXT,
    "x-en": ENGLISH,
    "$comment": TEXT,
    "examples": {"type": "array"},
}
HINTS = {
    "x-widget": {"enum": WIDGETS.split()},
    "x-ref": WORD,
    "x-four-eyes": WORD,
    "x-options": WORD,
    "x-default": WORD,
    "x-placeholder": TEXT,
    "x-unit": TEXT,
    "x-mask": TEXT,
    "x-personal": {"type": "boolean"},
}


def _object(properties: dict, *required: str) -> dict:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "required": list(required),
    }


def _choices(value: dict) -> dict:
    option = _object({"const": value, "title": WORD, "x-en": ENGLISH}, "const", "title")
    return {
        "const": value,
        "enum": {"type": "array", "minItems": 1, "maxItems": 1_000, "uniqueItems": True, "items": value},
        "oneOf": {"type": "array", "minItems": 1, "maxItems": 1_000, "items": option},
    }


_CONDITION = {"$ref": "#/$defs/condition"}
_TEST = {
    "const": {},
    "enum": {"type": "array", "minItems": 1},
    "minimum": WHOLE,
    "maximum": WHOLE,
    "exclusiveMinimum": WHOLE,
    "exclusiveMaximum": WHOLE,
    "minLength": COUNT,
    "maxLength": COUNT,
    "minItems": COUNT,
    "maxItems": COUNT,
    "pattern": WORD,
    "type": {"enum": ["string", "integer", "boolean", "array"]},
    "not": {"$ref": "#/$defs/test"},
    "contains": {"$ref": "#/$defs/test"},
}
_DEFINITIONS = {
    "test": {"anyOf": [{"const": False}, _object(_TEST)]},
    "condition": _object(
        {
            "properties": {"type": "object", "additionalProperties": {"$ref": "#/$defs/test"}},
            "required": NAMES,
            "not": _CONDITION,
            "anyOf": {"type": "array", "minItems": 1, "items": _CONDITION},
            "allOf": {"type": "array", "minItems": 1, "items": _CONDITION},
        }
    ),
}
_BRANCHES = {"if": _CONDITION, "then": _CONDITION, "else": _CONDITION}
_CONDITIONAL = {
    **_BRANCHES,
    "allOf": {"type": "array", "items": _object({**_BRANCHES, "$comment": TEXT}, "if")},
}
_ROWS = {
    **LABELS,
    **_CONDITIONAL,
    "type": {"const": "object"},
    "additionalProperties": {"const": False},
    "properties": {"type": "object", "maxProperties": 300},
    "required": NAMES,
    "x-order": NAMES,
}

SHAPES = {
    "form": _object(
        {
            **_ROWS,
            "$schema": TEXT,
            "$id": TEXT,
            "x-form": WORD,
            "x-groups": {
                "type": "array",
                "items": _object({"title": WORD, "x-en": ENGLISH, "fields": NAMES}, "title", "fields"),
            },
            "x-rules": {
                "type": "array",
                "items": _object({"rule": WORD, "field": TEXT, "th": WORD, "en": WORD}, "rule", "th", "en"),
            },
            "x-show": {
                "type": "array",
                "items": _object({"value": WORD, "title": WORD, "x-en": ENGLISH}, "value", "title"),
            },
        },
        "type",
        "title",
        "additionalProperties",
    ),
    "object": _object({**_ROWS, **HINTS}, "type", "additionalProperties", "properties"),
    "string": _object(
        {
            **LABELS,
            **HINTS,
            **_choices({"type": "string"}),
            "type": {},
            "format": {"enum": sorted(formats.KNOWN)},
            "pattern": WORD,
            "minLength": COUNT,
            "maxLength": COUNT,
            "x-minimum": AMOUNT,
            "x-maximum": AMOUNT,
        }
    ),
    "integer": _object(
        {
            **LABELS,
            **HINTS,
            **_choices(WHOLE),
            "type": {},
            "minimum": WHOLE,
            "maximum": WHOLE,
            "multipleOf": {**WHOLE, "minimum": 1},
        }
    ),
    "boolean": _object({**LABELS, **HINTS, "type": {}, "const": {"type": "boolean"}}),
    "array": _object(
        {
            **LABELS,
            **HINTS,
            "type": {},
            "items": {"type": "object"},
            "x-key": NAMES,
            "minItems": COUNT,
            "maxItems": COUNT,
            "uniqueItems": {"type": "boolean"},
        },
        "items",
    ),
}
for _shape in SHAPES.values():
    _shape["$defs"] = _DEFINITIONS
