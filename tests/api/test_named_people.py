"""Ballots, scores and declarations are one person's by name: who may be named, and that nobody stands in."""

import pytest

MEMBERS = ["committee_member", "committee_member_2"]


@pytest.fixture
def seat(open_case, claim, complete, task):
    """Open a ballot and answer who sits on it; hands back the case number and the response."""

    def seat(**answers):
        case_no = open_case("ballot", by="secretary", title_th=None)
        return case_no, complete(
            claim(task("seat", case_no)["id"], by="secretary"), by="secretary", **answers
        )

    return seat


@pytest.fixture
def ballots(seat, tasks):
    """The ballots of two members, by username."""
    case_no, response = seat(members=MEMBERS)
    assert response.status_code == 200, response.json
    return {one["assignee"]["username"]: one["id"] for one in tasks(case_no)}


def send(client, who, id, act, **body):
    return client(who).post(f"/api/v1/tasks/{id}/{act}", json=body or None)


@pytest.mark.parametrize("who", [*MEMBERS, "centre_manager", "secretary"])
def test_nobody_hands_a_ballot_to_another_member(ballots, client, who):
    id = ballots[MEMBERS[1]]
    response = send(client, who, id, "reassign", to=MEMBERS[0], reason="ขอลงแทน")

    assert (response.status_code, response.json["code"]) == (403, "named_by_diagram")
    assert client("auditor").get(f"/api/v1/tasks/{id}").json["assignee"]["username"] == MEMBERS[1]


def test_nobody_hands_on_what_the_submitter_has_to_do(open_case, do, task, client):
    open_case()
    do("check", by="intake_officer", complete=False)
    id = task("mend")["id"]
    response = send(client, "centre_manager", id, "reassign", to="submitter_2", reason="ขอทำแทน")

    assert response.json["code"] == "named_by_diagram"


def test_there_is_nobody_to_choose_from_for_a_ballot(app, ballots):
    from app.cases.models import Task
    from app.cases.service import reassignable_to
    from app.extensions import db

    with app.app_context():
        assert reassignable_to(db.session.get(Task, ballots[MEMBERS[0]])) == []


@pytest.mark.parametrize("stranger", ["intake_officer", "committee_member_far", "nobody"])
def test_the_diagram_gives_a_ballot_to_no_one_outside_the_role_and_centre(seat, tasks, stranger):
    case_no, response = seat(unchecked=[stranger])

    assert (response.status_code, response.json["code"]) == (422, "unknown_assignee")
    assert stranger in response.json["detail"]
    assert "กรรมการ" in response.json["detail"]
    assert [one["element"] for one in tasks(case_no)] == ["seat"]


def test_a_member_who_left_gets_no_ballot(app, seat):
    _change(app, "UPDATE person SET active = false WHERE username = 'committee_member_2'")

    assert seat(unchecked=MEMBERS)[1].json["code"] == "unknown_assignee"


def test_a_member_who_lost_the_role_votes_no_more(app, ballots, complete):
    _change(app, "DELETE FROM role_grant WHERE role = 'committee_member'")
    response = complete(ballots[MEMBERS[0]], by=MEMBERS[0], note="เห็นชอบ")

    assert (response.status_code, response.json["code"]) == (403, "wrong_role")


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"chair": "committee_member"}, "/chair"),
        ({"chair": "chair_far"}, "/chair"),
        ({"members": ["committee_member", "nobody"]}, "/members/1"),
        ({"seats": [{"reviewer": "reviewer"}, {"reviewer": "chair"}]}, "/seats/1/reviewer"),
    ],
)
def test_an_answer_names_only_people_of_the_role_it_asks_for(seat, tasks, client, answers, field):
    case_no, response = seat(**answers)
    start = {"process": "ballot", "centre": "SRC", "answers": answers}

    assert (response.status_code, response.json["code"]) == (422, "answers_refused")
    assert [(error["field"], error["code"]) for error in response.json["errors"]] == [(field, "reference")]
    assert [one["element"] for one in tasks(case_no)] == ["seat"]
    assert client("secretary").post("/api/v1/cases", json=start).json["errors"][0]["field"] == field


def test_people_of_the_role_are_accepted_wherever_they_are_named(seat):
    seats = [{"reviewer": "reviewer"}, {"reviewer": "reviewer_2"}]

    assert seat(members=MEMBERS, chair="chair", seats=seats)[1].status_code == 200


@pytest.mark.parametrize("act", ["claim", "complete"])
@pytest.mark.parametrize("who", [MEMBERS[1], "secretary"])
def test_a_vote_does_not_leak_through_a_refusal(ballots, complete, client, who, act):
    id = ballots[MEMBERS[0]]
    complete(id, by=MEMBERS[0], note="เสียงลับ")
    response = send(client, who, id, act, **({"answers": {}} if act == "complete" else {}))

    assert response.status_code == 403
    assert "เสียงลับ" not in response.text


@pytest.mark.parametrize("act", ["release", "reassign"])
def test_a_sealed_answer_is_not_in_the_refusal_of_a_manager(open_case, tasks, claim, complete, client, act):
    case_no = open_case("siblings", by="triage_analyst", many=2)
    id = claim(tasks(case_no)[0]["id"], by="triage_analyst")
    complete(id, by="triage_analyst", note="คะแนนลับ")
    body = {"to": "triage_analyst_2", "reason": "ลาป่วยสามวัน"} if act == "reassign" else {}
    response = send(client, "centre_manager", id, act, **body)

    assert (response.status_code, response.json["code"]) == (409, "already_completed")
    assert "คะแนนลับ" not in response.text


def test_who_voted_is_reminded_of_the_own_vote(ballots, complete):
    complete(ballots[MEMBERS[0]], by=MEMBERS[0], note="เห็นชอบ")
    response = complete(ballots[MEMBERS[0]], by=MEMBERS[0], note="ไม่เห็นชอบ")

    assert (response.status_code, response.json["details"]["answers"]) == (409, {"note": "เห็นชอบ"})


def test_a_vote_in_the_very_moment_the_ballot_opened_is_sealed(
    open_case, tasks, claim, complete, client, still
):
    still()
    case_no = open_case("siblings", by="triage_analyst", many=2)
    complete(claim(tasks(case_no)[0]["id"], by="triage_analyst"), by="triage_analyst", note="คะแนนลับ")

    assert "คะแนนลับ" not in str(client("triage_analyst_2").get(f"/api/v1/cases/{case_no}/story").json)


@pytest.fixture
def still(app, monkeypatch):
    """still(): from now on no time passes."""
    from app import clock

    moment = clock.now()
    return lambda: monkeypatch.setattr(clock, "now", lambda: moment)


def _change(app, statement):
    from sqlalchemy import text

    from app.extensions import db

    with app.app_context():
        db.session.execute(text(statement))
        db.session.commit()


@pytest.fixture
def lost(app, ballots):
    """The second member has lost the role, as `dgti person revoke` does it; the id of their ballot."""
    from app.extensions import db
    from app.office import withdraw

    with app.app_context():
        assert withdraw(MEMBERS[1], "committee_member", "SRC") == 1
        db.session.commit()
    return ballots[MEMBERS[1]]


THIRD = "committee_member_far"


@pytest.fixture
def third(app):
    """A member of the other centre who now sits here too."""
    from app.extensions import db
    from app.people import service

    with app.app_context():
        service.grant_role(service.person_named(THIRD), "committee_member", service.centre("SRC"))
        db.session.commit()


def test_the_manager_of_the_centre_hears_of_a_task_whose_person_lost_the_role(lost, drain, client):
    drain()
    [notice] = client("centre_manager").get("/api/v1/notices").json["items"]

    assert (notice["kind"], notice["task"]) == ("stranded", lost)
    assert "Mx committee_member_2" in notice["text_en"]
    assert client("centre_manager_far").get("/api/v1/notices").json["items"] == []


def test_the_manager_hands_it_on_with_a_reason_and_the_new_member_votes(lost, third, client, complete):
    response = send(client, "centre_manager", lost, "reassign", to=THIRD, reason="ลาออกจากกรรมการ")
    last = client("auditor").get(f"/api/v1/cases/{response.json['case_no']}/story").json[-1]

    assert (response.status_code, response.json["assignee"]["username"]) == (200, THIRD)
    assert (last["kind"], last["reason"]) == ("task:reassigned", "ลาออกจากกรรมการ")
    assert complete(lost, by=MEMBERS[1], note="เห็นชอบ").status_code == 404
    assert complete(lost, by=THIRD, note="เห็นชอบ").status_code == 200


def test_nobody_gets_a_second_ballot_that_way(lost, client):
    response = send(client, "centre_manager", lost, "reassign", to=MEMBERS[0], reason="ขอลงแทน")

    assert (response.status_code, response.json["code"]) == (422, "not_assignable")


@pytest.mark.parametrize("who", [MEMBERS[0], "secretary", "centre_manager_far"])
def test_nobody_but_the_manager_of_the_centre_hands_it_on(lost, third, client, who):
    response = send(client, who, lost, "reassign", to=THIRD, reason="ขอมอบหมาย")

    assert response.status_code in (403, 404)


def test_who_lost_the_role_does_not_choose_who_follows_even_with_the_task_in_hand(
    app, ballots, third, claim, client
):
    from app.extensions import db
    from app.office import withdraw

    claim(ballots[MEMBERS[1]], by=MEMBERS[1])
    with app.app_context():
        withdraw(MEMBERS[1], "committee_member", "SRC")
        db.session.commit()

    assert (
        send(client, MEMBERS[1], ballots[MEMBERS[1]], "reassign", to=THIRD, reason="ขอมอบ").status_code == 403
    )


def test_who_left_is_replaced_in_the_same_way_and_signs_in_nowhere(app, ballots, third, client):
    from app.extensions import db
    from app.office import dismiss

    with app.app_context():
        assert dismiss(MEMBERS[1]) == 1
        db.session.commit()
    body = {"to": THIRD, "reason": "พ้นจากตำแหน่ง"}

    assert client(MEMBERS[1]).get("/api/v1/me").status_code == 401
    assert send(client, "centre_manager", ballots[MEMBERS[1]], "reassign", **body).status_code == 200


def test_a_role_nobody_holds_is_not_taken_away(app):
    from app.office import withdraw
    from app.refusals import NotFound

    with app.app_context(), pytest.raises(NotFound, match="does not hold"):
        withdraw(MEMBERS[0], "chair", "SRC")
