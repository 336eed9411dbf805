"""Ways into somebody's account: who makes them, who hears of it, and how guessing is slowed down."""

from app.cases.waiting import DueRow
from app.extensions import db
from app.notices.models import Notice


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
