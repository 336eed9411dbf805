"""Cuts a column into pieces within which no cell changes its answer; each piece stands for all its values."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from workflows.clock import instant_text, parse_instant
from workflows.decisions.feel.cells import Among, AnyOf, Anything, Compare, Equal, Interval, Null

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Opaque(Exception):
    """The cell is an expression: what it accepts is known only when it is evaluated."""


class Other(str):
    """A text that no cell names."""

    def __repr__(self) -> str:
        return "ค่าอื่น (any other text)"


def tests_in(cell: object) -> list:
    """The single tests of a cell."""
    return [part for test in cell.tests for part in tests_in(test)] if isinstance(cell, AnyOf) else [cell]


def holds(cell: object, value: object) -> bool | None:
    """FEEL's three-valued answer of a cell for a value; raises Opaque for expressions."""
    if isinstance(cell, Anything):
        return True
    if isinstance(cell, AnyOf):
        answers = [holds(test, value) for test in cell.tests]
        some = True if True in answers else None if None in answers else False
        return some if not cell.negated or some is None else not some
    if isinstance(cell, Null):
        return value is None
    if isinstance(cell, Equal):
        return _equal(value, _literal(cell.end)) is not cell.negated
    if isinstance(cell, Compare):
        return None if value is None else _ordered(cell.operator, value, _literal(cell.end))
    if isinstance(cell, Interval):
        return None if value is None else _inside(cell, value)
    raise Opaque


def _literal(end: object) -> object:
    if not end.literal:
        raise Opaque
    return end.value


def _equal(left: object, right: object) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return left == right


def _ordered(operator: str, left: object, right: object) -> bool:
    if isinstance(left, str) is not isinstance(right, str):
        return False
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[operator]


def _inside(cell: Interval, value: object) -> bool:
    low, high = ">=" if cell.closed_low else ">", "<=" if cell.closed_high else "<"
    return _ordered(low, value, _literal(cell.low)) and _ordered(high, value, _literal(cell.high))


def pieces_of(cells: list, kind: str, allowed: object | None) -> list:
    """Values that stand for all values of the column; raises Opaque when the column cannot be cut."""
    tests = [test for cell in cells for test in tests_in(cell)]
    limits = tests_in(allowed) if allowed is not None else []
    named = [value for test in [*tests, *limits] for value in _named(test)]
    kind = _guess(named, tests) if kind == "any" else kind
    pieces = _cut(named, kind, tests, bool(limits))
    if allowed is not None:
        pieces = [piece for piece in pieces if holds(allowed, piece) is True] or pieces
    if any(isinstance(test, Null) for test in tests):
        pieces.append(None)
    return pieces


def _named(test: object) -> list:
    """The values a test writes out (nothing for expressions)."""
    ends = [getattr(test, name, None) for name in ("end", "low", "high")]
    if isinstance(test, Among):
        return []
    return [end.value for end in ends if end is not None and end.literal and end.value is not None]


def _guess(named: list, tests: list) -> str:
    """The kind of an undeclared column, from the values its cells name."""
    kinds = {
        "boolean" if type(value) is bool else "string" if type(value) is str else "number" for value in named
    }
    if len(kinds) > 1 or not (kinds or all(isinstance(test, (Anything, Null)) for test in tests)):
        raise Opaque
    return kinds.pop() if kinds else "string"


def _cut(named: list, kind: str, tests: list, limited: bool) -> list:
    if kind == "boolean":
        return [True, False]
    if kind == "string":
        if any(isinstance(test, (Compare, Interval)) for test in tests):
            raise Opaque
        others = [] if limited else [Other("…")]
        return [*dict.fromkeys(named), *others]
    if kind == "date":
        return [date.fromordinal(n).isoformat() for n in _whole([_day(v) for v in named], 1, 3652059)]
    if kind == "instant":
        seconds = [int((parse_instant(value) - _EPOCH).total_seconds()) for value in named]
        return [instant_text(_EPOCH + timedelta(seconds=n)) for n in _whole(seconds, -(10**10), 10**11)]
    if kind == "integer":
        return _whole(named, -(2**53) + 1, 2**53 - 1)
    return _real(named)


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _whole(named: list, lowest: int, highest: int) -> list[int]:
    """The named whole numbers and one between each two, within the limits."""
    points = sorted({Fraction(value) for value in named}) or [Fraction(max(lowest, 0))]
    found = {
        int(points[0] // 1) - (points[0].denominator == 1),
        int(-(-points[-1] // 1)) + (points[-1].denominator == 1),
    }
    for low, high in zip(points, points[1:], strict=False):
        found.add(int(low // 1) + 1)
        found.add(int(high // 1))
    found |= {int(point) for point in points if point.denominator == 1}
    return sorted(number for number in found if lowest <= number <= highest)


def _real(named: list) -> list[int | float]:
    """The named numbers, one between each two, one below and one above."""
    points = sorted({Fraction(value) for value in named}) or [Fraction(0)]
    between = [(low + high) / 2 for low, high in zip(points, points[1:], strict=False)]
    return [_shown(value) for value in sorted([points[0] - 1, *points, *between, points[-1] + 1])]


def _shown(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)
