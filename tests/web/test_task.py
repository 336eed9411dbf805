"""A member of staff finds the task, claims it, answers it, and is told what to mend."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import COMPLETE, claim

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)


def test_a_task_is_claimed_in_its_row_answered_and_the_inbox_is_empty(case, desk, answer):
    page = desk("intake_officer")
    take = page.get_by_role("button", name=f"รับงาน ตรวจความครบถ้วน {case.case_no}")
    take.click()
    expect(take).to_have_count(0)
    page.get_by_role("link", name="ตรวจความครบถ้วน").click()
    answer(page, **COMPLETE)
    page.get_by_role("button", name="ส่งงาน").click()

    expect(page.locator("main")).to_contain_text(f"ส่งงาน “ตรวจความครบถ้วน” ของ {case.case_no} แล้ว")
    expect(page.get_by_role("heading", name="ไม่มีงานรอคุณ")).to_be_visible()


def test_the_next_task_opens_by_itself(case, open_case, desk, answer):
    other = open_case("ผู้สูงอายุต้องข้ามเรือมารับยาทุกเดือน")
    page = desk("intake_officer", path=f"/tasks/{case.task_id}")
    claim(page)
    answer(page, **COMPLETE)
    page.get_by_role("button", name="ส่งงาน").click()

    expect(page).to_have_url(re.compile(f"/tasks/{other.task_id}$"))


def test_nothing_is_chosen_before_a_person_chooses(case, desk):
    page = desk("intake_officer", path=f"/tasks/{case.task_id}")
    claim(page)

    assert page.locator("form[data-save] input[type=radio]").count() > 4
    expect(page.locator("form[data-save] input[type=radio]:checked")).to_have_count(0)


def test_a_refusal_takes_focus_links_to_the_fields_and_keeps_what_was_typed(case, desk, answer):
    page = desk("intake_officer", path=f"/tasks/{case.task_id}")
    claim(page)
    answer(page, complete="false")
    page.get_by_label("บันทึกภายใน").fill("โทรถามแล้ว")
    page.get_by_role("button", name="ส่งงาน").click()

    expect(page.locator(".summary")).to_be_focused()
    assert page.title().startswith("ต้องแก้")
    page.locator(".summary a").first.press("Enter")
    expect(page.locator("#f-missing-1")).to_be_focused()
    expect(page.get_by_label("บันทึกภายใน")).to_have_value("โทรถามแล้ว")
    expect(page.locator('input[name="complete"][value="false"]')).to_be_checked()


def test_a_draft_saves_itself_and_comes_back(case, desk, answer):
    page = desk("intake_officer", path=f"/tasks/{case.task_id}")
    claim(page)
    answer(page, complete="true")
    page.get_by_text("บันทึกร่างแล้ว").wait_for()
    page.reload()

    expect(page.locator('input[name="complete"][value="true"]')).to_be_checked()


def test_a_question_is_hidden_until_the_answer_that_asks_it(case, desk, answer):
    page = desk("intake_officer", path=f"/tasks/{case.task_id}")
    claim(page)
    hidden = page.locator("#f-missing-field")
    expect(hidden).to_be_hidden()
    answer(page, complete="false")

    expect(hidden).to_be_visible()


def test_who_was_slower_is_told_who_when_and_what_differs_and_loses_nothing(case, desk, answer, app, person):
    page = desk("intake_officer", path=f"/tasks/{case.task_id}")
    claim(page)
    answer(page, **{**COMPLETE, "speed": "004"})
    somebody_else_completes(app, case.task_id, by="wichai")
    page.get_by_role("button", name="ส่งงาน").click()

    box = page.locator(".conflict")
    expect(box).to_be_focused()
    assert "นายวิชัย พูลสวัสดิ์ ส่งงานนี้แล้ว" in box.inner_text()
    assert "คำตอบของคุณไม่หาย" in box.inner_text()
    expect(box.get_by_role("row", name="ด่วนที่สุด").get_by_text("ต่างกัน")).to_be_visible()


def test_who_lost_the_role_meanwhile_is_told_so_and_sees_what_was_typed(case, desk, app):
    page = typed_into(case, desk)
    change(app, "DELETE FROM role_grant WHERE person_id = (SELECT id FROM person WHERE username = 'orapin')")
    page.get_by_role("button", name="ส่งงาน").click()

    expect(page.locator("main")).to_contain_text("งานนี้เป็นของบทบาท “เจ้าหน้าที่รับเรื่อง”")
    expect(page.get_by_label("บันทึกภายใน")).to_have_value("โทรถามแล้ว")


def test_a_task_given_to_and_done_by_another_says_who_and_when_and_shows_what_was_typed(case, desk, app):
    page = typed_into(case, desk)
    somebody_else_completes(app, case.task_id, by="wichai")
    change(app, f"UPDATE task SET assignee_id = completed_by WHERE id = {case.task_id}")
    page.get_by_role("button", name="ส่งงาน").click()

    expect(page.locator("main")).to_contain_text("นายวิชัย พูลสวัสดิ์ ส่งงานนี้แล้ว")
    assert "โทรถามแล้ว" in page.locator("#typed").inner_text()


def test_a_task_is_reassigned_with_a_reason(case, desk):
    page = desk("intake_officer", path=f"/tasks/{case.task_id}")
    claim(page)
    page.get_by_role("link", name="มอบหมายใหม่…").click()
    page.get_by_label("มอบหมายให้").select_option("wichai")
    page.get_by_role("button", name="มอบหมายใหม่").click()
    expect(page.get_by_role("heading", name="ยังมอบหมายไม่ได้")).to_be_visible()
    page.get_by_label("เหตุผล").fill("ลาป่วยถึงสิ้นสัปดาห์")
    page.get_by_role("button", name="มอบหมายใหม่").click()

    expect(page.locator("main")).to_contain_text("ให้ นายวิชัย พูลสวัสดิ์ แล้ว")


def test_a_task_of_another_role_says_whose_it_is(case, desk):
    page = desk("triage_analyst", path=f"/tasks/{case.task_id}")

    expect(page.locator("main")).to_contain_text("งานนี้เป็นของบทบาท “เจ้าหน้าที่รับเรื่อง”")
    expect(page.get_by_role("button", name="ส่งงาน")).to_have_count(0)


def somebody_else_completes(app, task_id, by):
    from app.cases import service as cases
    from app.extensions import db
    from app.people.service import person_named

    with app.app_context():
        manager, other = person_named("malee"), person_named(by)
        cases.reassign(task_id, by, "มอบให้เพื่อนร่วมงาน", manager)
        answers = {"complete": True, "in_mandate": True, "secrecy": "001", "speed": "002"}
        cases.complete_task(task_id, answers, other)
        db.session.commit()


def typed_into(case, desk):
    page = desk("intake_officer", path=f"/tasks/{case.task_id}")
    claim(page)
    page.check('input[name="complete"][value="false"]')
    page.get_by_label("บันทึกภายใน").fill("โทรถามแล้ว")
    return page


def change(app, statement):
    from sqlalchemy import text

    from app.extensions import db

    with app.app_context():
        db.session.execute(text(statement))
        db.session.commit()
