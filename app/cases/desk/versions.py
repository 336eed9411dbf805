"""The version of a task: nobody writes over, or answers, what changed after they had opened it.

Claiming, giving back, handing on, completing and withdrawing raise it, and so does a draft of whoever works
on the task. A draft somebody keeps of a task that is not theirs changes nothing for whoever holds it.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, update

from app.cases.running.scene import TASK
from app.clock import in_words, text
from app.extensions import db
from app.people.models import Person
from app.refusals import Stale

CHANGED = {
    "version": TASK.c.version + 1,
    "changed_by": bindparam("by"),
    "changed_at": bindparam("moment"),
}
RAISE = update(TASK).where(TASK.c.id == bindparam("b_task")).values(CHANGED).returning(TASK.c.version)


def refuse_stale(task, seen: Collection[str] | None, by) -> None:
    """Stale unless the task, locked, has one of the versions somebody has seen; None asks for no check."""
    if seen is not None and str(task.version) not in seen:
        raise _stale(task, by)


def works_on(task, by) -> bool:
    """Whether somebody has the task on the desk, or could take it: their drafts raise its version."""
    holder = task.claimed_by or task.assignee_id
    return task.status == "open" and holder in (None, by.id)


def raise_version(task_id: int, by, moment: datetime) -> int:
    """The next version of a locked task, which somebody has just changed."""
    values = {"b_task": task_id, "by": by.id, "moment": moment}
    return db.session.execute(RAISE, values).scalar_one()


def _stale(task, by):
    """Who changed it, when, and what to do."""
    at = task.completed_at or task.changed_at
    details = {"version": task.version, "at": text(at or task.opened_at)}
    who = db.session.get(Person, task.completed_by or task.changed_by or 0)
    if at is None:
        return Stale(*_unknown(), **details)
    if who is None:
        return Stale(*_withdrawn(at), **details)
    details |= {"by": who.name, "by_en": who.name_en, "username": who.username}
    return Stale(*(_own(at) if who.id == by.id else _others(who, at)), **details)


def _unknown():
    return (
        "ฉบับที่อ้างถึงไม่ใช่ฉบับปัจจุบันของงานนี้ ยังไม่มีผู้ใดเปลี่ยนงานนี้ โปรดโหลดใหม่แล้วส่งอีกครั้ง",
        "This is not the version of the task, which nobody has changed yet. Load it again and send again.",
    )


def _withdrawn(at):
    th, en = in_words(at)
    return (
        f"งานนี้ถูกยกเลิกเมื่อ {th} กระบวนการดำเนินไปทางอื่น",
        f"The task was withdrawn at {en}: the process went another way.",
    )


def _own(at):
    th, en = in_words(at)
    return (
        f"ท่านเปลี่ยนงานนี้เองจากหน้าต่างอื่นเมื่อ {th} โปรดดูฉบับใหม่แล้วเลือกว่าจะใช้ฉบับใด",
        f"You changed this task yourself in another window at {en}. Look at it again, then choose.",
    )


def _others(who, at):
    th, en = in_words(at)
    return (
        f"{who.name} เปลี่ยนงานนี้เมื่อ {th} หลังจากที่ท่านเปิด โปรดดูฉบับใหม่แล้วตัดสินใจอีกครั้ง",
        f"{who.name_en} changed this task at {en}, after you had opened it. Look at it again, then decide.",
    )
