"""One due mark everywhere: late, today, soon, ahead, stopped."""

from datetime import UTC, datetime

import pytest

from app.web.wording.due import group_of, mark
from workflows.clock import THAI

FRIDAY = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def said(day, hour, language="th", since=None):
    due = datetime(2026, 11, day, hour, 30, tzinfo=UTC)
    return mark(due, FRIDAY, language, THAI.workdays_between, since)


@pytest.mark.parametrize(
    ("day", "hour", "kind", "words"),
    [
        (17, 9, "late", "เกิน 3 วัน"),
        (20, 2, "late", "เกินกำหนด"),
        (20, 9, "today", "วันนี้ 16:30 น."),
        (25, 9, "soon", "25 พ.ย. 2569"),
        (26, 9, "ahead", "26 พ.ย. 2569"),
    ],
)
def test_a_mark_counts_working_days(day, hour, kind, words):
    found = said(day, hour)
    assert (found.kind, found.words.replace("\u00a0", " ")) == (kind, words)


def test_a_page_says_how_many_working_days_are_left():
    assert said(27, 9).sentence.replace("\u00a0", " ") == "ครบกำหนด 27 พ.ย. 2569 เหลือ 5 วันทำการ"
    assert said(27, 9, "en").sentence.replace("\u00a0", " ") == "Due 27 Nov 2026, 5 working days left"


def test_what_was_in_time_when_its_clock_stopped_is_not_late():
    found = said(17, 9, "en", since=datetime(2026, 11, 16, 4, 0, tzinfo=UTC))
    assert (found.kind, found.sentence.replace("\u00a0", " ")) == (
        "stopped",
        "Clock stopped since 16 Nov 2026 11:00",
    )
    assert found.more.replace("\u00a0", " ") == "The due date 17 Nov 2026 moves by the time it stands"


def test_what_was_late_when_its_clock_stopped_stays_late_by_so_much():
    found = said(17, 9, since=datetime(2026, 11, 18, 4, 0, tzinfo=UTC))

    assert (found.kind, found.words.replace("\u00a0", " ")) == ("late", "เกิน 1 วัน")
    assert found.more.replace("\u00a0", " ") == "นาฬิกาหยุดตั้งแต่ 18 พ.ย. 2569 11:00 น."


def test_a_task_without_a_due_date_has_a_group_of_its_own():
    assert group_of(mark(None, FRIDAY, "th", THAI.workdays_between)) == "none"
