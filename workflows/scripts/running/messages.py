"""Turns what Starlark reports into a line and a sentence in Thai and English."""

from __future__ import annotations

import re

from workflows.scripts.errors import TOO_MUCH

_LINE = re.compile(r"--> script:(\d+)")
_REASON = re.compile(r"error: (.*?)(?:\n --> |$)", re.S)
_TYPES = {
    "int": "จำนวนเต็ม",
    "float": "ทศนิยม",
    "bool": "จริงหรือเท็จ",
    "string": "ข้อความ",
    "list": "รายการ",
    "tuple": "รายการ",
    "dict": "ชุดข้อมูล (dict)",
    "NoneType": "ค่าว่าง (None)",
    "function": "ฟังก์ชัน",
}
_CANCELLED = "Evaluation cancelled"
_QUOTED = r'`"?(.+?)"?`'

# (what Starlark says, Thai, English); types in the Thai sentence are given their Thai names.
_KNOWN = (
    (r"(?:Local v|V)ariable `(.+?)` (?:not found|referenced before assignment).*",
     "ไม่พบตัวแปร “{0}”", "there is no variable “{0}”"),
    (r"fail: (.*)", "{0}", "{0}"),
    (r"(?:Floor d|float d|D|d)ivision by zero.*|Cannot divide by zero.*|Modulo by zero.*",
     "หารด้วยศูนย์", "division by zero"),
    (r"Operation `\(iter\)` not supported (?:for|on) types? `(.+?)`.*",
     "{0} ไม่ใช่รายการ", "{0} is not a list"),
    (r"Operation `(?:compare|cmp\(\))` not supported (?:for|on) types? `(.+?)` and `(.+?)`.*",
     "เทียบ {0} กับ {1} ไม่ได้", "{0} and {1} cannot be compared"),
    (r"Operation `(.+?)` not supported (?:for|on) types? `(.+?)` and `(.+?)`.*",
     "ใช้ {0} กับ {1} และ {2} ไม่ได้", "{0} does not work on {1} and {2}"),
    (r"Operation `(.+?)` not supported (?:for|on) types? `(.+?)`.*",
     "ใช้ {0} กับ {1} ไม่ได้", "{0} does not work on {1}"),
    (rf"Key {_QUOTED} (?:was )?not found.*", "ไม่มีรายการ “{0}”", "there is no entry “{0}”"),
    (r"(?:Element|Substring) '(.+?)' not found.*", "ไม่มี “{0}”", "there is no “{0}”"),
    (rf"Dictionary key repeated for {_QUOTED}.*", "ชื่อ “{0}” ซ้ำ", "the key “{0}” is repeated"),
    (r"Index `(.+?)` is out of bound.*", "ไม่มีลำดับที่ {0}", "there is no item number {0}"),
    (r"Object of type `(.+?)` has no attribute `(.+?)`.*", "{0} ไม่มี .{1}", "{0} has no .{1}"),
    (r"Cannot parse `(.*?)` as an integer.*", "“{0}” ไม่ใช่จำนวนเต็ม", "“{0}” is not a whole number"),
    (r'"(.*?)" is not a valid number.*', "“{0}” ไม่ใช่ตัวเลข", "“{0}” is not a number"),
    (r"Expected `(.+?)`, but got `(\w+).*",
     "ต้องเป็น {0} ไม่ใช่ {1}", "it must be {0}, not {1}"),
    (r"Type of parameter `\w+` doesn't match, expected `(.+?)`, actual `(\w+).*",
     "ต้องเป็น {0} ไม่ใช่ {1}", "it must be {0}, not {1}"),
    (r"Argument is an empty iterable.*", "รายการว่าง", "the list is empty"),
    (r"Not enough (?:arguments|parameters).*", "ค่าที่จะแทนในข้อความไม่ครบ", "the text needs more values"),
    (r"Integer (?:overflow|value is too big).*", "จำนวนเต็มใหญ่เกินไป", "an integer is too large"),
    (r"Starlark call stack overflow.*", "เรียกฟังก์ชันซ้อนกันลึกเกินไป", "functions call each other too deeply"),
    (r"(?:recursion limit|Maximum depth|Too many recursion).*|.*Cycle detected.*",
     "ข้อมูลซ้อนกันลึกเกินไป", "the data is nested too deeply"),
    (r"This operation mutates an iterable.*",
     "เปลี่ยนรายการขณะวนรอบรายการนั้นไม่ได้", "a list cannot be changed while a loop runs over it"),
)  # fmt: skip


def unusable(error: Exception) -> tuple[str, str]:
    """The sentences for values that cannot be handed to Starlark at all."""
    if "recursion" in str(error).lower():
        return "ข้อมูลซ้อนกันลึกเกินไป", "the data is nested too deeply"
    return f"ข้อมูลใช้ไม่ได้: {error}", f"the data cannot be used: {error}"


def describe(report: str, offset: int = 0) -> tuple[int, str, str]:
    """Line number and sentences for a report; ``offset`` lines of ours stand above the author's first."""
    if _CANCELLED in report:
        return 1, *TOO_MUCH
    lines = [int(number) for number in _LINE.findall(report)]
    line = max(1, lines[-1] - offset) if lines else 1
    match = _REASON.search(report)
    reason = " ".join((match.group(1) if match else report.split("\n", 1)[0]).split())[:300]
    for pattern, th, en in _KNOWN:
        known = re.fullmatch(pattern, reason)
        if known:
            parts = [part or "" for part in known.groups()]
            return line, th.format(*(_TYPES.get(part, part) for part in parts)), en.format(*parts)
    return line, f"สคริปต์ทำงานไม่สำเร็จ: {reason}", f"the script failed: {reason}"
