"""Ways into somebody's account: who makes them, who hears of it, and how guessing is slowed down."""

from app.cases.waiting import DueRow
from app.extensions import db
from app.notices.models import Notice
from tests.api.office import PASSWORD

NEW = "nine quiet rivers"


def make_link(client, who, whose="drafter"):
    return client(who).post(f"/api/v1/registers/people/{whose}/link")


def test_only_an_administrator_makes_a_link_and_not_for_oneself(client):
    makers = ("centre_manager", "director", "process_owner", "auditor", "drafter", "admin")
    made = {who: make_link(client, who).status_code for who in makers}

    assert made.pop("admin") == 200
    assert set(made.values()) <= {403, 404}
    assert make_link(client, "admin", "admin").status_code == 403


def test_whose_account_a_link_opens_is_told_by_notice_and_by_mail_who_made_it(app, monkeypatch, client):
    monkeypatch.setitem(app.config, "SMTP_HOST", "mail.example.org")
    link = make_link(client, "admin").json["link"].rsplit("/", 1)[1]
    with app.app_context():
        [told] = db.session.query(Notice).filter_by(kind="password_link")
        mailed = [row.payload for row in db.session.query(DueRow).filter_by(kind="mail")]

    assert mailed == [{"notice": told.id}]
    assert (told.text[:9], told.text_en[:8]) == ("คุณ admin", "Mx admin")
    assert link not in told.text + told.text_en


def change(client, old, who="drafter", new=NEW):
    return client(who).post("/api/v1/me/password", json={"old": old, "new": new})


def test_after_five_wrong_present_passwords_even_the_right_one_waits(client, later):
    refused = [change(client, "guess").json["errors"][0] for _ in range(5)]
    waits = change(client, PASSWORD)

    assert {(one["field"], one["message"]) for one in refused} == {("old", "รหัสผ่านปัจจุบันไม่ถูกต้อง")}
    assert (waits.status_code, waits.json["code"]) == (429, "too_many")
    assert change(client, PASSWORD, "drafter_2").status_code == 204
    later(minutes=16)
    assert change(client, PASSWORD).status_code == 204


def test_many_guesses_at_once_are_counted_one_by_one(client):
    from tests.api.test_together import at_once

    answers = at_once([lambda: change(client, "guess").status_code] * 8)

    assert sorted(answers) == [422] * 5 + [429] * 3


def test_a_weak_new_password_is_no_guess_and_guesses_are_seen_by_auditors(client):
    assert [change(client, PASSWORD, new="short").status_code for _ in range(6)] == [422] * 6
    assert change(client, "guess").status_code == 422
    seen = client("auditor").get("/api/v1/use/sign-ins").json["items"]

    assert [(one["way"], one["ok"]) for one in seen] == [("api", False)]
    assert change(client, PASSWORD).status_code == 204
