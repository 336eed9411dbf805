"""A case that cannot go on: everybody sees what stands still, that nothing is lost, and who tries again."""

import pytest
from playwright.sync_api import expect

from tests.web.test_forms_sent import signed_in, token_in

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)


@pytest.fixture
def stuck(app, person):
    """A case whose script divides by zero."""
    from app.cases import service as cases
    from app.extensions import db
    from app.people.service import person_named
    from app.processes.service import publish
    from tests.api.office import DIAGRAMS
    from workflows.release import read_folder

    with app.app_context():
        publish(read_folder(DIAGRAMS), by=person_named(person("process_owner").username))
        by = person_named(person("intake_officer").username)
        case_no = cases.open_case("fragile", {"parts": 0}, by, "SRC").case_no
        db.session.commit()
    return case_no


def test_the_case_says_what_stands_still_and_who_can_help(app, person, stuck):
    page = signed_in(app, person("intake_officer")).get(f"/cases/{stuck}").get_data(as_text=True)

    assert "เรื่องติดขัดที่ “หาร”" in page
    assert "ข้อมูลไม่สูญหาย" in page
    assert "เจ้าของกระบวนการเป็นผู้สั่งลองใหม่ได้" in page


def test_the_process_owner_finds_it_and_has_it_tried_again(app, person, stuck):
    owner = signed_in(app, person("process_owner"))
    page = owner.get("/incidents")
    assert stuck in page.get_data(as_text=True)
    address = page.get_data(as_text=True).split('action="/incidents/')[1].split('"')[0]
    answer = owner.post(f"/incidents/{address}", data={"_csrf": token_in(page)})

    assert answer.location == "/incidents/1"
    assert "สั่งลองใหม่แล้ว · เรื่องยังติดขัดอยู่" in owner.get(answer.location).get_data(as_text=True)


def test_nobody_else_may_have_it_tried_again(app, person, stuck):
    visitor = signed_in(app, person("intake_officer"))
    token = token_in(visitor.get("/inbox"))
    assert visitor.post("/incidents/1/retry", data={"_csrf": token}).status_code == 403


@pytest.fixture
def mending(stuck, desk):
    """The page of the incident, as the process owner opens it from the list."""
    page = desk("process_owner", path="/incidents")
    page.get_by_role("link", name=stuck).click()
    return page


def test_the_incident_names_the_step_the_line_and_the_values_it_read(mending):
    told = mending.inner_text("main")

    assert "เรื่องติดขัดที่ “หาร”" in told
    assert "parts" in told
    mending.locator(".diagram[data-shown=yes]").wait_for()
    expect(mending.locator("#steps-1 tr[data-element]")).to_have_count(1)


def test_a_value_is_mended_with_a_reason_and_the_case_goes_on(mending, app):
    assert mending.get_by_label("ข้อมูล 1").input_value() == "parts"
    mending.get_by_label("ค่าใหม่ 1").fill("4")
    mending.get_by_role("button", name="บันทึกค่าแล้วลองใหม่").click()
    assert "โปรดระบุเหตุผล" in mending.inner_text("#repair-error")
    mending.locator("#reason").fill("พิมพ์ศูนย์เกินมา")
    mending.get_by_role("button", name="บันทึกค่าแล้วลองใหม่").click()

    assert "แก้ข้อมูลแล้ว" in mending.inner_text(".note.done")
    assert waiting(app) == ["after"]


def test_it_goes_on_from_a_step_chosen_by_its_name(mending, app):
    mending.get_by_label("ไปต่อที่ขั้น", exact=True).select_option(label="ทำแทน (instead)")
    mending.locator("#move-reason").fill("ข้ามการหาร")
    mending.get_by_role("button", name="ไปต่อที่ขั้นนี้").press("Enter")

    assert "ย้ายเรื่องไปขั้นที่เลือกแล้ว" in mending.inner_text(".note.done")
    assert waiting(app) == ["instead"]


def test_what_another_has_dealt_with_is_told_and_not_done_twice(mending, app, person):
    from app.cases import service as cases
    from app.extensions import db
    from app.people.service import person_named

    with app.app_context():
        cases.move(1, "instead", "ข้ามการหาร", person_named(person("process_owner").username))
        db.session.commit()
    mending.get_by_label("ค่าใหม่ 1").fill("4")
    mending.locator("#reason").fill("พิมพ์ศูนย์เกินมา")
    mending.get_by_role("button", name="บันทึกค่าแล้วลองใหม่").click()

    assert "มีผู้แก้เหตุนี้แล้ว" in mending.inner_text("main")
    assert waiting(app) == ["instead"]


@pytest.mark.parametrize("who", ["intake_officer", "centre_manager", "auditor"])
def test_only_the_process_owner_looks_at_it(app, person, stuck, who):
    visitor = signed_in(app, person(who))

    assert {visitor.get(f"/incidents{path}").status_code for path in ("", "/1", "/1/diagram.bpmn")} == {403}


def test_the_incident_fits_a_phone(stuck, desk):
    page = desk("process_owner", width=360, path="/incidents/1")

    assert page.evaluate("document.documentElement.scrollWidth") == 360


def waiting(app):
    from sqlalchemy import text

    from app.extensions import db

    with app.app_context():
        return list(db.session.scalars(text("SELECT element FROM task WHERE status = 'open'")))
