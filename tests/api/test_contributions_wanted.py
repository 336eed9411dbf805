"""What is wanted of whom: one contribution a row, files and all, with reminders, until the last is in."""

import pytest

from app.extensions import db
from tests.api.test_files import PDF, upload  # noqa: F401 (a fixture)

PLACE = "/api/v1/cases/{}/collections/scores/contributions"
WANTED = (("reviewer", "A1"), ("reviewer", "A2"), ("reviewer_2", "A1"))


@pytest.fixture
def case_no(open_case, drain):
    """A case that waits for three scores of two reviewers."""
    case_no = open_case("panel", by="intake_officer")
    drain()
    return case_no


@pytest.fixture
def send(client, case_no):
    """send("reviewer", "A1") → the response."""

    def send(who, idea, **more):
        return client(who).post(PLACE.format(case_no), json={"answers": {"idea": idea, "score": 7, **more}})

    return send


@pytest.fixture
def notices(client):
    """The kinds of notices somebody has."""
    return lambda who: [one["kind"] for one in client(who).get("/api/v1/notices").json["items"]]


@pytest.fixture
def stage(client, case_no):
    """Whether the case still runs, as an auditor sees it."""
    return lambda: client("auditor").get(f"/api/v1/cases/{case_no}").json["status"]


@pytest.mark.parametrize(("who", "idea"), [("reviewer_2", "A2"), ("reviewer", "A3")])
def test_what_was_not_asked_of_somebody_is_refused(send, who, idea):
    refused = send(who, idea)
    assert (refused.status_code, refused.json["code"]) == (403, "not_wanted")


def test_each_row_is_answered_once(send):
    assert send("reviewer", "A1").status_code == 201
    assert send("reviewer", "A1").json["code"] == "over_the_limit"
    assert send("reviewer", "A2").status_code == 201


def test_with_the_last_that_was_wanted_the_process_goes_on(send, stage, drain):
    for who, idea in WANTED:
        assert stage() == "running"
        assert send(who, idea).status_code == 201
    drain()
    assert stage() == "completed"


def test_time_over_the_process_learns_who_is_missing_and_no_score(app, send, later, drain, task):
    send("reviewer", "A1")
    later(days=8)
    drain()
    from app.cases.desk.tasks import variables_of
    from app.cases.models import Task

    with app.app_context():
        seen = variables_of(db.session.get(Task, task("look")["id"]))
    assert seen["missing"] == [{"person": "reviewer", "idea": "A2"}, {"person": "reviewer_2", "idea": "A1"}]
    assert "heard" not in seen


def test_who_may_contribute_is_told_and_reminded_until_they_have(send, notices, later, drain):
    assert (notices("reviewer"), notices("reviewer_2")) == (["collection_opened"], ["collection_opened"])
    send("reviewer_2", "A1")
    later(days=3)
    drain()
    assert notices("reviewer") == ["collection_reminder", "collection_opened"]
    assert notices("reviewer_2") == ["collection_opened"]


def test_a_file_stays_with_its_sender_until_the_process_has_read_it(client, case_no, send, upload, drain):  # noqa: F811
    papers = [upload("reviewer").json["answer"]]
    assert send("reviewer", "A1", papers=papers).status_code == 201
    attached = lambda: client("auditor").get(f"/api/v1/cases/{case_no}/files").json  # noqa: E731
    assert attached() == []
    for who, idea in WANTED[1:]:
        send(who, idea)
    drain()
    assert [one["name"] for one in attached()] == [papers[0]["name"]]


def test_a_file_of_somebody_else_is_refused(send, upload):  # noqa: F811
    refused = send("reviewer", "A1", papers=[upload("reviewer_2").json["answer"]])
    assert [error["code"] for error in refused.json["errors"]] == ["file"]


def test_a_withdrawn_contribution_takes_its_file_along(app, client, case_no, send, upload):  # noqa: F811
    key = send("reviewer", "A1", papers=[upload("reviewer").json["answer"]]).json["key"]
    assert client("reviewer").delete(f"{PLACE.format(case_no)}/{key}").status_code == 200
    with app.app_context():
        from app.files.models import File

        assert db.session.query(File).count() == 0


def test_a_reviewer_opens_the_files_of_what_is_wanted_of_them_and_no_other(client, open_case, upload, drain):  # noqa: F811
    papers = [upload("intake_officer", data=PDF + end).json["answer"] for end in (b"1", b"2")]
    place = PLACE.format(open_case("panel", by="intake_officer", papers=papers))
    drain()
    files = [f"{place.removesuffix('contributions')}files/{one['sha256']}" for one in papers]
    opened = lambda who: [client(who).get(one).status_code for one in files]  # noqa: E731

    assert "A1.pdf" in client("reviewer").get(files[0]).headers["Content-Disposition"]
    assert (opened("reviewer"), opened("reviewer_2"), opened("participant")) == (
        [200, 404],
        [404] * 2,
        [404] * 2,
    )
