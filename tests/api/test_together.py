"""Many people at once: one winner for one task, no loser for siblings."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from app.cases.models import Case
from app.cases.replay import replay_case
from app.extensions import db
from app.journal.service import verify_case

MANY = 8


def at_once(acts):
    """Do all of it in parallel threads; the answers in order."""
    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(act) for act in acts]]


def test_of_many_who_claim_one_task_one_gets_it(open_case, task, client):
    open_case()
    url = f"/api/v1/tasks/{task('check')['id']}/claim"
    people = ["intake_officer", "intake_officer_2"] * (MANY // 2)
    answers = at_once([lambda who=who: client(who).post(url) for who in people])

    winners = {answer.json["claimed_by"]["username"] for answer in answers if answer.status_code == 200}
    assert len(winners) == 1
    assert {answer.status_code for answer in answers} == {200, 409}


def test_of_many_requests_to_complete_one_task_one_succeeds(open_case, claim, complete):
    open_case()
    id = claim("check", by="intake_officer")
    answers = at_once([lambda: complete(id, by="intake_officer", complete=True)] * MANY)

    assert sorted(answer.status_code for answer in answers) == [200] + [409] * (MANY - 1)
    assert {answer.json["details"]["username"] for answer in answers if answer.status_code == 409} == {
        "intake_officer"
    }


def test_one_request_sent_many_times_at_once_has_one_effect_and_one_answer(open_case, claim, complete):
    open_case()
    id = claim("check", by="intake_officer")
    answers = at_once([lambda: complete(id, by="intake_officer", key="once", complete=True)] * MANY)

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.data for answer in answers}) == 1


def test_sibling_tasks_completed_at_once_all_succeed(app, open_case, tasks, claim, complete):
    case_no = open_case("siblings", by="triage_analyst", many=MANY)
    ids = [claim(one["id"], by="triage_analyst") for one in tasks(case_no)]
    answers = at_once([lambda id=id: complete(id, by="triage_analyst") for id in ids])

    assert [answer.status_code for answer in answers] == [200] * MANY
    assert [one["element"] for one in tasks(case_no)] == ["finish"]
    with app.app_context():
        case = db.session.query(Case).filter_by(case_no=case_no).one()
        assert verify_case(case).ok
        assert replay_case(case).same


def test_cases_opened_at_once_have_numbers_without_gaps(client):
    body = {"process": "review", "centre": "SRC", "answers": {"title_th": "พร้อมกัน"}}
    answers = at_once([lambda: client("submitter").post("/api/v1/cases", json=body)] * MANY)

    numbers = sorted(int(answer.json["case_no"].rpartition("-")[2]) for answer in answers)
    assert numbers == list(range(1, MANY + 1))


@pytest.mark.parametrize("furnished", ["postgresql"], indirect=True)
def test_a_hot_case_does_not_hold_up_the_work_of_others(app, open_case, tasks):
    from app.cases.jobs import run_one
    from app.cases.running.scene import lock_case

    hot, other = (open_case("helpers", by="intake_officer") for _ in range(2))
    with app.app_context():
        lock_case(db.session.query(Case).filter_by(case_no=hot).one().id)
        at_once([lambda: within(app, run_one), lambda: within(app, run_one)])
        db.session.rollback()
        while run_one():
            pass

    assert sorted(one["case_no"] for one in tasks()) == [hot, other]


def within(app, act):
    with app.app_context():
        return act()


def test_several_workers_do_every_row_once(app, open_case, tasks):
    from app.cases.jobs import run_one

    for _ in range(MANY):
        open_case("helpers", by="intake_officer")

    def work():
        with app.app_context():
            return sum(iter(run_one, False))

    done = at_once([work] * 4)
    assert sum(done) + remaining(app) >= MANY * 2
    with app.app_context():
        while run_one():
            pass
    assert [one["element"] for one in tasks()] == ["read"] * MANY


def remaining(app):
    from app.cases.waiting import DueRow

    with app.app_context():
        return db.session.query(DueRow).count()


@pytest.mark.parametrize("furnished", ["postgresql"], indirect=True)
def test_one_person_never_does_both_of_two_steps_kept_apart_even_at_once(
    app, open_case, claim, complete, tasks
):
    case_no = open_case("pair", by="triage_analyst")
    ids = [claim(element, by="triage_analyst") for element in ("left", "right")]
    with app.app_context(), ThreadPoolExecutor(2) as pool:
        lock_its_case(case_no)
        sent = [pool.submit(complete, id, "triage_analyst", note="ตรวจแล้ว") for id in ids]
        until_waiting(2)
        db.session.rollback()
        answers = [one.result() for one in sent]

    assert sorted(answer.status_code for answer in answers) == [200, 403]
    assert {answer.json.get("code") for answer in answers} == {None, "four_eyes"}
    assert len(tasks(case_no)) == 1
    with app.app_context():
        case = db.session.query(Case).filter_by(case_no=case_no).one()
        assert (verify_case(case).ok, replay_case(case).same, case.journal_number) == (True, True, 4)


def lock_its_case(case_no):
    from app.cases.running.scene import lock_case

    lock_case(db.session.query(Case).filter_by(case_no=case_no).one().id)


def until_waiting(many):
    """Until so many commands wait for a lock; they have begun their statement by then."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    for _ in range(200):
        with db.engine.connect() as connection:
            if connection.scalar(waiting) >= many:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits")
