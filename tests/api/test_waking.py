"""A worker is woken by what falls due, and nothing that only reads waits for a writer."""

import threading
import time

import pytest

from app.cases import jobs
from app.database import is_sqlite
from app.extensions import db


@pytest.fixture
def worker(app, monkeypatch):
    """A worker at its work, whose own sleep would be far too long."""
    monkeypatch.setattr(jobs, "LONGEST_SLEEP", 60.0)
    thread, stop = jobs.start_thread(app)
    time.sleep(0.5)
    yield thread
    stop.set()
    from app.waking import woken

    woken.set()
    if not is_sqlite_app(app):
        with app.app_context(), db.engine.begin() as connection:
            connection.exec_driver_sql("NOTIFY dgti_due")
    thread.join(10)


def is_sqlite_app(app):
    with app.app_context():
        return is_sqlite(db.engine)


def test_a_commit_wakes_the_worker(worker, open_case, tasks):
    open_case("helpers", by="intake_officer")
    end = time.monotonic() + 10
    while not tasks() and time.monotonic() < end:
        time.sleep(0.05)

    assert [task["element"] for task in tasks()] == ["read"]


def test_reading_does_not_wait_for_whoever_writes(app, open_case, client):
    case_no = open_case()
    ready, done = threading.Event(), threading.Event()

    def write():
        with app.app_context():
            db.session.connection()
            ready.set()
            done.wait(10)
            db.session.rollback()

    thread = threading.Thread(target=write)
    thread.start()
    ready.wait(10)
    begun = time.monotonic()
    assert client("director").get(f"/api/v1/cases/{case_no}").status_code == 200
    done.set()
    thread.join()

    assert time.monotonic() - begun < 5


def test_what_is_over_is_forgotten(app, client, later):
    from app.people.models import SignInFailure, WebSession
    from app.people.service import person_named, start_session, tidy_up

    client().post("/api/v1/tokens", json={"username": "intake_officer", "password": "x"})
    with app.app_context():
        start_session(person_named("intake_officer"))
        db.session.commit()
        later(days=2)
        tidy_up()
        assert db.session.query(SignInFailure).count() == db.session.query(WebSession).count() == 0
