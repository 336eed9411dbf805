"""Which JSON Schema a form may use: what we can check, render and explain; the rest is refused."""

from __future__ import annotations

import re
from functools import cache

import jsonschema_rs

from workflows.forms import formats
from workflows.forms.answers import pointer as written
from workflows.forms.refusals import FormRefused
from workflows.forms.shapes import SHAPES

_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_TYPES = ("string", "integer", "boolean", "array")


def check_subset(file: str, schema: object) -> None:
    """Raises FormRefused at the first thing outside the subset."""
    look = _Subset(file)
    look.shape("", schema, "form")
    look.object("", schema, in_table=False)
    look.groups(schema)
    for index, rule in enumerate(schema.get("x-rules", [])):
        look.known(f"/x-rules/{index}/field", [rule["field"]] if rule.get("field") else [], schema)


@cache
def _validator(kind: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(SHAPES[kind], offline=True)


class _Subset:
    """One pass over a form; every method takes the pointer of what it looks at."""

    def __init__(self, file: str) -> None:
        self.file = file

    def refuse(self, pointer: str, th: str, en: str) -> None:
        raise FormRefused(self.file, pointer, th, en)

    def shape(self, pointer: str, part: object, kind: str) -> None:
        """The keywords of one part, without the fields below it."""
        error = next(_validator(kind).iter_errors(part), None)
        if error is None:
            return
        place = pointer + written(list(error.instance_path))
        if error.kind.name == "additionalProperties":
            word = error.kind.unexpected[0]
            self.refuse(place, f"ใช้ “{word}” ตรงนี้ไม่ได้", f"“{word}” is not supported here")
        if error.kind.name == "required":
            word = error.kind.property
            self.refuse(place, f"ต้องมี “{word}”", f"“{word}” is missing")
        self.refuse(
            place, f"เขียนไม่ถูก ({error.message[:120]})", f"it is not written right ({error.message[:120]})"
        )

    def object(self, pointer: str, part: dict, in_table: bool) -> None:
        """The fields of a form or of one row of a table."""
        for name, rule in part.get("properties", {}).items():
            place = pointer + written(["properties", name])
            if not _NAME.fullmatch(name) or name == "now":
                self.refuse(
                    place, f"ชื่อช่อง “{name}” ต้องเป็น a-z 0-9 และ _", f"the name “{name}” must be snake_case"
                )
            if not isinstance(rule, dict) or "title" not in rule:
                self.refuse(place, "ไม่มีชื่อ (title) ภาษาไทย", "it has no title")
            self.field(place, rule, in_table)
        for keyword in ("required", "x-order"):
            self.known(f"{pointer}/{keyword}", part.get(keyword, []), part)
        self.conditions(pointer, part)

    def known(self, pointer: str, names: list, part: dict) -> None:
        for name in names:
            if name not in part.get("properties", {}):
                self.refuse(pointer, f"ไม่มีช่อง “{name}”", f"there is no field “{name}”")

    def field(self, pointer: str, rule: dict, in_table: bool) -> None:
        kind = rule.get("type")
        if kind == "number":
            self.refuse(
                pointer,
                "ใช้ integer หรือ string ที่มี format money/decimal แทน number",
                "use integer, or string with format money or decimal, instead of number",
            )
        if kind not in _TYPES:
            self.refuse(
                pointer, f"type ต้องเป็น {', '.join(_TYPES)}", f"its type must be one of {', '.join(_TYPES)}"
            )
        self.shape(pointer, rule, kind)
        values = [repr(option["const"]) for option in rule.get("oneOf", [])]
        if len(set(values)) < len(values):
            self.refuse(f"{pointer}/oneOf", "มีตัวเลือกซ้ำกัน", "a choice is listed twice")
        if {"x-minimum", "x-maximum"} & rule.keys() and rule.get("format") not in formats.NUMBERS:
            self.refuse(pointer, "x-minimum ใช้กับ money และ decimal", "x-minimum is for money and decimal")
        if kind == "array":
            self.known(f"{pointer}/x-key", rule.get("x-key", []), rule["items"])
            self.items(f"{pointer}/items", rule["items"], in_table)

    def items(self, pointer: str, rule: dict, in_table: bool) -> None:
        kind = rule.get("type")
        if kind in ("string", "integer"):
            return self.field(pointer, rule, in_table)
        if kind != "object":
            self.refuse(pointer, "ต้องเป็น string, integer หรือ object", "it must be string, integer or object")
        if in_table:
            self.refuse(pointer, "ตารางซ้อนตารางไม่ได้", "a table inside a table is not supported")
        self.shape(pointer, rule, "object")
        return self.object(pointer, rule, in_table=True)

    def conditions(self, pointer: str, part: dict) -> None:
        if "if" not in part and ("then" in part or "else" in part):
            self.refuse(pointer, "then ต้องมี if", "then needs an if")
        for place, one in [(pointer, part)] + [
            (f"{pointer}/allOf/{n}", one) for n, one in enumerate(part.get("allOf", []))
        ]:
            for keyword in ("if", "then", "else"):
                self.condition(f"{place}/{keyword}", one.get(keyword, {}), part)

    def condition(self, pointer: str, branch: dict, part: dict) -> None:
        self.known(pointer, branch.get("required", []), part)
        self.known(pointer, list(branch.get("properties", {})), part)
        inner = [branch[key] for key in ("not",) if key in branch]
        for one in [*inner, *branch.get("anyOf", []), *branch.get("allOf", [])]:
            self.condition(pointer, one, part)

    def groups(self, schema: dict) -> None:
        seen: set[str] = set()
        for index, group in enumerate(schema.get("x-groups", [])):
            pointer = f"/x-groups/{index}/fields"
            self.known(pointer, group["fields"], schema)
            twice = sorted(seen.intersection(group["fields"]))
            if twice:
                self.refuse(pointer, f"ช่อง “{twice[0]}” อยู่สองกลุ่ม", f"the field “{twice[0]}” is in two groups")
            seen.update(group["fields"])
