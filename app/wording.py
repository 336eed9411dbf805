"""Errors of single fields, from wherever they come, as {field, code, th, en}."""

import re

# What marshmallow says in English → our code and the Thai beside it.
SAID = (
    (r"Missing data for required field\.", "required", "ต้องกรอก", "This is required."),
    (r"Unknown field\.", "unknown", "ไม่มีช่องนี้", "There is no such field."),
    (r"Field may not be null\.", "null", "ต้องไม่เป็นค่าว่าง", "This may not be null."),
    (r"Not a valid .*", "type", "ชนิดข้อมูลไม่ถูกต้อง", None),
    (r"Invalid input type\.", "type", "ชนิดข้อมูลไม่ถูกต้อง", None),
    (r"Must be one of: (.*)\.", "choice", r"ต้องเป็นค่าใดค่าหนึ่งใน \1", None),
    (r"Must be .*", "range", "ค่าอยู่นอกช่วงที่กำหนด", None),
    (r"(Shorter than|Longer than|Length must be) .*", "length", "ความยาวไม่ถูกต้อง", None),
)


def field_errors(problem) -> list[dict]:
    """From marshmallow's messages, or from a refusal of the engine with `errors` or `findings`."""
    if isinstance(problem, dict | list):
        return list(_flatten(problem, ()))
    found = getattr(problem, "errors", None) or getattr(problem, "findings", None) or ()
    return [_of_engine(error) for error in found]


def _of_engine(error):
    """An error of a form names a field, a finding names file, element and rule."""
    document = {"field": getattr(error, "field", None), "code": getattr(error, "code", None)}
    if hasattr(error, "rule"):
        place = "#".join(filter(None, (error.file, error.element)))
        document = {"field": place, "code": error.rule}
    return {**document, "th": error.th, "en": error.en}


def _flatten(messages, path):
    if isinstance(messages, dict):
        for key, inner in messages.items():
            # The first level only says where webargs looked: json, query, headers.
            yield from _flatten(inner, (*path, str(key)))
        return
    for message in messages if isinstance(messages, list) else [messages]:
        yield {"field": ".".join(path[1:]) or ".".join(path), **_worded(str(message))}


def _worded(message):
    for pattern, code, th, en in SAID:
        if found := re.fullmatch(pattern, message):
            return {"code": code, "th": found.expand(th), "en": en or message}
    return {"code": "invalid", "th": message, "en": message}
