"""Large lists and dictionaries pass between Python and Starlark as one JSON text instead of item by item.

The binding converts each item by itself, some microseconds each; a text costs a tenth. What JSON would
change on the way (keys that are no text, huge integers, functions, deep nesting) is not written as text:
then the caller takes the value item by item, and says what is wrong with it.
"""

from __future__ import annotations

import re
from functools import lru_cache

import starlark

from workflows.scripts.running.values import DEEPEST

MOST_BOXES = 500_000
_DIALECT = starlark.Dialect.standard()
_DIALECT.enable_load = True
_DIALECT.enable_top_level_stmt = True
_JSON = starlark.Globals.extended_by([starlark.LibraryExtension.Json])
_HUGE = re.compile(r"\d{16}")

# An infinite number and NaN come back from Starlark as None; asked only when a None came back.
FINITE = """
def is_finite(value):
    work = [value]
    for _ in range(1000000):
        if not work:
            return True
        item = work.pop()
        kind = type(item)
        if kind == "float" and item - item != 0.0:
            return False
        if kind == "list" or kind == "tuple":
            work.extend(item)
        if kind == "dict":
            work.extend(item.values())
    return False
"""

# Level by level, so that nothing recurses.
_SOURCE = f"""
BOXES = ("list", "tuple", "dict")

def is_plain(value):
    level, seen = [value], 0
    for _ in range({DEEPEST}):
        below = []
        for box in level:
            if type(box) == "dict":
                for key in box:
                    if type(key) != "string":
                        return False
                below += [item for item in box.values() if type(item) in BOXES]
            else:
                below += [item for item in box if type(item) in BOXES]
        seen += len(below)
        if not below:
            return True
        if seen > {MOST_BOXES}:
            return False
        level = below
    return False

def text_of(value):
    return json.encode(value) if type(value) in BOXES and is_plain(value) else None

{FINITE}"""


def _helpers() -> starlark.FrozenModule:
    module = starlark.Module()
    starlark.eval(module, starlark.parse("passing", _SOURCE, _DIALECT), _JSON)
    return module.freeze()


_FROZEN = _helpers()
_LOADER = starlark.FileLoader(lambda _name: _FROZEN)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> starlark.AstModule:
    return starlark.parse("passing", text, _DIALECT)


def put(module: starlark.Module, name: str, text: str) -> None:
    """Give a module a variable from JSON text, as values of its own that it may change."""
    module["given_"] = text
    starlark.eval(module, _parsed(f"{name} = json.decode(given_)"), _JSON)


def text_in(module: starlark.Module, name: str) -> str | None:
    """A list or dictionary of a module as JSON text; None when it is something else, or must go by item."""
    try:
        text = _ask(module, "text_of", name)
    except starlark.StarlarkError:
        return None
    return None if text is None or _HUGE.search(text) else text


def is_finite(module: starlark.Module, name: str) -> bool:
    """Whether a variable of a module is free of infinite numbers and NaN."""
    return _ask(module, "is_finite", name)


def _ask(module: starlark.Module, question: str, name: str) -> object:
    """What a helper says of a variable; loaded under a name of ours, whatever else the script has named."""
    return starlark.eval(
        module, _parsed(f'load("passing", asked_="{question}")\nasked_({name})'), _JSON, _LOADER
    )
