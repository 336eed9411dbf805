"""The case page says in words what the case waits for; a task whose clock stands says since when."""

import pytest

from tests.web.test_forms_sent import signed_in

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)


@pytest.fixture
def asked(app, person):
    """A case in which the submitter has been asked, so that the clock of the other task stands."""
    from app.cases import service as cases
    from app.extensions import db
    from app.people.service import person_named
    from app.processes.service import publish
    from tests.api.office import DIAGRAMS
    from workflows.release import read_folder

    with app.app_context():
        publish(read_folder(DIAGRAMS), by=person_named(person("process_owner").username))
        by = {role: person_named(person(role).username) for role in ("submitter", "centre_manager")}
        case_no = cases.open_case("clocks", {"title_th": "ขอตรวจ"}, by["submitter"], "SRC").case_no
        cases.send_message(case_no, "AskSubmitter", {}, by["centre_manager"])
        db.session.commit()
    return case_no


def page_of(app, person, path, role="intake_officer", language="th"):
    visitor = signed_in(app, person(role))
    visitor.set_cookie("dgti_language", language)
    return visitor.get(path).get_data(as_text=True).replace("\u00a0", " ")


def test_the_case_says_what_it_waits_for_and_that_its_clock_stands(app, person, asked):
    told = page_of(app, person, f"/cases/{asked}").split('id="waits"')[1].split("</section>")[0]

    assert "เรื่องรออะไรอยู่" in told
    assert "งาน “ตรวจ” รอผู้รับ: เจ้าหน้าที่รับเรื่อง" in told
    assert "นาฬิกาหยุด กำหนดจะเลื่อนออกไป" in told
    assert "ระหว่างนี้นาฬิกาของงานอื่นหยุด" in told
    assert "นาฬิกาของเรื่องหยุดตั้งแต่" in told
    assert "อาจเกิดขึ้นระหว่างนี้" in told


def test_the_story_says_that_the_clock_was_stopped(app, person, asked):
    assert "นาฬิกาของเรื่องหยุด รอผู้อื่น" in page_of(app, person, f"/cases/{asked}").split('id="story"')[1]


def test_the_inbox_and_the_task_say_since_when_its_clock_stands(app, person, asked):
    assert "นาฬิกาหยุดตั้งแต่" in page_of(app, person, "/inbox?whose=roles")
    assert "จะเลื่อนออกไปเท่าเวลาที่หยุด" in page_of(app, person, "/tasks/1")


def test_it_is_said_in_english_too(app, person, asked):
    told = page_of(app, person, f"/cases/{asked}", language="en")

    assert "“Look at it” is for: intake officer (" in told
    assert "the clocks of other tasks stand meanwhile" in told
    assert "Clock stopped since" in page_of(app, person, "/tasks/1", language="en")


def test_an_entry_says_why_the_clock_stopped_and_how_far_each_due_date_moved(app, person, asked):
    from app.cases import service as cases
    from app.extensions import db
    from app.people.service import person_named

    stopped = page_of(app, person, f"/cases/{asked}/entries/2", role="auditor").split('id="clocks"')[1]
    assert "เพราะรอ “ตอบคำถาม”" in stopped
    with app.app_context():
        cases.send_message(asked, "StopAll", {}, person_named(person("centre_manager").username))
        db.session.commit()
    went = page_of(app, person, f"/cases/{asked}/entries/3", role="auditor", language="en")

    assert "The clock of the case goes on, after standing 0 office minutes" in went
