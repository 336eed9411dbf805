"""What happens without anybody asking: timers, messages, services, signals, reminders, and what fails."""

import pytest

from app import clock
from app.cases.models import Task
from app.cases.waiting import MAX_ATTEMPTS, DueRow
from app.extensions import db
from app.people import service as people


def test_a_timer_that_falls_due_moves_the_process_on(open_case, tasks, later, drain):
    open_case("patience", by="intake_officer")
    later(hours=47)
    drain()
    assert [task["element"] for task in tasks()] == ["answer"]

    later(hours=2)
    drain()
    assert [task["element"] for task in tasks()] == ["remind"]


def test_a_task_done_in_time_leaves_no_timer_behind(app, open_case, do, later, drain):
    open_case("patience", by="intake_officer")
    do("answer", by="intake_officer")
    later(days=30)

    assert drain() == 0


def test_the_end_of_one_process_starts_the_next_for_the_same_case(open_case, do, drain, tasks, client):
    case_no = open_case("handover", by="intake_officer")
    do("prepare", by="intake_officer", note="พร้อมส่ง")
    drain()

    assert [(task["case_no"], task["element"]) for task in tasks()] == [(case_no, "look")]
    assert client("auditor").get(f"/api/v1/cases/{case_no}").json["stage"] == "receiver"


def test_a_case_is_over_when_nothing_of_it_runs_and_no_message_is_on_its_way(open_case, do, drain, client):
    case_no = open_case("handover", by="intake_officer")
    status = lambda: client("auditor").get(f"/api/v1/cases/{case_no}").json["status"]  # noqa: E731
    do("prepare", by="intake_officer")
    assert status() == "running"

    drain()
    do("look", by="triage_analyst")
    assert status() == "completed"


def test_a_message_waits_until_somebody_waits_for_it(open_case, do, drain, tasks, client):
    case_no = open_case("waiter", by="intake_officer")
    do("unready", by="intake_officer")
    drain()
    assert [task["element"] for task in tasks()] == ["wait"]

    do("wait", by="intake_officer")
    drain()
    assert client("auditor").get(f"/api/v1/cases/{case_no}").json["status"] == "completed"


def test_a_message_no_diagram_has_a_place_for_ends_with_its_case(open_case, drain, later, client):
    case_no = open_case("unheard", by="intake_officer")
    drain()
    assert client("auditor").get(f"/api/v1/cases/{case_no}").json["status"] == "completed"

    later(days=40)
    drain()
    assert client("process_owner").get("/api/v1/incidents").json == []


def test_a_message_nobody_waits_for_is_reported_after_a_month(open_case, do, drain, later, client):
    open_case("waiter", by="intake_officer")
    do("unready", by="intake_officer")
    drain()
    assert client("process_owner").get("/api/v1/incidents").json == []

    later(days=31)
    drain()
    [incident] = client("process_owner").get("/api/v1/incidents").json
    assert (incident["kind"], incident["rule"]) == ("message", "message_unclaimed")
    assert client("process_owner").get("/api/v1/notices").json["items"][0]["kind"] == "incident"


def test_a_reported_message_can_be_tried_again(open_case, do, drain, later, client):
    open_case("waiter", by="intake_officer")
    do("unready", by="intake_officer")
    later(days=31)
    drain()
    [incident] = client("process_owner").get("/api/v1/incidents").json

    assert client("process_owner").post(f"/api/v1/incidents/{incident['id']}/retry").status_code == 200
    drain()
    assert client("process_owner").get("/api/v1/incidents").json == []


def test_service_tasks_are_done_by_the_system(open_case, drain, task, client):
    case_no = open_case("helpers", by="intake_officer", problem_statement="จองคิวไม่ได้")
    drain()
    task("read")
    changes = [
        move["changes"]
        for entry in client("auditor").get(f"/api/v1/cases/{case_no}/story").json
        for move in entry["moves"]
        if "changes" in move
    ]

    assert {"committee_members": [None, ["committee_member", "committee_member_2"]]} in changes


def test_a_signal_reaches_every_instance_that_listens(open_case, drain, tasks):
    open_case("listener", by="intake_officer")
    open_case("listener", by="intake_officer_2")
    open_case("alarm", by="centre_manager")
    drain()

    assert [task["element"] for task in tasks() if task["process"] == "listener"] == ["act", "act"]


def test_a_signal_starts_the_processes_that_wait_for_it_in_the_same_case(open_case, drain, tasks, client):
    case_no = open_case("alarm", by="centre_manager")
    drain()

    assert [(task["case_no"], task["element"]) for task in tasks()] == [(case_no, "respond")]
    assert client("auditor").get(f"/api/v1/cases/{case_no}").json["status"] == "running"


def test_the_ladder_reminds_at_50_80_100_and_150_per_cent(open_case, later, drain, client):
    open_case()
    said = lambda name: [one["kind"] for one in client(name).get("/api/v1/notices").json["items"]]  # noqa: E731
    for _ in range(20):
        later(days=1)
        drain()

    assert said("intake_officer") == ["reminder_150", "reminder_100", "reminder_80", "reminder_50"]
    assert said("centre_manager") == ["reminder_150", "reminder_100"]
    assert said("director") == ["reminder_150"]
    assert said("intake_officer_far") == []


def test_a_centre_says_itself_at_which_per_cent_a_task_is_told_of(app, open_case, later, drain, client):
    with app.app_context():
        set_up = {"remind_first_pct": 20, "remind_soon_pct": 90, "escalate_pct": 300}
        people.centre("SRC").settings = {**people.centre("SRC").settings, **set_up}
        db.session.commit()
    open_case()
    with app.app_context():
        [row], task = db.session.query(DueRow).all(), db.session.query(Task).one()
        assert row.due_at == task.opened_at + (task.due_at - task.opened_at) / 5
        clock.travel_to(task.opened_at + (task.due_at - task.opened_at) * 2.5)
    drain()
    said = client("intake_officer").get("/api/v1/notices").json["items"]

    assert [one["kind"] for one in said] == ["reminder_100", "reminder_80", "reminder_50"]
    assert "20%" in said[-1]["text"]
    assert client("director").get("/api/v1/notices").json["items"] == []


def test_nobody_is_reminded_of_a_finished_task(open_case, do, later, drain, client):
    open_case()
    do("check", by="intake_officer", complete=False)
    later(days=30)
    drain()

    assert client("intake_officer").get("/api/v1/notices").json["items"] == []


@pytest.mark.parametrize("failed", [0, MAX_ATTEMPTS])
def test_the_next_task_is_reminded_of_at_its_own_time_whatever_became_of_the_last_reminder(
    app, open_case, do, later, failed
):
    open_case()
    with app.app_context():
        db.session.query(DueRow).filter_by(kind="reminder").update({"attempts": failed})
        db.session.commit()
    later(days=1)
    do("check", by="intake_officer", complete=True)

    with app.app_context():
        [row], task = db.session.query(DueRow).all(), db.session.query(Task).filter_by(status="open").one()
        halfway = task.opened_at + (task.due_at - task.opened_at) / 2
        assert (row.step_id, row.due_at, row.attempts) == (task.step_id, halfway, 0)


def test_what_fails_is_put_off_and_after_eight_times_shown_and_can_be_retried(
    app, open_case, drain, later, client, monkeypatch
):
    from app.cases import operations

    def away(scene, variables):
        raise RuntimeError("the other office does not answer")

    monkeypatch.setitem(operations.OPERATIONS, "list_committee_members", away)
    open_case("helpers", by="intake_officer")
    for _ in range(8):
        drain()
        later(hours=1)
    [incident] = client("process_owner").get("/api/v1/incidents").json
    assert (incident["kind"], incident["details"]["name"]) == ("job", "list_committee_members")

    monkeypatch.undo()
    client("process_owner").post(f"/api/v1/incidents/{incident['id']}/retry")
    drain()
    assert client("process_owner").get("/api/v1/incidents").json == []


def test_a_job_that_fails_leaves_nothing_of_itself(app, open_case, drain, monkeypatch):
    from app.cases import operations
    from app.cases.similar import Sketch

    def half(scene, variables):
        db.session.add(Sketch(case_id=scene.case_id, hashes=b""))
        db.session.flush()
        raise RuntimeError("and then it broke")

    monkeypatch.setitem(operations.OPERATIONS, "list_committee_members", half)
    open_case("helpers", by="intake_officer")
    drain()
    with app.app_context():
        assert db.session.query(Sketch).count() == 0
