"""One form: loaded and compiled once by content, then it checks answers in microseconds."""

from __future__ import annotations

import copy
import hashlib
from collections import ChainMap
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property, lru_cache

import jsonschema_rs
import orjson

from workflows.forms import answers as findings
from workflows.forms import formats, sentences
from workflows.forms.fields import Field, Group, make_fields, make_groups
from workflows.forms.refusals import FieldError, FormRefused
from workflows.forms.subset import check_subset
from workflows.scripts import Context, Expression, ScriptFailed, ScriptRefused

LONGEST_TEXT = 20_000
MOST_ITEMS = 1_000
LARGEST_INTEGER = 2**53 - 1
MOST_ERRORS = 100


class Form:
    """``schema`` as written; ``check`` for answers; ``fields`` and ``groups`` for pages."""

    def __init__(self, file: str, data: bytes) -> None:
        self.file = file
        self.hash = hashlib.sha256(data).hexdigest()
        self.schema = _read(file, data)
        check_subset(file, self.schema)
        self.rules = [_rule(file, index, rule) for index, rule in enumerate(self.schema.get("x-rules", []))]
        _check_hints(file, self.schema)
        self._validator = _validator(file, _strict(self.schema))
        self._empty = dict.fromkeys(self.schema.get("properties", {}))
        self._tables = tuple(name for name, rule in self._properties if "properties" in rule.get("items", {}))
        self._texts = frozenset(
            name
            for name in self.schema.get("required", ())
            if self.schema["properties"][name]["type"] == "string"
        )
        self._exact = tuple(_exact_checks([], self.schema))

    @classmethod
    def load(cls, file: str, data: bytes) -> Form:
        """The form, compiled once per content; raises FormRefused with the place and a sentence."""
        return _load(file, data)

    @property
    def _properties(self):
        return self.schema.get("properties", {}).items()

    @property
    def title(self) -> str:
        """The Thai title."""
        return self.schema["title"]

    @property
    def title_en(self) -> str:
        """The English title, the Thai one where there is none."""
        return self.schema.get("x-en", {}).get("title", self.title)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields: the variables that answers become."""
        return tuple(self._empty)

    @cached_property
    def reads(self) -> tuple[str, ...]:
        """Variables, other than its own fields, which its rules, choices and defaults read."""
        texts = [rule for rule, _ in self.rules]
        texts += [Expression.compile(text) for text in _hints(self.schema)]
        found = dict.fromkeys(name for text in texts for name in text.names if name not in self._empty)
        return tuple(name for name in found if name != "now")

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields in the order of the page."""
        return make_fields(self.schema, frozenset(_conditional(self.schema)))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The groups of the page, empty when the form has none."""
        return make_groups(self.schema)

    def tidy(self, answers: Mapping) -> dict:
        """The answers without what was left empty (None, ""), in rows of tables too."""
        kept = {name: value for name, value in answers.items() if value is not None and value != ""}
        for name in self._tables:
            if type(kept.get(name)) is list:
                kept[name] = [_tidy_row(row) for row in kept[name]]
        return kept

    def filled(self, answers: Mapping) -> dict:
        """Every field of the form with its answer, None where nothing was answered."""
        return {**self._empty, **self.tidy(answers)}

    def check(self, answers: Mapping, variables: Mapping, context: Context) -> list[FieldError]:
        """What has to be mended, empty when the answers may be accepted; nothing is ever changed."""
        if not isinstance(answers, dict):
            return [FieldError("", "answers", *sentences.KEYWORDS["answers"])]
        kept = self.tidy(answers)
        errors = self._shape(kept)
        if errors:
            return errors
        return self._broken_rules(kept, variables, context) if self.rules else []

    def _shape(self, kept: dict) -> list[FieldError]:
        try:
            if b"\\u00" in orjson.dumps(kept) and _has_control(kept):
                return [FieldError("", "text", *sentences.KEYWORDS["text"])]
            valid = self._validator.is_valid(kept)
        except (TypeError, ValueError):
            return [FieldError("", "answers", *sentences.KEYWORDS["answers"])]
        if not valid:
            found = [
                part
                for error in self._validator.iter_errors(kept)
                for part in findings.explain(self.schema, error)
            ]
            return list({(part.field, part.code): part for part in found}.values())[:MOST_ERRORS]
        blank = [findings.missing(self.schema, [name]) for name in self._texts if not kept[name].strip()]
        return blank + [error for check in self._exact for error in check(self.schema, kept)]

    def _broken_rules(self, kept: dict, variables: Mapping, context: Context) -> list[FieldError]:
        scope = ChainMap({**self._empty, **kept}, variables)
        errors = []
        for rule, content in self.rules:
            field = f"/{content['field']}" if content.get("field") else ""
            try:
                if not rule.test(scope, context):
                    errors.append(FieldError(field, "rule", content["th"], content["en"]))
            except ScriptFailed as error:
                th = f"ตรวจเงื่อนไข “{content['th']}” ไม่ได้: {error.th} โปรดแจ้งเจ้าของกระบวนการ"
                en = f"“{content['en']}” could not be checked: {error.en} Please tell the process owner."
                errors.append(FieldError(field, "rule_failed", th, en))
        return errors


@lru_cache(maxsize=1024)
def _load(file: str, data: bytes) -> Form:
    return Form(file, data)


def _read(file: str, data: bytes) -> object:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise FormRefused(file, "", f"ไม่ใช่ JSON: {error}", f"it is not JSON: {error}") from None


def _rule(file: str, index: int, content: dict) -> tuple[Expression, dict]:
    try:
        return Expression.compile(content["rule"]), content
    except ScriptRefused as error:
        raise FormRefused(file, f"/x-rules/{index}", error.th, error.en) from None


def _hints(schema: dict) -> list[str]:
    """The Starlark texts of x-show, x-options and x-default, columns of tables included."""
    texts = [fact["value"] for fact in schema.get("x-show", [])]
    for rule in schema.get("properties", {}).values():
        parts = [rule, rule.get("items", {})]
        texts += [part[key] for part in parts for key in ("x-options", "x-default") if key in part]
        texts += _hints(rule.get("items", {}))
    return texts


def _check_hints(file: str, schema: dict) -> None:
    for text in _hints(schema):
        try:
            Expression.compile(text if isinstance(text, str) else "")
        except ScriptRefused as error:
            raise FormRefused(file, "/properties", error.th, error.en) from None


def _validator(file: str, schema: dict) -> jsonschema_rs.Draft202012Validator:
    try:
        return jsonschema_rs.Draft202012Validator(
            schema, formats=formats.CHECKS, validate_formats=True, offline=True
        )
    except (ValueError, jsonschema_rs.ReferencingError) as error:
        raise FormRefused(file, "", f"schema ไม่ถูกต้อง: {error}", f"the schema is wrong: {error}") from None


def _strict(schema: dict) -> dict:
    """The schema the validator runs: bounds where the author gave none, patterns for our formats."""
    strict = copy.deepcopy(schema)
    for rule in strict.get("properties", {}).values():
        _tighten(rule)
    return strict


def _tighten(rule: dict) -> None:
    if rule["type"] == "integer":
        rule.setdefault("maximum", LARGEST_INTEGER)
        rule.setdefault("minimum", -LARGEST_INTEGER)
    if rule["type"] == "string":
        rule.setdefault("maxLength", LONGEST_TEXT)
        pattern = formats.PATTERNS.get(rule.get("format", ""))
        if pattern:
            rule["allOf"] = [{"pattern": pattern}]
            if rule["format"] in formats.NUMBERS or rule["format"] == "thai-phone":
                del rule["format"]
    if rule["type"] == "array":
        rule.setdefault("maxItems", MOST_ITEMS)
        _tighten(rule["items"])
    for part in rule.get("properties", {}).values():
        _tighten(part)


def _conditional(schema: dict) -> list[str]:
    """Fields that an if/then may require."""
    parts = [schema, *schema.get("allOf", [])]
    branches = [part[key] for part in parts for key in ("then", "else") if key in part]
    return [name for branch in branches for name in branch.get("required", [])]


def _tidy_row(row: object) -> object:
    if type(row) is not dict:
        return row
    return {name: value for name, value in row.items() if value is not None and value != ""}


def _has_control(value: object) -> bool:
    if isinstance(value, str):
        return any(char < " " and char not in "\t\n\r" for char in value)
    if isinstance(value, dict):
        return any(_has_control(part) for pair in value.items() for part in pair)
    return isinstance(value, list) and any(_has_control(part) for part in value)


def _exact_checks(path: list, schema: dict):
    """Checks the validator cannot make: integers written as 3.0, limits of amounts that are text."""
    for name, rule in schema.get("properties", {}).items():
        if rule["type"] == "integer":
            yield _whole(name)
        if rule.get("format") in formats.NUMBERS:
            yield _amount(name, rule)
        if rule["type"] == "array" and rule["items"].get("type") == "object":
            inner = tuple(_exact_checks([], rule["items"]))
            if inner:
                yield _rows(name, inner)


def _whole(name: str):
    def check(schema: dict, kept: dict, above: tuple = ()) -> list[FieldError]:
        if type(kept.get(name, 0)) is int:
            return []
        th, en = sentences.TYPES["integer"]
        rule, title = findings.rule_at(schema, [*above, name])
        return [
            FieldError(
                findings.pointer([*above, name]), "type", th.format(title=title), en.format(title=title.en)
            )
        ]

    return check


def _amount(name: str, rule: dict):
    low = Decimal(rule.get("x-minimum", "0" if rule["format"] == "money" else "-1e18"))
    high = Decimal(rule.get("x-maximum", "1e18"))

    def check(schema: dict, kept: dict, above: tuple = ()) -> list[FieldError]:
        text = kept.get(name)
        if text is None or low <= Decimal(text) <= high:
            return []
        small = Decimal(text) < low
        limit = f"{low if small else high:,f}"
        return [findings.said([*above, name], "too_small" if small else "too_large", schema, limit)]

    return check


def _rows(name: str, inner: tuple):
    def check(schema: dict, kept: dict, above: tuple = ()) -> list[FieldError]:
        rows = kept.get(name) or []
        return [
            error
            for index, row in enumerate(rows)
            for part in inner
            for error in part(schema, row, (*above, name, index))
        ]

    return check
