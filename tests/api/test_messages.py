"""Messages people send to a case from outside."""


def send(client, who, case_no, name, /, **payload):
    return client(who).post(f"/api/v1/cases/{case_no}/messages", json={"name": name, "payload": payload})


def test_a_submitter_withdraws_the_case(open_case, client, tasks):
    case_no = open_case()
    [message] = client("submitter").get(f"/api/v1/cases/{case_no}").json["messages"]
    assert message["name"] == "Withdraw"
    response = send(client, "submitter", case_no, "Withdraw", reason="ไม่ต้องการแล้ว")

    assert response.status_code == 200, response.json
    assert tasks() == []
    assert client("submitter").get(f"/api/v1/cases/{case_no}").json["status"] == "completed"


def test_others_may_not_withdraw_it(open_case, client):
    case_no = open_case()

    assert send(client, "intake_officer", case_no, "Withdraw").json["code"] == "not_your_message"
    assert send(client, "submitter_2", case_no, "Withdraw").status_code == 404


def test_a_submitter_who_reads_anothers_case_by_another_role_may_not_withdraw_it(app, open_case, client):
    case_no = open_case()
    with app.app_context():
        from app.extensions import db
        from app.people.service import centre, grant_role, person_named

        grant_role(person_named("intake_officer"), "submitter", centre("SRC"))
        db.session.commit()

    assert send(client, "intake_officer", case_no, "Withdraw").json["code"] == "not_your_message"


def test_a_message_nobody_waits_for_is_refused(open_case, client):
    case_no = open_case()
    response = send(client, "submitter", case_no, "Hello")

    assert (response.status_code, response.json["code"]) == (409, "message_not_expected")


def test_a_message_for_a_closed_case_is_refused_and_nothing_is_written(open_case, client):
    case_no = open_case()
    send(client, "submitter", case_no, "Withdraw", reason="ไม่ต้องการแล้ว")
    before = client("auditor").get(f"/api/v1/cases/{case_no}").json["journal_number"]
    response = send(client, "submitter", case_no, "Withdraw", reason="ไม่ต้องการแล้ว")

    assert (response.status_code, response.json["code"]) == (409, "message_not_expected")
    assert client("auditor").get(f"/api/v1/cases/{case_no}").json["journal_number"] == before


def test_a_task_the_withdrawal_cancelled_cannot_be_completed(open_case, claim, complete, client):
    case_no = open_case()
    id = claim("check", by="intake_officer")
    send(client, "submitter", case_no, "Withdraw", reason="ไม่ต้องการแล้ว")
    response = complete(id, by="intake_officer", complete=True)

    assert (response.status_code, response.json["code"]) == (409, "task_cancelled")


def test_the_story_tells_who_sent_it(open_case, client):
    case_no = open_case()
    send(client, "submitter", case_no, "Withdraw", reason="เปลี่ยนใจ")
    line = client("auditor").get(f"/api/v1/cases/{case_no}/story").json[-1]

    assert (line["kind"], line["actor"]["username"]) == ("message:delivered", "submitter")


def refused(client, case_no, /, **payload):
    """The fields refused, after seeing that nothing was written."""
    before = client("auditor").get(f"/api/v1/cases/{case_no}").json["journal_number"]
    response = send(client, "submitter", case_no, "Withdraw", **payload)

    assert response.status_code == 422, response.json
    assert client("auditor").get(f"/api/v1/cases/{case_no}").json["journal_number"] == before
    return {error["field"]: error["message"] for error in response.json["errors"]}


def test_a_message_from_a_person_writes_only_what_its_form_asks(open_case, client, tasks):
    case_no = open_case()
    found = refused(client, case_no, reason="เปลี่ยนใจ", case_no="hack", complete=True)

    assert set(found) == {"/case_no", "/complete"}
    assert [task["element"] for task in tasks()] == ["check"]


def test_what_the_form_of_a_message_requires_is_asked_in_thai(open_case, client):
    case_no = open_case()

    assert "เหตุผล" in refused(client, case_no)["/reason"]
    assert set(refused(client, case_no, reason=["เปลี่ยนใจ"])) == {"/reason"}


def test_what_catches_a_message_without_a_form_takes_no_data_from_a_person(app, open_case, client):
    case_no = open_case("bell", by="intake_officer")
    response = send(client, "intake_officer", case_no, "Ring", title_th="อื่น")

    assert (response.status_code, response.json["code"]) == (422, "nothing_asked")
    assert send(client, "intake_officer", case_no, "Ring").status_code == 200


def test_a_message_is_checked_by_the_form_of_the_element_that_waits_now(open_case, client):
    case_no = open_case("bell", by="intake_officer")
    send(client, "intake_officer", case_no, "Ring")
    wrong = send(client, "intake_officer", case_no, "Ring")

    assert [error["field"] for error in wrong.json["errors"]] == ["/reason"]
    assert send(client, "intake_officer", case_no, "Ring", reason="อีกครั้ง").status_code == 200


def test_whoever_may_send_a_message_is_told_its_form(app, open_case):
    case_no = open_case()
    with app.app_context():
        from app.cases.service import get_case, permitted_messages
        from app.people.service import person_named

        by = person_named("submitter")
        [permitted] = permitted_messages(get_case(case_no, by), by)

    assert (permitted.element, permitted.form) == ("withdraw", "forms/withdraw.json")


def test_the_case_tells_which_form_a_message_must_fit_and_in_which_release(open_case, client):
    case_no = open_case()
    told = client("submitter").get(f"/api/v1/cases/{case_no}").json
    [message] = told["messages"]

    assert (message["form"], message["release"]) == ("forms/withdraw.json", told["instances"][0]["release"])
    assert (message["process"], message["element"]) == ("review", "withdraw")


def test_a_message_names_only_people_who_hold_the_role_asked_for(open_case, client):
    case_no = open_case()
    wrong = send(client, "submitter", case_no, "Withdraw", reason="ไม่ต้องการแล้ว", witness="auditor")

    assert (wrong.status_code, [error["field"] for error in wrong.json["errors"]]) == (422, ["/witness"])
    sent = send(client, "submitter", case_no, "Withdraw", reason="ไม่ต้องการแล้ว", witness="chair")
    assert sent.status_code == 200
