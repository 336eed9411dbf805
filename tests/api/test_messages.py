"""Messages people send to a case from outside."""


def send(client, who, case_no, name, **payload):
    return client(who).post(f"/api/v1/cases/{case_no}/messages", json={"name": name, "payload": payload})


def test_a_submitter_withdraws_the_case(open_case, client, tasks):
    case_no = open_case()
    assert client("submitter").get(f"/api/v1/cases/{case_no}").json["messages"] == ["Withdraw"]
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
    send(client, "submitter", case_no, "Withdraw")
    before = client("auditor").get(f"/api/v1/cases/{case_no}").json["journal_number"]
    response = send(client, "submitter", case_no, "Withdraw")

    assert (response.status_code, response.json["code"]) == (409, "message_not_expected")
    assert client("auditor").get(f"/api/v1/cases/{case_no}").json["journal_number"] == before


def test_a_task_the_withdrawal_cancelled_cannot_be_completed(open_case, claim, complete, client):
    case_no = open_case()
    id = claim("check", by="intake_officer")
    send(client, "submitter", case_no, "Withdraw")
    response = complete(id, by="intake_officer", complete=True)

    assert (response.status_code, response.json["code"]) == (409, "task_cancelled")


def test_the_story_tells_who_sent_it(open_case, client):
    case_no = open_case()
    send(client, "submitter", case_no, "Withdraw", reason="เปลี่ยนใจ")
    line = client("auditor").get(f"/api/v1/cases/{case_no}/story").json[-1]

    assert (line["kind"], line["actor"]["username"]) == ("message:delivered", "submitter")
