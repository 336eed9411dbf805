"""What completing a task costs: statements and commits are counted, and its past costs nothing."""

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from app.cases.models import Case
from app.extensions import db, execute, sent_together
from app.journal.models import JournalEntry

MOST_STATEMENTS = 12
COLUMNS = JournalEntry.__table__.c


def test_completing_takes_at_most_twelve_statements_and_one_commit(
    open_case, claim, complete, client, counted
):
    open_case()
    id = claim("check", by="intake_officer")
    client("intake_officer").post(f"/api/v1/tasks/{id}/draft", json={"answers": {"complete": True}})
    with counted() as seen:
        response = complete(id, by="intake_officer", key="one", complete=True)

    assert response.status_code == 200
    assert len(seen["statements"]) <= MOST_STATEMENTS, "\n".join(seen["statements"])
    assert seen["commits"] == 1


def test_the_fortieth_round_of_a_loop_costs_as_many_statements_as_the_second(
    open_case, claim, complete, counted
):
    open_case("round_trip", by="intake_officer")
    costs, opened = [], None
    for round in range(40):
        id = claim(opened or "again", by="intake_officer")
        with counted() as seen:
            response = complete(id, by="intake_officer", key=str(round), more_work=True)
        costs.append(len(seen["statements"]))
        opened = response.json["opened"][0]["id"]

    assert costs[39] == costs[1]


def test_the_state_of_a_loop_does_not_grow(app, open_case, do):
    from app.cases.models import Instance

    open_case("round_trip", by="intake_officer")
    sizes = []
    for _ in range(12):
        do("again", by="intake_officer", more_work=True)
        with app.app_context():
            sizes.append(len(db.session.query(Instance).one().state))

    assert sizes[11] - sizes[1] <= 4


def test_a_message_finds_its_case_at_the_same_cost_among_one_and_among_thirty(open_case, do, drain, counted):
    costs = []
    for crowd in (1, 29):
        for number in range(crowd):
            open_case("guest", by="intake_officer", problem_statement=f"{crowd}/{number}")
            do("ready", by="intake_officer")
        open_case("host", by="intake_officer", problem_statement=f"{crowd}/0")
        with counted() as seen:
            drain()
        costs.append(len(seen["statements"]))

    assert costs[0] == costs[1]


def test_reading_a_list_never_opens_a_write_transaction(open_case, client, counted):
    open_case()
    with counted() as seen:
        client("intake_officer").get("/api/v1/tasks?whose=roles")

    assert (seen["commits"], len(seen["statements"])) == (0, 4)


def close_every_case_and_write_every_entry_twice():
    with sent_together():
        execute(update(Case.__table__).values(status="closed"))
        execute(insert(JournalEntry.__table__).from_select(COLUMNS.keys(), select(*COLUMNS)))


def test_one_statement_refused_among_those_sent_together_undoes_them_all(app, open_case):
    case_no = open_case()
    with app.app_context(), pytest.raises(IntegrityError):
        close_every_case_and_write_every_entry_twice()

    with app.app_context():
        assert db.session.scalar(select(Case.status).where(Case.case_no == case_no)) == "running"
