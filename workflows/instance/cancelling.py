"""Withdrawing tokens: at once, with everything that runs inside them (BPMN 2.0.2, 13.5.3)."""

from __future__ import annotations

from SpiffWorkflow.util.task import TaskState

from workflows.instance.frame import Frame
from workflows.instance.instance import Instance
from workflows.instance.token import Token

UNDER_WAY = TaskState.STARTED | TaskState.WAITING | TaskState.ERROR


def cancel(instance: Instance, token: Token) -> None:
    """Withdraw a token with its boundary listeners, loop instances and inner steps, innermost first."""
    doomed = [token]
    for found in doomed:
        doomed.extend(found.open_children())
        part = instance.subprocesses.get(found.id)
        if part is not None:
            doomed.extend(t for t in inhabitants(part) if not hangs_under_open(t))
    for found in reversed(doomed):
        _withdraw(instance, found)


def empty(instance: Instance, frame: Frame, but: Token | None = None) -> None:
    """Withdraw everything in a scope, listeners for its event sub-processes included, except one token."""
    for token in inhabitants(frame):
        if token is not but and token.id in instance.tokens:
            cancel(instance, token)


def inhabitants(frame: Frame) -> list[Token]:
    """The open tokens of a scope, oldest first; the root is not one of them."""
    return [token for token in frame.tasks.values() if token.is_open]


def hangs_under_open(token: Token) -> bool:
    """Whether another open token of the scope carries this one (a listener, an instance of a loop)."""
    above = token.workflow.tasks.get(token._parent)
    return above is not None and above.is_open


def _withdraw(instance: Instance, token: Token) -> None:
    part = instance.subprocesses.pop(token.id, None)
    if part is not None:
        part.closed = True
    spec = token.task_spec
    if token.has_state(UNDER_WAY) and spec.was_seen(token):
        instance.note(token, "cancelled")
    spec.withdraw(token, instance)
    token._set_state(TaskState.CANCELLED)
    instance.drop(token)
