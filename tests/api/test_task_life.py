"""Claiming, releasing, reassigning, and drafts."""

import pytest


def post(client, who, id, act, **body):
    return client(who).post(f"/api/v1/tasks/{id}/{act}", json=body or None)


def test_a_claimed_task_moves_from_the_roles_box_to_mine(open_case, claim, client):
    open_case()
    boxes = lambda who: [  # noqa: E731
        len(client(who).get(f"/api/v1/tasks?whose={whose}").json["items"]) for whose in ("mine", "roles")
    ]
    assert boxes("intake_officer") == [0, 1]

    claim("check", by="intake_officer")
    assert (boxes("intake_officer"), boxes("intake_officer_2")) == ([1, 0], [0, 0])


def test_claiming_twice_changes_nothing(open_case, claim, client):
    case_no = open_case()
    claim(claim("check", by="intake_officer"), by="intake_officer")

    assert client("auditor").get(f"/api/v1/cases/{case_no}").json["journal_number"] == 2


def test_the_second_who_claims_learns_who_has_it(open_case, claim, client):
    open_case()
    id = claim("check", by="intake_officer_2")
    response = post(client, "intake_officer", id, "claim")

    assert (response.status_code, response.json["details"]["username"]) == (409, "intake_officer_2")


def test_a_released_task_is_free_again(open_case, claim, client):
    open_case()
    id = claim("check", by="intake_officer_2")
    assert post(client, "intake_officer_2", id, "release").json["claimed_by"] is None

    assert post(client, "intake_officer", id, "claim").status_code == 200


def test_nobody_releases_anothers_task_but_the_manager(open_case, claim, client):
    open_case()
    id = claim("check", by="intake_officer")

    assert post(client, "intake_officer_2", id, "release").json["code"] == "not_holder"
    assert post(client, "centre_manager_far", id, "release").status_code == 404
    assert post(client, "centre_manager", id, "release").status_code == 200


def test_the_manager_reassigns_with_a_reason_that_the_story_keeps(open_case, claim, client):
    case_no = open_case()
    id = claim("check", by="intake_officer")
    response = post(client, "centre_manager", id, "reassign", to="intake_officer_2", reason="ลาป่วยสามวัน")

    assert response.json["claimed_by"]["username"] == "intake_officer_2"
    [line] = [
        line
        for line in client("auditor").get(f"/api/v1/cases/{case_no}/story").json
        if line["kind"] == "task:reassigned"
    ]
    assert (line["reason"], "intake_officer_2" in line["en"]) == ("ลาป่วยสามวัน", True)


@pytest.mark.parametrize("to", ["triage_analyst", "intake_officer_far"])
def test_a_task_goes_only_to_somebody_who_may_do_it(open_case, claim, client, to):
    open_case()
    response = post(
        client, "centre_manager", claim("check", "intake_officer"), "reassign", to=to, reason="ทดลอง"
    )

    assert (response.status_code, response.json["code"]) == (422, "not_assignable")


def test_nobody_hands_a_task_to_who_did_the_step_before(app, open_case, do, task, client):
    open_case()
    do("check", by="intake_officer", complete=True)
    with app.app_context():
        from app.extensions import db
        from app.people.service import centre, grant_role, person_named

        grant_role(person_named("intake_officer"), "centre_manager", centre("SRC"))
        db.session.commit()
    id = task("approve")["id"]
    response = post(client, "centre_manager", id, "reassign", to="intake_officer", reason="ทดลอง")

    assert response.json["code"] == "not_assignable"


def test_a_reason_is_required(open_case, claim, client):
    open_case()
    response = post(
        client, "centre_manager", claim("check", "intake_officer"), "reassign", to="intake_officer_2"
    )

    assert [error["field"] for error in response.json["errors"]] == ["reason"]


def test_a_draft_is_kept_unchecked_for_its_author_only(open_case, task, client):
    open_case()
    id = task("check")["id"]
    post(client, "intake_officer", id, "draft", answers={"complete": "perhaps"})

    read = lambda who: client(who).get(f"/api/v1/tasks/{id}/draft").json["answers"]  # noqa: E731
    assert (read("intake_officer"), read("intake_officer_2")) == ({"complete": "perhaps"}, None)


def test_who_came_second_keeps_the_answers_as_a_draft(open_case, claim, complete, client):
    open_case()
    id = claim("check", by="intake_officer")
    complete(id, by="intake_officer", complete=True)

    assert post(client, "intake_officer_2", id, "draft", answers={"complete": False}).status_code == 200


@pytest.mark.parametrize("reader", ["auditor", "centre_manager", "submitter"])
def test_a_reader_writes_no_drafts(open_case, task, client, reader):
    open_case()
    response = post(client, reader, task("check")["id"], "draft", answers={})

    assert response.status_code in (403, 404)


def test_completing_throws_the_draft_away(open_case, claim, complete, client):
    open_case()
    id = claim("check", by="intake_officer")
    post(client, "intake_officer", id, "draft", answers={"complete": True})
    complete(id, by="intake_officer", complete=True)

    assert client("intake_officer").get(f"/api/v1/tasks/{id}/draft").json["answers"] is None
