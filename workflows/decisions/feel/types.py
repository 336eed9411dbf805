"""The types a column may declare (DMN 1.3 §10.3.1.3 as far as cells can compare them) and what fits them."""

from __future__ import annotations

from workflows.clock import instant_text, parse_date, parse_instant
from workflows.errors import Refused
from workflows.scripts.amounts import exact, number
from workflows.scripts.errors import FunctionRefused

_NAMES = {
    "string": "string", "number": "number", "double": "number", "decimal": "number", "float": "number",
    "integer": "integer", "int": "integer", "long": "integer", "boolean": "boolean", "bool": "boolean",
    "date": "date", "datetime": "instant", "date and time": "instant", "any": "any", "": "any",
}  # fmt: skip

ORDERED = frozenset({"number", "integer", "date", "instant"})
WORDS = {
    "string": ("ข้อความ", "text"), "number": ("ตัวเลข", "a number"), "integer": ("จำนวนเต็ม", "a whole number"),
    "boolean": ("จริงหรือเท็จ", "true or false"), "date": ("วันที่", "a date"),
    "instant": ("วันเวลาที่บอกเขตเวลา", "a date-time with its offset"),
}  # fmt: skip


class DoesNotFit(Exception):
    """The value is not of the type."""


def type_named(name: str) -> str | None:
    """Our type for a ``typeRef``, None for one we do not know."""
    return _NAMES.get(name.strip().rpartition(":")[2].lower())


def fit(value: object, kind: str) -> object:
    """The value as cells compare it; raises DoesNotFit.

    Decimal text counts as a number, because decimals travel as text; moments are brought to UTC.
    """
    if value is None or kind == "any":
        return value
    if isinstance(value, bool) or kind == "boolean":
        if kind == "boolean" and isinstance(value, bool):
            return value
    elif kind in ("number", "integer"):
        return _number(value, kind)
    elif isinstance(value, str):
        return _text(value, kind)
    raise DoesNotFit


def _number(value: object, kind: str) -> int | float:
    try:
        found = number(exact(value))
    except FunctionRefused:
        raise DoesNotFit from None
    if kind == "integer" and not isinstance(found, int):
        raise DoesNotFit
    return value if isinstance(value, (int, float)) and kind == "number" else found


def _text(value: str, kind: str) -> str:
    if kind == "string":
        return value
    try:
        return parse_date(value).isoformat() if kind == "date" else instant_text(parse_instant(value))
    except Refused:
        raise DoesNotFit from None


def fits_output(value: object, kind: str) -> bool:
    """Whether an output is of its declared type; outputs are never converted."""
    if value is None or kind == "any":
        return True
    if kind == "boolean":
        return isinstance(value, bool)
    if kind in ("number", "integer"):
        return not isinstance(value, bool) and isinstance(
            value, (int,) if kind == "integer" else (int, float)
        )
    try:
        return isinstance(value, str) and bool(fit(value, kind) is not None)
    except DoesNotFit:
        return False
