"""Who waits for what: messages to one receiver, signals to all, timers by time, conditions by variables."""

from __future__ import annotations

from typing import Any

from workflows.errors import Refused
from workflows.instance import incidents
from workflows.instance.instance import Instance
from workflows.records import Message, Subscription


def find(instance: Instance, kind: str, event: Any):
    """The waiting tokens that catch this event, oldest first, each with the index of its trigger."""
    for id in sorted(instance.catchers):
        token = instance.catchers.get(id)
        if token is None:
            continue
        for index, trigger in enumerate(token.task_spec.triggers):
            if (
                trigger.kind == kind
                and token.task_spec.awaits(token, index)
                and trigger.matches(event, token)
            ):
                yield token, index
                break


def deliver(instance: Instance, message: Message) -> bool:
    """Give a message to the one token that has waited longest; False when nobody waits for it."""
    for token, index in find(instance, "message", message):
        token.task_spec.triggers[index].learn(message, instance)
        token.task_spec.caught(token, index, message.payload, instance)
        return True
    return False


def broadcast(instance: Instance, name: str, payload: Any, but: frozenset | set = frozenset()) -> int:
    """Give a signal to every token that listened when it was thrown."""
    listening = list(find(instance, "signal", name))
    count = 0
    for token, index in listening:
        if token.id in instance.catchers and token.id not in but:
            token.task_spec.caught(token, index, payload, instance)
            count += 1
    return count


def due_tokens(instance: Instance) -> list[tuple[str, int, int]]:
    """(due, token id, trigger index) of every armed timer, in the order in which they fall due."""
    found = []
    for id, token in instance.catchers.items():
        for index, armed in enumerate(token.internal_data["armed"]):
            if armed and armed.get("due") and token.task_spec.awaits(token, index):
                found.append((armed["due"], id, index))
    return sorted(found)


def fire_next_timer(instance: Instance) -> bool:
    """Fire the timer that was due first, if one is due now; one that cannot go on becomes an incident."""
    waiting = due_tokens(instance)
    if not waiting or waiting[0][0] > instance.now_text:
        return False
    _, id, index = waiting[0]
    token = instance.catchers[id]
    try:
        token.task_spec.caught(token, index, None, instance)
    except Refused as refusal:
        instance.catchers.pop(id, None)
        incidents.raise_incident(instance, token, refusal)
    return True


def subscriptions(instance: Instance) -> tuple[Subscription, ...]:
    """Messages and signals this instance listens for now, oldest first."""
    found = []
    for id in sorted(instance.catchers):
        token = instance.catchers[id]
        for index, trigger in enumerate(token.task_spec.triggers):
            if trigger.kind in ("message", "signal") and token.task_spec.awaits(token, index):
                keys = trigger.expected(token) if trigger.kind == "message" else {}
                if keys is not None:
                    found.append(Subscription(trigger.kind, trigger.name, keys, token.task_spec.bpmn_id, id))
    return tuple(found)
