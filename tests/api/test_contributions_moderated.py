"""Terms of a round that the process says, and moderators who let through first or hide with a reason."""

import pytest

from app.contributions import moderating
from app.people.service import person_named
from app.refusals import Invalid
from app.registers.auditing import verify_all
from tests.api.test_files import PDF, upload  # noqa: F401 (a fixture)

PLACE = "/api/v1/cases/{}/collections/talk/contributions"
REASON = "เป็นการโฆษณาสินค้า ไม่เกี่ยวกับเรื่องนี้"


@pytest.fixture
def place(open_case):
    return PLACE.format(open_case("moderated", by="intake_officer"))


@pytest.fixture
def key(client, place):
    """What a participant sent."""
    sent = client("participant").post(place, json={"answers": {"idea": "ติดป้ายบอกระดับน้ำ"}})
    assert (sent.status_code, sent.json["state"]) == (201, "waiting")
    return sent.json["key"]


@pytest.fixture
def moderate(client, place, key):
    def moderate(who, act, reason=None):
        return client(who).post(f"{place}/{key}/moderation", json={"act": act, "reason": reason})

    return moderate


def seen(client, who, place):
    return [one["state"] for one in client(who).get(place).json["items"]]


def test_the_limit_is_what_the_process_said_when_it_opened(client, place, key):
    assert client("participant").get(place).json["collection"]["limit"] == 1
    again = client("participant").post(place, json={"answers": {"idea": "อีกข้อหนึ่ง"}})
    assert again.json["code"] == "over_the_limit"


def test_others_see_it_only_when_it_was_let_through_and_under_a_pseudonym(client, place, key, moderate):
    assert (seen(client, "participant_2", place), seen(client, "intake_officer", place)) == ([], ["waiting"])
    assert moderate("intake_officer", "let_through").json["state"] == "shown"
    [shown] = client("participant_2").get(place).json["items"]
    assert (shown["author"], shown["pseudonym"][:2]) == (None, "P-")


def test_what_is_changed_is_looked_at_again(client, place, key, moderate):
    moderate("intake_officer", "let_through")
    client("participant").put(f"{place}/{key}", json={"answers": {"idea": "ติดป้ายไฟแทน"}})
    assert seen(client, "participant_2", place) == []


def test_hiding_needs_a_moderator_and_a_reason_which_the_author_reads(app, client, place, key, moderate):
    assert moderate("participant_2", "hide", REASON).json["code"] == "not_a_moderator"
    assert moderate("intake_officer", "hide", "สั้น").json["code"] == "reason_too_short"
    assert moderate("intake_officer", "hide", REASON).status_code == 200
    assert client("participant").get(place).json["items"][0]["hidden_reason"] == REASON
    assert seen(client, "participant_2", place) == []
    with app.app_context():
        assert [found.problems for subject, found in verify_all() if "collection" in subject] == [[]]


def test_what_its_author_changed_meanwhile_is_not_let_through_unread(client, place, key):
    [read] = client("intake_officer").get(place).json["items"]
    client("participant").put(f"{place}/{key}", json={"answers": {"idea": "อย่างอื่นทั้งหมด"}})
    seen_then = {"If-Match": f'"{read["version"]}"'}
    url = f"{place}/{key}/moderation"
    late = client("intake_officer").post(url, json={"act": "let_through"}, headers=seen_then)

    assert (late.status_code, late.json["code"]) == (412, "stale_version")
    assert seen(client, "participant_2", place) == []


def test_what_is_neither_letting_through_nor_hiding_does_nothing(app, client, place, key, person):
    with app.app_context(), pytest.raises(Invalid):
        moderating.moderate(
            place.split("/")[4], "talk", key, "", None, person_named(person("intake_officer").username)
        )


def test_who_sees_a_contribution_opens_its_files_and_nobody_else(client, place, upload):  # noqa: F811
    paper = upload("participant").json["answer"]
    sent = client("participant").post(place, json={"answers": {"idea": "ติดป้าย", "papers": [paper]}})
    file = f"{place.removesuffix('contributions')}files/{paper['sha256']}"
    opened = lambda: [client(who).get(file).status_code for who in ("participant_2", "intake_officer")]  # noqa: E731

    assert opened() == [404, 200]
    client("intake_officer").post(f"{place}/{sent.json['key']}/moderation", json={"act": "let_through"})
    assert (opened(), client("participant_2").get(file).data) == ([200, 200], PDF)
    assert [one["name"] for one in client("participant_2").get(place).json["files"]] == [paper["name"]]
