"""Dates, durations, cycles and office hours. ``now`` is always an argument: nothing here reads a clock.

    calendar = Calendar.load(b'{"week": [1, 2, 3, 4, 5], "hours": ["08:30", "16:30"], "holidays": []}')
    due_at("PT10H", now, calendar)              # "2026-11-22T19:00:00Z"
    due_at(calendar.workdays(3, now), now)      # the end of office hours on the third working day
    Cycle.parse("R3/PT10H", now, calendar).next(now)

Source of the formats: ISO 8601 (dates, durations, repeating intervals) and the five fields of cron.
Every result is UTC text, ``YYYY-MM-DDTHH:MM:SSZ``; every input that is a moment says its offset.
"""

from workflows.clock.calendar import THAI, Calendar, CalendarRefused
from workflows.clock.cycle import Cycle
from workflows.clock.due import check, due_at, kind_of
from workflows.clock.iso import ClockRefused, Duration, instant_text, parse_date, parse_instant

__all__ = [
    "THAI",
    "Calendar",
    "CalendarRefused",
    "ClockRefused",
    "Cycle",
    "Duration",
    "check",
    "due_at",
    "instant_text",
    "kind_of",
    "parse_date",
    "parse_instant",
]
