"""Quorum and resolution as the Administrative Procedure Act has them, row by row through the real tables."""

import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from workflows.decisions import Decisions
from workflows.scripts import Context

FOLDER = Path(__file__).resolve().parents[2] / "bpmn" / "dgti"
NOW = Context(datetime(2027, 4, 20, 6, 30, tzinfo=UTC))


@cache
def tables():
    return Decisions.load({path.name: path.read_bytes() for path in FOLDER.glob("*.dmn")})


def decide(table, **values):
    return tables().decide(table, values, NOW)[0]


@pytest.mark.parametrize(
    ("base", "total", "present", "reconvened", "quorum"),
    [
        (14, 15, 7, False, "ok"),
        (14, 15, 6, False, "not_ok"),
        (15, 15, 8, False, "ok"),
        (15, 15, 7, False, "not_ok"),
        (15, 15, 5, True, "ok"),
        (15, 15, 4, True, "not_ok"),
        (0, 3, 0, False, "not_ok"),
    ],
)
def test_half_of_those_not_recused_or_a_third_when_reconvened(base, total, present, reconvened, quorum):
    found = decide(
        "quorum",
        base=base,
        total_members=total,
        present_count=present,
        voting_members=present,
        reconvened=reconvened,
        committee_quorum="half",
    )

    assert found["quorum"] == quorum


@pytest.mark.parametrize(
    ("rule", "number", "present", "reconvened", "quorum", "needed"),
    [
        ("two_thirds", None, 6, False, "ok", 6),
        ("two_thirds", None, 5, False, "not_ok", 6),
        ("custom", 7, 7, False, "ok", 7),
        ("custom", 7, 6, False, "not_ok", 7),
        ("custom", 3, 4, False, "not_ok", 5),
        ("custom", 3, 5, False, "ok", 5),
        ("two_thirds", None, 4, True, "ok", 4),
        ("custom", 7, 3, True, "not_ok", 4),
    ],
)
def test_the_committee_s_own_quorum_holds_until_it_is_reconvened(
    rule, number, present, reconvened, quorum, needed
):
    found = decide(
        "quorum",
        base=9,
        total_members=10,
        present_count=present,
        voting_members=present,
        reconvened=reconvened,
        committee_quorum=rule,
        quorum_number=number,
    )

    assert (found["quorum"], found["quorum_needed"]) == (quorum, needed)
    assert found["quorum_arithmetic"] == f"องค์ประกอบ 10 ถอนตัว 1 ฐาน 9 ต้องการ {needed} มา {present}"


def test_members_who_may_speak_but_not_vote_make_no_quorum_alone():
    room = {"base": 3, "total_members": 3, "present_count": 3, "voting_members": 0}
    found = decide("quorum", **room, reconvened=False, committee_quorum="half")

    assert found["quorum"] == "not_ok"


@pytest.mark.parametrize(
    ("threshold", "votes_for", "against", "abstain", "result"),
    [
        ("majority_votes_cast", 7, 2, 2, "carried"),
        ("majority_votes_cast", 2, 7, 2, "not_carried"),
        ("majority_votes_cast", 1, 0, 10, "carried"),
        ("majority_votes_cast", 4, 4, 3, "casting_vote"),
        ("majority_votes_cast", 0, 0, 5, "casting_vote"),
        ("majority_present", 6, 2, 3, "carried"),
        ("majority_present", 5, 3, 2, "not_carried"),
        ("majority_present", 5, 5, 0, "casting_vote"),
        ("majority_present", 3, 3, 4, "not_carried"),
        ("majority_present", 0, 0, 5, "not_carried"),
        ("two_thirds", 6, 3, 4, "carried"),
        ("two_thirds", 5, 3, 4, "not_carried"),
        ("two_thirds", 0, 0, 4, "not_carried"),
    ],
)
def test_abstaining_counts_for_the_quorum_and_not_as_a_vote_cast(
    threshold, votes_for, against, abstain, result
):
    assert resolve("open", threshold, votes_for, against, abstain) == result


@pytest.mark.parametrize(("against", "result"), [(0, "carried"), (1, "vote_needed")])
def test_silence_agrees_and_one_objection_brings_a_vote(against, result):
    assert resolve("no_objection", "majority_votes_cast", 3, against, 0) == result


def resolve(method, threshold, votes_for, against, abstain):
    return decide(
        "resolution",
        vote_method=method,
        threshold=threshold,
        votes_for=votes_for,
        votes_against=against,
        votes_cast=votes_for + against,
        voting_members=votes_for + against + abstain,
    )["motion_result"]


@pytest.mark.parametrize(
    ("motion", "result", "resolution"),
    [
        ("approve", "carried", "approve"),
        ("approve_conditions", "carried", "approve_conditions"),
        ("approve", "not_carried", "reject"),
        ("reject", "carried", "reject"),
        ("revise", "carried", "revise"),
        ("defer", "carried", "defer"),
        ("defer", "not_carried", "next_motion"),
        ("reject", "not_carried", "next_motion"),
    ],
)
def test_the_resolution_follows_from_the_motion_and_the_vote(motion, result, resolution):
    assert decide("motion_effect", motion_kind=motion, motion_result=result)["resolution"] == resolution


@pytest.mark.parametrize(
    ("relation", "role", "action"),
    [
        ("none", "member", "allow"),
        ("association_peer", "reviewer", "allow"),
        ("advisor", "reviewer", "recuse_item"),
        ("advisor", "member", "may_speak_no_vote"),
        ("employee", "member", "recuse_item"),
        ("other_serious", "member", "committee_decides"),
        ("shareholder_lt5", "appeal", "recuse_case"),
    ],
)
def test_an_interest_decides_what_a_person_may_still_do(relation, role, action):
    found = decide("conflict_of_interest", interest={"relation": relation, "role": role})

    assert found["action"] == action


@pytest.mark.parametrize("name", ["committee_*", "meeting_*", "member_challenge", "appeal"])
def test_no_diagram_of_the_committee_names_a_number_of_days_itself(name):
    literal = re.compile(r"workdays\(\d|P\d+D|PT\d+[HM]")
    found = {path.name: literal.findall(path.read_text()) for path in FOLDER.glob(f"{name}.bpmn")}

    assert found
    assert not any(found.values()), found
