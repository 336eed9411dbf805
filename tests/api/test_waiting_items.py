"""A process gathers what waits for a message in other cases; the diagram says which, and what is told."""

import pytest

from app.cases.models import Case, Instance
from app.cases.replay import replay_case
from app.extensions import db
from app.processes.service import release
from workflows import restore


@pytest.fixture
def matters(app, open_case, drain):
    """What a new case finds waiting."""

    def matters(**answers):
        case_no = open_case("gather", by="intake_officer", **answers)
        drain()
        with app.app_context():
            case = db.session.query(Case).filter_by(case_no=case_no).one()
            instance = db.session.query(Instance).filter_by(case_id=case.id).one()
            assert replay_case(case).same
            return restore(release(instance.release_hash), instance.state).variables["matters"]

    return matters


@pytest.fixture
def wait(open_case, do, drain):
    def wait(**answers):
        case_no = open_case("plain_wait", by="intake_officer", **answers)
        drain()
        return case_no

    return wait


def test_nothing_waits_nothing_is_found(matters):
    assert matters() == []


def test_cases_that_wait_are_told_the_longest_waiting_first(wait, matters):
    first, second = wait(title_th="เรื่องแรกที่รออยู่"), wait(title_th="เรื่องที่สองที่รออยู่")
    found = matters()

    assert [(one["case_no"], one["title_th"]) for one in found] == [
        (first, "เรื่องแรกที่รออยู่"),
        (second, "เรื่องที่สองที่รออยู่"),
    ]
    assert set(found[0]) == {"case_id", "case_no", "title", "title_en", "since", "title_th"}


def test_only_matters_with_the_same_values_count(wait, matters):
    wait(problem_statement="ของคณะกรรมการอื่น")
    mine = wait(problem_statement="ของคณะกรรมการนี้")

    assert [one["case_no"] for one in matters(problem_statement="ของคณะกรรมการนี้")] == [mine]


def test_the_matters_of_another_centre_do_not_count(wait, matters, client):
    body = {"process": "plain_wait", "centre": "CNX", "answers": {"title_th": "เรื่องของอีกศูนย์"}}
    assert client("intake_officer_far").post("/api/v1/cases", json=body).status_code == 201

    assert matters() == []
