"""The case: where it is, its diagram and table, its story with reasons, and the proof of each entry."""

import pytest
from playwright.sync_api import expect

from tests.web.conftest import COMPLETE, claim

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)


@pytest.fixture
def checked(case, desk, answer):
    """The case after the intake officer found it complete."""
    page = desk("intake_officer", path=f"/tasks/{case.task_id}")
    claim(page)
    answer(page, **COMPLETE)
    page.get_by_role("button", name="ส่งงาน").click()
    page.goto(f"/cases/{case.case_no}")
    return page


def test_the_case_answers_where_who_since_when_and_what_next(checked):
    band = checked.locator(".band").inner_text()
    assert "ขั้น 1 รวบรวมปัญหาและคัดกรอง" in band
    assert "กลุ่มผู้วิเคราะห์/คัดกรอง" in band
    assert "อนุมัติผลคัดกรอง" in band


def test_the_story_says_who_did_what_and_why(checked):
    told = checked.locator("ol.story li").first.inner_text()
    assert "นางสาวอรพิน ใจดี ส่งงาน “ตรวจความครบถ้วน”" in told
    assert "ข้อมูลครบถ้วน: ใช่" in told
    assert "เลือก “ครบ”" in told


def test_the_diagram_is_drawn_and_its_table_says_the_same(checked):
    expect(checked.locator("[data-diagram]")).to_have_attribute("data-shown", "yes")
    checked.get_by_role("button", name="ตาราง", exact=True).click()
    row = checked.locator('tr[data-element="check_completeness"]')

    assert "ผ่านแล้ว" in row.inner_text()
    assert "อยู่ขั้นนี้" in checked.locator("table.grid").first.inner_text()
    expect(checked.locator("[data-diagram]")).to_be_hidden()


def test_an_entry_shows_the_rule_the_values_and_what_proves_it(checked):
    checked.get_by_role("link", name="ดูที่มา").first.click()
    expect(checked.locator(".fired").first).to_be_visible()
    text = checked.locator("main").inner_text()

    assert "ตรวจแล้ว รายการนี้ต่อเนื่องกับรายการก่อนหน้า" in text
    assert "ทางเลือกที่ “ครบถ้วน?”" in text


def test_a_changed_record_is_named_and_shown_red(checked, app, case):
    from sqlalchemy import text

    from app.extensions import db

    changed = "CAST(replace(bytes, 'claimed', 'released') AS BLOB)"
    with app.app_context():
        db.session.execute(text("DROP TRIGGER journal_entry_no_update"))
        db.session.execute(text(f"UPDATE journal_entry SET bytes = {changed} WHERE kind = 'task:claimed'"))
        number = db.session.scalar(text("SELECT number FROM journal_entry WHERE kind = 'task:claimed'"))
        db.session.commit()
    checked.reload()
    assert "ตรวจไม่ผ่าน" in checked.locator("main").inner_text()
    checked.goto(f"/cases/{case.case_no}/entries/{number}")
    expect(checked.locator(".proof.bad")).to_be_visible()


def test_who_opened_the_case_sees_its_stage_but_not_the_office_at_work(checked, desk, case):
    page = desk("submitter", path=f"/cases/{case.case_no}")
    expect(page.locator(".band")).to_be_visible()
    assert "ข้อมูลครบถ้วน" not in page.locator("#story").inner_text()
    expect(page.locator("[data-diagram]")).to_have_count(0)
