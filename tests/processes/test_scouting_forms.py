"""A call goes only to whom D3 invites; its scores are decimals; a candidate names an association."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from workflows import Release
from workflows.scenarios.reading import parse

FOLDER = Path(__file__).resolve().parents[2] / "bpmn" / "dgti"
SEEN = {
    "associations": [{"organisation": one, "name": one} for one in ("THAI-IOT", "TESA", "TMA")],
    "invitations": ["invite", "invite", "no"],
    "invited_associations": [{"organisation": "THAI-IOT"}, {"organisation": "TESA"}],
    "directly_invited": ["rungnapa"],
    "open_least_wd": 10,
    "least_panel": 3,
    "least_reviews": 2,
}


@pytest.fixture(scope="module")
def asked():
    """asked("f3_01", "call_for_technology", seen, pass_score="70.5") → the fields that are refused."""
    release = Release.open(FOLDER)
    shared = parse("shared.yaml", (FOLDER / "tests" / "shared.yaml").read_bytes())
    now = release.context(datetime(2026, 12, 24, tzinfo=UTC))

    def asked(form, usual, seen, **said):
        answers = {name: one for name, one in {**shared[usual], **said}.items() if one is not None}
        return [one.field for one in release.form(f"forms/{form}.json").check(answers, {**SEEN, **seen}, now)]

    return asked


@pytest.mark.parametrize(
    ("chosen", "wrong"),
    [
        (["TESA"], []),
        (["TESA", "TMA"], ["/target_associations"]),
        (["NOBODY"], ["/target_associations"]),
        (None, ["/target_associations"]),
    ],
)
def test_only_associations_that_d3_invites_can_be_chosen(asked, chosen, wrong):
    assert asked("f3_01", "call_for_technology", {}, target_associations=chosen) == wrong


def test_a_call_goes_out_even_when_d3_invites_nobody(asked):
    nobody = {"invitations": ["no", "notify_only", "no"]}

    assert asked("f3_01", "call_for_technology", nobody, target_associations=None) == []


@pytest.mark.parametrize(
    ("passes", "reserve", "wrong"),
    [
        ("70.5", "70.49", []),
        ("70", "70.00", ["/reserve_score"]),
        ("70", "70.01", ["/reserve_score"]),
        ("9.5", "10", ["/reserve_score"]),
        ("100.01", "60", ["/pass_score"]),
    ],
)
def test_the_scores_are_decimals_and_the_reserve_is_below_the_pass_score(asked, passes, reserve, wrong):
    assert asked("f3_01", "call_for_technology", {}, pass_score=passes, reserve_score=reserve) == wrong


@pytest.mark.parametrize(
    ("who", "association", "wrong"),
    [
        ("kritsada", "TESA", []),
        ("kritsada", "TMA", ["/association"]),
        ("kritsada", None, ["/association"]),
        ("rungnapa", None, []),
        (None, None, []),
    ],
    ids=["member", "not invited", "no association", "invited directly", "by link"],
)
def test_a_candidate_names_the_association_unless_invited_directly(asked, who, association, wrong):
    assert asked("f3_04", "offer", {"contributor": who}, association=association) == wrong
