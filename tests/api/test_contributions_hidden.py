"""A hidden collection tells nobody anything before the process has read it: no content, number or time."""

import pytest

from app.extensions import db
from tests.api.test_together import at_once
from tests.support.reading import everything_read

PLACE = "/api/v1/cases/{}/collections/ideas/contributions"
VIEWERS = (
    "intake_officer",
    "centre_manager",
    "auditor",
    "director",
    "participant_2",
    "assoc_coordinator",
    "admin",
)


@pytest.fixture
def case_no(open_case):
    """A case that waits for ideas."""
    return open_case("ideas", by="intake_officer")


@pytest.fixture
def send(client, case_no):
    """send("participant", "an idea") → the response."""
    return lambda who, idea: client(who).post(PLACE.format(case_no), json={"answers": {"idea": idea}})


@pytest.fixture
def everything(app, client, case_no, at):
    """Every page of the API that can be read, by everybody but the author, at one moment."""
    at("2026-11-23T02:00:00Z")

    known = {"case_no": case_no, "name": "ideas", "process_id": "ideas", "path": "ideas.bpmn"}
    return lambda: everything_read(app, client, VIEWERS, **known)


def test_nothing_anybody_can_read_differs_by_what_others_sent(everything, send, client, case_no):
    before = everything()
    key = send("participant", "เซนเซอร์น้ำ").json["key"]
    client("participant").put(f"{PLACE.format(case_no)}/{key}", json={"answers": {"idea": "กล้อง"}})
    send("participant", "อีกหนึ่ง")
    client("participant").delete(f"{PLACE.format(case_no)}/{key}")

    assert len(before) > 200
    assert before == everything()


def test_the_receipt_of_a_contribution_counts_nothing(send):
    first, second = send("participant", "หนึ่ง").json, send("participant_2", "สอง").json
    assert sorted(first) == sorted(second)
    assert {name for name in first if first[name] != second[name]} <= {
        "key",
        "author",
        "answers",
        "at",
        "changed_at",
    }
    assert len(first["key"]) == len(second["key"]) == 24


def test_what_somebody_does_elsewhere_in_the_case_counts_nothing_either(send, client, case_no, open_case):
    quiet = open_case("ideas", by="intake_officer")
    send("participant", "หนึ่ง")
    receipts = [
        client("intake_officer").post(
            f"/api/v1/cases/{number}/messages", json={"name": "CloseIdeas", "payload": {}}
        )
        for number in (case_no, quiet)
    ]
    assert len({answer.json["entry"] for answer in receipts}) == 1


def test_between_the_close_and_the_reading_it_stays_hidden(send, client, case_no, later, drain, do):
    send("participant", "ลับอยู่")
    later(days=8)
    drain()
    seen = client("centre_manager").get(PLACE.format(case_no)).json
    assert (seen["items"], seen["collection"]["count"]) == ([], None)

    do("again", by="intake_officer", more_work=False)
    drain()
    seen = client("centre_manager").get(PLACE.format(case_no)).json
    assert ([one["author"] for one in seen["items"]], seen["collection"]["count"]) == (["participant"], 1)


def test_of_two_sent_at_once_at_the_limit_one_is_refused(app, send):
    from app.contributions.models import Contribution

    send("participant", "หนึ่ง")
    answers = at_once([lambda: send("participant", "สอง"), lambda: send("participant", "สาม")])

    assert sorted(answer.status_code for answer in answers) == [201, 409]
    with app.app_context():
        assert db.session.query(Contribution).count() == 2


def test_erasing_a_case_empties_its_collections_and_the_proof_stays(app, send, later, drain, do):
    from app.cases.erasing import ALSO_ERASED
    from app.cases.models import Case
    from app.contributions.models import Contribution
    from app.registers.auditing import verify_all

    send("participant", "ลบได้")
    with app.app_context():
        case = db.session.query(Case).one()
        assert sum(erase(case.id) for erase in ALSO_ERASED) == 1
        db.session.commit()
        row = db.session.query(Contribution).one()
        assert (row.answers, row.person_id) == ({}, None)
        assert all(found.ok for subject, found in verify_all() if subject.startswith("collection:"))
