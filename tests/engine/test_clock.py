"""Dates, durations, cycles, cron and the working calendar: always offset-aware, never the server's clock."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as some

from workflows.clock import (
    THAI,
    Calendar,
    CalendarRefused,
    ClockRefused,
    Cycle,
    Duration,
    check,
    due_at,
    instant_text,
    kind_of,
    parse_instant,
)

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)  # Sunday, 16:00 in Bangkok
OFFICE = Calendar.load(b'{"holidays": ["2026-11-24", "12-05", {"date": "2026-12-07", "th": "x"}]}')


def times(text, count=5, anchor=NOW, calendar=OFFICE):
    cycle, moment, found = Cycle.parse(text, anchor, calendar), anchor - timedelta(seconds=1), []
    while len(found) < count and (due := cycle.next(moment)):
        found.append(due)
        moment = parse_instant(due)
    return found


@pytest.mark.parametrize(
    ("value", "due"),
    [
        ("2026-11-30T16:30:00+07:00", "2026-11-30T09:30:00Z"),
        ("2026-11-30T09:30Z", "2026-11-30T09:30:00Z"),
        ("2026-11-30T09:30:00.2Z", "2026-11-30T09:30:01Z"),
        ("2026-11-30 09:30:00+0000", "2026-11-30T09:30:00Z"),
        ("2026-11-30", "2026-11-30T09:30:00Z"),
        ("PT10H", "2026-11-22T19:00:00Z"),
        ("P3D", "2026-11-25T09:00:00Z"),
        ("P1DT2H30M", "2026-11-23T11:30:00Z"),
        ("P2W", "2026-12-06T09:00:00Z"),
        ("P1M", "2026-12-22T09:00:00Z"),
        ("P1Y", "2027-11-22T09:00:00Z"),
        ("PT0.5S", "2026-11-22T09:00:01Z"),
        ("PT0.5H", "2026-11-22T09:30:00Z"),
        (" PT1M ", "2026-11-22T09:01:00Z"),
        ("PT0S", "2026-11-22T09:00:00Z"),
    ],
)
def test_what_a_diagram_says_becomes_a_moment_in_utc(value, due):
    assert due_at(value, NOW, OFFICE) == due


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-30T16:30:00", "2026-11-30T16:30", "2026-02-30T00:00:00Z", "2026-02-30", "2569-99-01",
        "30/11/2026",
        "tomorrow", "", "P", "PT", "P1", "1D", "-P1D", "P1.5D", "PT1H2", "P101Y", "R3/PT1H",
        "2026-11-30T25:00:00Z",
        "2026-11-30T16:30:00+99:00", 5, None, True, ["PT1H"], "P1YT", "PT1,5", "๒๕๖๙-๐๑-๐๑", "P１D",
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused_in_both_languages(value):
    with pytest.raises(ClockRefused) as caught:
        due_at(value, NOW, OFFICE)
    assert caught.value.th
    assert caught.value.en


def test_a_time_without_offset_says_so():
    with pytest.raises(ClockRefused) as caught:
        due_at("2026-11-30T16:30:00", NOW, OFFICE)
    assert "+07:00" in caught.value.th


def test_days_are_counted_on_the_wall_clock_of_the_office():
    autumn = Calendar.load(b'{"zone": "Europe/Berlin"}')
    before = datetime(2026, 10, 24, 10, tzinfo=UTC)  # the night after, clocks go back
    assert due_at("P1D", before, autumn) == "2026-10-25T11:00:00Z"
    assert due_at("PT24H", before, autumn) == "2026-10-25T10:00:00Z"


def test_the_last_of_a_month_stays_in_the_month():
    assert due_at("P1M", datetime(2027, 1, 31, 1, tzinfo=UTC), OFFICE) == "2027-02-28T01:00:00Z"


def test_what_lies_beyond_the_calendar_is_refused():
    with pytest.raises(ClockRefused):
        due_at("P99Y", datetime(9950, 1, 1, tzinfo=UTC), OFFICE)


@pytest.mark.parametrize(
    ("count", "due"),
    [
        (0, "2026-11-23T09:30:00Z"),
        (1, "2026-11-23T09:30:00Z"),
        (2, "2026-11-25T09:30:00Z"),
        (3, "2026-11-26T09:30:00Z"),
    ],
)
def test_working_days_end_with_office_hours_and_skip_weekends_and_holidays(count, due):
    assert OFFICE.workdays(count, NOW) == due


def test_the_day_it_starts_on_does_not_count_however_early():
    early = datetime(2026, 11, 22, 18, tzinfo=UTC)  # Monday 01:00 in Bangkok
    assert OFFICE.workdays(1, early) == "2026-11-25T09:30:00Z"
    assert OFFICE.workdays(0, early) == "2026-11-23T09:30:00Z"


def test_yearly_holidays_come_back_every_year():
    assert not OFFICE.is_workday(date(2031, 12, 5))
    assert not THAI.is_workday(date(2027, 4, 13))


@pytest.mark.parametrize("count", [-1, 2001, 1.5, True, "3", None])
def test_a_strange_number_of_working_days_is_refused(count):
    with pytest.raises(CalendarRefused):
        OFFICE.workdays(count, NOW)


def test_a_calendar_in_which_nobody_works_is_refused_not_searched_for_ever():
    closed = Calendar(yearly=frozenset((month, day) for month in range(1, 13) for day in range(1, 32)))
    with pytest.raises(CalendarRefused):
        closed.workdays(1, NOW)


@pytest.mark.parametrize(
    "text",
    [
        b"[]", b"{", b'{"zone": "Asia/Nowhere"}', b'{"zone": "../etc/passwd"}', b'{"week": []}',
        b'{"week": [8]}',
        b'{"week": [true]}', b'{"hours": ["16:30", "08:30"]}', b'{"hours": ["8", "9"]}',
        b'{"holidays": ["5 Dec"]}',
        b'{"holidays": ["02-30"]}', b'{"holidays": [{"day": "2026-01-01"}]}', b'{"holidays": {}}',
        b'{"open": "08:30"}',
        b'{"hours": ["08:30"]}', b'{"zone": 7}', b"\xff",
    ],
)  # fmt: skip
def test_a_calendar_that_cannot_be_read_is_refused(text):
    with pytest.raises(CalendarRefused) as caught:
        Calendar.load(text)
    assert caught.value.th != caught.value.en


def test_a_calendar_written_out_reads_back_the_same():
    assert Calendar.load(OFFICE.to_json()) == OFFICE
    assert Calendar.load(b'{"week": ["mon", "sat"]}').week == (1, 6)


def test_a_cycle_without_start_counts_from_where_it_was_armed():
    assert times("R3/PT10H") == ["2026-11-22T19:00:00Z", "2026-11-23T05:00:00Z", "2026-11-23T15:00:00Z"]


def test_a_cycle_with_a_start_begins_there():
    expected = ["2026-12-01T00:00:00Z", "2026-12-02T00:00:00Z"]
    assert times("R2/2026-12-01T00:00:00Z/P1D") == expected
    assert times("R2/2026-12-01T00:00:00Z/2026-12-02T00:00:00Z") == expected


def test_a_cycle_with_an_end_finishes_there():
    assert times("R2/PT1H/2026-12-01T07:00:00+07:00") == ["2026-11-30T23:00:00Z", "2026-12-01T00:00:00Z"]


@pytest.mark.parametrize("text", ["R/PT1H", "R-1/PT1H"])
def test_an_endless_cycle_has_always_a_next_time(text):
    assert len(times(text, 50)) == 50
    assert Cycle.parse(text, NOW).next(NOW + timedelta(days=365 * 50)) == "2076-11-09T10:00:00Z"


def test_months_do_not_drift():
    days = [due[:10] for due in times("R4/2027-01-31T00:00:00Z/P1M", 4, calendar=Calendar(zone="UTC"))]
    assert days == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]


def test_cron_runs_on_the_wall_clock_of_the_office():
    assert times("0 9 * * 1-5", 2) == ["2026-11-23T02:00:00Z", "2026-11-24T02:00:00Z"]
    assert times("0 9 1 JAN *", 1) == ["2027-01-01T02:00:00Z"]


@pytest.mark.parametrize(
    "text",
    [
        "R", "R3", "R0/PT1H", "R3/PT0S", "R3/PT1H/PT1H", "R3/2026-12-02T00:00:00Z/2026-12-01T00:00:00Z",
        "R/PT1H/2026-12-01T00:00:00Z", "R2/P1M/2026-12-01T00:00:00Z", "R3/2026-12-01T00:00:00/PT1H",
        "PT1H", "R2000000/PT1H",
        "* * * *", "61 * * * *", "R R * * *", "H 9 * * *", "@daily", "* * * * * *", "0 9 * * MONDAY",
        "a b c d e", "", None,
        "0 9 31 2 1 2 3", "*/0 * * * *", "R3/-PT1H",
    ],
)  # fmt: skip
def test_a_cycle_that_cannot_be_is_refused(text):
    with pytest.raises(ClockRefused):
        Cycle.parse(text, NOW)


def test_a_cron_time_that_never_comes_has_no_next():
    assert Cycle.parse("0 0 30 2 *", NOW).next(NOW) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2026-11-30", "date"), ("2026-11-30T09:00:00Z", "date"), ("2026-11-30T09:00", "date"), ("PT10H",
        "duration"),
        ("-P1D", "duration"), ("P3", "duration"), ("R3/PT10H", "cycle"), ("0 9 * * 1-5", "cycle"),
        ("* * * * *", "cycle"),
        ("workdays(3)", None), ("deadline", None), ("P", None), ("Product", None), ("now", None),
        ("'PT10H'", None),
        ("R", None), ("after('P3D')", None), ("a * b * c * d * e", None),
    ],
)  # fmt: skip
def test_what_is_written_out_is_told_from_an_expression(text, kind):
    assert kind_of(text) == kind


def test_what_is_written_out_is_checked_at_publication():
    check("2026-11-30T09:00:00+07:00", "date")
    check("P3D", "duration")
    check("R3/PT10H", "cycle")
    for text, kind in [
        ("2026-11-30T09:00:00", "date"),
        ("PT10H", "date"),
        ("R3/PT10H", "duration"),
        ("P3D", "cycle"),
    ]:
        with pytest.raises(ClockRefused):
            check(text, kind)


zones = some.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
moments = some.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=zones)


@given(moments)
def test_a_moment_written_as_text_reads_back_to_the_second(moment):
    read = parse_instant(instant_text(moment))
    assert timedelta(0) <= read - moment < timedelta(seconds=1)


periods = some.sampled_from(
    ["PT1S", "PT7M", "PT10H", "P1D", "P1DT1S", "P1W", "P1M", "P5M3D", "P1Y", "P3YT1S"]
)


@given(periods, some.integers(1, 400), moments)
def test_the_next_time_of_a_cycle_is_the_first_one_later(period, count, anchor):
    cycle = Cycle.parse(f"R/{period}", anchor)
    moment = Duration.parse(period).times(count).after(anchor.replace(microsecond=0), THAI.tz)
    due = parse_instant(cycle.next(moment))
    assert due > moment
    assert parse_instant(cycle.next(moment - timedelta(seconds=1))) <= due


@given(moments, some.integers(1, 300))
def test_counting_working_days_forth_and_back_agrees(start, count):
    end = parse_instant(THAI.workdays(count, start))
    first, last = (moment.astimezone(THAI.tz).date() for moment in (start, end))
    assert THAI.is_workday(last)
    assert THAI.workdays_between(first, last) == count
    assert THAI.workdays_between(last, first) == -count
