"""Processes that begin when a condition over the calendar becomes true; and what cannot begin by itself."""

import pytest

from tests.api.timed import MORNING, condition, timer


def test_a_condition_opens_a_case_when_it_becomes_true_not_while_it_is(publish, at, drain, cases):
    at(MORNING)
    assert publish(condition('now[11:16] >= "03:00"')).status_code == 201
    seen = []
    for minutes in (30, 59, 61, 90, 600, 60 * 25 + 1):
        at(MORNING, minutes=minutes)
        drain()
        seen.append(len(cases()))

    assert seen == [0, 0, 1, 1, 1, 2]


def test_a_condition_that_was_true_and_over_while_no_worker_ran_opens_one_case(publish, at, drain, cases):
    at(MORNING)
    publish(condition('"03:00" &lt;= now[11:16] and now[11:16] &lt; "03:05"'))
    at(MORNING, hours=5)
    drain()

    assert len(cases()) == 1


def test_a_condition_that_is_true_at_publication_has_not_become_true(publish, at, drain, cases, client):
    at(MORNING)
    publish(condition('now[11:16] >= "01:00"'))
    at(MORNING, hours=3)
    drain()
    assert cases() == []

    at(MORNING, hours=24)
    drain()
    [case] = cases()
    first = client("auditor").get(f"/api/v1/cases/{case['case_no']}/story").json[0]
    assert first["en"] == "Started by its condition: the system opened the case"


@pytest.mark.parametrize(
    ("event", "rule"),
    [
        (condition("budget > 5"), "start-reads-variables"),
        (condition("variable('budget', 0) > 5"), "start-reads-variables"),
        (timer("workdays(days)", "timeDate"), "start-reads-variables"),
    ],
)
def test_what_reads_variables_before_there_are_any_is_refused_with_a_sentence(publish, event, rule):
    response = publish(event)

    assert (response.status_code, response.json["code"]) == (422, "release_refused")
    assert [(error["code"], error["field"]) for error in response.json["errors"]] == [
        (rule, "weekly.bpmn#begin")
    ]


@pytest.mark.parametrize("event", [timer("1 // 0", "timeDate"), timer('"soon"'), condition("1 // 0 == 1")])
def test_a_start_that_cannot_be_computed_is_refused_before_it_is_published(publish, event):
    response = publish(event)

    assert (response.status_code, response.json["code"]) == (422, "start_fails")
    assert response.json["errors"][0]["field"] == "weekly.bpmn#begin"


def test_the_first_working_day_of_a_month_begins_a_case(publish, at, drain, cases):
    at("2026-10-30T05:00:00Z")
    assert (
        publish(condition('workdays_between(add_days(today()[:8] + "01", -1), today()) == 1')).status_code
        == 201
    )
    seen = []
    for day in ("2026-10-31", "2026-11-01", "2026-11-02", "2026-11-03", "2026-11-30", "2026-12-01"):
        at(f"{day}T03:00:00Z")
        drain()
        seen.append(len(cases()))

    assert seen == [0, 0, 1, 1, 1, 2]
