"""Turns what Starlark reports into a line and a sentence in Thai and English."""

from __future__ import annotations

import re

from workflows.scripts.errors import TOO_MUCH

_LINE = re.compile(r"--> script:(\d+)")
_REASON = re.compile(r"error: (.*?)(?:\n --> |$)", re.S)

_KNOWN = (
    (r"(?:Local v|V)ariable `(.+?)` (?:not found|referenced before assignment).*",
     "ไม่พบตัวแปร “{0}”", "there is no variable “{0}”"),
    (r"fail: (.*)", "{0}", "{0}"),
    (r"(?:Floor d|float d|D|d)ivision by zero.*|Cannot divide by zero.*", "หารด้วยศูนย์", "division by zero"),
    (r"Operation `(.+?)` not supported (?:for|on) types? `(.+?)`(?: and `(.+?)`)?.*",
     "ใช้ {0} กับ {1} {2} ไม่ได้", "{0} does not work on {1} {2}"),
    (r"Key `(.+?)` was not found.*", "ไม่มีรายการ “{0}”", "there is no entry “{0}”"),
    (r"Index `(.+?)` is out of bound.*", "ไม่มีลำดับที่ {0}", "there is no item number {0}"),
    (r"Object of type `(.+?)` has no attribute `(.+?)`.*", "{0} ไม่มี .{1}", "{0} has no .{1}"),
    (r"Integer (?:overflow|value is too big).*", "จำนวนเต็มใหญ่เกินไป", "an integer is too large"),
    (r"Starlark call stack overflow.*", "เรียกฟังก์ชันซ้อนกันลึกเกินไป", "functions call each other too deeply"),
)  # fmt: skip
_CANCELLED = "Evaluation cancelled"


def describe(report: str, offset: int = 0) -> tuple[int, str, str]:
    """Line number and sentences for a report; ``offset`` lines of ours stand above the author's first."""
    if _CANCELLED in report:
        return 1, *TOO_MUCH
    lines = [int(number) for number in _LINE.findall(report)]
    line = max(1, lines[-1] - offset) if lines else 1
    match = _REASON.search(report)
    reason = " ".join((match.group(1) if match else report.splitlines()[0] if report else "").split())[:300]
    for pattern, th, en in _KNOWN:
        known = re.fullmatch(pattern, reason)
        if known:
            parts = [part or "" for part in known.groups()]
            return line, th.format(*parts).strip(), en.format(*parts).strip()
    return line, f"สคริปต์ทำงานไม่สำเร็จ: {reason}", f"the script failed: {reason}"
