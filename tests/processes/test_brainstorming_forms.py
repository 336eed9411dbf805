"""A ballot of the brainstorming is counted only when it follows the method of the session."""

import pytest

from workflows import Release

BALLOT = {
    "ballot_ideas": [{"id": one, "title": one} for one in ("I1", "I2", "I3")],
    "voting_closes": "2026-12-29T02:00:00Z",
    "dots": 5,
}


@pytest.fixture(scope="module")
def release():
    return Release.open("bpmn/dgti")


def wrong(release, method, *points):
    """The fields that are refused of a ballot with these (idea, points)."""
    from datetime import UTC, datetime

    votes = [{"idea": idea, "points": number} for idea, number in points]
    seen = {**BALLOT, "vote_method": method}
    now = release.context(datetime(2026, 12, 24, tzinfo=UTC))
    return [error.field for error in release.form("forms/f2_08.json").check({"votes": votes}, seen, now)]


@pytest.mark.parametrize(
    ("method", "good", "bad"),
    [
        ("approval", [("I1", 1), ("I2", 1)], [("I1", 3)]),
        ("dots", [("I1", 4), ("I2", 1)], [("I1", 4), ("I2", 2)]),
        ("likert5", [("I1", 5)], [("I1", 6)]),
        ("ranked", [("I1", 2), ("I3", 1)], [("I1", 1), ("I2", 1)]),
        ("approval", [("I3", 1)], [("I4", 1)]),
        ("approval", [("I3", 1)], [("I3", 1), ("I3", 1)]),
    ],
)
def test_a_ballot_follows_the_method(release, method, good, bad):
    assert wrong(release, method, *good) == []
    assert wrong(release, method, *bad) == ["/votes"]
