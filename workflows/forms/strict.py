"""What the validator is given beside the author's schema, and the few checks it cannot make itself."""

from __future__ import annotations

import copy
from collections.abc import Callable
from decimal import Decimal

import jsonschema_rs

from workflows.forms import answers as findings
from workflows.forms import formats
from workflows.forms.refusals import FieldError, FormRefused

LONGEST_TEXT = 20_000
MOST_ITEMS = 1_000
LARGEST_INTEGER = 2**53 - 1

Check = Callable[[dict, dict, tuple], list[FieldError]]


def make_validator(file: str, schema: dict) -> jsonschema_rs.Draft202012Validator:
    """The schema, compiled, with bounds where the author gave none and our formats; raises FormRefused."""
    strict = copy.deepcopy(schema)
    for rule in strict.get("properties", {}).values():
        _tighten(rule)
    try:
        return jsonschema_rs.Draft202012Validator(
            strict, formats=formats.CHECKS, validate_formats=True, offline=True
        )
    except (ValueError, jsonschema_rs.ReferencingError) as error:
        reason = str(error).split("\n", 1)[0]
        raise FormRefused(file, "", f"schema ไม่ถูกต้อง: {reason}", f"the schema is wrong: {reason}") from None


def _tighten(rule: dict) -> None:
    if rule["type"] == "integer":
        rule.setdefault("maximum", LARGEST_INTEGER)
        rule.setdefault("minimum", -LARGEST_INTEGER)
    if rule["type"] == "string":
        rule.setdefault("maxLength", LONGEST_TEXT)
        pattern = formats.PATTERNS.get(rule.get("format", ""))
        if pattern:
            rule["allOf"] = [{"pattern": pattern}]
            if rule["format"] not in ("date", "date-time"):
                del rule["format"]
    if rule["type"] == "array":
        rule.setdefault("maxItems", MOST_ITEMS)
        _tighten(rule["items"])
    for part in rule.get("properties", {}).values():
        _tighten(part)


def exact_checks(schema: dict) -> list[Check]:
    """Checks on answers of the right shape: integers written as 3.0, limits of amounts that are text."""
    checks: list[Check] = []
    for name, rule in schema.get("properties", {}).items():
        one = rule.get("items", rule)
        if one["type"] == "integer":
            checks.append(_whole(name))
        if one.get("format") in formats.NUMBERS:
            checks.append(_amount(name, one))
        inner = exact_checks(one) if one["type"] == "object" else []
        if inner:
            checks.append(_rows(name, inner))
    return checks


def _values(kept: dict, name: str) -> list:
    value = kept.get(name)
    if value is None:
        return []
    return value if type(value) is list else [value]


def _whole(name: str) -> Check:
    def check(schema: dict, kept: dict, above: tuple = ()) -> list[FieldError]:
        if all(type(value) is int for value in _values(kept, name)):
            return []
        return [findings.mistyped([*above, name], schema)]

    return check


def _amount(name: str, rule: dict) -> Check:
    low = Decimal(rule.get("x-minimum", "0" if rule["format"] == "money" else "-1e18"))
    high = Decimal(rule.get("x-maximum", "1e18"))

    def check(schema: dict, kept: dict, above: tuple = ()) -> list[FieldError]:
        wrong = [value for value in map(Decimal, _values(kept, name)) if not low <= value <= high]
        if not wrong:
            return []
        code, limit = ("too_small", low) if wrong[0] < low else ("too_large", high)
        return [findings.said([*above, name], code, schema, f"{limit:,f}")]

    return check


def _rows(name: str, inner: list[Check]) -> Check:
    def check(schema: dict, kept: dict, above: tuple = ()) -> list[FieldError]:
        rows = enumerate(kept.get(name) or [])
        return [
            error
            for index, row in rows
            for part in inner
            for error in part(schema, row, (*above, name, index))
        ]

    return check
