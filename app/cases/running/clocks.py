"""The clocks of a case's tasks stand while others must act, and go on when they have.

A diagram says by clockStop="true" where it waits for others: the submitter, another office. As long as an
instance of the case waits there, the clocks of the case's other open tasks stand: none of their reminders
comes. When nobody else must act any more, their due dates and what reminders are left move by the office
hours for which each clock stood. Rule: due = opened + time given + office hours stood (RESEARCH 5.3).

The journal entry of the command that stops the clocks, or lets them go, says so: that is the ledger. Timers
of the diagram are the engine's and are not touched. A command of a case whose clock goes, and whose process
has no such place, costs nothing here.
"""

from datetime import timedelta

from sqlalchemy import bindparam, select, update

from app import clock
from app.cases.models import NO_DUE
from app.cases.running.drawn import elements_with
from app.cases.running.effects import ENDED, FOLLOWERS
from app.cases.running.later import moved, rung_at
from app.cases.running.scene import CASE, INSTANCE, TASK
from app.cases.running.statements import DUE
from app.extensions import execute
from app.processes.service import release
from app.registers.calendars import working_calendar
from app.waking import wake_workers

OF_CASE = bindparam("b_case")
THIS = INSTANCE.c.id == bindparam("b_instance")
COUNT = update(INSTANCE).where(THIS).values(clock_stops=bindparam("stops"))
STILL = select(INSTANCE.c.id).where(INSTANCE.c.case_id == OF_CASE, INSTANCE.c.clock_stops > 0).limit(1)
TURN = update(CASE).where(CASE.c.id == OF_CASE).values(stands_since=bindparam("since"))
OPEN = (TASK.c.case_id == OF_CASE, TASK.c.status == "open")
HAS_CLOCK = (TASK.c.clock_stopped.is_(False), TASK.c.due_at < NO_DUE)
STAND = (
    update(TASK)
    .where(*OPEN, *HAS_CLOCK, TASK.c.stands_since.is_(None))
    .values(stands_since=bindparam("since"))
    .returning(TASK.c.id)
)
STANDING = (
    select(*(TASK.c[name] for name in ("id", "instance_id", "step_id", "due_at", "stands_since")))
    .add_columns(INSTANCE.c.release_hash)
    .join(INSTANCE, INSTANCE.c.id == TASK.c.instance_id)
    .where(*OPEN, TASK.c.stands_since.is_not(None))
    .order_by(TASK.c.id)
)
GO = (
    update(TASK)
    .where(TASK.c.id == bindparam("b_task"))
    .values(stands_since=None, due_at=bindparam("due"), stood=TASK.c.stood + bindparam("seconds"))
)
REMINDERS = select(DUE.c.id, DUE.c.instance_id, DUE.c.step_id, DUE.c.payload).where(
    DUE.c.case_id == OF_CASE, DUE.c.kind == "reminder"
)
REMIND = (
    update(DUE)
    .where(DUE.c.id == bindparam("b_row"))
    .values(due_at=bindparam("at"), payload=bindparam("said", type_=DUE.c.payload.type))
)


def follow(scene, run) -> dict:
    """Stop the clocks of the case or let them go, as the run now says; gives what its journal entry names."""
    places = elements_with(scene.release_hash, scene.process_id, "clockStop", "true")
    since = scene.row.case_stands_since if scene.row is not None else None
    if not places and since is None:
        return {}
    waits = run.standing(places) if places and run.status not in ENDED else ()
    if len(waits) != getattr(scene.row, "clock_stops", 0):
        execute(COUNT, {"b_instance": scene.instance_id, "stops": len(waits)})
    if since is None:
        return _stop(scene, waits) if waits else {}
    if waits or execute(STILL, {"b_case": scene.case_id}).first():
        return _join(scene, since)
    return _go(scene, since)


def _stop(scene, waits):
    execute(TURN, {"b_case": scene.case_id, "since": scene.now})
    by = sorted({element for _, element in waits})
    return {"clock": {"stopped": clock.text(scene.now), "by": by, "tasks": _stand(scene)}}


def _join(scene, since):
    """What opens while the clock of the case stands begins with a standing clock."""
    tasks = _stand(scene)
    return {"clock": {"since": clock.text(since), "tasks": tasks}} if tasks else {}


def _stand(scene):
    """Every clock of the case that still went stands now, as its reminders see; the ids of the tasks."""
    return sorted(execute(STAND, {"b_case": scene.case_id, "since": scene.now}).scalars())


def _go(scene, since):
    """Every clock of the case goes on, later by the office hours for which it stood."""
    execute(TURN, {"b_case": scene.case_id, "since": None})
    told, shifts = [], {}
    for row in execute(STANDING, {"b_case": scene.case_id}).all():
        calendar = working_calendar(release(row.release_hash), scene.calendar)
        seconds = stood(calendar, row.stands_since, scene.now)
        due = later(calendar, row.due_at, seconds)
        execute(GO, {"b_task": row.id, "due": due, "seconds": seconds})
        shifts[row.instance_id, row.step_id] = calendar, seconds
        told.append({"task": row.id, "seconds": seconds, "due": [clock.text(row.due_at), clock.text(due)]})
    _remind_later(scene, shifts)
    own = working_calendar(release(scene.release_hash), scene.calendar)
    times = {"went": clock.text(scene.now), "since": clock.text(since)}
    return {"clock": {**times, "seconds": stood(own, since, scene.now), "tasks": told}}


def _remind_later(scene, shifts):
    """The rungs that are left move as the due date did; what waits longest for a worker is told at once."""
    for row in execute(REMINDERS, {"b_case": scene.case_id}).all() if shifts else ():
        if (row.instance_id, row.step_id) in shifts:
            calendar, seconds = shifts[row.instance_id, row.step_id]
            said = moved(row.payload, lambda at, by=(calendar, seconds): later(by[0], at, by[1]))
            at = rung_at(said, said["percent"])
            execute(REMIND, {"b_row": row.id, "at": at, "said": said})
            if at <= scene.now:
                wake_workers()


def stood(calendar, since, now) -> int:
    """The office time between two moments, in whole seconds."""
    return int(calendar.worked(since, now).total_seconds())


def later(calendar, moment, seconds: int):
    """The moment so much office time later; one beyond any office stays."""
    if moment.year >= NO_DUE.year:
        return moment
    return calendar.after_work(moment, timedelta(seconds=seconds))


def init_app(_app) -> None:
    """From now on clocks follow the runs."""
    if follow not in FOLLOWERS:
        FOLLOWERS.append(follow)
