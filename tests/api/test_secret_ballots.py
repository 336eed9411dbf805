"""A secret ballot: everybody knows who voted, nobody what, and the tally is right."""

import hashlib
import io
import logging

import pytest
from sqlalchemy import MetaData, select

from app.cases.models import Case
from app.cases.replay import replay_case
from app.extensions import db
from app.journal.service import verify_case

VOTES = {"committee_member": "for", "committee_member_2": "against"}


@pytest.fixture
def vote(client, tasks):
    """Vote as somebody, with an Idempotency-Key as the web page does."""

    def vote(who, **answers):
        [task] = [one for one in tasks() if (one["assignee"] or {}).get("username") == who]
        url, key = f"/api/v1/tasks/{task['id']}/complete", {"Idempotency-Key": f"vote of {who}"}
        return client(who).post(url, json={"answers": answers}, headers=key)

    return vote


def everything_stored(app) -> str:
    """Every row of every table, as text."""
    with app.app_context():
        tables = MetaData()
        tables.reflect(db.engine)
        return "\n".join(
            f"{name} {dict(row._mapping)}"
            for name, table in tables.tables.items()
            if name not in ("content", "release_file")
            for row in db.session.execute(select(table))
        )


def test_no_table_log_or_answer_links_a_choice_to_a_voter(app, open_case, vote):
    log = io.StringIO()
    logging.getLogger().addHandler(handler := logging.StreamHandler(log))
    open_case("poll", by="intake_officer")
    before = everything_stored(app)
    answer = vote("committee_member", choice="against")
    logging.getLogger().removeHandler(handler)

    found = everything_stored(app) + answer.text + log.getvalue()
    assert answer.status_code == 200, answer.json
    assert "against" not in found
    assert len(found) > len(before)
    for choice in ("for", "against"):
        body = b'{"answers": {"choice": "%s"}}' % choice.encode()
        assert hashlib.sha256(body).hexdigest() not in found
    assert "vote of committee_member" not in found


def test_the_journal_says_who_voted_and_the_tally_only(app, open_case, vote, drain, client):
    case_no = open_case("poll", by="intake_officer")
    for who, choice in VOTES.items():
        assert vote(who, choice=choice).status_code == 200
    drain()

    story = client("auditor").get(f"/api/v1/cases/{case_no}/story").json
    voted = [line["actor"]["username"] for line in story if line["kind"] == "task:completed"]
    tallies = [
        move["changes"]["tally"][1]
        for line in story
        for move in line["moves"]
        if "tally" in move.get("changes", {})
    ]
    assert (voted, tallies) == (list(VOTES), [{"against": 1, "for": 1}])
    with app.app_context():
        case = db.session.query(Case).one()
        assert verify_case(case).ok
        assert replay_case(case).same


def test_the_sealed_box_always_has_the_same_size_and_is_gone_when_opened(app, open_case, vote, drain):
    from app.ballots.models import BallotBox

    open_case("poll", by="intake_officer")
    seen = []
    for who, choice in VOTES.items():
        vote(who, choice=choice)
        with app.app_context():
            seen.append(db.session.query(BallotBox).one().sealed)
    drain()

    assert len(seen[0]) == len(seen[1])
    assert seen[0][:12] != seen[1][:12]
    with app.app_context():
        assert db.session.query(BallotBox).count() == 0


def test_a_ballot_is_checked_by_its_form_and_cast_once(open_case, vote, client, tasks):
    open_case("poll", by="intake_officer")
    wrong = vote("committee_member", choice="perhaps")
    assert [error["field"] for error in wrong.json["errors"]] == ["/choice"]

    id = next(one["id"] for one in tasks() if one["assignee"]["username"] == "committee_member")
    vote("committee_member", choice="for")
    again = client("committee_member").post(
        f"/api/v1/tasks/{id}/complete", json={"answers": {"choice": "for"}}
    )
    assert (again.status_code, again.json["code"]) == (409, "already_completed")


def test_a_ballot_keeps_no_draft(app, open_case, client, tasks):
    open_case("poll", by="intake_officer")
    id = next(one["id"] for one in tasks() if one["assignee"]["username"] == "committee_member")
    draft = {"answers": {"choice": "against"}}
    refused = client("committee_member").post(f"/api/v1/tasks/{id}/draft", json=draft)

    assert refused.json["code"] == "ballot_keeps_no_draft"
    assert "against" not in everything_stored(app)


def test_a_box_sealed_with_another_secret_is_not_opened(app, open_case, vote):
    from app.ballots.sealing import CannotOpen
    from app.ballots.service import open_box

    open_case("poll", by="intake_officer")
    vote("committee_member", choice="for")
    with app.app_context():
        kept, app.config["SECRET_KEY"] = app.config["SECRET_KEY"], "another"
        with pytest.raises(CannotOpen):
            open_box(db.session.query(Case).one().id, "4.1/1")
        app.config["SECRET_KEY"] = kept


def test_who_did_any_step_of_a_case_may_not_do_one_that_keeps_everybody_apart(
    app, open_case, vote, drain, do, claim, client, task
):
    with app.app_context():
        from app.people.service import centre, grant_role, person_named

        grant_role(person_named("committee_member"), "director", centre("SRC"))
        db.session.commit()
    open_case("poll", by="intake_officer")
    for who, choice in VOTES.items():
        vote(who, choice=choice)
    drain()
    do("read", by="intake_officer")
    id = task("look_afresh")["id"]

    assert client("committee_member").post(f"/api/v1/tasks/{id}/claim").json["code"] == "four_eyes"
    assert client("director").post(f"/api/v1/tasks/{id}/claim").status_code == 200
