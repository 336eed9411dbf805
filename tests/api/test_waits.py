"""Why is it stuck? What a case waits for, since when, who can act, and whether its clock goes."""

import pytest


@pytest.fixture
def waits(client):
    """The waits of a case that are not beside its flow, by kind; all of them with beside=True."""

    def waits(case_no, by="auditor", beside=False):
        found = client(by).get(f"/api/v1/cases/{case_no}/waits")
        assert found.status_code == 200, found.json
        return [one for one in found.json["waits"] if one["beside"] == beside]

    return waits


def send(client, case_no, name):
    done = client("centre_manager").post(f"/api/v1/cases/{case_no}/messages", json={"name": name})
    assert done.status_code == 200, done.json


def test_a_free_task_says_its_role_and_how_many_hold_it_in_the_centre(open_case, waits):
    [one] = waits(open_case())

    assert one["th"] == "งาน “ตรวจคำขอ” รอผู้รับ: เจ้าหน้าที่รับเรื่อง (2 คน)"
    assert one["en"] == "“Check the request” is for: intake officer (2 people)"
    assert (one["roles"], one["people"], one["clock"]) == (["intake_officer"], 2, "goes")
    assert None not in (one["since"], one["until"])


def test_a_taken_task_says_who_has_it(open_case, claim, waits):
    case_no = open_case()
    claim("check", by="intake_officer")

    assert waits(case_no)[0]["en"] == "“Check the request” is with Mx intake_officer"


def test_a_role_that_nobody_holds_is_said(app, open_case, waits):
    from app.extensions import db
    from app.people.models import Person

    case_no = open_case()
    with app.app_context():
        for username in ("intake_officer", "intake_officer_2"):
            db.session.query(Person).filter_by(username=username).one().active = False
        db.session.commit()
    [one] = waits(case_no)

    assert (one["people"], "nobody holds this role in the centre" in one["en"]) == (0, True)
    assert "ไม่มีผู้ถือบทบาทนี้ในศูนย์" in one["th"]


def test_who_has_left_is_named_and_the_manager_with_them(app, open_case, do, waits):
    from app.extensions import db
    from app.people.models import Person

    case_no = open_case()
    do("check", by="intake_officer", complete=False)
    with app.app_context():
        db.session.query(Person).filter_by(username="submitter").one().active = False
        db.session.commit()

    assert waits(case_no)[0]["en"] == (
        "“Mend the request” names Mx submitter, who has left: the centre's manager hands it on"
    )


def test_clocks_say_whether_they_go_stand_or_stop_others(open_case, client, waits):
    case_no = open_case("clocks")
    assert [one["clock"] for one in waits(case_no)] == ["goes"]
    for name in ("AskSubmitter", "AskOffice"):
        send(client, case_no, name)

    found = {one["element"]: one for one in waits(case_no)}
    assert (found["look"]["clock"], found["ask_submitter_step"]["clock"]) == ("stands", "stops")
    assert found["ask_office_step"]["th"] == "รอ “รอหน่วยงานตอบ” · ผู้แจ้งได้: เจ้าหน้าที่รับเรื่อง (2 คน)"
    assert found["ask_office_step"]["since"]
    assert client("auditor").get(f"/api/v1/cases/{case_no}/waits").json["stands_since"]


def test_what_may_come_at_any_time_stands_beside(open_case, waits):
    [one] = waits(open_case(), beside=True)

    assert (one["element"], one["kind"], one["roles"]) == ("withdraw", "message", ["submitter"])


def test_a_message_of_another_process_says_which_and_where_it_runs(open_case, do, waits):
    case_no = open_case("guest", by="intake_officer", problem_statement="1")
    do("ready", by="intake_officer")
    [one] = [one for one in waits(case_no) if one["element"] == "invited"]

    assert one["en"].endswith("from the process “Host”, which runs in no case now")


def test_a_timer_says_when_it_comes(open_case, waits):
    found = waits(open_case("patience", by="intake_officer"), beside=True)

    assert [(one["kind"], bool(one["until"])) for one in found] == [("timer", True)]


def test_what_is_broken_says_why_and_who_mends_it(open_case, waits):
    [one] = waits(open_case("fragile", by="intake_officer", title_th=None, parts=0))

    assert (one["kind"], one["roles"], one["people"]) == ("incident", ["process_owner"], 3)
    assert "mended by: process owner (3 people)" in one["en"]


def test_the_submitter_hears_of_their_own_task_and_not_of_the_office(open_case, do, waits):
    case_no = open_case()
    assert [one["en"] for one in waits(case_no, by="submitter")] == ["The centre is at work on it"]
    do("check", by="intake_officer", complete=False)

    assert [one["element"] for one in waits(case_no, by="submitter")] == ["mend"]


def test_a_case_that_is_over_waits_for_nothing(open_case, client, waits):
    case_no = open_case("clocks")
    send(client, case_no, "StopAll")

    assert waits(case_no) == []


def test_it_costs_the_same_for_one_task_and_for_six(open_case, client, waits, counted):
    case_no, costs = open_case("clocks"), []
    for more in (1, 5):
        for _ in range(more):
            send(client, case_no, "MoreWork")
            send(client, case_no, "AskOffice")
        with counted() as seen:
            found = waits(case_no)
        costs.append((len(seen["statements"]), len(found)))

    assert [found for _, found in costs] == [3, 8]
    assert costs[0][0] == costs[1][0]
