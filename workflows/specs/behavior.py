"""Behaviour events of a multi-instance activity: thrown for its own boundary events (BPMN 2.0.2, 10.3.8)."""

from __future__ import annotations

from workflows.instance import events, propagation
from workflows.instance.scope import Scope
from workflows.records import Signal
from workflows.specs.node import truth


class Behavior:
    """``when``: ``each`` instance that completes or the ``first``; ``parts`` are (condition, trigger).

    ``lets_be``: None and One say when flow goes on beside the instances that still run, as MI_FlowCondition
    did in BPMN 1.2: their event never stops the activity; that of a complex behaviour does, if drawn so.
    """

    def __init__(self, when: str, parts: list, lets_be: bool) -> None:
        self.when = when
        self.parts = parts
        self.lets_be = lets_be

    def tell(self, token, child, instance) -> None:
        """An instance is done; throw what is due. The outer token may be cancelled by it."""
        if self.when == "first" and token.internal_data["done"] > 1:
            return
        counts = token.task_spec.counts(token, token.internal_data["done"])
        scope = Scope(instance.recorder, counts, child.local, closed=True)
        for condition, trigger in self.parts:
            if condition is None or truth(condition, scope, instance) is not None:
                self._throw(trigger, token, instance)
            if token.id not in instance.tokens:
                return

    def _throw(self, trigger, token, instance) -> None:
        beside = self._beside(trigger, token) if self.lets_be else []
        for listener, index in beside:
            listener.task_spec.pass_on(listener, index, [None], instance)
        if trigger.kind == "signal":
            instance.sent.append(Signal(trigger.name))
            events.broadcast(instance, trigger.name, None, {listener.id for listener, _ in beside})
        elif not beside:
            propagation.throw(instance, token, trigger, None)

    def _beside(self, trigger, token) -> list:
        """The boundary listeners of the activity that catch this event."""
        return [
            (listener, index)
            for listener in token.open_children()
            if not listener.task_spec.holds
            for index, wanted in enumerate(listener.task_spec.triggers)
            if wanted.kind == trigger.kind and same(wanted, trigger)
        ]


def same(wanted, thrown) -> bool:
    """Whether two event definitions mean one event."""
    if thrown.kind in ("error", "escalation"):
        return wanted.code in (None, thrown.code)
    return wanted.name == thrown.name
