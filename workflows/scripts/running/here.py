"""Runs compiled Starlark in this process: simple texts in the server, all others in the sandbox process."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import orjson
import starlark

from workflows.scripts import library
from workflows.scripts.context import Context
from workflows.scripts.errors import FunctionRefused, ScriptFailed
from workflows.scripts.reading.names import Names
from workflows.scripts.reading.syntax import DIALECT
from workflows.scripts.running import passing
from workflows.scripts.running.messages import describe, unusable
from workflows.scripts.running.values import NotPlain, holds_none, plain

GLOBALS = starlark.Globals.extended_by([starlark.LibraryExtension.Json])
CALLS_DEEP = 100
LARGE = 500  # bytes of JSON from which on a value passes as text
UNSET = object()


def _answer(result: object, finite: Callable[[], bool]) -> object:
    return _finite(plain(result), finite)


def _finite(value: object, finite: Callable[[], bool]) -> object:
    if holds_none(value) and not finite():
        plain(float("inf"))
    return value


def run_guarded(call: Callable[[], object], context: Context, scope: Mapping, offset: int) -> object:
    """Calls Starlark with the context at hand and turns everything it may raise into ScriptFailed."""
    library.current.context, library.current.scope, library.current.refusal = context, scope, None
    try:
        return call()
    except starlark.StarlarkError as error:
        line, th, en = describe(str(error), offset)
        refusal = library.current.refusal
        if refusal is not None and str(refusal) in str(error):
            th, en = refusal.th, refusal.en
        raise ScriptFailed(line, th, en) from None
    except NotPlain as error:
        raise ScriptFailed(1, error.th, error.en) from None
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise ScriptFailed(1, *unusable(error)) from None
    finally:
        library.current.context = library.current.scope = None


def own_copy(value: object) -> object:
    """A value that shares nothing with the scope it came from; raises ScriptFailed for what is not JSON."""
    try:
        return plain(value)
    except NotPlain as error:
        raise ScriptFailed(1, error.th, error.en) from None


def add_functions(module: starlark.Module, names: Names) -> None:
    """Makes the library functions a text calls callable from it."""
    for name in names.calls:
        if name in library.FUNCTIONS:
            module.add_callable(name, _remembering(name, library.FUNCTIONS[name]))


def _remembering(name: str, body: Callable) -> Callable:
    """Starlark flattens an exception to text: keep the sentence of a refusal beside it."""

    def call(*args: object, **named: object) -> object:
        try:
            return body(*args, **named)
        except FunctionRefused as refusal:
            library.current.refusal = refusal
        except (TypeError, ValueError, ArithmeticError, AttributeError, KeyError):
            library.current.refusal = FunctionRefused(
                f"เรียก {name}(...) ด้วยค่าที่ใช้ไม่ได้", f"{name}(...) cannot work with these values"
            )
        raise library.current.refusal

    return call


class CompiledExpression:
    """One expression as a frozen Starlark function of the variables it reads."""

    OFFSET = 2

    def __init__(self, text: str, names: Names) -> None:
        parameters = ", ".join(names.reads)
        source = (
            f"def value_({parameters}):\n  return (\n{text}\n)\n"
            "def decoded_(text):\n  return value_(*json.decode(text))\n"
        )
        self.source, self.names = source, names
        self.frozen = self._frozen(source)

    def _frozen(self, source: str) -> starlark.FrozenModule:
        module = starlark.Module()
        add_functions(module, self.names)
        starlark.eval(module, starlark.parse("script", source, DIALECT), GLOBALS)
        return module.freeze()

    def _is_finite(self, values: list) -> bool:
        """Asked rarely, so that the check takes no memory in every expression."""
        asking = "def finite_(text):\n  return is_finite(value_(*json.decode(text)))\n"
        return self._frozen(self.source + passing.FINITE + asking).call(
            "finite_", orjson.dumps(values).decode()
        )

    def evaluate(self, values: list, options: starlark.EvalOptions | None = None) -> object:
        """The value for these variables, in the order of the names; raises what Starlark raises."""
        if options is None and not any(type(value) in (list, dict) for value in values):
            result = self.frozen.call("value_", *values)
        else:
            text = orjson.dumps(values).decode()
            result = self.frozen.call_with(options or _OPTIONS, "decoded_", text).value
        if type(result) is bool or type(result) is str:
            return result
        return _answer(result, lambda: self._is_finite(values))


class CompiledJoined(CompiledExpression):
    """One expression a line, evaluated together into a list."""

    OFFSET = 3

    def __init__(self, text: str, names: Names) -> None:
        super().__init__("[\n" + text.replace("\n", ",\n") + "\n]", names)


_OPTIONS = starlark.EvalOptions(max_callstack_size=CALLS_DEEP)


class CompiledScript:
    """A script as a syntax tree; each run gets a module of its own."""

    OFFSET = 0

    def __init__(self, text: str, names: Names) -> None:
        self.names = names
        self.tree = starlark.parse("script", text, DIALECT)
        self.unsure = [name for name in names.writes if name not in names.certain]

    def run(self, values: dict, options: starlark.EvalOptions | None = None) -> dict:
        """What it assigned, and what it read and changed in place; raises what Starlark raises."""
        module = starlark.Module()
        add_functions(module, self.names)
        for name in self.unsure:
            if name not in values:
                module[name] = starlark.OpaquePythonObject(UNSET)
        large = sum([_pass_in(module, name, value) for name, value in values.items()])
        starlark.eval_with(options or _OPTIONS, module, self.tree, GLOBALS)
        is_large = large > LARGE or options is not None
        return self._results(module, values, _pass_out if is_large else _take_out)

    def _results(self, module: starlark.Module, values: dict, take: Callable) -> dict:
        results = {}
        for name in self.names.writes:
            value = take(module, name)
            if value is not UNSET:
                results[name] = value
        if self.names.mutates:
            for name, before in values.items():
                if name not in results and type(before) in (list, dict):
                    value = take(module, name)
                    if value != before:
                        results[name] = value
        return results


def _pass_in(module: starlark.Module, name: str, value: object) -> int:
    """Give a script a variable; how large it was as text."""
    size = 0
    if type(value) in (list, dict):
        text = orjson.dumps(value)
        size = len(text)
        # The way back from text sorts the keys of dictionaries: only what is sorted may take it.
        if size > LARGE and text == orjson.dumps(value, option=orjson.OPT_SORT_KEYS):
            passing.put(module, name, text.decode())
            return size
    module[name] = value
    return size


def _take_out(module: starlark.Module, name: str) -> object:
    value = module[name]
    return value if value is UNSET else _answer(value, lambda: passing.is_finite(module, name))


def _pass_out(module: starlark.Module, name: str) -> object:
    text = passing.text_in(module, name)
    if text is None:
        return _take_out(module, name)
    value = orjson.loads(text)
    return _finite(value, lambda: passing.is_finite(module, name)) if "null" in text else value
