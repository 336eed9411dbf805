"""What a command leaves for later: rows that fall due, written in the same transaction."""

from collections.abc import Callable
from datetime import datetime, timedelta

from app.cases.running.correlating import digest
from app.clock import moment
from workflows import Message

LADDER = (50, 80, 100, 150)


def due_rows(scene, run, timer: str | None, broke: bool) -> list[dict]:
    """The timer of an instance, reminders of new tasks, service steps, messages and signals for others.

    `timer` is the new time of its timer, `broke` whether a step of it broke.
    """
    rows = []
    if timer:
        rows.append(row(scene, "timer", moment(timer)))
    for step in run.changes.opened:
        if step.kind == "service_task":
            rows.append(row(scene, "service", scene.now, name=step.operation, step_id=step.id))
        elif step.due:
            rows.append(reminder(scene, step.id, scene.now, moment(step.due), LADDER[0]))
    for thrown in run.outgoing():
        kind = "message" if isinstance(thrown, Message) else "signal"
        said = {"payload": thrown.payload, "keys": getattr(thrown, "keys", {})}
        rows.append(
            row(scene, kind, scene.now, name=thrown.name, payload=said) | {"digest": digest(said["keys"])}
        )
    if broke:
        rows.append(row(scene, "notify", scene.now, name="incident"))
    return rows


def row(scene, kind: str, due_at: datetime, name=None, step_id=None, payload=None) -> dict:
    """One due row of a case's instance. Every row of a batch has the same columns."""
    return {
        "due_at": due_at,
        "kind": kind,
        "name": name,
        "case_id": scene.case_id,
        "instance_id": scene.instance_id,
        "step_id": step_id,
        "payload": payload or {},
        "digest": None,
        "attempts": 0,
        "created_at": scene.now,
    }


def reminder(scene, step_id: int, opened_at: datetime, due_at: datetime, percent: int) -> dict:
    """One rung of the ladder: at 50, 80, 100 and 150 % of the time a task has."""
    said = {"percent": percent, "opened_at": opened_at.isoformat(), "due_at": due_at.isoformat()}
    return row(scene, "reminder", rung_at(said, percent), step_id=step_id, payload=said)


def rung_at(said: dict, percent: int) -> datetime:
    """When a rung comes: at so much of the task's time, or where a clock that stood has moved it to."""
    if "rungs" in said:
        return moment(said["rungs"][str(percent)])
    opened, due = moment(said["opened_at"]), moment(said["due_at"])
    return opened + (due - opened) * percent / 100


def moved(said: dict, shift: Callable[[datetime], datetime]) -> dict:
    """The same row's words with every rung that is left moved."""
    left = [percent for percent in LADDER if percent >= said["percent"]]
    return {**said, "rungs": {str(percent): shift(rung_at(said, percent)).isoformat() for percent in left}}


def next_rung(percent: int) -> int | None:
    """The rung after this one."""
    return next((higher for higher in LADDER if higher > percent), None)


def expiry(written_at: datetime, days: int) -> datetime:
    """When a message nobody waits for is given up."""
    return written_at + timedelta(days=days)
