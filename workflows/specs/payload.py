"""What goes out with a thrown event, and what a caught one writes."""

from __future__ import annotations

from typing import Any


class Payload:
    """An expression, or the data inputs of the throwing element by name (one alone goes as it is)."""

    def __init__(self, expression, copies: list) -> None:
        self.expression = expression
        self.copies = copies

    def of(self, token) -> Any:
        """The payload now; raises ScriptFailed or InputMissing."""
        if self.expression is not None:
            return self.expression.evaluate(token.data, token.workflow.top_workflow.context)
        values = {copy.target: copy.value(token.data, token) for copy in self.copies}
        return next(iter(values.values())) if len(values) == 1 else values


class Received:
    """Where a caught payload goes: one variable, or the targets of the data output associations."""

    def __init__(self, variable: str | None, copies: list) -> None:
        self.variable = variable
        self.copies = copies

    def give(self, token, payload: Any) -> None:
        """Write the payload into variables."""
        if self.variable:
            token.data[self.variable] = payload
        seen = payload if isinstance(payload, dict) else {}
        for copy in self.copies:
            source = copy.sources[0] if copy.sources else ""
            token.data[copy.target] = self._value(copy, token, seen, source, seen.get(source, payload))

    def _value(self, copy, token, seen: dict, source: str, value: Any) -> Any:
        """The entry as it came, or what a transformation or assignment makes of it (BPMN 2.0.2, 10.4.2).

        It sees the variables, over them the payload's entries, over them the data output itself.
        """
        if copy.transformation is None and not copy.assignments:
            return value
        return copy.value({**token.data.flat(), **seen, source: value}, token)
