"""Times at the ends of the calendar: refused in words, or simply no next time."""

from datetime import UTC, datetime

import pytest

from tests.engine.draw import START, boundary, catch, end, timer, user
from tests.engine.micro import Case, micro
from workflows.clock import check
from workflows.clock.iso import ClockRefused

OUTSIDE = ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"]


@pytest.mark.parametrize("text", OUTSIDE)
def test_a_moment_outside_the_years_1_to_9999_is_refused_where_it_is_written(text):
    with pytest.raises(ClockRefused):
        check(text, "date")


def test_a_cycle_counted_back_before_the_year_1_is_refused():
    with pytest.raises(ClockRefused):
        check("R1000000/P9000D/2026-01-01T00:00:00Z", "cycle")


@pytest.mark.parametrize("text", OUTSIDE)
def test_a_moment_outside_the_years_1_to_9999_is_an_incident_when_it_was_computed(text):
    body = START + catch("t", timer(f'variable("v", "{text}")', "timeDate")) + end("e")

    assert Case(micro(body, "s>t>e")).run.incident.rule == "time_refused"


def test_a_cycle_that_would_go_on_after_the_year_9999_has_no_next_time():
    cycle = timer("R3/9999-12-31T00:00:00Z/P1Y", "timeCycle")
    case = Case(micro(START + user("a") + boundary("b", "a", cycle, False) + end("e", "e2"), "s>a>e\nb>e2"))
    case.after(case.run.tick(datetime(9999, 12, 31, 1, tzinfo=UTC)))

    assert (case.waiting, case.run.next_due(), case.run.incident) == (["a"], None, None)
