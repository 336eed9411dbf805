"""Office time: how much lies between two moments, and when so much of it has passed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from workflows.clock import Calendar, parse_instant

# A Tuesday and a Monday off. 22 November 2026 is a Sunday.
OFFICE = Calendar.load(b'{"holidays": ["2026-11-24", "2026-12-07"]}')
MOMENTS = some.datetimes(datetime(2026, 11, 1), datetime(2027, 1, 31), timezones=some.just(UTC))
SPANS = some.integers(0, 400_000).map(lambda seconds: timedelta(seconds=seconds))


def at(text):
    """at("23 09:00"): that time of November 2026, in Bangkok."""
    return parse_instant(f"2026-11-{text.replace(' ', 'T')}:00+07:00")


@pytest.mark.parametrize(
    ("first", "last", "hours"),
    [
        ("23 08:30", "23 16:30", 8),
        ("23 10:00", "23 11:30", 1.5),
        ("23 06:00", "23 23:00", 8),
        ("20 16:00", "23 09:00", 1),
        ("23 16:00", "25 09:00", 1),
        ("21 00:00", "22 23:00", 0),
        ("25 10:00", "25 09:00", 0),
    ],
)
def test_only_office_hours_of_working_days_count(first, last, hours):
    assert OFFICE.worked(at(first), at(last)) == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("moment", "hours", "then"),
    [
        ("23 16:30", 0, "23 16:30"),
        ("23 16:30", 8, "25 16:30"),
        ("20 16:30", 4, "23 12:30"),
        ("22 12:00", 0, "22 12:00"),
        ("22 12:00", 1, "23 09:30"),
        ("23 09:00", 16, "26 09:00"),
    ],
)
def test_so_much_office_time_later_is_the_first_such_moment(moment, hours, then):
    assert OFFICE.after_work(at(moment), timedelta(hours=hours)) == at(then)


@given(MOMENTS, SPANS, SPANS)
def test_spans_add_up(moment, one, two):
    both = OFFICE.after_work(moment, one + two)

    assert OFFICE.worked(moment, both) == one + two
    assert OFFICE.after_work(OFFICE.after_work(moment, one), two) == both


@given(MOMENTS, MOMENTS, MOMENTS)
def test_office_time_is_the_sum_of_its_parts(one, two, three):
    first, middle, last = sorted((one, two, three))

    assert OFFICE.worked(first, middle) + OFFICE.worked(middle, last) == OFFICE.worked(first, last)
