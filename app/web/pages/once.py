"""A form sent twice has one effect: the second press leads to where the first one did."""

from flask import g, request

from app import clock
from app.extensions import db
from app.people.models import AnsweredRequest


def sent_before() -> str | None:
    """What this very form led to already."""
    row = db.session.get(AnsweredRequest, (g.person.id, _key())) if request.form.get("_once") else None
    return row.body.decode() if row else None


def remember_sent(outcome: str) -> None:
    """What this form led to, for a second press."""
    if not request.form.get("_once"):
        return
    row = {"person_id": g.person.id, "key": _key(), "request_hash": "", "status": 303}
    db.session.add(AnsweredRequest(**row, body=outcome.encode(), created_at=clock.now()))


def _key():
    return f"form:{request.form.get('_once', '')[:60]}"
