"""What falls due for people: the reminder ladder of a task, news of an incident, the e-mail of a notice."""

from flask import current_app
from sqlalchemy import insert, select, update

from app import clock
from app.cases.desk.stranded import is_stranded
from app.cases.models import NO_DUE, Case, Task
from app.cases.running.acts import ACTS, OUTSIDE
from app.cases.running.later import LADDER, ladder_in, next_rung, rung_at
from app.cases.waiting import DueRow
from app.extensions import db
from app.notices import drawn
from app.notices.models import Notice
from app.notices.post import letter, send
from app.notices.telling import notify, whose
from app.people.models import Person
from app.people.service import people_with
from app.people.substitution import with_substitutes

DUE = DueRow.__table__
# What is said of a task at each rung of the ladder, by its usual per cent.
RUNGS = {
    50: (
        "งาน “{task}” ของเรื่อง {case} ใช้เวลาไปแล้ว {percent}%",
        "{percent} % of the time for “{task}” of {case} has passed.",
    ),
    80: ("งาน “{task}” ของเรื่อง {case} ใกล้ครบกำหนด", "“{task}” of {case} is due soon."),
    100: ("งาน “{task}” ของเรื่อง {case} เกินกำหนดแล้ว", "“{task}” of {case} is overdue."),
    150: (
        "งาน “{task}” ของเรื่อง {case} ล่าช้ามาก โปรดพิจารณามอบหมายใหม่",
        "“{task}” of {case} is very late: consider reassigning it.",
    ),
}
LATE, VERY_LATE = LADDER[-2:]


def remind(row) -> None:
    """One rung of a task's ladder; once overdue the centre's manager hears of it, at the last the director.

    None comes while the task's clock stands: it waits until that goes.
    """
    task = db.session.scalar(
        select(Task).where(
            Task.instance_id == row.instance_id, Task.step_id == row.step_id, Task.status == "open"
        )
    )
    if task is None:
        return
    if task.stands_since is not None:
        _put_back(row, NO_DUE, row.payload)
        return
    percent = row.payload["percent"]
    rung = LADDER[ladder_in(row.payload).index(percent)]
    people = whose(task) + (_above(task, rung) if rung >= LATE else [])
    th, en = RUNGS[rung]
    names = {"case": task.case.case_no, "percent": percent}
    notify(
        people,
        f"reminder_{rung}",
        th.format(task=task.name, **names),
        en.format(task=task.name_en, **names),
        task.case_id,
        task.id,
    )
    if higher := next_rung(row.payload):
        _climb(row, higher)


def _above(task, rung):
    roles = ("centre_manager", "director") if rung >= VERY_LATE else ("centre_manager",)
    found = [with_substitutes(people_with(role, task.centre_id), role, task.centre_id) for role in roles]
    return [one for people in found for one in people]


def _climb(row, percent):
    """The next rung: at so much of the task's time, or where a clock that stood has moved it to."""
    _put_back(row, rung_at(row.payload, percent), {**row.payload, "percent": percent})


def _put_back(row, due_at, payload):
    kept = {name: value for name, value in row._mapping.items() if name != "id"}
    again = {"due_at": due_at, "payload": payload, "attempts": 0, "error": None}
    db.session.execute(insert(DUE), {**kept, **again})


def say(row) -> None:
    """What is to be told: what a diagram says by `tells`, or an incident."""
    (drawn.tell_drawn if row.name == drawn.NAME else report_incident)(row)


def report_incident(row) -> None:
    """Something cannot go on: the owners of the process hear of it, of a case or of the whole."""
    if row.case_id is None:
        th, en = "งานเบื้องหลังทำไม่สำเร็จ", "Background work that belongs to no case has failed."
        notify(people_with("process_owner", None), "incident", th, en, None)
        return
    case = db.session.get(Case, row.case_id)
    owners = people_with("process_owner", case.centre_id)
    notify(
        owners,
        "incident",
        f"เรื่อง {case.case_no} มีเหตุขัดข้อง กระบวนการเดินต่อเองไม่ได้",
        f"Something in {case.case_no} cannot go on by itself.",
        case.id,
    )


def report_stranded(row) -> None:
    """Somebody named by the diagram may not do a task any more: the centre's managers hand it on."""
    task = db.session.get(Task, row.payload["task"])
    if not is_stranded(task):
        return
    managers = people_with("centre_manager", task.centre_id) or people_with("process_owner", task.centre_id)
    case_no, who = task.case.case_no, task.assignee
    notify(
        managers,
        "stranded",
        f"งาน “{task.name}” ของเรื่อง {case_no} ระบุชื่อ {who.name} ซึ่งทำไม่ได้แล้ว โปรดมอบหมายใหม่",
        f"“{task.name_en}” of {case_no} names {who.name_en}, who may not do it any more: reassign it.",
        task.case_id,
        task.id,
    )


def post(row) -> None:
    """The e-mail of a notice: at least once, always under one Message-ID."""
    notice = db.session.get(Notice, row.payload["notice"])
    if notice is None or notice.mailed_at is not None:
        return
    message, id = letter(current_app.config, notice, db.session.get(Person, notice.person_id)), notice.id
    db.session.rollback()  # no transaction stays open while a mail server takes its time
    send(current_app.config, message)
    db.session.execute(update(Notice).where(Notice.id == id).values(mailed_at=clock.now()))


def init_app(_app) -> None:
    """From now on the worker knows these kinds of due rows."""
    ACTS.update(reminder=remind, notify=say, stranded=report_stranded)
    OUTSIDE.update(mail=post)
