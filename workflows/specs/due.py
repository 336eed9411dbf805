"""When something a person has to do falls due."""

from __future__ import annotations

from workflows.clock import due_at


class Due:
    """An expression that gives a date, a date-time or a duration."""

    def __init__(self, expression) -> None:
        self.expression = expression

    def moment(self, scope, context) -> str | None:
        """UTC text, None when the expression gives None; raises ClockRefused or ScriptFailed."""
        value = self.expression.evaluate(scope, context)
        return None if value is None else due_at(value, context.now, context.calendar)
