"""Reads the text of a cell: FEEL's unary tests, with Starlark for everything that is an expression."""

from __future__ import annotations

import ast
import re

from workflows.clock import instant_text, parse_date, parse_instant
from workflows.decisions.feel.cells import (
    VALUE,
    Among,
    AnyOf,
    Anything,
    Compare,
    Endpoint,
    Equal,
    Holds,
    Interval,
    Null,
)
from workflows.decisions.feel.types import ORDERED, WORDS, DoesNotFit, fit
from workflows.errors import Refused
from workflows.scripts import Expression, ScriptRefused

MOST_TESTS = 200
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'')
_WORDS = {"true": "True", "false": "False", "null": "None"}
_FEEL = re.compile(
    r"(?P<string>"
    + _STRING.pattern
    + r")|(?P<moment>\bdate\s+and\s+time\s*(?=\())|(?P<word>\b(?:true|false|null)\b)"
    r"|(?P<value>\?)|(?P<equal>(?<![=<>!])=(?!=))"
)
_OPERATOR = re.compile(r"<=|>=|!=|==|=|<|>")
_OPEN, _CLOSE = "([{", ")]}"


class CellRefused(Exception):
    """The cell cannot be read; carries the sentence."""

    def __init__(self, th: str, en: str) -> None:
        super().__init__(en)
        self.th = th
        self.en = en


def read_cell(text: str, kind: str = "any") -> object:
    """The test a cell makes of a value of type ``kind``; raises CellRefused."""
    text = text.strip()
    if text in ("", "-"):
        return Anything()
    if any(char == "#" for _, char in _outside(text)):
        raise CellRefused("ใช้ # ในช่องไม่ได้", "a cell cannot hold a # comment")
    text = " ".join(text.splitlines())
    inner = re.fullmatch(r"not\s*\((.*)\)", text, re.S)
    if inner and len(_split(text)) == 1 and _closes_at_end(text):
        return AnyOf(_tests(inner.group(1), kind), negated=True)
    tests = _tests(text, kind)
    return tests[0] if len(tests) == 1 else AnyOf(tests)


def read_values(text: str, kind: str) -> object | None:
    """The test that ``inputValues`` or ``outputValues`` make, None when there are none."""
    cell = read_cell(text, kind)
    return None if isinstance(cell, Anything) else cell


def starlark_text(text: str) -> str:
    """An expression with FEEL's words (``true``, ``null``, ``=``, ``date and time``, ``?``) in Starlark's."""

    def swap(match: re.Match) -> str:
        if match["word"]:
            return _WORDS[match["word"]]
        replacements = {"moment": "instant", "value": VALUE, "equal": "=="}
        return next((new for name, new in replacements.items() if match[name]), match[0])

    return _FEEL.sub(swap, text.strip())


def read_endpoint(text: str, kind: str = "any") -> Endpoint:
    """A value in a cell: a literal of the right type, or an expression to be evaluated later."""
    translated = starlark_text(text)
    try:
        expression = Expression.compile(translated)
    except ScriptRefused as error:
        raise CellRefused(
            f"“{text.strip()}”: {error.sentence_th}", f"“{text.strip()}”: {error.sentence_en}"
        ) from None
    literal, value = _literal(expression.tree)
    if not literal:
        return Endpoint(f"({translated})")
    if value is not None:
        value = _fitted(text, value, kind)
    return Endpoint(repr(value), True, value)


def _fitted(text: str, value: object, kind: str) -> object:
    if kind in ("number", "integer") and isinstance(value, str):
        raise _misfit(text, kind)
    try:
        return fit(value, kind)
    except DoesNotFit:
        raise _misfit(text, kind) from None


def _misfit(text: str, kind: str) -> CellRefused:
    th, en = WORDS[kind]
    return CellRefused(f"“{text.strip()}” ไม่ใช่{th}", f"“{text.strip()}” is not {en}")


def _literal(tree: ast.expr) -> tuple[bool, object]:
    if isinstance(tree, ast.Constant):
        return True, tree.value
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
        found, value = _literal(tree.operand)
        return (True, -value) if found and type(value) in (int, float) else (False, None)
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and len(tree.args) == 1:
        found, value = _literal(tree.args[0])
        if found and tree.func.id in ("date", "instant"):
            return True, _moment(tree.func.id, value)
    return False, None


def _moment(function: str, text: object) -> str:
    try:
        if function == "instant" or len(str(text)) > 10:
            return instant_text(parse_instant(text))
        return parse_date(text).isoformat()
    except Refused as error:
        raise CellRefused(error.th, error.en) from None


def _tests(text: str, kind: str) -> tuple:
    parts = _split(text)
    if len(parts) > MOST_TESTS:
        raise CellRefused("มีค่าในช่องเดียวมากเกินไป", "one cell holds too many values")
    return tuple(_test(part.strip(), kind) for part in parts)


def _test(text: str, kind: str) -> object:
    if not text:
        raise CellRefused("มีจุลภาคที่ไม่มีค่า", "a value is missing beside a comma")
    operator = _OPERATOR.match(text)
    if operator:
        return _compare(operator[0], text[operator.end() :], kind)
    interval = _interval(text, kind)
    if interval:
        return interval
    among = re.match(r"in\b\s*", text)
    if among:
        return Among(_expression(text[among.end() :]))
    return _value(text, kind)


def _compare(operator: str, text: str, kind: str) -> object:
    end = read_endpoint(text, kind)
    if operator in ("=", "==", "!="):
        return Equal(end, operator == "!=")
    if kind == "boolean" or end.value is True or end.value is False or (end.literal and end.value is None):
        raise CellRefused(f"ใช้ {operator} กับค่านี้ไม่ได้", f"{operator} does not work on this value")
    return Compare(operator, end)


def _interval(text: str, kind: str) -> Interval | None:
    if text[0] not in "[(]" or text[-1] not in "])[":
        return None
    middle = _find(text[1:-1], "..")
    if middle is None:
        return None
    if kind not in ORDERED and kind not in ("any", "string"):
        raise CellRefused("ใช้ช่วงกับชนิดนี้ไม่ได้", "a range does not work on this type")
    low = read_endpoint(text[1 : middle + 1], kind)
    high = read_endpoint(text[middle + 3 : -1], kind)
    if (
        low.literal
        and high.literal
        and (type(low.value) is str) == (type(high.value) is str)
        and low.value > high.value
    ):
        raise CellRefused(f"ช่วง {text} กลับหัวกลับท้าย", f"the range {text} is the wrong way round")
    return Interval(low, high, text[0] == "[", text[-1] == "]")


def _value(text: str, kind: str) -> object:
    translated = starlark_text(text)
    if translated == "None":
        return Null()
    if VALUE in translated:
        return Holds(_expression(text).text)
    try:
        tree = Expression.compile(translated).tree
    except ScriptRefused as error:
        raise CellRefused(f"“{text}”: {error.sentence_th}", f"“{text}”: {error.sentence_en}") from None
    if isinstance(tree, (ast.Compare, ast.BoolOp)) or (
        isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not)
    ):
        return Holds(translated)
    if isinstance(tree, (ast.List, ast.Tuple)):
        return Among(Endpoint(translated))
    return Equal(read_endpoint(text, kind))


def _expression(text: str) -> Endpoint:
    translated = starlark_text(text)
    try:
        Expression.compile(translated)
    except ScriptRefused as error:
        raise CellRefused(
            f"“{text.strip()}”: {error.sentence_th}", f"“{text.strip()}”: {error.sentence_en}"
        ) from None
    return Endpoint(translated)


def _closes_at_end(text: str) -> bool:
    """Whether the first bracket of the text closes with its last character."""
    depth = 0
    for index, char in _outside(text):
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth == 0 and char in _CLOSE:
            return index == len(text) - 1
    return False


def _outside(text: str):
    """Characters with their places, those inside quoted text left out."""
    quoted = {place for match in _STRING.finditer(text) for place in range(*match.span())}
    return [(index, char) for index, char in enumerate(text) if index not in quoted]


def _split(text: str) -> list[str]:
    """The parts between commas outside quotes and brackets; ``]1..5[`` counts as one pair of brackets."""
    parts, start, depth, range_open = [], 0, 0, False
    for index, char in _outside(text):
        if char in "[]" and depth == 0 and not range_open and char == "]" and not text[start:index].strip():
            range_open, depth = True, 1
        elif range_open and depth == 1 and char in "])[":
            range_open, depth = False, 0
        elif char in "([{":
            depth = max(0, depth - 1) if _ends_range(text, start, index, char, depth) else depth + 1
        elif char in ")]}":
            depth = max(0, depth - 1)
        elif char == "," and depth == 0:
            parts.append(text[start:index])
            start = index + 1
    return [*parts, text[start:]]


def _ends_range(text: str, start: int, index: int, char: str, depth: int) -> bool:
    """Whether ``[`` closes a half-open range such as ``[1..5[``."""
    if char != "[" or depth != 1 or ".." not in text[start:index]:
        return False
    rest = text[index + 1 :].lstrip()
    return not rest or rest[0] in ",)"


def _find(text: str, mark: str) -> int | None:
    """Where the mark stands outside quotes and brackets."""
    depth = 0
    for index, char in _outside(text):
        depth += (char in _OPEN) - (char in _CLOSE)
        if depth == 0 and text.startswith(mark, index):
            return index
    return None
