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


def in_words(said: dict | None) -> dict | None:
    """What a journal entry says of the clocks of a case, with a sentence: `th`, `en`; None without."""
    if said is None:
        return None
    if "stopped" in said:
        th, en = "นาฬิกาของเรื่องหยุด รอผู้อื่น", "The clock of the case stands: others must act"
    elif "went" in said:
        stood = office_time(said["seconds"])
        th = f"นาฬิกาของเรื่องเดินต่อ หลังหยุด {stood[0]}"
        en = f"The clock of the case goes on, after standing {stood[1]}"
    else:
        th = "งานใหม่เริ่มนับเวลาเมื่อนาฬิกาของเรื่องเดินต่อ"
        en = "The new task's time begins when the clock of the case goes on"
    return {**said, "th": th, "en": en}


def office_time(seconds: int) -> tuple[str, str]:
    """ "3 ชั่วโมง 20 นาทีทำการ", "3 office hours 20 minutes"."""
    hours, minutes = divmod(seconds // 60, 60)
    if not hours:
        return f"{minutes} นาทีทำการ", f"{minutes} office minutes"
    if not minutes:
        return f"{hours:,} ชั่วโมงทำการ", f"{hours:,} office hours"
    return f"{hours:,} ชั่วโมง {minutes} นาทีทำการ", f"{hours:,} office hours {minutes} minutes"
