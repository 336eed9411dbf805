"""Errors and escalations walk outwards until something catches them: exact code first, then catch-all.

At each level the boundary of the activity comes first, then the event sub-processes of the scope around it
(BPMN 2.0.2, 10.5.6 and 13.5.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workflows.instance.frame import Part
from workflows.instance.instance import Instance
from workflows.instance.token import Token


def throw(instance: Instance, token: Token, trigger, payload: Any) -> bool:
    """Let an error or escalation be caught; False when nothing on the way out catches it."""
    for host in hosts(token):
        found = best_catcher(host, trigger)
        if found is not None:
            catcher, index = found
            catcher.task_spec.caught(catcher, index, payload, instance)
            return True
    return False


def is_caught(token: Token, trigger) -> bool:
    """Whether anything on the way out would catch this error or escalation."""
    return any(best_catcher(host, trigger) is not None for host in hosts(token))


def can_catch(token: Token, trigger) -> bool:
    """Whether something on the way out names this very code."""
    for host in hosts(token):
        found = best_catcher(host, trigger)
        if found is not None:
            catcher, index = found
            return catcher.task_spec.triggers[index].code == trigger.code
    return False


def hosts(token: Token) -> Iterator[Token]:
    """From a token outwards: activities (boundary events hang under them), and the root of each scope."""
    while True:
        yield token
        while token.task_spec.owner is not None and token._parent in token.workflow.tasks:
            token = token.workflow.tasks[token._parent]
            yield token
        frame = token.workflow
        yield frame.task_tree
        if not isinstance(frame, Part):
            return
        token = frame.host


def best_catcher(host: Token, trigger) -> tuple[Token, int] | None:
    """The listener under a host that names this very code, else the first that catches any."""
    any_code = None
    for listener in host.open_children():
        if listener.task_spec.holds:
            continue
        for index, wanted in enumerate(listener.task_spec.triggers):
            if wanted.kind != trigger.kind or "armed" not in listener.internal_data:
                continue
            if wanted.code is not None and wanted.code == trigger.code:
                return listener, index
            if wanted.code is None and any_code is None:
                any_code = listener, index
    return any_code
