"""Who may read and do what: a role in one centre, nothing beyond it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.people.roles import ROLES

CENTRES = ("", "_far")
ACTS = ("claim", "release", "complete", "draft")
READ_ALL = {"auditor"}


@pytest.fixture
def case_no(open_case):
    return open_case()


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_case_is_read_by_its_centres_staff_its_submitter_and_auditors(case_no, client, role):
    reads = role in READ_ALL or role == "submitter" or ROLES[role].reads == "centre"

    assert client(role).get(f"/api/v1/cases/{case_no}").status_code == (200 if reads else 404)


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"auditor"}))
def test_nobody_of_another_centre_reads_it(case_no, client, role):
    assert client(f"{role}_far").get(f"/api/v1/cases/{case_no}").status_code == 404
    assert client(f"{role}_far").get("/api/v1/cases").json["items"] == []


def test_another_submitter_does_not_read_it(case_no, client):
    assert client("submitter_2").get(f"/api/v1/cases/{case_no}").status_code == 404


def test_a_role_that_reads_by_task_reads_from_its_first_task_on(open_case, client, do):
    case_no = open_case("ballot", by="secretary", title_th=None)
    do("seat", by="secretary", members=["committee_member"])

    assert client("committee_member").get(f"/api/v1/cases/{case_no}").status_code == 200
    assert client("committee_member_2").get(f"/api/v1/cases/{case_no}").status_code == 404


def test_a_submitter_reads_the_public_part_only(case_no, do, client):
    do("check", by="intake_officer", complete=False, speed="004")
    case = client("submitter").get(f"/api/v1/cases/{case_no}").json
    story = client("submitter").get(f"/api/v1/cases/{case_no}/story").json

    assert [task["element"] for task in case["tasks"]] == ["mend"]
    assert [line["kind"] for line in story] == ["case:opened"]
    assert story[0]["answers"] == {"title_th": "ระบบนัดหมายที่ใช้ยาก"}


def test_votes_are_given_alone_until_the_last_is_in(open_case, tasks, claim, complete, client):
    case_no = open_case("siblings", by="triage_analyst", many=2)
    first, last = (claim(one["id"], by="triage_analyst") for one in tasks(case_no))
    complete(first, by="triage_analyst", note="คะแนนของฉัน")
    told = lambda who: str(client(who).get(f"/api/v1/cases/{case_no}/story").json)  # noqa: E731
    seen = ["คะแนนของฉัน" in told(who) for who in ("triage_analyst", "triage_analyst_2", "auditor")]
    complete(last, by="triage_analyst", note="อีกคะแนน")

    assert seen == [True, False, True]
    assert "คะแนนของฉัน" in told("triage_analyst_2")


def test_an_answer_is_not_sealed_because_its_step_comes_round_again(open_case, do, client):
    case_no = open_case()
    do("check", by="intake_officer", complete=False, speed="004")
    do("mend", by="submitter", title_th="แก้แล้ว")
    lines = client("intake_officer_2").get(f"/api/v1/cases/{case_no}/story").json

    assert {"complete": False, "speed": "004"} in [line["answers"] for line in lines]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(role=st.sampled_from(sorted(ROLES)), far=st.sampled_from(CENTRES), act=st.sampled_from(ACTS))
def test_only_the_lanes_role_in_the_cases_centre_ever_acts(case_no, task, client, role, far, act):
    id = task("check")["id"]
    body = {"answers": {"complete": True}} if act in ("complete", "draft") else None
    status = client(role + far).post(f"/api/v1/tasks/{id}/{act}", json=body).status_code
    if (role, far) == ("intake_officer", ""):
        client(role).post(f"/api/v1/tasks/{id}/release")
        return

    assert status in (403, 404) or (act, role, far) == ("release", "centre_manager", "")
    assert task("check")["claimed_by"] is None


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"submitter"}))
def test_only_the_lane_of_the_start_event_opens_a_case(client, role):
    body = {"process": "review", "centre": "SRC", "answers": {"title_th": "เรื่องใหม่"}}

    assert client(role).post("/api/v1/cases", json=body).status_code == 403


def test_nobody_opens_a_case_in_another_centre(client):
    body = {"process": "review", "centre": "CNX", "answers": {"title_th": "เรื่องใหม่"}}

    assert client("submitter").post("/api/v1/cases", json=body).status_code == 403


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"process_owner"}))
def test_only_a_process_owner_publishes_and_sees_incidents(client, role):
    sent = client(role).post("/api/v1/releases", data=b"", content_type="application/zip")

    assert sent.status_code in (403, 422)
    assert client(role).get("/api/v1/incidents").status_code == 403


@pytest.mark.parametrize("apart", ["admin", "auditor"])
@pytest.mark.parametrize("deciding", ["triage_analyst", "chair"])
def test_whoever_administers_or_audits_takes_no_role_that_decides(app, apart, deciding):
    from app.people.service import centre, grant_role, person_named
    from app.refusals import Conflict

    with app.app_context(), pytest.raises(Conflict):
        grant_role(person_named(apart), deciding, centre("SRC"))


@pytest.mark.parametrize("address", ["me", "tasks", "cases", "processes", "notices", "incidents", "tasks/1"])
def test_nothing_is_told_without_a_token(client, address):
    response = client().get(f"/api/v1/{address}")

    assert (response.status_code, response.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_cookie_is_no_token(app, client, person):
    visitor = client()
    visitor.set_cookie("session", person("intake_officer").token)

    assert visitor.get("/api/v1/me").status_code == 401
