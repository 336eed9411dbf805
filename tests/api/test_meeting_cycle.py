"""A committee that meets month by month: a case opens ahead of each meeting, once; for none that is over."""

from datetime import datetime
from threading import Thread
from types import SimpleNamespace

import pytest

from app.cases.jobs import run_one
from app.cases.models import Case
from app.cases.replay import replay_case
from app.cases.waiting import DueRow
from app.clock import BANGKOK
from app.extensions import db
from app.processes.service import release
from app.registers import service
from app.registers.cycles import occasions
from tests.api.test_register_messages import COMMITTEE
from workflows import restore
from workflows.errors import AnswersRefused

MORNING = "2026-11-02T02:00:00Z"
THURSDAY = {"meets_week": "2", "meets_weekday": "4", "meets_at": "13:30"}


@pytest.fixture
def committee(app, at):
    """JC1 meets on the second Thursday; it is 2 November 2026."""
    at(MORNING)
    with app.app_context():
        service.add_record("committees", {**COMMITTEE, **THURSDAY}, None)
        db.session.commit()


@pytest.fixture
def change(app):
    def change(**answers):
        with app.app_context():
            service.change_record("committees", "JC1", answers, None)
            db.session.commit()

    return change


def due(app):
    with app.app_context():
        rows = db.session.query(DueRow).filter_by(kind="cycle")
        return [(row.payload["on"][:16], row.due_at.isoformat()[:10]) for row in rows]


def cases(app):
    with app.app_context():
        return db.session.query(Case).count()


@pytest.mark.parametrize(
    ("week", "weekday", "days"),
    [
        ("1", "7", ["1 Nov", "6 Dec", "3 Jan"]),
        ("2", "4", ["12 Nov", "10 Dec", "14 Jan"]),
        ("5", "1", ["30 Nov", "29 Mar", "31 May"]),
        ("last", "5", ["27 Nov", "25 Dec", "29 Jan"]),
    ],
)
def test_the_days_of_a_cycle(week, weekday, days):
    row = SimpleNamespace(meets_week=week, meets_weekday=weekday, meets_at="00:30")
    found = list(occasions(row, datetime(2026, 11, 15, tzinfo=BANGKOK)))[:3]

    assert [f"{one.astimezone(BANGKOK):%-d %b}" for one in found] == days


def test_a_clock_far_ahead_opens_one_case_and_the_next_stands_ready(app, committee, at, drain, task):
    assert due(app) == [("2026-12-10T06:30", "2026-11-19")]
    drain()
    assert cases(app) == 0
    at("2026-12-01T02:00:00Z")
    drain()
    drain()

    assert (cases(app), task("call")["case_no"]) == (1, "SRC-2570-00001")
    assert due(app) == [("2027-01-14T06:30", "2026-12-24")]
    with app.app_context():
        case = db.session.query(Case).one()
        known = restore(release(case.instances[0].release_hash), case.instances[0].state).variables
        assert replay_case(case).same
        assert (known["committee"], known["start_at"]) == ("JC1", "2026-12-10T13:30:00+07:00")


def test_what_is_over_when_a_worker_comes_opens_nothing_the_next_opens_late(app, committee, at, drain):
    at("2027-06-01T02:00:00Z")
    drain()

    assert (cases(app), due(app)) == (1, [("2027-07-08T06:30", "2027-06-17")])


def test_a_change_moves_the_row_and_tells_of_no_month_twice(app, committee, change, at, drain):
    change(meets_week="last", meets_at="09:00")
    assert due(app) == [("2026-11-26T02:00", "2026-11-05")]
    at("2026-11-06T02:00:00Z")
    drain()
    change(meets_week="3")

    assert (cases(app), due(app)) == (1, [("2026-12-17T02:00", "2026-11-26")])
    at("2026-11-27T02:00:00Z")
    drain()
    change(meets_week="last")
    assert (cases(app), due(app)) == (2, [("2027-01-28T02:00", "2027-01-07")])
    change(meets_week=None, meets_weekday=None, meets_at=None)
    assert due(app) == []


def test_a_row_that_is_due_outlives_a_change_of_something_else_and_not_the_committee(
    app, committee, change, at, drain
):
    at("2026-11-20T02:00:00Z")
    change(name_en="The joint committee")
    assert due(app) == [("2026-12-10T06:30", "2026-11-19")]
    with app.app_context():
        service.act_on("committees", "JC1", "dissolve", "ครบวาระแล้วไม่ต่อ", None)
        db.session.commit()
    assert due(app) == []
    drain()

    assert cases(app) == 0


def test_two_workers_open_one_case(app, committee, at):
    at("2026-11-20T02:00:00Z")
    workers = [Thread(target=drained, args=(app,)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert (cases(app), len(due(app))) == (1, 1)


def drained(app):
    with app.app_context():
        while run_one():
            pass


def test_a_cycle_is_whole_and_of_one_centre(app, committee):
    for given in ({"meets_at": None}, {"meets_at": "25:00"}, {"meets_week": "6"}):
        with app.app_context(), pytest.raises(AnswersRefused):
            service.change_record("committees", "JC1", given, None)
    with app.app_context(), pytest.raises(AnswersRefused):
        service.add_record("committees", {**COMMITTEE, **THURSDAY, "code": "JC2", "centre": None}, None)
