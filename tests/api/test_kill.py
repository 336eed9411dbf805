"""kill -9 in mid-completion and in mid-job: all or nothing, and everybody can simply try again."""

import random
import time
from threading import Timer

import pytest
import requests

from app.cases.models import Case, Instance, Task
from app.cases.replay import replay_case
from app.extensions import db
from app.journal.models import JournalEntry
from app.journal.service import verify_case
from tests.api.process import Process

KILLS = 4


@pytest.fixture
def chance():
    return random.Random("kill -9")


def finish_rounds(server, token, id, number, until_killed):
    """Complete a looping task again and again; hands back (task, number) of the request nobody answered.

    The clock of the kill starts with the first answer: on a slow machine too it falls among completions.
    """
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {token}"
    while True:
        tasks = f"{server.url}/api/v1/tasks/{id}"
        headers = {"Idempotency-Key": f"round-{number}"}
        try:
            session.post(f"{tasks}/claim")
            done = session.post(f"{tasks}/complete", json={"answers": {"more_work": True}}, headers=headers)
        except requests.RequestException:
            return id, number
        assert done.status_code == 200, done.text
        id, number = done.json()["opened"][0]["id"], number + 1
        if until_killed.ident is None:
            until_killed.start()


def test_a_server_killed_in_mid_completion_leaves_all_or_nothing(app, open_case, task, person, chance):
    open_case("round_trip", by="intake_officer")
    id, number, token = task("again")["id"], 0, person("intake_officer").token
    for _ in range(KILLS):
        server = Process("serve", app)
        id, number = finish_rounds(server, token, id, number, Timer(chance.uniform(0.1, 0.5), server.kill))

        with app.app_context():
            case = db.session.query(Case).one()
            completed = db.session.query(JournalEntry).filter_by(kind="task:completed").count()
            assert verify_case(case).ok
            assert replay_case(case).same
            assert completed in (number, number + 1)
            assert db.session.query(Task).filter_by(status="done").count() == completed
            assert db.session.query(Task).filter_by(status="open").count() == 1
    assert number > 0


def test_a_worker_killed_in_mid_job_loses_and_doubles_nothing(app, open_case, claim, complete, task, chance):
    cases = [open_case("handover", by="intake_officer") for _ in range(12)]
    for case_no in cases:
        id = claim(task("prepare", case_no)["id"], by="intake_officer")
        complete(id, by="intake_officer")
    for _ in range(KILLS):
        worker = Process("work", app)
        time.sleep(chance.uniform(0.01, 0.1))
        worker.kill()
    last = Process("work", app)
    wait_until(lambda: received(app) >= len(cases))
    last.kill()

    with app.app_context():
        assert received(app) == len(cases)
        assert {case.stage for case in db.session.query(Case)} == {"receiver"}
        assert all(verify_case(case).ok and replay_case(case).same for case in db.session.query(Case))


def received(app):
    with app.app_context():
        return db.session.query(Instance).filter_by(process_id="receiver").count()


def wait_until(holds, seconds=20):
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
