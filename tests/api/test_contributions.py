"""Contributions of an open number of people: who may send what, when, and what the office learns of it."""

import pytest

from app.cases.models import Case
from app.cases.replay import replay_case
from app.extensions import db
from app.journal.service import verify_case
from app.registers.auditing import verify_all

PLACE = "/api/v1/cases/{}/collections/ideas/contributions"


@pytest.fixture
def case_no(open_case):
    """A case that waits for ideas."""
    return open_case("ideas", by="intake_officer")


@pytest.fixture
def send(client, case_no):
    """send("participant", "an idea") → the response."""

    def send(who, idea, **more):
        return client(who).post(PLACE.format(case_no), json={"answers": {"idea": idea, **more}})

    return send


@pytest.fixture
def alter(client, case_no):
    """Change what somebody sent, or withdraw it (without an idea)."""

    def alter(who, key, idea=None, seen=None):
        url, headers = f"{PLACE.format(case_no)}/{key}", {"If-Match": f'"{seen}"'} if seen else {}
        if idea is None:
            return client(who).delete(url, headers=headers)
        return client(who).put(url, json={"answers": {"idea": idea}}, headers=headers)

    return alter


@pytest.fixture
def look(client, case_no):
    """What somebody sees of the collection."""
    return lambda who: client(who).get(PLACE.format(case_no))


@pytest.fixture
def close(later, drain):
    """The time of the phase is over."""

    def close():
        later(days=8)
        drain()

    return close


def said(response):
    return [one["answers"].get("idea") for one in response.json["items"]]


def test_everybody_of_the_roles_may_send_and_sees_their_own(send, look):
    assert send("participant", "เซนเซอร์").status_code == 201
    assert send("participant_2", "กล้อง").status_code == 201
    assert send("assoc_coordinator", "ไลน์").status_code == 201

    assert said(look("participant")) == ["เซนเซอร์"]
    assert said(look("assoc_coordinator")) == ["ไลน์"]


@pytest.mark.parametrize("who", ["reviewer", "participant_far", "admin"])
def test_others_do_not_even_learn_of_it(send, look, who):
    assert send(who, "แอบส่ง").status_code == 404
    assert look(who).status_code == 404


def test_who_reads_the_case_may_not_send(send):
    assert send("intake_officer", "ของเจ้าหน้าที่").json["code"] == "not_a_contributor"


def test_nobody_sends_more_than_the_limit_and_a_withdrawn_one_does_not_count(send, alter):
    key = send("participant", "หนึ่ง").json["key"]
    send("participant", "สอง")
    third = send("participant", "สาม")
    assert (third.status_code, third.json["code"]) == (409, "over_the_limit")

    assert alter("participant", key).json["withdrawn"]
    assert send("participant", "สาม").status_code == 201


@pytest.mark.parametrize(
    "answers", [{"idea": "ก"}, {}, {"idea": "ดีมาก", "extra": 1}, {"idea": "ดีมาก", "helper": "nobody"}]
)
def test_what_the_form_does_not_take_is_refused_by_field(client, case_no, look, answers):
    refused = client("participant").post(PLACE.format(case_no), json={"answers": answers})
    assert (refused.status_code, len(refused.json["errors"])) == (422, 1), refused.json
    assert said(look("participant")) == []


def test_one_changes_and_withdraws_only_their_own(send, alter, look):
    key = send("participant", "เดิม").json["key"]
    assert alter("participant_2", key, "ของคนอื่น").status_code == 404
    assert alter("participant", key, "ใหม่").json["version"] == 2
    assert said(look("participant")) == ["ใหม่"]
    assert alter("participant", key).json["answers"] == {}
    assert alter("participant", key).json["code"] == "withdrawn"


def test_a_page_that_is_behind_writes_over_nothing(send, alter, look):
    key = send("participant", "เดิม").json["key"]
    alter("participant", key, "ใหม่", seen=1)
    stale = alter("participant", key, "เก่ากว่า", seen=1)

    assert (stale.status_code, stale.json["code"]) == (412, "stale_version")
    assert said(look("participant")) == ["ใหม่"]


def test_after_the_close_nothing_is_taken_changed_or_withdrawn(send, alter, close):
    key = send("participant", "เดิม").json["key"]
    close()

    for refused in (send("participant", "สาย"), alter("participant", key, "แก้"), alter("participant", key)):
        assert (refused.status_code, refused.json["code"]) == (409, "collection_closed")


def test_the_process_reads_all_of_it_after_the_close_in_the_order_it_came(app, send, close, do, drain):
    for who, idea in (("participant", "หนึ่ง"), ("assoc_coordinator", "สอง"), ("participant", "สาม")):
        send(who, idea)
    close()
    do("again", by="intake_officer", more_work=False)
    drain()

    variables = state_of(app)
    assert [(row["id"], row["idea"], row["by"]) for row in variables["heard"]] == [
        ("C1", "หนึ่ง", "participant"),
        ("C2", "สอง", "assoc_coordinator"),
        ("C3", "สาม", "participant"),
    ]
    assert (variables["participants"], variables["contributions"], variables["enough"]) == (
        2,
        {"ideas": 3},
        True,
    )


def test_an_extension_goes_on_with_what_is_in(app, send, alter, look, close, do, drain):
    key = send("participant", "ก่อนขยาย").json["key"]
    close()
    do("again", by="intake_officer", more_work=True)
    alter("participant", key, "หลังขยาย")
    send("participant_2", "มาใหม่")
    close()
    do("again", by="intake_officer", more_work=False)
    drain()

    assert [row["idea"] for row in state_of(app)["heard"]] == ["หลังขยาย", "มาใหม่"]


def test_a_collection_is_closed_early_by_message(client, case_no, send):
    send("participant", "ทันเวลา")
    client("intake_officer").post(
        f"/api/v1/cases/{case_no}/messages", json={"name": "CloseIdeas", "payload": {}}
    )
    assert send("participant", "ไม่ทัน").json["code"] == "collection_closed"


def test_every_chain_verifies_and_the_case_replays_the_same(app, send, alter, close, do, drain):
    key = send("participant", "เดิม").json["key"]
    alter("participant", key, "ใหม่")
    alter("participant_2", send("participant_2", "ถอน").json["key"])
    close()
    do("again", by="intake_officer", more_work=False)
    drain()

    with app.app_context():
        case = db.session.query(Case).one()
        assert verify_case(case).ok
        assert replay_case(case).same
        [(subject, found)] = [one for one in verify_all() if one[0].startswith("collection:")]
        assert (found.ok, found.entries) == (True, 4), found.problems


def test_the_close_ties_the_journal_of_the_collection_to_that_of_the_case(app, send, close):
    from app.contributions.models import Collection
    from app.journal.service import entries
    from app.registers import chain

    send("participant", "เดิม")
    close()
    with app.app_context():
        [told] = [
            entry.document["collections"]
            for entry in entries(db.session.query(Case).one())
            if "collections" in entry.document
        ]
        row = db.session.query(Collection).one()
        assert [(one["name"], one["contributions"], one["entries"], one["head"]) for one in told] == [
            ("ideas", 1, *chain.head(row.subject))
        ]


def test_a_row_changed_behind_our_back_is_found(app, send):
    from app.contributions.models import Contribution

    send("participant", "เดิม")
    with app.app_context():
        db.session.query(Contribution).one().answers = {"idea": "ปลอม"}
        db.session.commit()
        [(_, found)] = [one for one in verify_all() if one[0].startswith("collection:")]
        assert not found.ok


def test_what_is_open_to_me_is_listed(client, case_no, send, close):
    listed = client("participant").get("/api/v1/collections").json
    assert [(one["case_no"], one["name"], one["limit"], one["count"]) for one in listed] == [
        (case_no, "ideas", 2, None)
    ]
    assert client("reviewer").get("/api/v1/collections").json == []
    close()
    assert client("participant").get("/api/v1/collections").json == []


def state_of(app):
    """The variables of the one instance."""
    from app.cases.models import Instance
    from app.processes.service import release
    from workflows import restore

    with app.app_context():
        row = db.session.query(Instance).one()
        return restore(release(row.release_hash), row.state).variables


def test_the_list_of_what_is_open_costs_the_same_however_much_there_is(client, open_case, counted):
    def statements():
        with counted() as seen:
            assert client("participant").get("/api/v1/collections").status_code == 200
        return len(seen["statements"])

    open_case("ideas", by="intake_officer")
    few = statements()
    for _ in range(5):
        open_case("ideas", by="intake_officer")

    assert statements() == few
