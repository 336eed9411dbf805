"""Repeating times: ISO 8601 repeating intervals (``R3/PT10H``) and cron (``0 9 * * 1-5``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from workflows.clock.calendar import THAI, Calendar
from workflows.clock.iso import ClockRefused, Duration, instant_text, out_of_reach, parse_instant

_CRON = re.compile(r"[0-9*,/\-A-Za-z#]+", re.ASCII)
_NAMES = re.compile(
    r"(?i)\b(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|MON|TUE|WED|THU|FRI|SAT|SUN)\b"
)


@dataclass(frozen=True)
class Cycle:
    """When something repeats: every ``period`` from ``first`` on, or by ``cron`` in the calendar's zone."""

    text: str
    calendar: Calendar
    repeats: int | None = None
    first: datetime | None = None
    period: Duration | None = None
    cron: str | None = None

    @classmethod
    def parse(cls, text: object, anchor: datetime, calendar: Calendar | None = None) -> Cycle:
        """Reads a cycle that was armed at ``anchor``; raises ClockRefused.

        ``R3/PT10H`` fires 10, 20 and 30 hours after the anchor; ``R3/start/PT10H`` at the start and each
        10 hours; ``R3/PT10H/end`` so that the last is the end; ``R3/start/end`` in steps of their distance.
        ``R`` or ``R-1`` repeats for ever. Anything else must be the five fields of cron.
        """
        calendar = calendar or THAI
        if not isinstance(text, str):
            raise _refused(text)
        text = text.strip()
        if re.match(r"R-?\d*/", text, re.ASCII):
            return _interval(text, anchor, calendar)
        return cls(text, calendar, cron=_cron(text))

    def next(self, after: datetime) -> str | None:
        """The first time later than ``after`` as UTC text, or None when it has repeated often enough.

        Beyond the year 9999 there is no next time either.
        """
        try:
            if self.cron:
                return _next_cron(self.cron, after, self.calendar)
            count = self._count_until(after)
            if self.repeats is not None and count >= self.repeats:
                return None
            return instant_text(self._nth(count))
        except (ClockRefused, OverflowError):
            return None

    def _nth(self, index: int) -> datetime:
        return self.period.times(index).after(self.first, self.calendar.tz)

    def _count_until(self, after: datetime) -> int:
        """How many times have come at ``after``: a guess from the mean period, then step by step."""
        mean = (self.period.months * 30 + self.period.days) * 86400 + self.period.seconds
        past = (after - self.first).total_seconds()
        count = max(0, int(past // max(mean, 1)) - 2 - int(past // (86400 * 365)))
        while count > 0 and self._nth(count - 1) > after:
            count -= 1
        while self._nth(count) <= after:
            count += 1
        return count


def _refused(text: object) -> ClockRefused:
    return ClockRefused(
        text,
        "รอบเวลาต้องเขียนแบบ R3/PT10H หรือ cron เช่น 0 9 * * 1-5",
        "write a cycle as R3/PT10H, or as cron such as 0 9 * * 1-5",
    )


def _interval(text: str, anchor: datetime, calendar: Calendar) -> Cycle:
    head, *rest = text.split("/")
    count = None if head in ("R", "R-1") else int(head[1:])
    if count is not None and not 1 <= count <= 1_000_000:
        raise ClockRefused(text, "จำนวนรอบต้องเป็น 1 ขึ้นไป", "the number of repeats must be 1 or more")
    anchor = anchor.astimezone(UTC)
    if len(rest) == 1:
        period = _period(rest[0])
        return Cycle(text, calendar, count, period.after(anchor, calendar.tz), period)
    if len(rest) != 2:
        raise _refused(text)
    if rest[0].startswith("P"):
        return _until(text, count, _period(rest[0]), parse_instant(rest[1]), calendar)
    first = parse_instant(rest[0]).astimezone(UTC)
    if rest[1].startswith("P"):
        return Cycle(text, calendar, count, first, _period(rest[1]))
    step = (parse_instant(rest[1]) - first) // timedelta(seconds=1)
    if step < 1:
        raise ClockRefused(text, "เวลาสิ้นสุดต้องอยู่หลังเวลาเริ่ม", "the end must lie after the start")
    return Cycle(text, calendar, count, first, Duration(seconds=step))


def _until(text: str, count: int | None, period: Duration, end: datetime, calendar: Calendar) -> Cycle:
    if count is None:
        raise ClockRefused(
            text, "รอบที่มีแต่เวลาสิ้นสุดต้องบอกจำนวนรอบ", "a cycle with only an end needs a number of repeats"
        )
    if period.months:
        raise ClockRefused(
            text,
            "นับถอยหลังเป็นเดือนหรือปีไม่ได้ ให้บอกเวลาเริ่มแทน",
            "months cannot be counted back from an end: give the start",
        )
    try:
        back = timedelta(days=period.days, seconds=period.seconds) * (count - 1)
        return Cycle(text, calendar, count, (end - back).astimezone(UTC), period)
    except OverflowError:
        raise out_of_reach(text) from None


def _period(text: str) -> Duration:
    period = Duration.parse(text)
    if period.micros:
        period = Duration(period.months, period.days, period.seconds + 1)
    if period.empty:
        raise ClockRefused(text, "รอบต้องห่างกันอย่างน้อย 1 วินาที", "a cycle must be at least one second long")
    return period


def _cron(text: str) -> str:
    fields = text.split()
    if len(fields) != 5 or not all(_CRON.fullmatch(part) for part in fields):
        raise _refused(text)
    letters = re.findall(r"[A-Za-z]+", " ".join(fields))
    if any(not _NAMES.fullmatch(word) and word != "L" for word in letters):
        raise _refused(text)
    from croniter import croniter

    if not croniter.is_valid(text):
        raise _refused(text)
    return " ".join(fields)


def _next_cron(cron: str, after: datetime, calendar: Calendar) -> str | None:
    from croniter import CroniterBadDateError, croniter

    try:
        return instant_text(croniter(cron, after.astimezone(calendar.tz)).get_next(datetime))
    except CroniterBadDateError:
        return None
