"""Which JSON Schema a form may use: what we can check, render and explain; the rest is refused."""

from __future__ import annotations

import re

from workflows.forms import formats
from workflows.forms.refusals import FormRefused

_LABELS = frozenset({"title", "description", "x-en", "$comment", "examples"})
_HINTS = frozenset(
    {"x-widget", "x-ref", "x-options", "x-default", "x-placeholder", "x-unit", "x-mask", "x-personal"}
)
_CHOICES = frozenset({"enum", "const", "oneOf"})
_CONDITION = frozenset({"if", "then", "else", "allOf"})
KEYWORDS = {
    "form": _LABELS
    | _CONDITION
    | frozenset(
        {"$schema", "$id", "type", "properties", "required", "additionalProperties", "x-form", "x-order"}
    )
    | frozenset({"x-groups", "x-rules", "x-show"}),
    "string": _LABELS
    | _HINTS
    | _CHOICES
    | frozenset({"type", "format", "pattern", "minLength", "maxLength", "x-minimum", "x-maximum"}),
    "integer": _LABELS | _HINTS | _CHOICES | frozenset({"type", "minimum", "maximum", "multipleOf"}),
    "boolean": _LABELS | _HINTS | frozenset({"type", "const"}),
    "array": _LABELS | _HINTS | frozenset({"type", "items", "minItems", "maxItems", "uniqueItems"}),
    "object": _LABELS
    | _HINTS
    | _CONDITION
    | frozenset({"type", "properties", "required", "additionalProperties", "x-order"}),
    "rule": frozenset({"rule", "field", "th", "en"}),
    "shown": frozenset({"value", "title", "x-en"}),
    "group": frozenset({"title", "x-en", "fields"}),
    "option": frozenset({"const", "title", "x-en"}),
}
WIDGETS = frozenset(
    {
        "radio",
        "scale",
        "select",
        "text",
        "textarea",
        "number",
        "money",
        "decimal",
        "date",
        "datetime",
        "email",
    }
    | {"checkboxes", "list", "table", "file", "person", "signature", "yesno", "hidden", "readonly"}
)
TESTS = frozenset(
    {"const", "enum", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength"}
    | {"minItems", "maxItems", "contains", "pattern", "not", "type"}
)
CONDITIONS = frozenset({"properties", "required", "not", "anyOf", "allOf"})
_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
_DEEPEST = 2


def check_subset(file: str, schema: object) -> None:
    """Raises FormRefused at the first thing outside the subset."""
    look = _Subset(file)
    if not isinstance(schema, dict):
        look.refuse("", "ต้องเป็นวัตถุ JSON", "it must be a JSON object")
    look.keywords("", schema, "form")
    look.has_label("", schema)
    look.object("", schema, 0)
    look.groups(schema)
    look.rules(schema)
    look.shown(schema)


class _Subset:
    """One pass over a form; every method takes the pointer of what it looks at."""

    def __init__(self, file: str) -> None:
        self.file = file

    def refuse(self, pointer: str, th: str, en: str) -> None:
        raise FormRefused(self.file, pointer, th, en)

    def keywords(self, pointer: str, rule: dict, kind: str) -> None:
        for keyword in rule:
            if keyword not in KEYWORDS[kind]:
                self.refuse(pointer, f"ใช้ “{keyword}” ตรงนี้ไม่ได้", f"“{keyword}” is not supported here")

    def has_label(self, pointer: str, rule: dict) -> None:
        title = rule.get("title")
        if not (isinstance(title, str) and title.strip()):
            self.refuse(pointer, "ไม่มีชื่อ (title) ภาษาไทย", "it has no title")
        english = rule.get("x-en", {})
        if not isinstance(english, dict) or not all(isinstance(text, str) for text in english.values()):
            self.refuse(pointer, "x-en ต้องเป็น {title, description}", "x-en must be {title, description}")

    def object(self, pointer: str, rule: dict, depth: int) -> None:
        if rule.get("type") != "object":
            self.refuse(pointer, "type ต้องเป็น object", "its type must be object")
        if rule.get("additionalProperties") is not False:
            self.refuse(
                pointer,
                "ต้องมี additionalProperties: false",
                "additionalProperties must be false: unknown fields are refused",
            )
        properties = rule.get("properties", {})
        if not isinstance(properties, dict):
            self.refuse(pointer, "properties ต้องเป็นวัตถุ", "properties must be an object")
        for name, part in properties.items():
            self.property(f"{pointer}/properties/{name}", name, part, depth)
        self.known(pointer, "required", rule.get("required", []), properties)
        self.known(pointer, "x-order", rule.get("x-order", []), properties)
        self.conditions(pointer, rule, properties)

    def known(self, pointer: str, keyword: str, names: object, properties: dict) -> None:
        if not isinstance(names, list) or len({str(name) for name in names}) != len(names):
            self.refuse(f"{pointer}/{keyword}", "ต้องเป็นรายการชื่อที่ไม่ซ้ำ", "it must be a list of distinct names")
        for name in names:
            if name not in properties:
                self.refuse(f"{pointer}/{keyword}", f"ไม่มีช่อง “{name}”", f"there is no field “{name}”")

    def property(self, pointer: str, name: str, rule: object, depth: int) -> None:
        if not _NAME.fullmatch(name) or name == "now":
            self.refuse(
                pointer,
                f"ชื่อช่อง “{name}” ต้องเป็น a-z ตัวเล็ก ตัวเลข และ _",
                f"the name “{name}” must be snake_case",
            )
        if not isinstance(rule, dict):
            self.refuse(pointer, "ต้องเป็นวัตถุ", "it must be an object")
        self.has_label(pointer, rule)
        self.typed(pointer, rule, depth)

    def typed(self, pointer: str, rule: dict, depth: int) -> None:
        kind = rule.get("type")
        if kind == "number":
            self.refuse(
                pointer, "ใช้ integer หรือ string ที่มี format money/decimal แทน number",
                "use integer, or string with format money or decimal, instead of number",
            )  # fmt: skip
        if kind not in ("string", "integer", "boolean", "array"):
            self.refuse(
                pointer,
                "type ต้องเป็น string, integer, boolean หรือ array",
                "type must be string, integer, boolean or array",
            )
        self.keywords(pointer, rule, kind)
        self.choices(pointer, rule)
        widget = rule.get("x-widget")
        if widget is not None and widget not in WIDGETS:
            self.refuse(pointer, f"ไม่รู้จัก x-widget “{widget}”", f"unknown x-widget “{widget}”")
        if kind == "string" and rule.get("format") not in (None, *formats.KNOWN):
            self.refuse(pointer, f"ไม่รู้จัก format “{rule['format']}”", f"unknown format “{rule['format']}”")
        if kind == "array":
            self.array(pointer, rule, depth)

    def array(self, pointer: str, rule: dict, depth: int) -> None:
        items = rule.get("items")
        if not isinstance(items, dict):
            self.refuse(pointer, "รายการต้องบอก items", "an array must say its items")
        if items.get("type") != "object":
            if items.get("type") not in ("string", "integer"):
                self.refuse(
                    f"{pointer}/items",
                    "ต้องเป็น string, integer หรือ object",
                    "it must be string, integer or object",
                )
            self.typed(f"{pointer}/items", items, depth)
            return
        if depth >= _DEEPEST - 1:
            self.refuse(f"{pointer}/items", "ตารางซ้อนตารางไม่ได้", "a table inside a table is not supported")
        self.keywords(f"{pointer}/items", items, "object")
        self.object(f"{pointer}/items", items, depth + 1)

    def choices(self, pointer: str, rule: dict) -> None:
        for option in rule.get("oneOf", []):
            if not isinstance(option, dict) or "const" not in option:
                self.refuse(
                    f"{pointer}/oneOf", "แต่ละตัวเลือกต้องมี const และ title", "every choice needs const and title"
                )
            self.keywords(f"{pointer}/oneOf", option, "option")
            self.has_label(f"{pointer}/oneOf", option)
        values = [option["const"] for option in rule.get("oneOf", [])] or rule.get("enum", [])
        if len({repr(value) for value in values}) != len(values):
            self.refuse(pointer, "มีตัวเลือกซ้ำกัน", "a choice is listed twice")

    def conditions(self, pointer: str, rule: dict, properties: dict) -> None:
        for index, part in enumerate(rule.get("allOf", [])):
            if not isinstance(part, dict) or "if" not in part:
                self.refuse(
                    f"{pointer}/allOf/{index}", "allOf ใช้กับ if/then เท่านั้น", "allOf is for if/then only"
                )
            self.conditional(f"{pointer}/allOf/{index}", part, properties)
        if "if" in rule:
            self.conditional(pointer, {k: rule[k] for k in ("if", "then", "else") if k in rule}, properties)
        elif "then" in rule or "else" in rule:
            self.refuse(pointer, "then ต้องมี if", "then needs an if")

    def conditional(self, pointer: str, part: dict, properties: dict) -> None:
        for keyword, branch in part.items():
            if keyword not in ("if", "then", "else", "$comment"):
                self.refuse(pointer, f"ใช้ “{keyword}” ตรงนี้ไม่ได้", f"“{keyword}” is not supported here")
            if keyword != "$comment":
                self.condition(f"{pointer}/{keyword}", branch, properties)

    def condition(self, pointer: str, branch: object, properties: dict) -> None:
        if not isinstance(branch, dict):
            self.refuse(pointer, "ต้องเป็นวัตถุ", "it must be an object")
        for keyword, part in branch.items():
            if keyword not in CONDITIONS:
                self.refuse(
                    pointer, f"ใช้ “{keyword}” ในเงื่อนไขไม่ได้", f"“{keyword}” is not supported in a condition"
                )
            if keyword == "required":
                self.known(pointer, "required", part, properties)
            elif keyword == "properties":
                self.tests(f"{pointer}/properties", part, properties)
            else:
                for one in part if isinstance(part, list) else [part]:
                    self.condition(f"{pointer}/{keyword}", one, properties)

    def tests(self, pointer: str, tests: object, properties: dict) -> None:
        if not isinstance(tests, dict):
            self.refuse(pointer, "ต้องเป็นวัตถุ", "it must be an object")
        self.known(pointer, "", list(tests), properties)
        for name, test in tests.items():
            wrong = [key for key in test if key not in TESTS] if isinstance(test, dict) else ["?"]
            if wrong and test is not False:
                self.refuse(
                    f"{pointer}/{name}",
                    f"ใช้ “{wrong[0]}” ในเงื่อนไขไม่ได้",
                    f"“{wrong[0]}” is not supported in a condition",
                )

    def groups(self, schema: dict) -> None:
        seen: set[str] = set()
        for index, group in enumerate(schema.get("x-groups", [])):
            pointer = f"/x-groups/{index}"
            self.keywords(pointer, group, "group")
            self.has_label(pointer, group)
            self.known(pointer, "fields", group.get("fields"), schema.get("properties", {}))
            twice = seen & set(group["fields"])
            if twice:
                self.refuse(
                    pointer, f"ช่อง “{min(twice)}” อยู่สองกลุ่ม", f"the field “{min(twice)}” is in two groups"
                )
            seen |= set(group["fields"])

    def rules(self, schema: dict) -> None:
        for index, rule in enumerate(schema.get("x-rules", [])):
            pointer = f"/x-rules/{index}"
            if not isinstance(rule, dict) or not all(
                isinstance(rule.get(key), str) for key in ("rule", "th", "en")
            ):
                self.refuse(pointer, "ต้องมี rule, th และ en เป็นข้อความ", "rule, th and en must be text")
            self.keywords(pointer, rule, "rule")
            if rule.get("field") is not None:
                self.known(pointer, "field", [rule["field"]], schema.get("properties", {}))

    def shown(self, schema: dict) -> None:
        """x-show: facts beside the questions, each a Starlark expression with a label."""
        for index, fact in enumerate(schema.get("x-show", [])):
            pointer = f"/x-show/{index}"
            if not isinstance(fact, dict) or not isinstance(fact.get("value"), str):
                self.refuse(pointer, "ต้องมี value เป็นข้อความ", "value must be text")
            self.keywords(pointer, fact, "shown")
            self.has_label(pointer, fact)
