"""Personal data: what is kept, erased for a reason, and who has read it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.cases.models import Case
from app.extensions import db
from app.journal.service import verify_case


@pytest.fixture
def case_no(open_case, do):
    case_no = open_case()
    do("check", by="intake_officer", complete=False)
    return case_no


@pytest.fixture
def erase(client, case_no):
    """Ask for an erasure; hands back the response."""

    def erase(by="dpo", **asked):
        body = {"entry": 1, "reason": "เจ้าของข้อมูลขอให้ลบ", **asked}
        return client(by).post(f"/api/v1/cases/{case_no}/erasures", json=body)

    return erase


def kept(client, case_no):
    found = client("dpo").get(f"/api/v1/cases/{case_no}/personal-values").json
    return [(one["number"], one["field"]) for one in found]


def told(client, case_no):
    return client("auditor").get(f"/api/v1/cases/{case_no}/story").json


def test_the_officer_sees_which_values_are_kept_but_not_what_they_say(client, case_no):
    response = client("dpo").get(f"/api/v1/cases/{case_no}/personal-values")

    assert kept(client, case_no) == [(1, "facts"), (1, "given"), (3, "facts"), (3, "given")]
    assert "ระบบนัดหมาย" not in response.text


def test_one_value_is_erased_for_a_reason_and_the_journal_says_so_and_verifies(app, client, case_no, erase):
    response = erase(entry=1, field="given")
    last = told(client, case_no)[-1]

    assert (response.status_code, response.json["erased"], response.json["entry"]) == (200, 1, 4)
    assert (last["kind"], last["reason"], last["en"]) == (
        "entry:erased",
        "เจ้าของข้อมูลขอให้ลบ",
        "Mx dpo erased the personal values of an entry",
    )
    assert told(client, case_no)[0]["answers"] is None
    with app.app_context():
        assert verify_case(db.session.query(Case).one()).ok


def test_an_entry_is_erased_with_all_its_values_but_never_the_reason_of_an_erasure(client, case_no, erase):
    assert erase(entry=1).json["erased"] == 2
    assert erase(entry=4).json["code"] == "nothing_kept"

    assert kept(client, case_no) == [(3, "facts"), (3, "given"), (4, "given")]


def test_what_is_gone_is_not_erased_again(erase):
    erase(entry=1)

    assert (erase(entry=1).status_code, erase(entry=1).json["code"]) == (409, "nothing_kept")


@pytest.mark.parametrize(
    "asked", [{"reason": "x"}, {"entry": 0}, {"field": "salt"}, {"reason": "   "}, {"entry": None}]
)
def test_an_erasure_needs_a_reason_and_a_place(erase, asked):
    assert erase(**asked).status_code == 422


@pytest.mark.parametrize("act", ["personal-values", "reads", "erasures"])
@pytest.mark.parametrize(
    "who", ["auditor", "admin", "director", "process_owner", "intake_officer", "dpo_far"]
)
def test_nobody_but_the_officer_of_the_centre_sees_or_erases(client, case_no, erase, act, who):
    url = f"/api/v1/cases/{case_no}/{act}"
    response = erase(by=who) if act == "erasures" else client(who).get(url)

    assert response.status_code == (404 if who == "dpo_far" else 403)


def reads(client, case_no):
    found = client("dpo").get(f"/api/v1/cases/{case_no}/reads").json
    return [one["person"]["username"] for one in found]


def test_an_auditors_reads_are_noted_once_a_request_and_nobody_elses(client, case_no):
    task = client("intake_officer").get(f"/api/v1/cases/{case_no}").json["tasks"][0]["id"]
    assert reads(client, case_no) == []
    for page in ("", "/story", "/verification", "/replay"):
        assert client("auditor").get(f"/api/v1/cases/{case_no}{page}").status_code == 200
    client("auditor").get(f"/api/v1/tasks/{task}")
    client("director").get(f"/api/v1/cases/{case_no}")

    assert reads(client, case_no) == ["auditor"] * 5


def test_an_auditors_look_at_a_paper_or_a_contribution_is_noted(client, open_case):
    case_no = open_case("ideas", by="intake_officer")
    client("auditor").get(f"/api/v1/cases/{case_no}/files/1")
    client("auditor").get(f"/api/v1/cases/{case_no}/collections/ideas/contributions")

    assert reads(client, case_no) == ["auditor"] * 2


def test_a_page_that_looks_twice_at_a_case_notes_one_read(app, client, case_no):
    from app.cases.service import get_case
    from app.people.service import person_named

    with app.app_context():
        db.session.info["read_only"] = True
        for _ in range(2):
            get_case(case_no, person_named("auditor"))

    assert reads(client, case_no) == ["auditor"]


def test_reading_lists_notes_nothing(client, case_no):
    client("auditor").get("/api/v1/cases")
    client("auditor").get("/api/v1/tasks?whose=all")

    assert reads(client, case_no) == []


@pytest.mark.parametrize("act", ["UPDATE case_read SET at = at", "DELETE FROM case_read"])
def test_the_database_itself_refuses_to_change_the_log(app, client, case_no, act):
    client("auditor").get(f"/api/v1/cases/{case_no}")

    with app.app_context(), pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(act))
