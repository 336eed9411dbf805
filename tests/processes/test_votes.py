"""Every vote a small committee can take, through the tables of the release, against an oracle of our own.

The oracle knows the Administrative Procedure Act and the rules of the package, not the tables: it counts.
"""

from datetime import UTC, datetime
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from workflows.decisions import Decisions
from workflows.scripts import Context

FOLDER = Path(__file__).resolve().parents[2] / "bpmn" / "dgti"
NOW = Context(datetime(2027, 4, 20, 6, 30, tzinfo=UTC))
MOST = 9
THRESHOLDS = ("majority_votes_cast", "majority_present", "two_thirds")


@cache
def tables():
    return Decisions.load({path.name: path.read_bytes() for path in FOLDER.glob("*.dmn")})


def decide(table, **values):
    return tables().decide(table, values, NOW)[0]


def vectors():
    """(for, against, abstain, recused, silent) of up to nine members who came: every split of them."""
    for size in range(MOST + 1):
        for yes, no, blank, out in product(range(size + 1), repeat=4):
            if (silent := size - yes - no - blank - out) >= 0:
                yield yes, no, blank, out, silent


def oracle(method, threshold, yes, no, blank, casting):
    """What a clerk with paper and pencil would announce."""
    if method == "no_objection":
        return "carried" if no == 0 else "vote_needed"
    if threshold == "two_thirds":
        return "carried" if yes and 3 * yes >= 2 * (yes + no) else "not_carried"
    tied = yes == no and (threshold == "majority_votes_cast" or blank == 0)
    if tied:
        return {"for": "carried", "against": "not_carried", None: "casting_vote"}[casting]
    needed = yes + no if threshold == "majority_votes_cast" else yes + no + blank
    return "carried" if 2 * yes > needed else "not_carried"


def announced(method, threshold, yes, no, blank, casting):
    """What the diagram announces: the table, then the chair's vote where it asks for one, and only there."""
    found = decide(
        "resolution",
        vote_method=method,
        threshold=threshold,
        votes_for=yes,
        votes_against=no,
        votes_cast=yes + no,
        voting_members=yes + no + blank,
    )["motion_result"]
    if found == "casting_vote" and casting:
        return "carried" if casting == "for" else "not_carried"
    return found


@pytest.mark.parametrize("threshold", THRESHOLDS)
@pytest.mark.parametrize("method", ["open", "secret", "no_objection"])
def test_every_vote_of_up_to_nine_members_comes_out_as_counted_by_hand(method, threshold):
    votes = {(yes, no, blank) for yes, no, blank, _, _ in vectors()}
    wrong = [
        (vote, casting)
        for vote in sorted(votes)
        for casting in (None, "for", "against")
        if announced(method, threshold, *vote, casting) != oracle(method, threshold, *vote, casting)
    ]

    assert wrong == []


def enough(rule, number, present, base, total, reconvened):
    """Whether a clerk would open the meeting."""
    if reconvened:
        return 3 * present >= total
    if rule == "custom":
        return present >= number and 2 * present >= base
    return 2 * present >= base if rule == "half" else 3 * present >= 2 * base


@pytest.mark.parametrize("reconvened", [False, True])
@pytest.mark.parametrize(
    ("rule", "number"), [("half", None), ("two_thirds", None), ("custom", 2), ("custom", 5)]
)
@pytest.mark.parametrize("absent", range(MOST + 1))
def test_the_quorum_of_every_item_counts_without_the_recused(reconvened, rule, number, absent):
    rooms = {(yes + no + blank, out, silent) for yes, no, blank, out, silent in vectors()}
    wrong = []
    for voters, recused, silent in sorted(rooms):
        total = voters + recused + silent + absent
        if total > MOST or total == 0:
            continue
        present, base = voters + silent, total - recused
        found = decide(
            "quorum",
            reconvened=reconvened,
            voting_members=voters,
            present_count=present,
            base=base,
            total_members=total,
            committee_quorum=rule,
            quorum_number=number,
        )["quorum"]
        opens = voters and enough(rule, number, present, base, total, reconvened)
        if found != ("ok" if opens else "not_ok"):
            wrong.append((total, voters, recused, silent, found))

    assert wrong == []


@pytest.mark.parametrize("result", ["carried", "not_carried"])
def test_a_vote_alone_decides_what_becomes_of_every_motion(result):
    motions = ("approve", "approve_conditions", "revise", "defer", "reject", "refer")
    lost = {"approve": "reject", "approve_conditions": "reject"}
    found = {
        kind: decide("motion_effect", motion_kind=kind, motion_result=result)["resolution"]
        for kind in motions
    }

    assert found == {kind: kind if result == "carried" else lost.get(kind, "next_motion") for kind in motions}


def test_a_member_stays_with_two_thirds_of_all_who_are_not_challenged_and_not_with_fewer():
    wrong = [
        (others, stay)
        for others in range(MOST + 1)
        for stay in range(others + 1)
        if (decide("challenge", others=others, stay_votes=stay)["challenge_result"] == "stays")
        != (others > 0 and 3 * stay >= 2 * others)
    ]

    assert wrong == []
