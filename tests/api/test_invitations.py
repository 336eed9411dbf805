"""One-time links: a mail scanner uses nothing up, an answer counts once, and nobody learns whose it is."""

import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from sqlalchemy import MetaData, select

from app import clock
from app.contributions import links
from app.contributions.models import Contribution
from app.extensions import db


@pytest.fixture
def tokens(app, open_case, drain):
    """What stands in the links of a survey that has invited two people."""
    open_case("survey", by="intake_officer")
    drain()
    with app.app_context():
        from app.contributions.links import token_of
        from app.contributions.models import Invitation

        return [token_of(row) for row in db.session.query(Invitation).order_by(Invitation.id)]


@pytest.fixture
def answer(app):
    """answer(token, "an idea") as the page does it; hands back the code of the refusal, or None."""
    from app.refusals import Refusal

    def answer(token, idea):
        with app.app_context():
            try:
                links.answer(token, {"idea": idea})
            except Refusal as refusal:
                return refusal.code
            db.session.commit()

    return answer


def test_everybody_is_invited_once_and_the_database_holds_no_token(app, tokens):
    assert len(set(tokens)) == 2
    with app.app_context():
        tables = MetaData()
        tables.reflect(db.engine)
        stored = [str(row) for table in tables.sorted_tables for row in db.session.execute(select(table))]
    assert not any(token in row for token in tokens for row in stored)


@pytest.mark.parametrize("email", ["a@b.org, c@d.org", "a@b.org\nBcc: c@d.org", "nobody", "a@b.org;c@d.org"])
def test_no_link_goes_to_what_is_not_one_address(app, email):
    scene = SimpleNamespace(case_id=1, instance_id=1, now=clock.now(), properties={})
    with app.app_context():
        assert links.invite(scene, "answers", [{"email": email}]) == 0


def test_a_link_answers_once(tokens, answer):
    assert answer(tokens[0], "เอตอบ") is None
    assert answer(tokens[0], "เอตอบอีก") == "link_used"
    assert answer(tokens[1], "บีตอบ") is None
    assert answer(tokens[1][:-1] + "x", "เดา") == "link_unknown"


def test_where_answers_may_change_a_link_says_it_otherwise_until_the_close(
    app, tokens, answer, later, drain, monkeypatch
):
    drawn = links.rules
    monkeypatch.setattr(links, "rules", lambda found: replace(drawn(found), changeable=True))
    assert [answer(tokens[0], said) for said in ("แรกคิด", "คิดใหม่")] == [None, None]
    with app.app_context():
        assert [one.answers["idea"] for one in db.session.query(Contribution)] == ["คิดใหม่"]
    later(days=8)
    drain()
    assert answer(tokens[0], "สายแล้ว") == "link_used"


def test_after_the_close_a_link_is_over(tokens, answer, later, drain):
    later(days=8)
    drain()
    assert answer(tokens[0], "สาย") == "collection_closed"


def test_the_process_gets_the_answers_without_who(app, tokens, answer, later, drain):
    from tests.api.test_contributions import state_of

    answer(tokens[1], "บีตอบ")
    answer(tokens[0], "เอตอบ")
    later(days=8)
    drain()

    variables = state_of(app)
    assert sorted(row["idea"] for row in variables["answers"]) == ["บีตอบ", "เอตอบ"]
    assert {name for row in variables["answers"] for name in row} == {"idea", "helper", "id"}
    assert (variables["answers_count"], variables["invited"]) == (2, 2)


def test_the_journal_names_nobody(app, tokens, answer):
    from app.registers import chain

    answer(tokens[0], "เอตอบ")
    with app.app_context():
        [subject] = [one for one in chain.subjects() if one.startswith("collection:")]
        [entry] = chain.entries(subject)
        assert entry.person_id is None
        assert "a@example.org" not in json.dumps(entry.document)


@pytest.mark.parametrize(("server", "letters"), [(None, 0), ("mail.example.org", 2)])
def test_a_reminder_writes_to_links_again_only_where_there_is_a_mail_server(
    app, tokens, monkeypatch, server, letters
):
    from app.cases.waiting import DueRow
    from app.contributions.models import Collection
    from app.contributions.reminding import REMIND, tell_contributors

    monkeypatch.setitem(app.config, "SMTP_HOST", server)
    with app.app_context():
        said = {"collection": db.session.query(Collection).one().id, "closes_at": None}
        tell_contributors(SimpleNamespace(kind=REMIND, payload=said, due_at=clock.now()))
        assert db.session.query(DueRow).filter_by(kind="invite").count() == letters


def test_a_letter_brings_its_link_and_one_more_is_a_letter_of_its_own(app, tokens, monkeypatch):
    from app.contributions import letters

    sent = []
    monkeypatch.setattr(letters, "send", lambda _config, message: sent.append(message))
    with app.app_context():
        first = links.invitations_of(1, "answers")[0]
        for again in (False, True):
            first.mailed_at = None
            db.session.flush()
            letters.post_invitation(SimpleNamespace(id=7, payload={"invitation": first.id, "again": again}))

    assert [tokens[0] in one.get_content() for one in sent] == [True, True]
    assert len({one["Message-ID"] for one in sent}) == 2
    assert sent[0]["To"] == "a@example.org"
