"""What cannot go on by itself waits, says why, and is brought on by the process owner."""

import pytest

from app.cases.models import Case
from app.cases.replay import replay_case
from app.extensions import db


@pytest.fixture
def broken(open_case, client):
    """A case whose script divides by zero, and its incident."""
    case_no = open_case("fragile", by="intake_officer", title_th=None, parts=0)
    [incident] = client("process_owner").get("/api/v1/incidents").json
    return case_no, incident


def act(client, incident, what, who="process_owner", **body):
    return client(who).post(f"/api/v1/incidents/{incident['id']}/{what}", json=body or None)


def test_an_incident_names_the_case_the_element_and_the_fault(broken):
    case_no, incident = broken

    assert (incident["case_no"], incident["element"], incident["kind"]) == (case_no, "divide", "step")
    assert incident["th"] != incident["en"] != ""


def test_retrying_without_repair_changes_nothing_but_is_told(broken, client, tasks):
    case_no, incident = broken
    assert act(client, incident, "retry").status_code == 200

    assert tasks() == []
    assert len(client("process_owner").get("/api/v1/incidents").json) == 1


def test_repaired_and_retried_the_process_goes_on(broken, client, tasks):
    case_no, incident = broken
    assert act(client, incident, "repair", variables={"parts": 4}, reason="พิมพ์ผิด").status_code == 200
    act(client, incident, "retry")

    assert [task["element"] for task in tasks()] == ["after"]
    assert client("process_owner").get("/api/v1/incidents").json == []


@pytest.mark.parametrize("name", ["case_id", "case_no", "centre", "submitter"])
def test_no_repair_makes_a_case_speak_for_another(broken, client, name):
    response = act(client, broken[1], "repair", variables={name: 1}, reason="ทดลอง")

    assert (response.status_code, response.json["code"]) == (422, "fixed")


def test_the_token_can_be_moved_on_with_a_reason(broken, client, tasks):
    case_no, incident = broken
    assert act(client, incident, "move", element="instead", reason="ข้ามการหาร").status_code == 200

    assert [task["element"] for task in tasks()] == ["instead"]


def test_it_cannot_be_moved_to_nowhere(broken, client):
    response = act(client, broken[1], "move", element="nowhere", reason="ทดลอง")

    assert (response.status_code, response.json["code"]) == (409, "cannot_move")


@pytest.fixture
def guarded(open_case, client):
    """An incident in a process that names what only it computes: `share`, from what was answered."""
    open_case("guarded", by="intake_officer", title_th=None, parts=3)
    [incident] = client("process_owner").get("/api/v1/incidents").json
    return incident


@pytest.mark.parametrize("name", ["share", "share.votes"])
def test_no_repair_types_an_outcome(guarded, client, name):
    response = act(client, guarded, "repair", variables={"missing": 1, name: 9}, reason="ทดลอง")
    assert (response.status_code, response.json["code"]) == (422, "computed")
    assert response.json["errors"][0]["field"] == name

    act(client, guarded, "retry")
    assert len(client("process_owner").get("/api/v1/incidents").json) == 1


@pytest.mark.parametrize("element", ["after", "instead", "done"])
def test_nobody_is_moved_over_a_decision(guarded, client, tasks, element):
    response = act(client, guarded, "move", element=element, reason="ทดลอง")

    assert (response.status_code, response.json["code"], tasks()) == (409, "cannot_move", [])


def test_what_is_missing_may_still_be_given_there(guarded, client, tasks):
    assert act(client, guarded, "repair", variables={"missing": 1}, reason="ระบบเดิมไม่ส่งค่า").status_code == 200
    act(client, guarded, "retry")

    assert [task["element"] for task in tasks()] == ["after"]


def test_every_repair_is_journaled_and_replays(app, broken, client):
    case_no, incident = broken
    act(client, incident, "repair", variables={"parts": 4}, reason="พิมพ์ผิด")
    act(client, incident, "retry")
    with app.app_context():
        replayed = replay_case(db.session.query(Case).filter_by(case_no=case_no).one())

    assert (replayed.same, replayed.commands) == (True, 3)


def test_what_is_dealt_with_is_not_dealt_with_twice(broken, client):
    case_no, incident = broken
    act(client, incident, "move", element="instead", reason="ข้ามการหาร")
    response = act(client, incident, "retry")

    assert (response.status_code, response.json["code"]) == (409, "incident_closed")


@pytest.mark.parametrize("who", ["intake_officer", "admin", "auditor", "centre_manager"])
def test_nobody_but_the_process_owner_touches_it(broken, client, who):
    assert act(client, broken[1], "retry", who=who).status_code == 403


def test_the_process_owner_is_told(broken, drain, client):
    drain()

    assert client("process_owner").get("/api/v1/notices").json["items"][0]["kind"] == "incident"
