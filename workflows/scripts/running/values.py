"""What may leave a script: plain JSON that means the same everywhere."""

from __future__ import annotations

from math import isfinite

LARGEST_INTEGER = 2**53 - 1
DEEPEST = 64


class NotPlain(Exception):
    """A value that JSON cannot carry faithfully; the sentence says what to do instead."""

    def __init__(self, th: str, en: str) -> None:
        super().__init__(en)
        self.th = th
        self.en = en


def plain(value: object, depth: int = 0) -> object:
    """The value as JSON can carry it (tuples become lists); raises NotPlain otherwise."""
    kind = type(value)
    if value is None or kind is bool or kind is str:
        return value
    if kind is int:
        return _integer(value)
    if kind is float:
        return _number(value)
    if depth >= DEEPEST:
        raise NotPlain(f"ข้อมูลซ้อนกันลึกเกิน {DEEPEST} ชั้น", f"The data is nested more than {DEEPEST} levels deep.")
    if kind is list or kind is tuple:
        return [plain(item, depth + 1) for item in value]
    if kind is dict:
        return _entries(value, depth)
    raise NotPlain(
        "ผลลัพธ์ไม่ใช่ข้อมูล (เช่น เป็นฟังก์ชัน) จึงเก็บไม่ได้",
        "The result is not data (a function, for example) and cannot be stored.",
    )


def _integer(value: int) -> int:
    if -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
        return value
    raise NotPlain(
        "จำนวนเต็มใหญ่เกิน 9,007,199,254,740,991 ให้ใช้ข้อความแทน",
        "An integer beyond 9,007,199,254,740,991 cannot be kept exactly: use text.",
    )


def _number(value: float) -> float:
    if isfinite(value):
        return value
    raise NotPlain("ผลลัพธ์ไม่ใช่จำนวนจำกัด (อนันต์หรือ NaN)", "The result is not a finite number (infinite or NaN).")


def _entries(value: dict, depth: int) -> dict:
    for key in value:
        if type(key) is not str:
            raise NotPlain(
                f"ชื่อรายการใน dict ต้องเป็นข้อความ ไม่ใช่ {key!r}", f"A key of a dict must be text, not {key!r}."
            )
    return {key: plain(item, depth + 1) for key, item in value.items()}


def holds_none(value: object) -> bool:
    """Whether None stands anywhere in a plain value (an infinite number may hide behind it)."""
    if isinstance(value, list):
        return any(holds_none(item) for item in value)
    if isinstance(value, dict):
        return any(holds_none(item) for item in value.values())
    return value is None
