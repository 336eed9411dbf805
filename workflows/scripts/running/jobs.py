"""One job inside the sandbox process: compile (cached by text), run within a budget, answer in JSON."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

import orjson
import starlark

from workflows.clock import Calendar
from workflows.scripts.context import Context
from workflows.scripts.errors import TOO_MUCH, ScriptFailed
from workflows.scripts.reading import syntax
from workflows.scripts.reading.names import merged, names_of
from workflows.scripts.running.here import (
    CALLS_DEEP,
    CompiledExpression,
    CompiledJoined,
    CompiledScript,
    run_guarded,
)

_calendar = lru_cache(maxsize=16)(Calendar.load)


@lru_cache(maxsize=512)
def _compiled(kind: str, text: str) -> CompiledExpression | CompiledScript:
    if kind == "script":
        return CompiledScript(text, names_of(syntax.read_script(text)))
    if kind == "joined":
        trees = [syntax.read_expression(line, None, len(line)) for line in text.split("\n")]
        return CompiledJoined(text, merged([names_of(tree, None, 1) for tree in trees]))
    return CompiledExpression(text, names_of(syntax.read_expression(text, None, len(text)), None, 1))


def answer(job: bytes, ticks: int, longest: int) -> bytes:
    """The answer to a job: ``{"value"}`` or ``{"failed": [line, th, en]}``, as JSON."""
    try:
        result = orjson.dumps({"value": _run(orjson.loads(job), ticks)})
    except ScriptFailed as error:
        return _failed(error.line, error.sentence_th, error.sentence_en)
    except MemoryError:
        return _failed(1, *TOO_MUCH)
    return result if len(result) <= longest else _failed(1, *TOO_MUCH)


def _failed(line: int, th: str, en: str) -> bytes:
    return orjson.dumps({"failed": [line, th, en]})


def _run(job: dict, ticks: int) -> object:
    compiled = _compiled(job["kind"], job["text"])
    context = Context(datetime.fromisoformat(job["now"]), _calendar(job["calendar"]))
    options = starlark.EvalOptions(check_cancelled=_budget(ticks), max_callstack_size=CALLS_DEEP)
    values = job["values"]
    if job["kind"] == "script":
        return run_guarded(lambda: compiled.run(values, options), context, job["optional"], compiled.OFFSET)
    return run_guarded(
        lambda: compiled.evaluate(list(values.values()), options), context, job["optional"], compiled.OFFSET
    )


def _budget(ticks: int):
    """Counts instead of looking at a clock: the same script always stops at the same instruction."""
    left = [ticks]

    def is_over() -> bool:
        left[0] -= 1
        return left[0] < 0

    return is_over
