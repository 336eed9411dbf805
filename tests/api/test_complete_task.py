"""Completing a task: by whom, once, and with what."""

import pytest


def test_a_complete_request_goes_to_the_manager(open_case, do, tasks):
    open_case()
    do("check", by="intake_officer", complete=True)

    assert [task["element"] for task in tasks()] == ["approve"]


def test_an_incomplete_request_goes_back_to_whoever_asked(open_case, do, task):
    open_case()
    do("check", by="intake_officer", complete=False)

    assert task("mend")["assignee"]["username"] == "submitter"


def test_the_receipt_names_the_entry_and_what_waits_now(open_case, do):
    case_no = open_case()
    receipt = do("check", by="intake_officer", complete=True)

    assert (receipt["case_no"], receipt["entry"], receipt["status"]) == (case_no, 3, "running")
    assert [one["element"] for one in receipt["opened"]] == ["approve"]


@pytest.mark.parametrize(
    "stranger", ["triage_analyst", "intake_officer_far", "admin", "auditor", "submitter"]
)
def test_only_the_role_of_the_lane_in_this_centre_may_complete(open_case, task, complete, tasks, stranger):
    open_case()
    response = complete(task("check")["id"], by=stranger, complete=True)

    assert response.status_code in (403, 404)
    assert [one["element"] for one in tasks()] == ["check"]


def test_a_task_nobody_claimed_cannot_be_completed(open_case, task, complete):
    open_case()
    response = complete(task("check")["id"], by="intake_officer", complete=True)

    assert (response.status_code, response.json["code"]) == (409, "not_claimed")


def test_a_task_somebody_else_claimed_cannot_be_completed(open_case, claim, complete):
    open_case()
    id = claim("check", by="intake_officer_2")
    response = complete(id, by="intake_officer", complete=True)

    assert (response.status_code, response.json["code"]) == (409, "claimed_by_other")
    assert response.json["details"]["username"] == "intake_officer_2"


def test_the_second_completer_learns_who_was_first_and_when(open_case, claim, complete):
    open_case()
    id = claim("check", by="intake_officer_2")
    complete(id, by="intake_officer_2", complete=True)
    response = complete(id, by="intake_officer", complete=False)

    assert (response.status_code, response.json["code"]) == (409, "already_completed")
    assert response.json["details"]["username"] == "intake_officer_2"
    assert response.json["details"]["answers"] == {"complete": True}
    assert response.json["details"]["at"].endswith("Z")


def test_whoever_did_the_earlier_step_may_not_do_the_one_that_needs_other_eyes(
    app, open_case, do, task, client
):
    open_case()
    do("check", by="intake_officer", complete=True)
    with app.app_context():
        from app.extensions import db
        from app.people.service import centre, grant_role, person_named

        grant_role(person_named("intake_officer"), "centre_manager", centre("SRC"))
        db.session.commit()
    response = client("intake_officer").post(f"/api/v1/tasks/{task('approve')['id']}/claim")

    assert (response.status_code, response.json["code"]) == (403, "four_eyes")


def test_a_task_of_one_person_is_not_for_others_of_the_role(open_case, task, client, complete):
    open_case("named", by="intake_officer", title_th=None, who="intake_officer_2")
    id = task("own")["id"]

    assert client("intake_officer").post(f"/api/v1/tasks/{id}/claim").status_code == 403
    assert complete(id, by="intake_officer_2", note="ทำแล้ว").status_code == 200


def test_a_field_the_form_does_not_have_is_refused(open_case, claim, complete, tasks):
    open_case()
    id = claim("check", by="intake_officer")
    response = complete(id, by="intake_officer", complete=True, approved_already=True)

    assert response.status_code == 422
    assert [error["field"] for error in response.json["errors"]] == ["/approved_already"]
    assert [one["element"] for one in tasks()] == ["check"]


def test_a_task_without_a_form_takes_no_answers(open_case, claim, complete):
    open_case("plain", by="intake_officer")
    id = claim("tick", by="intake_officer")

    assert complete(id, by="intake_officer", approved=True).json["code"] == "nothing_asked"
    assert complete(id, by="intake_officer").status_code == 200


def test_an_answer_of_the_wrong_type_is_refused_with_its_field(open_case, claim, complete):
    open_case()
    response = complete(claim("check", by="intake_officer"), by="intake_officer", complete="yes")

    assert response.status_code == 422
    assert [error["field"] for error in response.json["errors"]] == ["/complete"]


def test_a_refusal_comes_in_thai_and_in_english_for_who_prefers_it(open_case, task, client):
    open_case()
    url = f"/api/v1/tasks/{task('check')['id']}/complete"
    thai = client("intake_officer").post(url, json={"answers": {}})
    english = client("intake_officer").post(url, json={"answers": {}}, headers={"Accept-Language": "en"})

    assert (thai.json["detail"], english.json["detail"]) == (
        "โปรดรับงานก่อนส่ง",
        "Claim this task before completing it.",
    )


def test_a_task_that_is_not_there_is_not_found(client):
    assert (
        client("intake_officer").post("/api/v1/tasks/999/complete", json={"answers": {}}).status_code == 404
    )
