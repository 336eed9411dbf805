"""Occasions that come again month by month, as a record of a register names them: the second Thursday.

A record says which week of the month (`1` to `5`, or `last`), which weekday (`1` is Monday) and what time in
Bangkok. A month without such a day (a fifth Friday) has no occasion. A day off is no matter here: what is
begun by the occasion proposes a day, a person settles it.
"""

import calendar
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from app.clock import BANGKOK

LAST = "last"
# A week of the month comes again within so many months, or never.
MONTHS_AHEAD = 24


def occasions(row, since: datetime) -> Iterator[datetime]:
    """The occasions of a record from the month of a moment on, in UTC; none for one without a cycle."""
    if not (row.meets_week and row.meets_weekday and row.meets_at):
        return
    here = since.astimezone(BANGKOK)
    at = time.fromisoformat(row.meets_at)
    for count in range(here.month - 1, here.month - 1 + MONTHS_AHEAD):
        year, month = here.year + count // 12, count % 12 + 1
        if day := _day(year, month, row.meets_week, int(row.meets_weekday)):
            yield datetime.combine(datetime(year, month, day), at, BANGKOK).astimezone(UTC)


def first_ahead(row, now: datetime, ahead: timedelta, done: datetime | None) -> datetime | None:
    """The first occasion of which it can still be told `ahead` of it, in a month after that of `done`."""
    return next((one for one in _left(row, now, done) if one - ahead > now), None)


def next_after(row, now: datetime, done: datetime) -> datetime | None:
    """The first occasion to come in a month after that of `done`."""
    return next((one for one in _left(row, now, done) if one > now), None)


def _left(row, now, done):
    over = _month(done) if done else None
    return (one for one in occasions(row, now) if over is None or _month(one) > over)


def _month(moment):
    here = moment.astimezone(BANGKOK)
    return here.year, here.month


def _day(year: int, month: int, week: str, weekday: int) -> int | None:
    first, length = calendar.monthrange(year, month)
    days = range(1 + (weekday - 1 - first) % 7, length + 1, 7)
    if week == LAST:
        return days[-1]
    return days[int(week) - 1] if int(week) <= len(days) else None
