"""Event definitions: what is thrown or caught, and how a thrown event is recognised."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition

from workflows.clock import Cycle, due_at, parse_instant
from workflows.errors import Refused


class Trigger(EventDefinition):
    """One event definition. ``name`` is what people call the event, ``ref`` the id of its definition."""

    kind = "none"

    def __init__(self, name: str = "", ref: str = "") -> None:
        super().__init__(name)
        self.ref = ref

    def arm(self, token) -> dict[str, Any] | None:
        """What has to be remembered while a token waits for this."""
        return None

    def rearm(self, token, armed: dict[str, Any] | None) -> dict[str, Any] | None | bool:
        """What to remember after it was caught once and is waited for again; False when it is over."""
        return armed

    def matches(self, event: Any, token) -> bool:
        """Whether a thrown event is this one: by its name, by the id of its definition when it has none."""
        return event == (self.name or self.ref)


class SignalTrigger(Trigger):
    """A broadcast (BPMN 2.0.2, 10.5.5)."""

    kind = "signal"


class CodedTrigger(Trigger):
    """An error or escalation: caught by its code, or by anything when it names none (10.5.5, 13.5.1)."""

    def __init__(self, kind: str, code: str | None, name: str = "", ref: str = "") -> None:
        super().__init__(name, ref)
        self.kind = kind
        self.code = code


class CompensateTrigger(Trigger):
    """Compensation of one activity (``activity``) or of all that are done in the scope."""

    kind = "compensate"

    def __init__(self, activity: str = "", waits: bool = True) -> None:
        super().__init__(activity)
        self.activity = activity
        self.waits = waits


class CancelTrigger(Trigger):
    """The cancellation of a transaction."""

    kind = "cancel"


class TerminateTrigger(Trigger):
    """The end of everything in the scope."""

    kind = "terminate"


class ConditionalTrigger(Trigger):
    """Caught when a condition over the variables becomes true.

    A condition about a variable that does not exist yet is not true yet. ``was`` keeps the last answer: what
    may be caught again is caught again only after the condition was false in between.
    """

    kind = "conditional"

    def __init__(self, condition) -> None:
        super().__init__(condition.text)
        self.condition = condition

    def arm(self, token) -> dict[str, Any]:
        return {"was": False}

    def holds(self, token) -> bool:
        """Whether the condition is true for this token now."""
        from workflows.specs.node import truth

        scope = token.data
        if any(name not in scope and name != "now" for name in self.condition.names):
            return False
        return truth(self.condition, scope, token.workflow.top_workflow) is not None


class TimerTrigger(Trigger):
    """A date, a duration or a cycle: ``text`` as written, or an expression that gives it (10.5.5)."""

    kind = "timer"

    def __init__(self, sort: str, text: str | None, expression=None) -> None:
        super().__init__(sort)
        self.sort = sort
        self.text = text
        self.expression = expression

    def arm(self, token) -> dict[str, Any]:
        instance = token.workflow.top_workflow
        value = self.text
        if self.expression is not None:
            value = self.expression.evaluate(token.data, instance.context)
        if self.sort != "timeCycle":
            return {"due": due_at(value, instance.now, instance.calendar)}
        cycle = Cycle.parse(value, parse_instant(instance.now_text), instance.calendar)
        first = cycle.next(parse_instant(instance.now_text))
        return {"due": first, "cycle": value, "since": instance.now_text}

    def rearm(self, token, armed):
        if "cycle" not in armed:
            return False
        calendar = token.workflow.top_workflow.calendar
        cycle = Cycle.parse(armed["cycle"], parse_instant(armed["since"]), calendar)
        due = cycle.next(parse_instant(armed["due"]))
        return {**armed, "due": due} if due else False


class MessageTrigger(Trigger):
    """A message, for one receiver, recognised by its name and all its correlation keys."""

    kind = "message"

    def __init__(self, name: str, ref: str, correlation=None) -> None:
        super().__init__(name, ref)
        self.correlation = correlation

    def arm(self, token):
        if self.correlation is not None:
            self.correlation.expected(token)
        return None

    def expected(self, token) -> dict[str, Any] | None:
        """The correlation properties a message must have; None while the variables do not say them."""
        if self.correlation is None:
            return {}
        try:
            return self.correlation.expected(token)
        except Refused:
            return None

    def matches(self, event, token) -> bool:
        if not super().matches(event.name, token):
            return False
        if self.correlation is None:
            return True
        given = self.correlation.keys_of(event, token.workflow.top_workflow.context)
        wanted = self.expected(token)
        return wanted is not None and all(n in given and is_same(given[n], v) for n, v in wanted.items())

    def keys_for(self, token, payload) -> dict[str, Any]:
        """The correlation properties of this message when a token throws it."""
        return {} if self.correlation is None else self.correlation.keys_for(token, payload)

    def learn(self, message, instance) -> None:
        """The first message of a conversation sets its keys (BPMN 2.0.2, 8.3.2)."""
        if self.correlation is not None:
            self.correlation.learn(message, instance)


def is_same(one: Any, other: Any) -> bool:
    """Whether two values are equal as data: 1 is 1.0, but True is not 1, at any depth."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_same(one[name], other[name]) for name in one)
    return one == other
