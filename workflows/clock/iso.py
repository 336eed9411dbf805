"""ISO 8601 dates, moments and durations, read strictly: what does not say its offset is refused."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal

from workflows.errors import Refused

LONGEST_YEARS = 100

_INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d\d:?\d\d)?", re.ASCII
)
_DURATION = re.compile(
    r"P(?=.)(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})W)?(?:(\d{1,9})D)?"
    r"(?:T(?=.)(?:(\d{1,9}(?:[.,]\d{1,6})?)H)?(?:(\d{1,9}(?:[.,]\d{1,6})?)M)?(?:(\d{1,9}(?:[.,]\d{1,6})?)S)?)?",
    re.ASCII,
)


class ClockRefused(Refused):
    """A text that is no date, duration or cycle we can act on; ``text`` is what was written."""

    code = "time_refused"
    th = "เวลา “{text}” ใช้ไม่ได้: {reason_th}"
    en = "The time “{text}” cannot be used: {reason_en}"

    def __init__(self, text: object, reason_th: str, reason_en: str) -> None:
        super().__init__(text=str(text)[:80], reason_th=reason_th, reason_en=reason_en)


def instant_text(moment: datetime) -> str:
    """A moment in UTC to the second, ``YYYY-MM-DDTHH:MM:SSZ``; a part of a second counts as a whole one.

    Raises ClockRefused for what lies outside the years 1 to 9999 in UTC.
    """
    try:
        moment = moment.astimezone(UTC)
        if moment.microsecond:
            moment = moment.replace(microsecond=0) + timedelta(seconds=1)
    except OverflowError:
        raise out_of_reach(moment) from None
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z".rjust(20, "0")


def out_of_reach(written: object) -> ClockRefused:
    """The refusal of a time before the year 1 or after the year 9999."""
    return ClockRefused(written, "อยู่นอกปี ค.ศ. 1–9999", "it lies outside the years 1 to 9999")


def parse_date(text: object) -> date:
    """``YYYY-MM-DD`` (Christian era); raises ClockRefused for anything else."""
    if isinstance(text, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise ClockRefused(text, "วันที่ต้องเขียนแบบ 2026-11-30 (ค.ศ.)", "write a date as 2026-11-30")


def parse_instant(text: object) -> datetime:
    """A date-time with its offset (``Z``, ``+07:00``); raises ClockRefused, also without an offset.

    What falls outside the years 1 to 9999 in UTC is refused too.
    """
    match = _INSTANT.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ClockRefused(
            text,
            "วันเวลาต้องเขียนแบบ 2026-11-30T16:30:00+07:00",
            "write a date-time as 2026-11-30T16:30:00+07:00",
        )
    day, hour, minute, second, fraction, offset = match.groups()
    if offset is None:
        raise ClockRefused(text, "ไม่ได้บอกเขตเวลา ให้เติม +07:00 หรือ Z", "it has no offset: add +07:00 or Z")
    offset = "+00:00" if offset == "Z" else offset
    micro = (fraction or "0").ljust(6, "0")[:6]
    try:
        moment = datetime.fromisoformat(f"{day}T{hour}:{minute}:{second or '00'}.{micro}{offset}")
    except ValueError:
        raise ClockRefused(text, "ไม่มีวันหรือเวลานี้ในปฏิทิน", "no such day or time exists") from None
    try:
        moment.astimezone(UTC)
    except OverflowError:
        raise out_of_reach(text) from None
    return moment


@dataclass(frozen=True)
class Duration:
    """An ISO 8601 duration: months and days follow the calendar, seconds are exact."""

    months: int = 0
    days: int = 0
    seconds: int = 0
    micros: int = 0

    @classmethod
    def parse(cls, text: object) -> Duration:
        """``P1M``, ``P3D``, ``PT10H``, ``P1DT2H30M``, ``P2W``; raises ClockRefused, also over 100 years."""
        match = _DURATION.fullmatch(text.strip()) if isinstance(text, str) else None
        if match is None:
            raise ClockRefused(text, "ระยะเวลาต้องเขียนแบบ P3D หรือ PT10H", "write a duration as P3D or PT10H")
        parts = [Decimal((part or "0").replace(",", ".")) for part in match.groups()]
        years, months, weeks, days, hours, minutes, seconds = parts
        total = hours * 3600 + minutes * 60 + seconds
        span = years + months / 12 + (weeks * 7 + days + total / 86400) / 365
        if span > LONGEST_YEARS:
            raise ClockRefused(text, "ระยะเวลายาวเกิน 100 ปี", "a duration is at most 100 years")
        whole = int(total)
        micros = int((total - whole) * 1_000_000)
        return cls(int(years * 12 + months), int(weeks * 7 + days), whole, micros)

    def times(self, count: int) -> Duration:
        """The duration ``count`` times over, so that month ends do not drift (31 Jan, 28 Feb, 31 Mar)."""
        micros = self.micros * count
        return Duration(
            self.months * count,
            self.days * count,
            self.seconds * count + micros // 1_000_000,
            micros % 1_000_000,
        )

    def after(self, moment: datetime, zone: tzinfo) -> datetime:
        """The moment this much later; months and days are counted on the wall clock of ``zone``.

        Raises ClockRefused beyond the year 9999.
        """
        try:
            if self.months or self.days:
                wall = moment.astimezone(zone)
                day = _add_months(wall.date(), self.months) + timedelta(days=self.days)
                moment = wall.replace(year=day.year, month=day.month, day=day.day)
            return moment.astimezone(UTC) + timedelta(seconds=self.seconds, microseconds=self.micros)
        except (ValueError, OverflowError):
            raise ClockRefused(moment, "ไกลเกินปี ค.ศ. 9999", "it lies beyond the year 9999") from None

    @property
    def empty(self) -> bool:
        """Whether it lasts no time at all."""
        return not (self.months or self.days or self.seconds or self.micros)


def _add_months(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
