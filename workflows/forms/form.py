"""One form: loaded and compiled once by content, then it checks answers in microseconds."""

from __future__ import annotations

import hashlib
from collections import ChainMap
from collections.abc import Mapping
from functools import cached_property, lru_cache

import orjson

from workflows.forms import answers as findings
from workflows.forms import sentences
from workflows.forms.fields import Fact, Field, Group, make_facts, make_fields, make_groups
from workflows.forms.files import with_file_columns
from workflows.forms.refusals import FieldError, FormRefused
from workflows.forms.strict import exact_checks, make_validator
from workflows.forms.subset import check_subset
from workflows.scripts import Context, Expression, ScriptFailed, ScriptRefused

LARGEST = 500_000
MOST_ERRORS = 100


class Form:
    """``schema`` as written; ``check`` for answers; ``fields``, ``groups`` and ``facts`` for pages."""

    def __init__(self, file: str, data: bytes) -> None:
        self.file = file
        self.hash = hashlib.sha256(data).hexdigest()
        self.schema = with_file_columns(_read(file, data))
        check_subset(file, self.schema)
        self.rules = [
            (_compile(file, f"/x-rules/{index}", rule["rule"]), rule)
            for index, rule in enumerate(self.schema.get("x-rules", []))
        ]
        self.hints = [_compile(file, pointer, text) for pointer, text in _hints("", self.schema)]
        self._validator = make_validator(file, self.schema)
        self._empty = dict.fromkeys(self.schema.get("properties", {}))
        self._tables = tuple(
            name
            for name, rule in self.schema.get("properties", {}).items()
            if "properties" in rule.get("items", {})
        )
        self._exact = exact_checks(self.schema)
        self._together = Expression.join([_one_line(rule.text) for rule, _ in self.rules] or ["True"])

    @classmethod
    def load(cls, file: str, data: bytes) -> Form:
        """The form, compiled once per content; raises FormRefused with the place and a sentence."""
        return _load(file, bytes(data))

    @property
    def code(self) -> str:
        """The number of the form, such as ``F1-02``."""
        return self.schema.get("x-form", "")

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
        """Variables, other than its own fields, which its rules, facts, choices and defaults read."""
        texts = [rule for rule, _ in self.rules] + self.hints
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

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """What the person must see beside the questions (``x-show``)."""
        return make_facts(self.schema)

    @cached_property
    def personal(self) -> frozenset[str]:
        """The names of the fields that hold personal data (``x-personal``)."""
        return frozenset(
            name for name, rule in self.schema.get("properties", {}).items() if rule.get("x-personal") is True
        )

    def tidy(self, answers: Mapping) -> dict:
        """The answers without what was left empty (None, blank text), in rows of tables too."""
        kept = _without_empty(answers)
        for name in self._tables:
            if type(kept.get(name)) is list:
                kept[name] = [_without_empty(row) if type(row) is dict else row for row in kept[name]]
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
        if errors or not self.rules:
            return errors
        return self._broken_rules(kept, variables, context)

    def _shape(self, kept: dict) -> list[FieldError]:
        try:
            if b"\\u00" in orjson.dumps(kept) and _has_control(kept):
                return [FieldError("", "text", *sentences.KEYWORDS["text"])]
            valid = self._validator.is_valid(kept)
        except (TypeError, ValueError):
            return [FieldError("", "answers", *sentences.KEYWORDS["answers"])]
        if valid:
            return [error for check in self._exact for error in check(self.schema, kept)]
        found = {}
        for error in self._validator.iter_errors(kept):
            for part in findings.explain(self.schema, error):
                found.setdefault((part.field, part.code), part)
        return list(found.values())[:MOST_ERRORS]

    def _broken_rules(self, kept: dict, variables: Mapping, context: Context) -> list[FieldError]:
        scope = ChainMap({**self._empty, **kept}, variables)
        if self._all_hold(scope, context):
            return []
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

    def _all_hold(self, scope: Mapping, context: Context) -> bool:
        """All rules in one evaluation; when one of them does not hold, each is asked by itself."""
        try:
            return all(value is True for value in self._together.evaluate(scope, context))
        except ScriptFailed:
            return False


@lru_cache(maxsize=1024)
def _load(file: str, data: bytes) -> Form:
    return Form(file, data)


def _read(file: str, data: bytes) -> object:
    if len(data) > LARGEST:
        raise FormRefused(file, "", f"ไฟล์ใหญ่เกิน {LARGEST:,} ไบต์", f"it is larger than {LARGEST:,} bytes")
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise FormRefused(file, "", f"ไม่ใช่ JSON: {error}", f"it is not JSON: {error}") from None


def _compile(file: str, pointer: str, text: object) -> Expression:
    try:
        return Expression.compile(text if isinstance(text, str) else "")
    except ScriptRefused as error:
        raise FormRefused(file, pointer, error.th, error.en) from None


def _one_line(text: str) -> str:
    """The rule where it can stand on one line, else one that never holds, so that it is asked by itself."""
    return "False" if "\n" in text or "#" in text else text


def _hints(pointer: str, schema: dict) -> list[tuple[str, str]]:
    """The Starlark texts of x-show, x-options and x-default with their places, columns included."""
    texts = [(f"{pointer}/x-show/{n}", fact["value"]) for n, fact in enumerate(schema.get("x-show", []))]
    for name, rule in schema.get("properties", {}).items():
        place = f"{pointer}/properties/{name}"
        for part in (rule, rule.get("items", {})):
            texts += [(f"{place}/{key}", part[key]) for key in ("x-options", "x-default") if key in part]
        texts += _hints(f"{place}/items", rule.get("items", {}))
    return texts


def _conditional(schema: dict) -> list[str]:
    """Fields that an if/then may require."""
    parts = [schema, *schema.get("allOf", [])]
    branches = [part[key] for part in parts for key in ("then", "else") if key in part]
    return [name for branch in branches for name in branch.get("required", [])]


def _without_empty(answers: Mapping) -> dict:
    return {
        name: value
        for name, value in answers.items()
        if value is not None and not (type(value) is str and not value.strip())
    }


def _has_control(value: object) -> bool:
    if isinstance(value, str):
        return any(char < " " and char not in "\t\n\r" for char in value)
    if isinstance(value, dict):
        return any(_has_control(part) for pair in value.items() for part in pair)
    return isinstance(value, list) and any(_has_control(part) for part in value)
