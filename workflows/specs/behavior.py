"""Behaviour events of a multi-instance activity: thrown for its own boundary events (BPMN 2.0.2, 10.3.8)."""

from __future__ import annotations

from workflows.instance import events, propagation
from workflows.instance.scope import Scope
from workflows.records import Message, Signal
from workflows.specs.node import truth


class Behavior:
    """``when``: ``each`` instance that completes or the ``first``; ``parts`` are (condition, trigger)."""

    def __init__(self, when: str, parts: list) -> None:
        self.when = when
        self.parts = parts

    def tell(self, token, child, instance) -> None:
        """An instance is done; throw what is due. The outer token may be cancelled by it."""
        if self.when == "first" and token.internal_data["done"] > 1:
            return
        active = sum(t.task_spec.holds for t in token.open_children()) - 1
        counts = {**token.task_spec.counts(token, active)}
        counts["numberOfCompletedInstances"] = token.internal_data["done"]
        scope = Scope(instance.recorder, counts, child.local, closed=True)
        for condition, trigger in self.parts:
            if condition is None or truth(condition, scope, instance) is not None:
                _throw(trigger, token, instance)
            if token.id not in instance.tokens:
                return


def _throw(trigger, token, instance) -> None:
    if trigger.kind == "signal":
        instance.sent.append(Signal(trigger.name))
        events.broadcast(instance, trigger.name, None)
    elif trigger.kind == "message":
        instance.sent.append(Message(trigger.name))
        events.deliver(instance, Message(trigger.name))
    else:
        propagation.throw(instance, token, trigger, None)
