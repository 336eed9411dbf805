"""A person's data are erased on request: the values go, the chained record stays and says so."""

import pytest

from app.cases.models import Case, Instance
from app.cases.replay import replay_case
from app.extensions import db
from app.journal.service import entries, verify_case
from app.processes.service import release
from workflows import restore


@pytest.fixture
def erase(app, open_case, drain):
    """What erasing a case gave, and the number of the request."""

    def erase(target):
        request = open_case("erase", by="intake_officer", title_th="ขอให้ลบข้อมูลส่วนบุคคล", target_case_no=target)
        drain()
        with app.app_context():
            case = db.session.query(Case).filter_by(case_no=request).one()
            [instance] = db.session.query(Instance).filter_by(case_id=case.id)
            assert replay_case(case).same
            return restore(release(instance.release_hash), instance.state).variables["erasure"], request

    return erase


@pytest.fixture
def closed(erase):
    """A case that is over: a request which found nothing to erase."""
    return erase("SRC-2570-99999")[1]


def test_a_closed_case_is_erased_and_its_journal_still_verifies(app, erase, closed):
    found, request = erase(closed)

    assert (found["done"], found["values"] > 0, found["reason_th"]) == (True, True, None)
    with app.app_context():
        case = db.session.query(Case).filter_by(case_no=closed).one()
        assert verify_case(case).ok
        assert all(not entry.values for entry in entries(case))
        assert entries(case)[-1].document["command"]["request"] == request
        assert [one.state for one in case.instances] == [b""]


def test_the_story_of_an_erased_case_says_so(client, erase, closed):
    erase(closed)
    story = client("auditor").get(f"/api/v1/cases/{closed}/story")

    assert story.json[-1]["en"] == "Personal data of the case were erased on request"


def test_a_case_that_runs_keeps_its_data(app, erase, open_case):
    running = open_case()
    found, _ = erase(running)

    assert (found["done"], found["reason_en"]) == (False, "The case is not closed and still needs its data.")
    with app.app_context():
        assert entries(db.session.query(Case).filter_by(case_no=running).one())[0].given


def test_nothing_is_known_of_a_case_of_another_centre_or_of_no_case(erase):
    assert erase("CNX-2570-00001")[0]["reason_th"] == "ไม่พบเลขที่เรื่องนี้ในศูนย์"
