"""From what a diagram or an expression says to the moment something falls due."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from workflows.clock.calendar import THAI, Calendar
from workflows.clock.cycle import Cycle
from workflows.clock.iso import ClockRefused, Duration, instant_text, parse_date, parse_instant

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d.*", re.ASCII)
_DURATION = re.compile(r"-?P(?=[0-9T])[0-9YMWDTHS.,]*", re.ASCII)
_INTERVAL = re.compile(r"R-?\d*/.*", re.ASCII)
_CRON = re.compile(r"[*0-9][0-9*,/\-]*(?:\s+[0-9*,/\-A-Za-z#]+){4,}", re.ASCII)

_ANCHOR = datetime(2026, 1, 1, tzinfo=UTC)


def kind_of(text: str) -> str | None:
    """``date``, ``duration`` or ``cycle`` when the text is written as one, else None (an expression)."""
    text = text.strip()
    if _DATE.fullmatch(text) or _MOMENT.fullmatch(text):
        return "date"
    if _DURATION.fullmatch(text):
        return "duration"
    return "cycle" if _INTERVAL.fullmatch(text) or _CRON.fullmatch(text) else None


def check(text: str, kind: str) -> None:
    """Refuses (ClockRefused) what a diagram writes out as ``date``, ``duration`` or ``cycle`` and is none."""
    if kind == "cycle":
        Cycle.parse(text, _ANCHOR)
    elif kind == "duration":
        Duration.parse(text)
    else:
        _moment(text.strip(), _ANCHOR, THAI)


def due_at(value: object, now: datetime, calendar: Calendar | None = None) -> str:
    """When ``value`` falls due, as UTC text ``YYYY-MM-DDTHH:MM:SSZ``.

    A date-time says its offset; a plain date means the end of office hours on that day; a duration counts
    from ``now``. Raises ClockRefused for anything else, a time without offset included.
    """
    if not isinstance(value, str):
        raise ClockRefused(value, "ต้องเป็นข้อความวันที่หรือระยะเวลา", "it must be the text of a date or a duration")
    text = value.strip()
    calendar = calendar or THAI
    if text.startswith("P"):
        return instant_text(Duration.parse(text).after(now, calendar.tz))
    return instant_text(_moment(text, now, calendar))


def _moment(text: str, now: datetime, calendar: Calendar) -> datetime:
    if _DATE.fullmatch(text):
        return calendar.closing(parse_date(text))
    return parse_instant(text)
