"""The clocks of a case's tasks stand while others must act, and all times move by the office hours stood.

The process `clocks`: `look` (5 working days) waits while the manager asks the submitter or another office,
as often as wanted, or opens more work (2 working days).
"""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app import clock
from workflows.clock import THAI

MONDAY = "2026-11-23T02:00:00Z"  # 09:00 in Bangkok


@pytest.fixture
def still(monkeypatch):
    """still(hours=5): the clock stands that much later, until told again; still() is the Monday it begins."""
    shown = [clock.moment(MONDAY)]
    monkeypatch.setattr(clock, "now", lambda: shown[0])

    def still(**time):
        shown[0] = shown[0] + timedelta(**time) if time else clock.moment(MONDAY)
        return shown[0]

    return still


@pytest.fixture
def told(client):
    """told(case_no, "AskSubmitter", by="centre_manager"): a message arrives."""

    def told(case_no, name, by="centre_manager"):
        response = client(by).post(f"/api/v1/cases/{case_no}/messages", json={"name": name})
        assert response.status_code == 200, response.json
        return response.json

    return told


@pytest.fixture
def answer(claim, complete, tasks):
    """The oldest question of a case is answered."""

    def answer(case_no):
        first = next(one["id"] for one in tasks(case_no) if one["element"] == "ask_submitter_step")
        done = complete(claim(first, "centre_manager"), "centre_manager")
        assert done.status_code == 200, done.json

    return answer


@pytest.fixture
def ledger(client):
    """What the journal says of the clocks of a case."""

    def ledger(case_no):
        story = client("auditor").get(f"/api/v1/cases/{case_no}/story").json
        return [line["clock"] for line in story if line["clock"]]

    return ledger


def due(task):
    return clock.moment(task["due_at"])


def test_while_the_submitter_is_asked_the_other_task_has_more_time_by_the_office_hours(
    still, open_case, told, answer, task
):
    case_no = open_case("clocks")
    before = task("look")
    told(case_no, "AskSubmitter")
    assert task("look")["stands_since"] == before["opened_at"]
    still(days=2, hours=3)
    answer(case_no)

    after = task("look")
    assert (after["stands_since"], due(before).isoformat()) == (None, "2026-11-30T09:30:00+00:00")
    assert due(after) == THAI.after_work(due(before), timedelta(hours=19))


def test_no_reminder_comes_while_the_clock_stands_and_each_comes_once_after(
    app, still, open_case, told, answer, drain, client
):
    def reminders():
        notices = client("intake_officer").get("/api/v1/notices").json["items"]
        return sorted(one["kind"] for one in notices if one["kind"].startswith("reminder"))

    case_no = open_case("clocks")
    told(case_no, "AskSubmitter")
    still(days=40)
    drain()
    assert reminders() == []
    answer(case_no)
    drain()
    assert reminders() == []
    for _ in range(25):
        still(days=1)
        drain()
    assert reminders() == ["reminder_100", "reminder_150", "reminder_50", "reminder_80"]


def test_the_clock_goes_when_the_last_of_several_has_answered(still, open_case, told, answer, task):
    case_no = open_case("clocks")
    for _ in range(2):
        told(case_no, "AskSubmitter")
    told(case_no, "AskOffice")
    stands = [task("look")["stands_since"]]
    for act in (answer, answer, lambda case_no: told(case_no, "OfficeAnswered", by="intake_officer")):
        still(hours=1)
        act(case_no)
        stands.append(task("look")["stands_since"])

    assert [bool(since) for since in stands] == [True, True, True, False]
    assert due(task("look")) == clock.moment("2026-12-01T04:30:00Z")


def test_a_task_that_opens_while_the_clock_stands_has_its_time_from_when_it_goes(
    still, open_case, told, answer, task
):
    case_no = open_case("clocks")
    told(case_no, "AskSubmitter")
    told(case_no, "MoreWork")
    still(days=7)
    answer(case_no)

    assert due(task("more_step")) == clock.moment("2026-12-02T09:30:00Z")
    still(days=1)
    told(case_no, "StopAll")


def test_the_clock_of_a_case_is_one_for_all_its_processes(still, open_case, told, answer, task, do, drain):
    case_no = open_case("clocks")
    told(case_no, "BeginSecond")
    drain()
    told(case_no, "AskSubmitter")
    still(days=1)
    do("beside", by="intake_officer")
    assert task("then")["stands_since"] == "2026-11-24T02:00:00+00:00"
    still(days=1)
    answer(case_no)

    assert [task(name)["stands_since"] for name in ("look", "then")] == [None, None]
    assert [task(name)["stood"] // 3600 for name in ("look", "then")] == [16, 8]
    assert due(task("then")) == clock.moment("2026-11-27T09:30:00Z")


def test_withdrawing_the_case_lets_the_clock_go(app, still, open_case, told, ledger):
    from app.cases.models import Case, Instance
    from app.extensions import db

    case_no = open_case("clocks")
    told(case_no, "AskSubmitter")
    still(days=1)
    told(case_no, "StopAll")

    with app.app_context():
        assert db.session.query(Case.stands_since, Instance.clock_stops).join(Instance).one() == (None, 0)
    assert [set(said) & {"stopped", "went"} for said in ledger(case_no)] == [{"stopped"}, {"went"}]


def test_the_ledger_says_since_when_why_and_how_far_each_task_moved(
    still, open_case, told, answer, task, ledger, client
):
    case_no = open_case("clocks")
    look = task("look")
    told(case_no, "AskOffice")
    still(hours=3)
    told(case_no, "OfficeAnswered", by="intake_officer")
    stop, go = ledger(case_no)

    assert (stop["stopped"], stop["by"]) == ("2026-11-23T02:00:00.000Z", ["ask_office_step"])
    assert (go["since"], go["went"], go["seconds"]) == (stop["stopped"], "2026-11-23T05:00:00.000Z", 10800)
    moved = ["2026-11-30T09:30:00.000Z", "2026-12-01T04:30:00.000Z"]
    assert go["tasks"] == [{"task": look["id"], "seconds": 10800, "due": moved}]
    assert go["th"] == "นาฬิกาของเรื่องเดินต่อ หลังหยุด 3 ชั่วโมงทำการ"
    assert stop["en"] == "The clock of the case stands: others must act"
    assert client("auditor").get(f"/api/v1/cases/{case_no}/verification").json["ok"]
    assert client("auditor").get(f"/api/v1/cases/{case_no}/replay").json["same"]


def test_what_is_not_late_when_its_clock_stops_never_gets_late(still, open_case, told, client):
    case_no = open_case("clocks")
    told(case_no, "AskSubmitter")
    still(days=60)
    report = client("centre_manager").get("/api/v1/tasks/overdue").json
    [here] = [one for one in client("auditor").get("/api/v1/centres/rollup").json if one["centre"] == "SRC"]
    late = client("intake_officer").get("/api/v1/tasks?whose=all&due=overdue").json["items"]

    assert (report, here["tasks_overdue"]) == ([], 0)
    assert [one["element"] for one in late] == ["ask_submitter_step"]


def test_what_was_late_before_stays_late_by_the_days_it_was(still, open_case, told, client):
    case_no = open_case("clocks")
    still(days=9)
    told(case_no, "AskOffice")
    still(days=60)
    [late] = client("centre_manager").get("/api/v1/tasks/overdue").json

    assert (late["task"]["element"], late["days"]) == ("look", 2)


def test_a_case_without_others_to_wait_for_pays_nothing(still, open_case, do, counted):
    open_case("clocks")
    with counted() as seen:
        do("look", by="intake_officer")

    assert not [one for one in seen["statements"] if "clock_stops=" in one or "stands_since=" in one]


ACTS = some.sampled_from(("AskSubmitter", "AskOffice", "answer", "OfficeAnswered", "MoreWork"))
ENDS = {"answer": "AskSubmitter", "OfficeAnswered": "AskOffice"}


@pytest.fixture
def turn(still, told, answer):
    """turn(case_no, book, act, hours): so much later that happens, and the book beside the application."""

    def turn(case_no, book, act, hours):
        before, now = clock.now(), still(hours=hours)
        if book["AskSubmitter"] + book["AskOffice"]:
            for one in book["tasks"].values():
                one["stood"] += THAI.worked(before, now)
        if act in ENDS and not book[ENDS[act]]:
            return
        if act == "answer":
            answer(case_no)
        else:
            told(case_no, act, by="intake_officer" if act in ENDS else "centre_manager")
        book[ENDS.get(act, act)] += -1 if act in ENDS else 1

    return turn


@pytest.fixture
def enter(tasks):
    """What opened is written into the book, with its time; clocks that stop others have none there."""

    def enter(case_no, book):
        for one in tasks(case_no):
            if not one["clock_stopped"]:
                begun = {"opened": clock.moment(one["opened_at"]), "due": due(one), "stood": timedelta()}
                book["tasks"].setdefault(one["id"], begun)

    return enter


def test_for_any_stops_and_goes_due_is_opened_and_time_given_and_time_stood(
    still, open_case, turn, enter, tasks
):
    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(some.lists(some.tuples(ACTS, some.integers(0, 70)), max_size=8))
    def holds(acts):
        still()
        case_no, book = open_case("clocks"), {"AskSubmitter": 0, "AskOffice": 0, "MoreWork": 0, "tasks": {}}
        enter(case_no, book)
        for act, hours in acts:
            turn(case_no, book, act, hours)
            enter(case_no, book)
        for act, stop in ENDS.items():
            while book[stop]:
                turn(case_no, book, act, 11)
        for one in tasks(case_no):
            known = book["tasks"][one["id"]]
            given_time = THAI.worked(known["opened"], known["due"])
            assert due(one) == THAI.after_work(known["due"], known["stood"])
            assert THAI.worked(known["opened"], due(one)) == given_time + known["stood"]

    holds()
