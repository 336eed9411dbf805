"""What can still happen on a drawing and what cannot: what a choice left behind is skipped."""

from functools import cache
from pathlib import Path
from types import SimpleNamespace

from app.web.telling import drawing
from app.web.telling.paths import reachable, skipped
from workflows import Release

FOLDER = Path(__file__).resolve().parents[2] / "bpmn" / "dgti"


@cache
def specs():
    return Release.open(FOLDER).specs


def drawn(process):
    return specs()[process].drawn


def test_what_lies_behind_without_a_way_back_can_no_longer_be_reached():
    ahead = reachable(drawn("problem_intake"), ["write_brief"])

    assert {"write_brief", "brief_published"} <= ahead
    assert not {"submit_problem", "decide_duplicate", "redirect_case", "rejected"} & ahead


def test_a_loop_a_boundary_event_and_an_event_sub_process_count_as_ahead():
    ahead = reachable(drawn("problem_intake"), ["supply_missing_info"])

    assert {"check_completeness", "missing_info_overdue", "closed_incomplete"} <= ahead
    assert {"withdraw_case", "withdrawal_received", "withdrawn"} <= ahead


def test_from_within_a_sub_process_the_way_leads_out_of_it():
    inside = next(node.id for node in drawn("brainstorming").every_node() if node.scope.id == "withdraw_case")

    assert "withdrawn" in reachable(drawn("brainstorming"), [inside])
    assert {"plan_session", "write_report"}.isdisjoint(reachable(drawn("brainstorming"), [inside]))


def test_a_flow_out_of_a_choice_that_fell_otherwise_is_skipped_and_what_was_taken_is_not():
    walked = {
        "assess_problem",
        "approve_triage",
        "triage_result",
        "write_brief",
        "triage_result__write_brief",
    }
    nodes, flows = skipped(drawn("problem_intake"), ["write_brief"], walked)

    assert "triage_result__redirect_case" in flows
    assert "redirect_case" in nodes
    assert not walked & {*nodes, *flows}


def test_when_all_is_over_everything_not_walked_is_skipped():
    nodes, flows = skipped(drawn("mou_proposal"), [], {"cooperation_proposed"})
    every = {flow.id for flow in drawn("mou_proposal").flows}

    assert nodes == ["proposal_passed_on"]
    assert set(flows) == every


def test_the_processes_a_meeting_calls_are_found_with_those_they_call():
    bundle = Release.open(FOLDER)
    called = [one.id for one in bundle.within("committee_meeting")]

    assert called[:3] == ["committee_meeting", "meeting_item", "meeting_minutes"]
    assert [one.id for one in bundle.within("mou_proposal")] == ["mou_proposal"]


def test_a_task_in_a_called_process_is_shown_on_the_drawing_of_that_process(monkeypatch):
    monkeypatch.setattr(drawing.processes, "release", lambda hash: Release.open(FOLDER))
    meeting = SimpleNamespace(release_hash="", process_id="committee_meeting")

    assert drawing.home_of(meeting, SimpleNamespace(element="cast_vote")) == "meeting_item"
    assert drawing.home_of(meeting, SimpleNamespace(element="take_roll")) == "committee_meeting"
