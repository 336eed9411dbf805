"""The working calendar of a centre: zone, week, office hours, holidays."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import orjson

from workflows.clock.iso import instant_text, parse_date
from workflows.errors import Refused

MOST_WORKDAYS = 2000
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class CalendarRefused(Refused):
    """The calendar cannot be used as written."""

    code = "calendar_refused"
    th = "ปฏิทินทำงานใช้ไม่ได้: {reason_th}"
    en = "The working calendar cannot be used: {reason_en}"


@dataclass(frozen=True)
class Calendar:
    """When an office works: ISO weekdays (Monday is 1), hours, and holidays, of which some return yearly."""

    zone: str = "Asia/Bangkok"
    week: tuple[int, ...] = (1, 2, 3, 4, 5)
    opens: time = time(8, 30)
    closes: time = time(16, 30)
    holidays: frozenset[date] = field(default_factory=frozenset)
    yearly: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    @classmethod
    def load(cls, data: bytes | str) -> Calendar:
        """From JSON ``{"zone", "week", "hours", "holidays"}``; raises CalendarRefused naming the entry.

        A holiday is ``"2026-12-07"``, ``"12-05"`` (every year), or an object with that text under ``date``.
        """
        try:
            content = orjson.loads(data)
        except orjson.JSONDecodeError:
            raise _refused("ไฟล์ไม่ใช่ JSON", "the file is not JSON") from None
        if not isinstance(content, dict):
            raise _refused("ต้องเป็นวัตถุ JSON", "it must be a JSON object")
        unknown = sorted(set(content) - {"zone", "week", "hours", "holidays", "name", "name_en"})
        if unknown:
            raise _refused(f"ไม่รู้จักรายการ {unknown[0]}", f"unknown entry {unknown[0]}")
        opens, closes = _hours(content.get("hours", ["08:30", "16:30"]))
        dates, yearly = _holidays(content.get("holidays", []))
        return cls(_zone(content.get("zone", "Asia/Bangkok")), _week(content.get("week", [1, 2, 3, 4, 5])),
                   opens, closes, dates, yearly)  # fmt: skip

    @cached_property
    def tz(self) -> ZoneInfo:
        """The time zone of the office."""
        return ZoneInfo(self.zone)

    def with_holidays(self, days: frozenset[date]) -> Calendar:
        """The same office with more days on which it is closed."""
        return replace(self, holidays=self.holidays | days) if days else self

    def is_workday(self, day: date) -> bool:
        """Whether the office is open on that day."""
        if day.isoweekday() not in self.week or day in self.holidays:
            return False
        return (day.month, day.day) not in self.yearly

    def closing(self, day: date) -> datetime:
        """The end of office hours on that day, in UTC."""
        return datetime.combine(day, self.closes, self.tz).astimezone(UTC)

    def workdays(self, count: int, start: datetime) -> str:
        """The end of office hours on the ``count``-th working day after ``start``, as UTC text.

        The day of ``start`` itself never counts (as in section 64 of the Administrative Procedure Act);
        ``workdays(0)`` is today's closing, or the next working day's if today is none. At most 2,000.
        """
        if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MOST_WORKDAYS:
            raise _refused("จำนวนวันทำการต้องเป็น 0–2,000", "the number of working days must be 0–2,000")
        day = start.astimezone(self.tz).date()
        if count == 0:
            return instant_text(self.closing(self._from(day)))
        for _ in range(count):
            day = self._from(day + timedelta(days=1))
        return instant_text(self.closing(day))

    def workdays_between(self, first: date, last: date) -> int:
        """How many working days lie after ``first``, up to and including ``last`` (negative backwards)."""
        if last < first:
            return -self.workdays_between(last, first)
        if (last - first).days > 40_000:
            raise _refused("ช่วงเวลายาวเกินไป", "the two dates are too far apart")
        return sum(self.is_workday(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))

    def worked(self, first: datetime, last: datetime) -> timedelta:
        """How much office time lies between two moments; none when the second is the earlier."""
        total, day = timedelta(), first.astimezone(self.tz).date()
        while day <= last.astimezone(self.tz).date():
            begins, ends = self._hours_of(day)
            total += max(timedelta(), min(ends, last) - max(begins, first))
            day += timedelta(days=1)
        return total

    def after_work(self, moment: datetime, span: timedelta) -> datetime:
        """The first moment with so much office time after ``moment``; without any span, ``moment`` itself.

        Spans add up: two of them, one after the other, come to where their sum does.
        """
        day = moment.astimezone(self.tz).date()
        while span > timedelta():
            day = self._from(day)
            begins, ends = self._hours_of(day)
            begins = max(begins, moment)
            room = max(timedelta(), ends - begins)
            if span <= room:
                return begins + span
            span, day = span - room, day + timedelta(days=1)
        return moment

    def _hours_of(self, day: date) -> tuple[datetime, datetime]:
        """Opening and closing on that day, in UTC; the same moment twice on a day off."""
        ends = self.closing(day)
        if not self.is_workday(day):
            return ends, ends
        return datetime.combine(day, self.opens, self.tz).astimezone(UTC), ends

    def _from(self, day: date) -> date:
        for _ in range(400):
            if self.is_workday(day):
                return day
            day += timedelta(days=1)
        raise _refused("ไม่มีวันทำการเลยในหนึ่งปี", "there is no working day within a year")

    def to_json(self) -> bytes:
        """The same calendar as canonical JSON: ``Calendar.load`` reads it back."""
        return _to_json(self)


@lru_cache(maxsize=64)
def _to_json(calendar: Calendar) -> bytes:
    days = [f"{month:02}-{day:02}" for month, day in sorted(calendar.yearly)]
    content = {
        "zone": calendar.zone,
        "week": list(calendar.week),
        "hours": [f"{calendar.opens:%H:%M}", f"{calendar.closes:%H:%M}"],
        "holidays": days + [day.isoformat() for day in sorted(calendar.holidays)],
    }
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)


def _refused(reason_th: str, reason_en: str) -> CalendarRefused:
    return CalendarRefused(reason_th=reason_th, reason_en=reason_en)


def _zone(name: object) -> str:
    try:
        ZoneInfo(name if isinstance(name, str) else "")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _refused(f"ไม่รู้จักเขตเวลา {name}", f"unknown time zone {name}") from None
    return str(name)


def _week(days: object) -> tuple[int, ...]:
    numbers = (
        [_DAYS.index(day) + 1 if day in _DAYS else day for day in days] if isinstance(days, list) else []
    )
    if not numbers or any(type(day) is not int or not 1 <= day <= 7 for day in numbers):
        raise _refused("วันทำงานต้องเป็น 1 (จันทร์) ถึง 7 (อาทิตย์)", "working days are 1 (Monday) to 7 (Sunday)")
    return tuple(sorted(set(numbers)))


def _hours(hours: object) -> tuple[time, time]:
    texts = [text for text in hours if isinstance(text, str)] if isinstance(hours, list) else []
    if len(texts) == 2 and all(re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text, re.ASCII) for text in texts):
        opens, closes = (time.fromisoformat(text) for text in texts)
        if opens < closes:
            return opens, closes
    raise _refused('เวลาทำงานต้องเขียนแบบ ["08:30", "16:30"]', 'write office hours as ["08:30", "16:30"]')


def _holidays(entries: object) -> tuple[frozenset[date], frozenset[tuple[int, int]]]:
    if not isinstance(entries, list):
        raise _refused("วันหยุดต้องเป็นรายการ", "holidays must be a list")
    texts = [entry.get("date") if isinstance(entry, dict) else entry for entry in entries]
    yearly = {text for text in texts if isinstance(text, str) and len(text) == 5}
    try:
        every = frozenset((parse_date(f"2024-{text}").month, int(text[3:])) for text in yearly)
        return frozenset(parse_date(text) for text in texts if text not in yearly), every
    except Refused as error:
        raise _refused(f"วันหยุด: {error.th}", f"holiday: {error.en}") from None


_FIXED = "01-01 04-06 04-13 04-14 04-15 05-04 06-03 07-28 08-12 10-13 10-23 12-05 12-10 12-31"

# Used where no calendar is given: the public holidays that fall on the same date every year. Buddhist ones
# move with the moon and substitutes are announced year by year: they belong in the centre's own calendar.
THAI = Calendar(yearly=_holidays(_FIXED.split())[1])
