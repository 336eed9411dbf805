"""Expressions and scripts as the engine uses them: compiled once by text, run with the names they read."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from functools import lru_cache

import orjson

from workflows.scripts.context import Context
from workflows.scripts.errors import ScriptFailed, ScriptRefused
from workflows.scripts.reading import syntax
from workflows.scripts.reading.names import merged, names_of
from workflows.scripts.reading.plan import Plan, plan_expression, plan_script
from workflows.scripts.running import sandbox
from workflows.scripts.running.here import (
    CompiledExpression,
    CompiledJoined,
    CompiledScript,
    own_copy,
    run_guarded,
)

HERE_AT_MOST = 16_000_000
_XML_BOOLEANS = {"true": "True", "false": "False"}  # as drawing tools write a condition without variables
LONGEST_ROW = 20_000


def condition(value: object) -> bool:
    """The value of a condition, which must be true or false; anything else raises ScriptFailed."""
    if isinstance(value, bool):
        return value
    raise ScriptFailed(
        1,
        f"เงื่อนไขต้องได้ True หรือ False แต่ได้ {value!r:.60}",
        f"a condition must be True or False, this one is {value!r:.60}",
    )


class _Compiled:
    """What both kinds share: the names, the plan, and the way to the sandbox."""

    kind = ""

    def __init__(self, text: str, tree: object, names: object, plan: object) -> None:
        self.text = text
        self.tree = tree
        self.found = names
        self.plan = plan
        self.names = tuple(names.reads)
        self.optional = tuple(names.optional)
        self.is_name = isinstance(tree, ast.Name) and self.names not in ((), ("now",))

    def _values(self, scope: Mapping, context: Context) -> dict:
        values = {}
        for name in self.names:
            if name == "now":
                values[name] = context.now_text
            elif name in scope:
                values[name] = scope[name]
            else:
                self._missing(name, values)
        return values

    def _missing(self, name: str, values: dict) -> None:
        raise ScriptFailed(1, f"ไม่พบตัวแปร “{name}”", f"there is no variable “{name}”", values)

    def _runs_here(self, values: dict, size: int) -> bool:
        plan = self.plan
        if not plan.simple:
            return False
        if any(type(values.get(name, 0)) not in (int, float) for name in plan.numeric):
            return False
        return plan.factor == 0 or plan.factor * (size + 8 * len(values)) <= HERE_AT_MOST

    def _run(self, scope: Mapping, context: Context) -> object:
        values = self._values(scope, context)
        extra = {name: scope[name] for name in self.optional if name in scope}
        given = {**values, **extra} if extra else values
        size = weight(given.values())
        context.meter.passed += size
        try:
            if self._runs_here(given, size):
                result = self._here(values, extra, context)
            else:
                result = sandbox.run(self.kind, self.text, values, extra, context)
        except ScriptFailed as error:
            line = error.line if error.line <= self.text.count("\n") + 1 else 1
            raise ScriptFailed(line, error.sentence_th, error.sentence_en, values | extra) from None
        context.meter.passed += weight(result.values() if self.kind == "script" else (result,))
        return result


class Expression(_Compiled):
    """One Starlark expression; ``names`` are the variables it reads, ``optional`` those it only asks for."""

    kind = "expression"

    @classmethod
    def compile(
        cls, text: str, where: str | None = None, longest: int = syntax.LONGEST_EXPRESSION
    ) -> Expression:
        """The compiled expression, cached by text; raises ScriptRefused with line and sentence."""
        try:
            text = syntax.clean(text)
            return _expression(_XML_BOOLEANS.get(text.strip(), text), longest)
        except ScriptRefused as error:
            raise ScriptRefused(error.line, error.sentence_th, error.sentence_en, where) from None

    def evaluate(self, scope: Mapping, context: Context) -> object:
        """The value, as plain JSON; raises ScriptFailed with the values it read."""
        if self.is_name and self.names[0] in scope:
            value = scope[self.names[0]]
            context.meter.passed += weight((value,))
            return own_copy(value)
        return self._run(scope, context)

    def test(self, scope: Mapping, context: Context) -> bool:
        """The value of a condition; raises ScriptFailed also when it is not a boolean."""
        value = self.evaluate(scope, context)
        return value if value is True or value is False else condition(value)

    def _here(self, values: dict, extra: dict, context: Context) -> object:
        arguments, compiled = list(values.values()), self.compiled
        return run_guarded(lambda: compiled.evaluate(arguments), context, extra, compiled.OFFSET)

    @staticmethod
    def join(lines: list[str]) -> Expression:
        """Many one-line expressions as one that gives the list of their values, each on its own line."""
        return _joined(tuple(lines))

    @property
    def compiled(self) -> CompiledExpression:
        """The frozen Starlark function, made when it is first needed."""
        if not hasattr(self, "_compiled"):
            self._compiled = CompiledExpression(self.text, self.found)
        return self._compiled


class Script(_Compiled):
    """Starlark statements with the variables they read, write, and may change in place."""

    kind = "script"

    @classmethod
    def compile(cls, text: str, where: str | None = None) -> Script:
        """The compiled script, cached by text; raises ScriptRefused with line and sentence."""
        try:
            return _script(syntax.clean(text))
        except ScriptRefused as error:
            raise ScriptRefused(error.line, error.sentence_th, error.sentence_en, where) from None

    @property
    def reads(self) -> tuple[str, ...]:
        """Variables it reads before it has certainly assigned them."""
        return self.names

    @property
    def writes(self) -> tuple[str, ...]:
        """Variables it assigns; loop variables, functions and `_names` stay inside."""
        return tuple(self.found.writes)

    @property
    def mutates(self) -> tuple[str, ...]:
        """Variables whose list or dictionary it may change in place."""
        return tuple(name for name in self.found.mutates if name in self.found.reads)

    def run(self, scope: Mapping, context: Context) -> dict:
        """What it assigned or changed, by name; raises ScriptFailed with the values it read."""
        return self._run(scope, context)

    def _missing(self, name: str, values: dict) -> None:
        if name not in self.found.writes:
            super()._missing(name, values)

    def _here(self, values: dict, extra: dict, context: Context) -> object:
        compiled = self.compiled
        return run_guarded(lambda: compiled.run(values), context, extra, compiled.OFFSET)

    @property
    def compiled(self) -> CompiledScript:
        """The parsed script, made when it is first needed."""
        if not hasattr(self, "_compiled"):
            self._compiled = CompiledScript(self.text, self.found)
        return self._compiled


def weight(values: Iterable) -> int:
    """The bytes of the texts, lists and dictionaries among these values; numbers are nothing beside them."""
    size = 0
    for value in values:
        kind = type(value)
        if kind is str:
            size += len(value)
        elif (kind is list or kind is dict) and value:
            size += _length(value)
    return size


def _length(value: list | dict) -> int:
    try:
        return len(orjson.dumps(value))
    except TypeError:
        return len(value)


@lru_cache(maxsize=2048)
def _expression(text: str, longest: int) -> Expression:
    tree = syntax.read_expression(text, None, longest)
    return Expression(text, tree, names_of(tree, None, 1), plan_expression(tree))


class Joined(Expression):
    """The expressions of a decision table's rows, evaluated together."""

    kind = "joined"

    @property
    def compiled(self) -> CompiledExpression:
        """The frozen Starlark function, made when it is first needed."""
        if not hasattr(self, "_compiled"):
            self._compiled = CompiledJoined(self.text, self.found)
        return self._compiled


@lru_cache(maxsize=512)
def _joined(lines: tuple[str, ...]) -> Joined:
    parts = []
    for number, line in enumerate(lines, 1):
        try:
            parts.append(_expression(line, LONGEST_ROW))
        except ScriptRefused as error:
            raise ScriptRefused(number, error.sentence_th, error.sentence_en) from None
    plans = [part.plan for part in parts]
    simple = all(plan.simple for plan in plans)
    factor = sum(plan.factor for plan in plans)
    plan = Plan(simple, factor, frozenset(name for one in plans for name in one.numeric))
    return Joined("\n".join(lines), None, merged([part.found for part in parts]), plan)


@lru_cache(maxsize=1024)
def _script(text: str) -> Script:
    tree = syntax.read_script(text)
    return Script(text, tree, names_of(tree), plan_script(tree))
