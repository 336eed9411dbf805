"""How dates are shown and read: พ.ศ. on the page, CE inside, the clock of Bangkok."""

from datetime import UTC, date, datetime

import pytest

from app.web.wording.dates import read_day, read_moment, show_date, show_datetime


@pytest.mark.parametrize(
    ("language", "style", "expected"),
    [
        ("th", "text", "20 พ.ย. 2569"),
        ("th", "grid", "20 พ.ย. 69"),
        ("th", "heading", "วันศุกร์ที่ 20 พฤศจิกายน 2569"),
        ("en", "text", "20 Nov 2026"),
        ("en", "heading", "Friday, 20 November 2026"),
    ],
)
def test_a_date_is_written_as_the_office_writes_it(language, style, expected):
    assert show_date("2026-11-20", language, style).replace("\u00a0", " ") == expected


def test_a_moment_late_in_the_utc_day_is_the_next_day_in_bangkok():
    moment = datetime(2026, 12, 31, 18, 30, tzinfo=UTC)
    assert show_datetime(moment, "th").replace("\u00a0", " ") == "1 ม.ค. 2570 01:30 น."


def test_a_date_and_its_unit_stay_on_one_line():
    assert " " not in show_datetime("2026-11-20T09:30:00Z", "th")


@pytest.mark.parametrize(
    "typed",
    [
        ("29", "2", "2567"),
        ("๒๙", "๒", "๒๕๖๗"),
        ("29", "ก.พ.", "2567"),
        ("29", "กุมภาพันธ์", "2024"),
        ("29", "feb", "2024"),
    ],
)
def test_a_leap_day_is_read_from_either_calendar_script_and_month_name(typed):
    assert read_day(*typed) == date(2024, 2, 29)


@pytest.mark.parametrize(
    "typed",
    [("29", "2", "2568"), ("31", "4", "2569"), ("9", "", "2569"), ("9", "11", "69"), ("x", "1", "2569")],
)
def test_what_is_no_day_of_the_calendar_is_refused(typed):
    with pytest.raises(ValueError, match=r".+"):
        read_day(*typed)


def test_a_time_of_bangkok_is_stored_in_utc():
    assert read_moment(date(2026, 11, 20), "16:30") == "2026-11-20T09:30:00Z"
