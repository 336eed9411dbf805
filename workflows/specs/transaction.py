"""Transactions: cancelled as a whole, undone, and left by their cancel boundary (BPMN 2.0.2, 10.3.5, 13.5.5).

A repeated transaction is one activity: its cancel event stops every instance, those that run undo what they
have done, then those that are done already are undone, and only then the boundary event goes on.
"""

from __future__ import annotations

from SpiffWorkflow.util.task import TaskState

from workflows.instance import cancelling
from workflows.instance.frame import Part
from workflows.specs.compensation import conduct, records_of


def cancel_transaction(thrower, instance) -> None:
    """A cancel end event: stop everything in the transaction and undo it; the end of its scope leaves it."""
    frame = thrower.workflow
    while isinstance(frame, Part) and frame.host.task_spec.kind != "transaction":
        frame = frame.host.workflow
    for host in rounds_of(frame.host):
        part = instance.subprocesses.get(host.id)
        if part is None:
            cancelling.cancel(instance, host)
        elif part.ending != "cancel":
            undo(part, instance)


def rounds_of(host) -> list:
    """The running instances of a repeated transaction, or the one there is."""
    if host.task_spec.owner is None or host._parent not in host.workflow.tasks:
        return [host]
    return [token for token in host.parent.open_children() if token.task_spec.holds]


def undo(part, instance) -> None:
    """Stop one instance and undo, newest first, what is done in it."""
    part.ending = "cancel"
    records, part.records = records_of(part, instance), []
    cancelling.empty(instance, part)
    if records:
        conduct(part, records, instance)


def leave_transaction(host, instance) -> None:
    """One instance is undone: the last of them undoes those that were done before, then the whole is left."""
    outer = host
    if host.task_spec.owner is not None and host._parent in host.workflow.tasks:
        outer = host.parent
        if len(rounds_of(host)) > 1:
            cancelling.cancel(instance, host)
            return
        done = take_rounds(outer)
        if done:
            cancelling.cancel(instance, host)
            conduct(outer.workflow, done, instance, after=outer)
            return
    go_on(outer, instance)


def take_rounds(outer) -> list:
    """The records of the instances that are done already; taken out, nothing is undone twice."""
    frame = outer.workflow
    done = [record for record in frame.records if record.get("round_of") == outer.id]
    frame.records[:] = [record for record in frame.records if record.get("round_of") != outer.id]
    return done


def go_on(host, instance) -> None:
    """Everything is undone: by the cancel boundary event; without one the transaction just ends here."""
    for child in host.open_children():
        for index, trigger in enumerate(getattr(child.task_spec, "triggers", ())):
            if trigger.kind == "cancel" and child.has_state(TaskState.WAITING):
                child.task_spec.caught(child, index, None, instance)
                return
    cancelling.cancel(instance, host)
