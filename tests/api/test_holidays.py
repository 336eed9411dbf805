"""Holidays as data: what is entered moves due dates of its centre from then on; replay counts as before."""

from datetime import timedelta

import pytest

from app import clock
from app.cases.models import Case
from app.cases.replay import replay_case
from app.extensions import db
from app.registers import service


@pytest.fixture
def close(app):
    """close(days, centre): the days from tomorrow on are holidays."""

    def close(count, centre="SRC"):
        with app.app_context():
            here = clock.now().astimezone(clock.BANGKOK).date()
            for ahead in range(1, count + 1):
                day = (here + timedelta(days=ahead)).isoformat()
                said = {"day": day, "name": "วันหยุดพิเศษ", "name_en": "Special", "centre": centre}
                service.add_record("holidays", {name: value for name, value in said.items() if value}, None)
            db.session.commit()

    return close


@pytest.fixture
def due(open_case, task):
    """How many days from now the task of a new case is due."""

    def due():
        case_no = open_case()
        moment = clock.moment(task("check", case_no)["due_at"])
        return case_no, (moment - clock.now()).days

    return due


@pytest.mark.parametrize(("centre", "moves"), [("SRC", True), (None, True), ("CNX", False)])
def test_a_holiday_moves_what_is_due_in_its_centre(due, close, centre, moves):
    _, before = due()
    close(14, centre)
    _, after = due()

    assert (after > before + 10) is moves


def test_a_holiday_of_the_centre_is_no_day_late(open_case, close, later, client):
    open_case()
    close(20)
    later(days=20)

    assert [one["days"] for one in client("centre_manager").get("/api/v1/tasks/overdue").json] == [0]


def test_what_was_counted_before_and_after_replays_the_same(app, due, close, do):
    cases = [due()[0]]
    close(14)
    cases.append(due()[0])
    close(20, None)

    with app.app_context():
        for case in db.session.query(Case).filter(Case.case_no.in_(cases)):
            assert replay_case(case).same


def test_a_removed_holiday_is_a_working_day_again(app, due, close):
    _, before = due()
    close(14)
    with app.app_context():
        for row in service.list_records("holidays", None, limit=50).items:
            service.act_on("holidays", row.code, "remove", "ยกเลิกตามประกาศ", None)
        db.session.commit()

    assert due()[1] == before


def test_the_centres_chain_says_that_its_calendar_changed(app, close):
    close(1)
    with app.app_context():
        assert [one.kind for one in service.history("centres", "SRC", None)] == [
            "centre:added",
            "centre:calendar",
        ]
        assert service.verify_record("centres", service.get_record("centres", "SRC", None)).ok


IMPORT = "/api/v1/registers/holidays/import"


def test_a_table_is_read_whichever_line_ends_it_has(client):
    table = "2027-02-22,วันหยุด ก\r2027-02-23,วันหยุด ข\r\n2027-02-24,วันหยุด ค\n"

    assert client("admin").post(IMPORT, json={"csv": table}).json == {"added": 3}
