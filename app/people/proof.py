"""Step-up: some acts ask for the password anew, however long somebody is signed in (RFC 9470).

The diagram says so on a task by `stepUp`; how long a proof counts is the operator's setting STEP_UP_MINUTES.
On the web the password is asked on the page of the task; over the API a new token is asked for.
"""

from datetime import timedelta

from flask import current_app
from sqlalchemy import update

from app import clock
from app.extensions import db
from app.people.models import WebSession
from app.people.passwords import hash_text
from app.people.service import prove_password
from app.refusals import ProofNeeded


def lasts() -> timedelta:
    """How long a proof counts."""
    return timedelta(minutes=int(current_app.config["STEP_UP_MINUTES"]))


def is_fresh(by) -> bool:
    """Whether somebody proved who they are a short while ago, in this session or for this token."""
    return by.proved_at is not None and clock.now() - by.proved_at <= lasts()


def require_fresh(by) -> None:
    """ProofNeeded, with the age in seconds that is accepted, unless the proof is fresh."""
    if not is_fresh(by):
        raise ProofNeeded(max_age=int(lasts().total_seconds()))


def prove_again(person, password: str, session: str, address: str = "") -> None:
    """The password once more, for the browser with this session. WrongPassword, which the caller commits;
    TooMany after five of these."""
    prove_password(person, password, "web", address)
    now = clock.now()
    db.session.execute(update(WebSession).where(WebSession.hash == hash_text(session)).values(proved_at=now))
    person.proved_at = now
