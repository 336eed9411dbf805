"""What a step answers again and again are versions, each with its hash; two are compared field by field."""

import pytest

FIRST = {
    "summary": "นำร่องห้าจุด",
    "budget": [{"item": "เซ็นเซอร์", "price": "100.00"}, {"item": "ป้ายไฟ", "price": "50.00"}],
}
SECOND = {
    "summary": "นำร่องห้าจุด",
    "budget": [{"item": "เซ็นเซอร์", "price": "120.00", "unit": "จุด"}, {"item": "ค่าเดินทาง", "price": "9.00"}],
}


@pytest.fixture
def drafted(open_case, do):
    """A case whose draft was sent twice and is judged again."""
    case_no = open_case("redraft", by="triage_analyst")
    do("write", by="triage_analyst", **FIRST)
    do("judge", by="legal_officer", complete=False)
    do("write", by="triage_analyst", **SECOND)
    return case_no


def get(client, who, case_no, rest=""):
    return client(who).get(f"/api/v1/cases/{case_no}/versions{rest}")


def test_every_version_is_kept_with_the_hash_the_process_knows_it_by(drafted, client, app):
    from app.cases.models import Case
    from app.cases.service import tasks_of, variables_of
    from app.extensions import db
    from app.people.service import person_named

    [found] = get(client, "legal_officer", drafted).json

    assert (found["name"], [one["number"] for one in found["versions"]]) == ("paper", [1, 2])
    with app.app_context():
        case = db.session.query(Case).filter_by(case_no=drafted).one()
        by = person_named(client("auditor").get("/api/v1/me").json["username"])
        judge = tasks_of(case, by)[-1]
        assert variables_of(judge)["draft_hash"] == found["versions"][1]["hash"]


def test_rows_are_matched_by_their_key_and_only_what_changed_is_told(drafted, client):
    answer = get(client, "legal_officer", drafted, "/compare?name=paper").json
    [budget] = answer["changes"]

    assert (answer["a"]["number"], answer["b"]["number"], budget["title"]) == (1, 2, "งบประมาณ")
    told = [(row["kind"], row["key"], [cell["column"] for cell in row["cells"]]) for row in budget["rows"]]
    assert told == [
        ("changed", ["เซ็นเซอร์"], ["unit", "price"]),
        ("added", ["ค่าเดินทาง"], ["item", "price"]),
        ("removed", ["ป้ายไฟ"], ["item", "price"]),
    ]
    assert budget["rows"][0]["cells"][1] | {"title": "", "title_en": ""} == {
        "column": "price", "title": "", "title_en": "", "before": "100.00", "after": "120.00",
    }  # fmt: skip


def test_a_version_there_is_not_is_not_found(drafted, client):
    assert get(client, "legal_officer", drafted, "/compare?name=paper&a=1&b=3").status_code == 404
    assert get(client, "legal_officer", drafted, "/compare?name=other").status_code == 404
    assert get(client, "legal_officer", drafted, "/compare?name=paper&a=0").status_code == 422


def test_who_may_not_read_the_case_sees_no_version(drafted, client):
    assert get(client, "legal_officer_far", drafted).status_code == 404


def test_the_task_that_compares_shows_what_changed(drafted, app, client):
    from app.cases.models import Task
    from app.cases.revisions.reading import compared_at
    from app.extensions import db
    from app.people.service import person_named

    username = client("legal_officer").get("/api/v1/me").json["username"]
    with app.app_context():
        task = db.session.query(Task).filter_by(status="open", element="judge").one()
        found = compared_at(task, person_named(username))
        assert [change.field.name for change in found.changes] == ["budget"]
