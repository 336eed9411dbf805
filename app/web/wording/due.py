"""How near a task is to its due date: one mark, the same in the inbox, on the task and on the case."""

from dataclasses import dataclass, replace
from datetime import date

from app.web.wording.dates import local, show_date, show_datetime, show_time
from app.web.wording.texts import Text

SOON = 3  # working days
LATE, TODAY, NEAR, AHEAD, STOPPED, NONE = "late", "today", "soon", "ahead", "stopped", "none"
GROUPS = {
    LATE: Text("เกินกำหนด", "Overdue"),
    TODAY: Text("ครบกำหนดวันนี้", "Due today"),
    NEAR: Text("ภายใน 3 วันทำการ", "Within 3 working days"),
    AHEAD: Text("หลังจากนั้น", "Later"),
    NONE: Text("ไม่มีกำหนด", "No due date"),
    STOPPED: Text("นาฬิกาหยุด (รอผู้อื่น)", "Clock stopped (others must act)"),
}


@dataclass(frozen=True)
class Mark:
    """What a due mark says: its kind, a few words for a row, a sentence for a page, the day, what to add."""

    kind: str
    words: str
    sentence: str
    day: date | None
    more: str = ""


def mark(due, now, language, workdays, stands_since=None):
    """The mark of a task due at `due`; `workdays(start, end)` counts the working days between two days.

    `stands_since`: when its clock stopped, if it stands. What was late then stays late by so much.
    """
    if due is None:
        return None
    day, today = local(due).date(), local(stands_since or now).date()
    if stands_since is not None:
        late = due < stands_since and _late(day, today, language, workdays)
        return _stopped(day, stands_since, language, late)
    if due < now:
        return _late(day, today, language, workdays)
    if day == today:
        return _today(due, day, language)
    return _ahead(day, today, language, workdays)


def _late(day, today, language, workdays):
    days = workdays(day, today)
    if days < 1:
        words = Text("เกินกำหนด", "Overdue").in_language(language)
    else:
        words = Text("เกิน {n} วัน", "{n} days late").in_language(language, n=days)
    on = Text("ครบกำหนด {day}", "was due {day}").in_language(language, day=show_date(day, language))
    return Mark(LATE, words, f"{words} · {on}", day)


def _stopped(day, since, language, late):
    grid = show_date(since, language, "grid")
    stopped = Text("นาฬิกาหยุดตั้งแต่ {at}", "Clock stopped since {at}")
    since = stopped.in_language(language, at=show_datetime(since, language))
    if late:
        return replace(late, more=since)
    moves = Text("กำหนด {day} จะเลื่อนออกไปเท่าเวลาที่หยุด", "The due date {day} moves by the time it stands")
    more = moves.in_language(language, day=show_date(day, language))
    return Mark(STOPPED, stopped.in_language(language, at=grid), since, day, more)


def _today(due, day, language):
    clock = show_time(due, language)
    words = Text("วันนี้ {time}", "Today {time}").in_language(language, time=clock)
    sentence = Text("ครบกำหนดวันนี้ {time}", "Due today {time}").in_language(language, time=clock)
    return Mark(TODAY, words, sentence, day)


def _ahead(day, today, language, workdays):
    left = workdays(today, day)
    shown = show_date(day, language)
    sentence = Text("ครบกำหนด {day} เหลือ {n} วันทำการ", "Due {day}, {n} working days left")
    return Mark(
        NEAR if left <= SOON else AHEAD, shown, sentence.in_language(language, day=shown, n=left), day
    )


def group_of(found):
    """The group of the inbox a mark belongs to."""
    return found.kind if found else NONE
