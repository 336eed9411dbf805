"""What is overdue in the centres somebody looks after: by stage and by person, with how many working days."""

from dataclasses import dataclass

from marshmallow import Schema, fields
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import clock
from app.cases.lateness import due_before, read_at
from app.cases.models import Case, Task
from app.cases.schemas import TaskSchema
from app.extensions import db
from app.people.service import roles_of
from app.processes.service import release
from app.refusals import NotAllowed
from app.registers.calendars import working_calendar

READERS = ("centre_manager", "director", "auditor")
MOST = 500


@dataclass(frozen=True)
class Late:
    """An overdue task: the process it is of, and its working days after the day it was due."""

    task: Task
    stage: str
    days: int


class LateSchema(Schema):
    """An overdue task."""

    task = fields.Nested(TaskSchema)
    stage = fields.String(metadata={"description": "The process it is of."})
    days = fields.Integer(metadata={"description": "Working days after the day it was due."})


def may_report(by) -> bool:
    """Whether somebody looks after a centre."""
    return bool(_places(by))


def overdue(by) -> list[Late]:
    """Open tasks that are late, the latest first, in one statement; at most 500. NotAllowed for others.

    Not what others must do meanwhile, nor what was in time when its clock stopped.
    """
    places = _places(by)
    if not places:
        raise NotAllowed(
            "รายงานงานเกินกำหนดสำหรับหัวหน้าศูนย์ ผู้อำนวยการ และผู้ตรวจสอบ",
            "The report of overdue tasks is for managers, the director and auditors.",
        )
    now = clock.now()
    with_people = [joinedload(one) for one in (Task.assignee, Task.claimer, Task.completer, Task.behalf)]
    found = (
        select(Task)
        .where(Task.status == "open", due_before(now), Task.clock_stopped.is_(False))
        .order_by(Task.due_at, Task.id)
        .limit(MOST)
        .options(joinedload(Task.case).joinedload(Case.centre), joinedload(Task.instance), *with_people)
    )
    if None not in places:
        found = found.where(Task.centre_id.in_(sorted(places)))
    return [_late(task, now) for task in db.session.scalars(found)]


def _places(by):
    """The centres somebody looks after; None among them for all."""
    return {place for place, role in roles_of(by) if role in READERS}


def _late(task, now):
    calendar = working_calendar(release(task.instance.release_hash), task.case.centre.calendar)
    times = (task.due_at, read_at(task, now))
    due, today = (moment.astimezone(clock.BANGKOK).date() for moment in times)
    return Late(task, task.instance.process_id, calendar.workdays_between(due, today))
