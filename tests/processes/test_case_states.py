"""The states of a case are drawn: what the public sees follows the table of states, in every scenario."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from workflows import Release
from workflows.scenarios import play, run_folder
from workflows.scenarios.reading import read_folder
from workflows.states import CaseStatesRefused, followed, named_in, read_states

FOLDER = Path(__file__).resolve().parents[2] / "bpmn" / "dgti"
# The table as the office wrote it down: a state, and what it said may come after it.
TABLE = {
    "draft": "submitted",
    "submitted": "screening",
    "screening": "waiting_submitter duplicate redirected rejected accepted",
    "waiting_submitter": "screening",
    "rejected": "appeal",
    "appeal": "rejected accepted",
    "accepted": "brainstorming scouting",
    "brainstorming": "scouting",
    "scouting": "drafting",
    "drafting": "reviewing",
    "reviewing": "drafting awaiting_committee",
    "awaiting_committee": "in_meeting",
    "in_meeting": "approved approved_conditions revise rejected deferred referred",
    "revise": "drafting",
    "approved": "following_up",
    "following_up": "evaluating",
    "evaluating": "closed_success closed_partial terminated",
    "closed_success": "sustain_check",
    "closed_partial": "sustain_check",
}
BEFORE_THE_MEETING = list(TABLE)[1 : list(TABLE).index("in_meeting")]


@cache
def release():
    return Release.open(FOLDER)


@cache
def results():
    return run_folder(FOLDER, release()).results


def test_the_vocabulary_allows_all_that_the_table_says_and_a_withdrawal_until_the_meeting():
    states = release().states

    assert [state for state, after in TABLE.items() if not set(after.split()) <= states[state].next] == []
    assert [state for state in BEFORE_THE_MEETING if "withdrawn" not in states[state].next] == []
    assert "withdrawn" not in states["in_meeting"].next | states["following_up"].next


def test_no_scenario_leads_a_case_from_one_state_to_another_that_may_not_follow():
    assert {way for result in results() for way in result.passed_over} == set()


def test_a_scenario_that_leads_where_nothing_may_follow_says_so():
    still = {id: replace(state, next=frozenset()) for id, state in release().states.items()}
    scenario = next(one for _, one in read_folder(FOLDER / "tests") if one.process == "problem_intake")
    result = play(replace(release(), states=still), scenario)

    assert len(result.states) == 1
    assert ("problem_intake", result.states[0]) in {way[:2] for way in result.passed_over}


@pytest.mark.parametrize("state", sorted(release().states.keys() - {"draft"}))
def test_every_state_is_reached_by_a_scenario(state):
    assert any(state in result.states for result in results())


def test_every_state_is_marked_in_a_diagram():
    marked = {
        state
        for marks in release().marks.values()
        for mark in marks.values()
        for state in named_in(mark).values()
    }

    assert marked == release().states.keys() - {"draft"}


def test_a_case_keeps_its_state_when_another_may_not_follow_it():
    states = release().states

    assert followed(states, "following_up", ["awaiting_committee", "in_meeting"]) == "following_up"
    assert followed(states, "drafting", ["reviewing", "awaiting_committee"]) == "awaiting_committee"
    assert followed(states, None, ["scouting"]) == "scouting"


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{",
        '{"states": {"a": {"name": "ก"}}}',
        '{"states": {"a": {"name": "ก", "nameEn": "A", "next": ["b"]}}}',
        '{"states": {"a": {"name": "ก", "nameEn": "A", "kind": "blue"}}}',
        '{"states": {"a": {"name": "ก", "nameEn": "A", "colour": "red"}}}',
    ],
)
def test_a_vocabulary_that_says_something_odd_is_refused(text):
    with pytest.raises(CaseStatesRefused):
        read_states(text.encode())
