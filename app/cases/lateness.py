"""What late means: due by the task's own clock, which stands while others must act."""

from datetime import datetime

from sqlalchemy import and_, or_

from app.cases.models import Task


def due_before(moment: datetime):
    """The condition that a task is due before a moment, or was when its clock stopped."""
    stood_late = or_(Task.stands_since.is_(None), Task.due_at < Task.stands_since)
    return and_(Task.due_at < moment, stood_late)


def read_at(task: Task, now: datetime) -> datetime:
    """What the clock of a task shows: now, or the moment at which it stopped."""
    return task.stands_since or now


def with_clock(th: str, en: str, said: dict | None) -> tuple[str, str]:
    """A sentence of the story, and what its command did to the clocks of the case's tasks."""
    if said and "stopped" in said:
        return f"{th} · นาฬิกาของงานหยุด รอผู้อื่น", f"{en} · the clocks of its tasks stand: others must act"
    if said and "went" in said:
        stood = office_time(said["seconds"])
        return (
            f"{th} · นาฬิกาของงานเดินต่อ หลังหยุด {stood[0]}",
            f"{en} · the clocks of its tasks go on, after standing {stood[1]}",
        )
    return th, en


def office_time(seconds: int) -> tuple[str, str]:
    """ "3 ชั่วโมง 20 นาทีทำการ", "3 office hours 20 minutes"."""
    hours, minutes = divmod(seconds // 60, 60)
    if not hours:
        return f"{minutes} นาทีทำการ", f"{minutes} office minutes"
    if not minutes:
        return f"{hours:,} ชั่วโมงทำการ", f"{hours:,} office hours"
    return f"{hours:,} ชั่วโมง {minutes} นาทีทำการ", f"{hours:,} office hours {minutes} minutes"
