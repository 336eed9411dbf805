"""What the library's functions read: exact numbers, dates, lists; each refuses with a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import orjson

from workflows.clock import parse_date, parse_instant
from workflows.errors import Refused
from workflows.scripts.errors import FunctionRefused

_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,10})?|-?\d{1,18}(?:\.\d{1,10})?", re.ASCII)


def clocked(call: Callable, *args: object) -> object:
    """Calls something of the clock and gives its refusal as one of a function."""
    try:
        return call(*args)
    except Refused as error:
        raise FunctionRefused(error.th, error.en) from None


def day(value: object, zone: object) -> date:
    """The date a text holds: ``YYYY-MM-DD``, or the day of a date-time in ``zone``."""
    if isinstance(value, str) and len(value) > 10:
        return clocked(parse_instant, value).astimezone(zone).date()
    return clocked(parse_date, value)


def shift(start: date, days: int) -> date:
    """The date so many days later; refuses what lies outside the calendar."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        raise FunctionRefused("วันที่อยู่นอกช่วงที่รองรับ", "the date is out of range") from None


def whole(value: object, limit: int) -> int:
    """A whole number between -limit and limit."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > limit:
        raise FunctionRefused(
            f"ต้องเป็นจำนวนเต็มไม่เกิน {limit:,}", f"it must be a whole number of at most {limit:,}"
        )
    return value


def exact(value: object) -> Decimal:
    """A number, or decimal text with or without thousands separators, exactly."""
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return Decimal(value.strip().replace(",", ""))
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e18:
        return Decimal(repr(value))
    raise FunctionRefused(
        f"“{str(value)[:40]}” ไม่ใช่ตัวเลข ให้เขียนเช่น 3480000.00",
        f"“{str(value)[:40]}” is not a number: write it as 3480000.00",
    )


def number(value: Decimal) -> int | float:
    """The shortest number for it: a whole one when it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)


def quantize(value: Decimal, places: int) -> Decimal:
    """Rounded half away from zero, as offices do; never minus zero."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0


def money(value: Decimal) -> str:
    """Money as it travels: text with two places."""
    return f"{quantize(value, 2):f}"


def items(value: object) -> list:
    """A list, or a refusal."""
    if isinstance(value, list):
        return value
    raise FunctionRefused("ต้องเป็นรายการ (list)", "it must be a list")


def same(value: object) -> object:
    """A key that is equal for values that Starlark holds equal: 1 and 1.0 are, 1 and True are not."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, (bool, list, dict)):
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    return value


def words(value: object) -> str:
    """A text, or a refusal."""
    if isinstance(value, str):
        return value
    raise FunctionRefused("ต้องเป็นข้อความ", "it must be text")


def cells(rows: object, key: str | None) -> list:
    """The list itself, or one column of a table; a row without that column is refused."""
    if key is None:
        return items(rows)
    for row in items(rows):
        if not isinstance(row, dict) or key not in row:
            raise FunctionRefused(f"มีแถวที่ไม่มีช่อง “{key}”", f"a row has no column “{key}”")
    return [row[key] for row in rows]
