"""Every expression, script and time is compiled now, so that no mistake waits for a person to find it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from workflows import clock
from workflows.check.finding import INFO
from workflows.check.formulas import CONDITION, SCRIPT, TIME, Said, formulas
from workflows.check.look import runs
from workflows.check.rule import DIAGRAM, NODE, PROCESS, Hit, at, at_formula, at_line, rule
from workflows.check.running.tasks import STARLARK
from workflows.check.words import in_words
from workflows.scripts import Expression, Script, ScriptRefused

KIND = {"timeDate": "date", "timeDuration": "duration", "timeCycle": "cycle"}
# Texts that are meant as a date, duration or cycle; "R3/PT1X" would else be read as a division.
LIKE_TIME = re.compile(r"(R-?\d*/|-?P\d|-?PT\d|\d{4}-\d\d|\d{1,2}[:/.]\d)", re.ASCII)
ENDLESS = re.compile(r"R(-1)?/", re.ASCII)


@rule(
    PROCESS,
    "{who}: {of} ใช้เป็น Starlark ไม่ได้: {why}",
    "{who}: its {of} cannot be used as Starlark: {why}",
    running=True,
)
def expression_invalid(process, look):
    """Conditions, expressions and scripts are Starlark, compiled at publication."""
    for said in formulas(process, look.diagram):
        if _is_starlark(said.formula.language) and not _is_time(said):
            try:
                _compile(said)
            except ScriptRefused as error:
                yield _told(said, error.line, (error.sentence_th, error.sentence_en))


@rule(
    PROCESS,
    "{who}: ภาษา “{language}” ใน {of} ใช้ไม่ได้ ระบบใช้ Starlark ให้เขียนใหม่และลบ language",
    "{who}: its {of} is written in “{language}”; write it in Starlark and drop the language.",
    running=True,
)
def expression_language_unknown(process, look):
    """BPMN 2.0.2, 8.4.6: an expression may name its language; ours is Starlark, and ISO 8601 for times."""
    for said in formulas(process, look.diagram):
        if not _is_starlark(said.formula.language) and not _is_time(said):
            yield at_formula(said, language=said.formula.language[:60])


@rule(
    PROCESS,
    "{who}: {of} ต้องได้ True หรือ False แต่เขียนเป็นค่า {text} ตายตัว",
    "{who}: its {of} must be True or False, but it is always {text}.",
    running=True,
)
def condition_not_boolean(process, look):
    """A condition is true or false; a constant of another kind can be neither."""
    for said in formulas(process, look.diagram):
        if said.use != CONDITION or not _is_starlark(said.formula.language):
            continue
        value = _constant(said.formula.text)
        if value is not None and not isinstance(value, bool):
            yield at_formula(said, text=str(value)[:40])


@rule(
    PROCESS,
    "{who}: {of} “{text}” ใช้ไม่ได้: {why}",
    "{who}: its {of} “{text}” cannot be used: {why}",
    running=True,
)
def time_invalid(process, look):
    """ISO 8601 dates with their offset, durations, cycles and cron (BPMN 2.0.2, 10.5.5)."""
    for said in formulas(process, look.diagram):
        text = said.formula.text.strip()
        if said.use != TIME or not (_is_time(said) or LIKE_TIME.match(text)):
            continue
        try:
            clock.check(text, KIND[said.of])
        except clock.ClockRefused as error:
            why = (error.details["reason_th"], error.details["reason_en"])
            yield at_formula(said, text=text[:40], why=why)


@rule(
    NODE,
    "{who} รอตามรอบเวลาที่ไม่มีวันจบ ({text}) ให้ระบุจำนวนรอบ หรือใช้ timeDuration",
    "{who} waits for a cycle that never ends ({text}): give it a number of rounds or use timeDuration.",
    running=True,
)
def timer_endless(node, look):
    """An event in the flow which lets a token go each round would never let its process end."""
    for event in node.events if node.kind == "intermediateCatchEvent" else ():
        cycle = event.formulas.get("timeCycle")
        if cycle is not None and ENDLESS.match(cycle.text.strip()):
            yield at(node, text=cycle.text.strip()[:40])


@rule(
    DIAGRAM,
    "ไฟล์นี้ระบุ expressionLanguage เป็น “{language}” แต่ระบบอ่านทุกเงื่อนไขเป็น Starlark",
    "The file declares the expression language “{language}”, but every expression is read as Starlark.",
    severity=INFO,
)
def expression_language_declared(diagram, look):
    """BPMN 2.0.2, 8.2.1: editors write a default here whatever the expressions are, so it does not refuse."""
    given = diagram.root.get("expressionLanguage", "")
    if given and not _is_starlark(given) and any(_inherits(said) for said in _run(diagram)):
        yield at_line(diagram.root.sourceline or 1, language=given[:80])


def _run(diagram) -> Iterator[Said]:
    for process in filter(runs, diagram.processes):
        yield from formulas(process, diagram)


def _inherits(said: Said) -> bool:
    return said.use != SCRIPT and not said.formula.language and not _is_time(said)


def _compile(said) -> None:
    if said.use == SCRIPT:
        Script.compile(said.formula.text)
    else:
        Expression.compile(said.formula.text)


def _is_time(said) -> bool:
    return said.use == TIME and clock.kind_of(said.formula.text.strip()) is not None


def _is_starlark(language: str | None) -> bool:
    given = (language or "").strip().lower()
    return given in STARLARK or "starlark" in given


def _constant(text: str) -> object:
    """The value of a text that is a plain constant, None for anything else."""
    try:
        tree = Expression.compile(text).tree
    except ScriptRefused:
        return None
    body = getattr(tree, "body", tree)
    return body.value if isinstance(body, ast.Constant) else None


def _told(said, line: int, why: tuple[str, str]) -> Hit:
    values = {"of": said.of, "why": why}
    return Hit(said.owner.id, said.formula.line + line - 1, in_words(said.owner), values)
