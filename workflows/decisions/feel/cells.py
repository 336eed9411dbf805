"""FEEL's unary tests (DMN 1.3 §10.3.2, grammar rules 7–15) as small objects that know their Starlark.

FEEL has three truth values: comparing null gives null, which never makes a row fire, not even under ``not``.
So a test says both when it is true and when it is false.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Endpoint:
    """A value in a cell: its Starlark text and, when it is written out, the value itself."""

    text: str
    literal: bool = False
    value: object = None


@dataclass(frozen=True)
class Anything:
    """``-``: every value, null too."""

    def true(self, name: str) -> str:
        return "True"

    def false(self, name: str) -> str:
        return "False"


@dataclass(frozen=True)
class Null:
    """``null``: nothing was given."""

    def true(self, name: str) -> str:
        return f"{name} == None"

    def false(self, name: str) -> str:
        return f"{name} != None"


@dataclass(frozen=True)
class Equal:
    """A value, or ``!=`` a value."""

    end: Endpoint
    negated: bool = False

    def true(self, name: str) -> str:
        return f"{name} {'!=' if self.negated else '=='} {self.end.text}"

    def false(self, name: str) -> str:
        return f"{name} {'==' if self.negated else '!='} {self.end.text}"


@dataclass(frozen=True)
class Compare:
    """``< <= > >=`` a value."""

    operator: str
    end: Endpoint

    def true(self, name: str) -> str:
        return f"({name} != None and {name} {self.operator} {self.end.text})"

    def false(self, name: str) -> str:
        return f"({name} != None and not ({name} {self.operator} {self.end.text}))"


@dataclass(frozen=True)
class Interval:
    """``[1..5]``, ``(1..5]``, ``]1..5[``: closed where the bracket turns towards the value."""

    low: Endpoint
    high: Endpoint
    closed_low: bool
    closed_high: bool

    def true(self, name: str) -> str:
        return f"({name} != None and {self._inside(name)})"

    def false(self, name: str) -> str:
        return f"({name} != None and not ({self._inside(name)}))"

    def _inside(self, name: str) -> str:
        low = ">=" if self.closed_low else ">"
        high = "<=" if self.closed_high else "<"
        return f"{name} {low} {self.low.text} and {name} {high} {self.high.text}"


@dataclass(frozen=True)
class Among:
    """``in [...]``, or a list: one of its items."""

    end: Endpoint

    def true(self, name: str) -> str:
        return f"{name} in ({self.end.text})"

    def false(self, name: str) -> str:
        return f"{name} not in ({self.end.text})"


@dataclass(frozen=True)
class Holds:
    """An expression of its own, true or false; ``?`` in it stood for the value."""

    text: str

    def true(self, name: str) -> str:
        return f"({self.text.replace(VALUE, name)}) == True"

    def false(self, name: str) -> str:
        return f"({self.text.replace(VALUE, name)}) == False"


@dataclass(frozen=True)
class AnyOf:
    """Tests with commas between them: one of them holds; under ``not`` all of them are false."""

    tests: tuple
    negated: bool = False

    def true(self, name: str) -> str:
        if self.negated:
            return "(" + " and ".join(test.false(name) for test in self.tests) + ")"
        return "(" + " or ".join(test.true(name) for test in self.tests) + ")"

    def false(self, name: str) -> str:
        return AnyOf(self.tests, not self.negated).true(name)


VALUE = "the_value_of_this_column"
