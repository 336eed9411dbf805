"""Processes that begin by themselves: at a time, once or round after round."""

import time

import pytest

from app import clock
from app.cases.models import NO_DUE, Case
from app.cases.replay import replay_case
from app.cases.waiting import DueRow
from app.extensions import db
from app.journal.service import verify_case
from tests.api.process import Process
from tests.api.timed import MORNING, timer


def test_a_cycle_opens_a_case_each_round_and_only_so_often(publish, at, drain, cases):
    at(MORNING)
    assert publish(timer("R3/PT1H")).status_code == 201
    seen = []
    for minutes in (59, 61, 119, 121, 181, 600):
        at(MORNING, minutes=minutes)
        drain()
        seen.append(len(cases()))

    assert seen == [0, 1, 1, 2, 3, 3]


def test_the_case_has_a_number_a_title_a_task_and_no_opener(publish, at, drain, client, tasks):
    at(MORNING)
    publish(timer("R/PT1H"))
    at(MORNING, minutes=61)
    drain()
    [task] = tasks()
    case = client("auditor").get(f"/api/v1/cases/{task['case_no']}").json

    assert (task["element"], case["title"], case["title_en"]) == ("report", "รายงานประจำ", "Weekly report")
    assert (case["stage"], case["status"], case["opened_by"]) == ("weekly", "running", None)


def test_the_story_says_that_time_began_it_and_the_replay_arrives_at_the_stored_state(
    app, publish, at, drain, do, client, cases
):
    at(MORNING)
    publish(timer("R/PT1H"))
    at(MORNING, minutes=61)
    drain()
    do("report", by="intake_officer")
    [case] = cases()
    first = client("auditor").get(f"/api/v1/cases/{case['case_no']}/story").json[0]

    assert first["en"] == "Started by time: the system opened the case"
    assert first["th"] == "ถึงเวลาที่กำหนด ระบบเปิดเรื่องเอง"
    with app.app_context():
        row = db.session.query(Case).one()
        assert (replay_case(row).same, replay_case(row).commands, verify_case(row).ok) == (True, 2, True)


@pytest.mark.parametrize(
    ("event", "due"),
    [
        (timer("2026-11-23T10:30:00+07:00", "timeDate"), "2026-11-23T03:30:00Z"),
        (timer("PT2H", "timeDuration"), "2026-11-23T04:00:00Z"),
        (timer("workdays(1)", "timeDate"), "2026-11-24T09:30:00Z"),
        (timer("0 9 * * 1"), "2026-11-30T02:00:00Z"),
        (timer('"R/" + now + "/P7D"'), "2026-11-30T02:00:00Z"),
    ],
)
def test_dates_durations_cron_and_starlark_say_when(app, publish, at, event, due):
    at(MORNING)
    assert publish(event).status_code == 201

    with app.app_context():
        assert db.session.query(DueRow).filter_by(kind="start").one().due_at == clock.moment(due)


def test_a_date_opens_one_case_and_never_again_whatever_is_published_after(publish, at, drain, cases):
    at(MORNING)
    date = timer("2026-11-23T10:30:00+07:00", "timeDate")
    publish(date)
    at(MORNING, hours=2)
    drain()
    publish(date, task="เขียนใหม่")
    at(MORNING, days=60)
    drain()

    assert len(cases()) == 1


def test_a_date_that_is_over_is_told_at_publication_and_begins_nothing(publish, at, drain, cases):
    at(MORNING)
    response = publish(timer("2026-01-01T00:00:00+07:00", "timeDate"))
    drain()

    assert [one["rule"] for one in response.json["findings"]] == ["start-time-over"]
    assert cases() == []


def test_every_centre_gets_a_case_unless_the_process_names_some(publish, at, drain, cases):
    at(MORNING)
    publish(timer("R/PT1H"), centres="")
    at(MORNING, minutes=61)
    drain()

    assert sorted(case["centre"]["code"] for case in cases()) == ["CNX", "SRC"]


def test_a_centre_there_is_not_is_refused(publish, client):
    response = publish(timer("R/PT1H"), centres="SRC, XYZ")

    assert (response.status_code, response.json["code"]) == (422, "unknown_centre")
    assert client("auditor").get("/api/v1/processes/weekly/versions").status_code == 404


def test_a_centre_founded_later_gets_its_cases_too(app, publish, at, drain, cases):
    from app.office import found_centre

    at(MORNING)
    publish(timer("R/PT1H"), centres="")
    with app.app_context():
        found_centre("KKC", "ศูนย์ขอนแก่น", "Khon Kaen")
        db.session.commit()
    at(MORNING, minutes=61)
    drain()

    assert len(cases()) == 3


def test_rounds_missed_while_no_worker_ran_make_one_case_late(publish, at, drain, cases):
    at(MORNING)
    publish(timer("R/PT1H"))
    at(MORNING, minutes=310)
    drain()
    assert len(cases()) == 1

    at(MORNING, minutes=361)
    drain()
    assert len(cases()) == 2


def test_a_new_version_with_the_same_time_counts_on(publish, at, drain, cases, tasks):
    at(MORNING)
    publish(timer("R2/PT1H"))
    at(MORNING, minutes=50)
    publish(timer("R2/PT1H"), task="เขียนใหม่")
    at(MORNING, minutes=61)
    drain()
    assert [task["name"] for task in tasks()] == ["เขียนใหม่"]

    at(MORNING, minutes=500)
    drain()
    publish(timer("R2/PT1H"), task="เขียนอีก")
    at(MORNING, minutes=900)
    drain()
    assert len(cases()) == 2


def test_a_new_version_with_another_time_or_none_takes_the_old_one_away(app, publish, at, drain, cases):
    at(MORNING)
    publish(timer("R/PT1H"))
    publish(timer("R/PT5H"))
    at(MORNING, minutes=70)
    drain()
    assert cases() == []

    publish("")
    with app.app_context():
        assert db.session.query(DueRow).filter_by(kind="start").count() == 0


def test_a_row_of_an_older_version_that_slipped_through_does_nothing(app, publish, at, drain, cases):
    at(MORNING)
    publish(timer("R/PT1H"))
    with app.app_context():
        row = db.session.query(DueRow).filter_by(kind="start").one()
        row.payload = {**row.payload, "release": "0" * 64}
        db.session.commit()
    at(MORNING, hours=2)

    assert (drain(), cases()) == (1, [])


def test_the_same_release_again_plants_nothing_twice(app, publish, at):
    at(MORNING)
    publish(timer("R/PT1H"))
    publish(timer("R/PT1H"))

    with app.app_context():
        assert db.session.query(DueRow).filter_by(kind="start").count() == 1


def test_a_start_with_several_events_begins_by_each_of_them(publish, at, drain, cases):
    at(MORNING)
    publish(timer("PT1H", "timeDuration") + timer("PT3H", "timeDuration").replace('"t"', '"u"'))
    at(MORNING, minutes=61)
    drain()
    assert len(cases()) == 1

    at(MORNING, minutes=181)
    drain()
    assert len(cases()) == 2


def test_what_fails_eight_times_is_shown_to_the_process_owner_and_can_be_retried(
    publish, at, drain, client, cases, monkeypatch
):
    from app.cases.running import starts

    def broken(*_arguments):
        raise RuntimeError("no number can be given")

    at(MORNING)
    publish(timer("R/PT1H"))
    monkeypatch.setattr(starts, "new_case", broken)
    for hours in range(2, 12):
        at(MORNING, hours=hours)
        drain()
    monkeypatch.undo()
    [incident] = client("process_owner").get("/api/v1/incidents").json
    assert (incident["kind"], incident["case_no"], incident["details"]["name"]) == ("job", None, "weekly")
    assert client("process_owner").get("/api/v1/notices").json["items"][0]["kind"] == "incident"

    assert client("process_owner").post(f"/api/v1/incidents/{incident['id']}/retry").status_code == 200
    drain()
    assert len(cases()) == 1


def test_two_workers_killed_again_and_again_open_each_case_once(app, publish, cases):
    publish(timer("R5/PT1S"), centres="")
    with app.app_context():
        db.session.query(DueRow).filter_by(kind="start").update({"due_at": clock.now()})
        db.session.commit()
    for _ in range(3):
        workers = [Process("work", app) for _ in range(2)]
        time.sleep(0.3)
        for worker in workers:
            worker.kill()
    workers = [Process("work", app) for _ in range(2)]
    wait_until(lambda: over(app) == 2)
    for worker in workers:
        worker.kill()

    with app.app_context():
        opened = db.session.query(Case.centre_id, Case.opened_at).all()
        assert len(opened) == len(set(opened)) <= 12
        assert all(verify_case(case).ok and replay_case(case).same for case in db.session.query(Case))


def over(app):
    with app.app_context():
        return db.session.query(DueRow).filter_by(kind="start", due_at=NO_DUE).count()


def wait_until(holds, seconds=20):
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    assert holds()
