"""Compensation: what was done is undone, last done first (BPMN 2.0.2, 10.7 and 13.5.5).

Every completed activity with a handler leaves a record in its scope; a completed sub-process keeps the
records made inside it. A conductor (a token that shows nowhere) runs the handlers one after another.
"""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.util.task import TaskState

from workflows.instance.frame import Part
from workflows.instance.scope import Scope
from workflows.specs.node import Node


class Handler:
    """How one activity is undone: the element ``of`` is started for each record.

    ``round_of``: the token that counts, where the activity is repeated.
    """

    def __init__(self, of: str) -> None:
        self.of = of

    def remember(self, token) -> None:
        """Note in the scope that this activity is done, with the variables only it had."""
        record: dict[str, Any] = {"of": self.of, "id": token.task_spec.bpmn_id}
        if token.local is not None:
            record["local"] = dict(token.local.own)
        if token.task_spec.owner is not None:
            record["round_of"] = token._parent
        for name in ("records", "vars"):
            if token.internal_data.get(name):
                record[name] = token.internal_data[name]
        token.workflow.records.append(record)


class Conductor(Node):
    """Runs handlers one by one; ``body_done`` is called when one has finished."""

    def act(self, token) -> bool:
        """Start the next handler; True when none is left."""
        todo = token.internal_data["todo"]
        if not todo:
            return True
        record = todo.pop(0)
        instance, frame = token.workflow.top_workflow, token.workflow
        child = instance.new_token(frame, frame.spec.task_specs[record["of"]], token)
        if "local" in record:
            child.local = Scope(instance.recorder, dict(record["local"]), frame.variables)
        for name in ("records", "vars"):
            if name in record:
                child.internal_data[name] = record[name]
        return False

    def body_done(self, child, instance) -> None:
        """A handler has finished."""
        instance.make_ready(child.parent)

    def leave(self, token, instance) -> None:
        thrower = instance.tokens.get(token.internal_data.get("for"))
        if thrower is not None:
            thrower.task_spec.undone(thrower, instance)

    def withdraw(self, token, instance) -> None:
        """Who is next in line has its turn all the same."""
        after = instance.tokens.get(token.internal_data.get("for"))
        if after is not None and isinstance(after.task_spec, Conductor):
            instance.make_ready(after)


def conduct(frame, records: list, instance, after=None, state: int = TaskState.READY):
    """Start undoing these records, newest first; ``after`` is the token whose turn comes then."""
    token = instance.new_token(frame, frame.spec.conductor, None, state)
    token.internal_data["todo"] = list(reversed(records))
    if after is not None:
        token.internal_data["for"] = after.id
    return token


def begin(thrower, trigger, instance) -> None:
    """A compensation event is thrown: for one activity, or for all that is done in the scope (13.5.5).

    Inside an event sub-process its own steps are undone first, then those of the scope around it.
    """
    after, last = thrower if trigger.waits else None, None
    found = [(frame, taken) for frame in scopes_meant(thrower) if (taken := take(frame, trigger.activity))]
    for frame, records in reversed(found):
        state = TaskState.READY if frame is found[0][0] else TaskState.STARTED
        after = conduct(frame, records, instance, after, state)
        last = last or after
    if trigger.waits and last is not None:
        thrower.internal_data["waits"] = last.id


def scopes_meant(thrower) -> list:
    """The scope of the thrower; from an event sub-process outwards, the scope around it too."""
    scopes = [thrower.workflow]
    while isinstance(scopes[-1], Part) and scopes[-1].host.task_spec.kind == "event_sub_process":
        scopes.append(scopes[-1].host.workflow)
    return scopes


def take(frame, activity: str) -> list[dict[str, Any]]:
    """The records of one activity, or all of the scope; they are taken out: nothing is undone twice."""
    taken = [record for record in frame.records if not activity or record["id"] == activity]
    frame.records[:] = [record for record in frame.records if record not in taken]
    return taken


def under_way(thrower) -> bool:
    """Whether the thrower still waits for handlers."""
    return thrower.internal_data.get("waits") in thrower.workflow.top_workflow.tokens


def records_of(frame, instance) -> list[dict[str, Any]]:
    """What is done in a scope, and in the sub-processes that are still running in it."""
    records = list(frame.records)
    for token in frame.open.values():
        part, undo = instance.subprocesses.get(token.id), f"{token.task_spec.bpmn_id}#undo"
        inner = records_of(part, instance) if part is not None and undo in frame.spec.task_specs else []
        if inner:
            own = {"vars": dict(part.variables.own)} if part.variables.own else {}
            records.append({"of": undo, "id": token.task_spec.bpmn_id, "records": inner, **own})
    return records
