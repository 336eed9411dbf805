"""What a command leaves for later: rows that fall due, written in the same transaction."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from app.cases.running.correlating import digest
from app.clock import moment
from workflows import Message

# At so many per cent of a task's time it is told of: first, when it is due soon, overdue, very late.
LADDER = (50, 80, 100, 150)
SETTINGS = ("remind_first_pct", "remind_soon_pct", None, "escalate_pct")


def ladder_of(settings: Mapping) -> tuple[int, ...]:
    """The ladder of a centre: what it set itself, the common value of the rest; overdue is at 100 always."""
    return tuple(settings.get(name) or rung for name, rung in zip(SETTINGS, LADDER, strict=True))


def ladder_in(said: Mapping) -> tuple[int, ...]:
    """The ladder by which a reminder was set."""
    return tuple(said.get("ladder", LADDER))


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
            rows.append(reminder(scene, step.id, scene.now, moment(step.due)))
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


def reminder(scene, step_id: int, opened_at: datetime, due_at: datetime) -> dict:
    """The first rung of the ladder: at 50, 80, 100, 150 % of a task's time, or as its centre says."""
    percent = scene.ladder[0]
    said = {"percent": percent, "opened_at": opened_at.isoformat(), "due_at": due_at.isoformat()}
    if scene.ladder != LADDER:
        said["ladder"] = scene.ladder
    return row(scene, "reminder", rung_at(said, percent), step_id=step_id, payload=said)


def rung_at(said: dict, percent: int) -> datetime:
    """When a rung comes: at so much of the task's time, or where a clock that stood has moved it to."""
    if "rungs" in said:
        return moment(said["rungs"][str(percent)])
    opened, due = moment(said["opened_at"]), moment(said["due_at"])
    return opened + (due - opened) * percent / 100


def moved(said: dict, shift: Callable[[datetime], datetime]) -> dict:
    """The same row's words with every rung that is left moved."""
    left = [percent for percent in ladder_in(said) if percent >= said["percent"]]
    return {**said, "rungs": {str(percent): shift(rung_at(said, percent)).isoformat() for percent in left}}


def next_rung(said: dict) -> int | None:
    """The rung after the one a reminder speaks of."""
    return next((higher for higher in ladder_in(said) if higher > said["percent"]), None)


def expiry(written_at: datetime, days: int) -> datetime:
    """When a message nobody waits for is given up."""
    return written_at + timedelta(days=days)
