"""Who did anything in a case, or stands in for who did, is not even named to judge it."""

from datetime import timedelta

import pytest


@pytest.fixture
def name_judge(open_case, do, claim, complete, task):
    """Open and write a case, then name somebody; hands back the response."""

    def name_judge(who, note="เขียนแล้ว"):
        open_case("judged", by="triage_analyst_2")
        do("write", by="triage_analyst", note=note)
        return complete(claim(task("name_judge")["id"], by="legal_officer"), by="legal_officer", judge=who)

    return name_judge


@pytest.fixture
def also_reviews(app):
    """Somebody gets the role of an appeal reviewer beside their own."""
    from app.extensions import db
    from app.people import service as people

    def also_reviews(username):
        with app.app_context():
            people.grant_role(people.person_named(username), "appeal_reviewer", people.centre("SRC"))
            db.session.commit()

    return also_reviews


@pytest.mark.parametrize("who", ["triage_analyst", "triage_analyst_2"])
def test_who_did_a_step_or_opened_the_case_is_refused_at_the_field(name_judge, also_reviews, who):
    also_reviews(who)
    response = name_judge(who)

    assert (response.status_code, response.json["errors"][0]["field"]) == (422, "/judge")
    assert response.json["errors"][0]["code"] == "four_eyes"


def test_who_stands_in_for_one_of_them_is_refused(name_judge, app):
    from app import clock
    from app.extensions import db
    from app.people.models import Substitution
    from app.people.service import person_named

    with app.app_context():
        day, away = clock.today(), person_named("triage_analyst").id
        row = {"person_id": away, "substitute_id": person_named("appeal_reviewer").id, "set_by": away}
        span = {"begins": day, "ends": day + timedelta(days=3), "set_at": clock.now()}
        db.session.add(Substitution(**row, **span, reason="ลา"))
        db.session.commit()

    assert name_judge("appeal_reviewer").json["errors"][0]["code"] == "four_eyes"


def test_whoever_a_variable_keeps_apart_is_refused_though_they_did_nothing_in_this_case(name_judge):
    assert name_judge("appeal_reviewer", note="appeal_reviewer").json["errors"][0]["code"] == "four_eyes"


def test_somebody_new_is_named_and_gets_the_task(name_judge, task):
    assert name_judge("appeal_reviewer_2").status_code == 200
    assert task("judge_it")["assignee"]["username"] == "appeal_reviewer_2"


def test_who_only_brought_the_case_on_by_hand_is_refused_as_the_task_would(name_judge, complete, task, app):
    from app.cases.models import Case
    from app.extensions import db
    from app.journal.models import JournalEntry
    from app.people.service import person_named

    name_judge("triage_analyst")
    with app.app_context():
        case, who = db.session.query(Case).one(), person_named("appeal_reviewer_2").id
        at = {"case_id": case.id, "number": 99, "at": case.opened_at, "bytes": b"", "hash": ""}
        db.session.add(JournalEntry(kind="token:moved", person_id=who, **at))
        db.session.commit()
    answer = complete(task("name_judge")["id"], by="legal_officer", judge="appeal_reviewer_2")

    assert answer.json["errors"][0]["code"] == "four_eyes"


def test_nor_is_it_handed_on_to_who_opened_the_case_when_the_judge_leaves(
    name_judge, also_reviews, task, client, app
):
    """Who opened the case did no task of it; a manager hands it on all the same to somebody new."""
    from app.cases.models import Task
    from app.extensions import db
    from app.people import service as people

    also_reviews("triage_analyst_2")
    name_judge("appeal_reviewer_2")
    found = task("judge_it")["id"]
    with app.app_context():
        people.revoke_role(people.person_named("appeal_reviewer_2"), "appeal_reviewer", people.centre("SRC"))
        db.session.commit()
    body = {"to": "triage_analyst_2", "reason": "ผู้พิจารณาย้าย"}
    answer = client("centre_manager").post(f"/api/v1/tasks/{found}/reassign", json=body)
    assert answer.json["code"] == "not_assignable"

    with app.app_context():
        db.session.get(Task, found).assignee_id = people.person_named("triage_analyst_2").id
        db.session.commit()
    answer = client("triage_analyst_2").post(f"/api/v1/tasks/{found}/claim")
    assert (answer.status_code, answer.json["code"]) == (403, "four_eyes")

    body["to"] = "appeal_reviewer"
    assert client("centre_manager").post(f"/api/v1/tasks/{found}/reassign", json=body).status_code == 200
