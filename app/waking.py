"""Telling the workers that something is due now, once it is committed; and how they wait for it."""

import threading

import psycopg
from sqlalchemy import event, text

from app.database import Session, is_sqlite
from app.extensions import db

CHANNEL = "dgti_due"
NOTIFY = text(f"NOTIFY {CHANNEL}")

# The worker thread of this process waits for it (SQLite); on PostgreSQL workers listen to the channel.
woken = threading.Event()


def wake_workers() -> None:
    """Only for what is due now: a NOTIFY takes a lock all commits share."""
    if is_sqlite(db.engine):
        db.session.info["wake"] = True
        return
    db.session.execute(NOTIFY)


@event.listens_for(Session, "after_commit")
def _wake(session):
    if session.info.pop("wake", False):
        woken.set()


class Waiting:
    """A worker's sleep, cut short when something falls due."""

    def __init__(self, engine):
        self._engine = engine
        self._listener = None

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._hang_up()

    def sleep(self, seconds: float, stop: threading.Event) -> None:
        """At most so long. Without a listening connection the time alone wakes."""
        if seconds <= 0:
            return
        if is_sqlite(self._engine):
            woken.wait(seconds)
            woken.clear()
            return
        try:
            list(self._line().notifies(timeout=seconds, stop_after=1))
        except psycopg.OperationalError:
            self._hang_up()
            stop.wait(seconds)

    def _line(self):
        """A connection of its own: what listens must not go through the pool."""
        if self._listener is None:
            address = self._engine.url.set(drivername="postgresql")
            self._listener = psycopg.connect(address.render_as_string(hide_password=False), autocommit=True)
            self._listener.execute(f"LISTEN {CHANNEL}")
        return self._listener

    def _hang_up(self):
        if self._listener is not None:
            self._listener.close()
            self._listener = None
