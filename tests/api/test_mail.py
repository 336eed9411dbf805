"""E-mail goes out for notices, at least once, always under one Message-ID, and never holds up the rest."""

import smtplib

import pytest


class Server:
    """A mail server that notes what it gets, and refuses the first few letters."""

    letters = []
    refusals = 0

    def __init__(self, *_args, **_options):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        pass

    def send_message(self, message):
        if Server.refusals:
            Server.refusals -= 1
            raise smtplib.SMTPServerDisconnected("not now")
        Server.letters.append(message)


@pytest.fixture(autouse=True)
def monday(at):
    """Two days later half of the time is over only where no weekend and no holiday lies between."""
    at("2026-11-23T02:00:00Z")


@pytest.fixture
def mail(app, monkeypatch):
    monkeypatch.setattr(smtplib, "SMTP", Server)
    monkeypatch.setitem(app.config, "SMTP_HOST", "mail.example.org")
    monkeypatch.setattr(Server, "letters", [])
    return Server


def test_a_reminder_goes_out_by_mail_to_everybody_it_concerns(mail, open_case, later, drain):
    open_case()
    later(days=2)
    drain()

    assert {letter["To"] for letter in mail.letters} == {
        "intake_officer@example.org",
        "intake_officer_2@example.org",
    }
    assert "ใช้เวลาไปแล้ว 50%" in mail.letters[0].get_content()


def test_a_letter_that_did_not_go_is_sent_again_under_the_same_id(mail, monkeypatch, open_case, later, drain):
    monkeypatch.setattr(mail, "refusals", 2)
    open_case()
    later(days=2)
    drain()
    assert mail.letters == []

    later(minutes=2)
    drain()
    ids = [letter["Message-ID"] for letter in mail.letters]
    assert len(ids) == len(set(ids)) == 2


def test_without_a_mail_server_notices_stay_in_the_application(open_case, later, drain, client, app):
    open_case()
    later(days=2)
    drain()

    assert client("intake_officer").get("/api/v1/notices").json["items"][0]["kind"] == "reminder_50"
    with app.app_context():
        from app.cases.waiting import DueRow
        from app.extensions import db

        assert db.session.query(DueRow).filter_by(kind="mail").count() == 0


def test_a_notice_is_read_by_its_person_only(open_case, later, drain, client):
    open_case()
    later(days=2)
    drain()
    id = client("intake_officer").get("/api/v1/notices").json["items"][0]["id"]

    assert client("intake_officer_2").post(f"/api/v1/notices/{id}/read").status_code == 404
    assert client("intake_officer").post(f"/api/v1/notices/{id}/read").json["read_at"]


def test_a_mail_server_must_show_a_certificate_to_be_trusted(monkeypatch):
    import ssl

    from app.notices import post

    seen = []
    monkeypatch.setattr(smtplib, "SMTP", Server)
    monkeypatch.setattr(Server, "starttls", lambda _self, context=None: seen.append(context), raising=False)
    monkeypatch.setattr(Server, "letters", [])
    post.send({"SMTP_HOST": "mail.example.org", "SMTP_TLS": "1"}, "a letter")

    assert seen[0].verify_mode == ssl.CERT_REQUIRED
    assert seen[0].check_hostname
