"""Two windows of one person, or a colleague in between: nothing is written over, nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from tests.web.conftest import COMPLETE, claim

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)
NOTE = "บันทึกภายใน"
SAVED = "บันทึกร่างแล้ว"


@pytest.fixture
def tabs(case, desk):
    """Two windows on one claimed task; in the second a draft is saved after the first was opened."""
    first = desk("intake_officer", path=f"/tasks/{case.task_id}")
    claim(first)
    second = first.context.new_page()
    second.goto(f"/tasks/{case.task_id}")
    second.get_by_label(NOTE).fill("จากหน้าต่างที่สอง")
    second.get_by_role("button", name="บันทึกร่าง").click()
    second.get_by_text(SAVED).wait_for()
    return first, second


def too_late(page, typed="จากหน้าต่างแรก", button="ส่งงาน"):
    """Press a button in a window that is behind; the box which says so."""
    page.get_by_label(NOTE).fill(typed)
    page.get_by_role("button", name=button, exact=True).click()
    box = page.locator(".conflict")
    expect(box).to_be_focused()
    return box


@pytest.mark.parametrize("button", ["ส่งงาน", "บันทึกร่าง", "คืนงาน"])
def test_the_window_that_is_behind_is_told_and_shows_both(tabs, button):
    box = too_late(tabs[0], button=button)

    assert "ท่านเปลี่ยนงานนี้เองจากหน้าต่างอื่นเมื่อ" in box.inner_text()
    assert "สิ่งที่คุณพิมพ์ในหน้านี้ไม่หาย" in box.inner_text()
    row = box.get_by_role("row", name=NOTE).inner_text()
    assert all(words in row for words in ("จากหน้าต่างแรก", "จากหน้าต่างที่สอง", "ต่างกัน"))


def test_what_was_typed_can_be_gone_on_with_and_sent(tabs, answer):
    page = tabs[0]
    answer(page, **COMPLETE)
    too_late(page).get_by_role("button", name="ทำต่อด้วยคำตอบในหน้านี้").click()
    expect(page.get_by_label(NOTE)).to_have_value("จากหน้าต่างแรก")
    expect(page.locator('input[name="speed"][value="002"]')).to_be_checked()
    page.get_by_role("button", name="ส่งงาน").click()

    expect(page.locator(".note.done")).to_contain_text("แล้ว")


def test_or_the_saved_draft_can_be_taken_instead(tabs):
    page = tabs[0]
    too_late(page).get_by_role("link", name="ใช้ร่างที่บันทึกไว้แทน").press("Enter")

    expect(page.get_by_label(NOTE)).to_have_value("จากหน้าต่างที่สอง")


def test_saving_in_the_background_stops_and_says_so_without_touching_the_text(tabs):
    page = tabs[0]
    page.get_by_label(NOTE).fill("พิมพ์อยู่")
    page.get_by_role("button", name="เทียบแล้วเลือก").wait_for()
    expect(page.get_by_label(NOTE)).to_have_value("พิมพ์อยู่")
    page.get_by_role("button", name="เทียบแล้วเลือก").click()

    expect(page.locator(".conflict")).to_contain_text("พิมพ์อยู่")


def test_ones_own_background_drafts_are_no_change_of_another_window(case, desk, answer):
    page = desk("intake_officer", path=f"/tasks/{case.task_id}")
    claim(page)
    for text in ("หนึ่ง", "สอง"):
        with page.expect_response("**/draft") as saved:
            page.get_by_label(NOTE).fill(text)
        assert saved.value.ok
    answer(page, **COMPLETE)
    page.get_by_role("button", name="ส่งงาน").click()

    expect(page.locator(".note.done")).to_contain_text("แล้ว")


def test_sending_while_a_draft_is_on_its_way_waits_for_it(case, desk, answer):
    page = desk("intake_officer", path=f"/tasks/{case.task_id}")
    claim(page)
    on_its_way = []
    page.route("**/draft", lambda route: on_its_way.append(route))
    answer(page, **COMPLETE)
    page.get_by_text("กำลังบันทึก").wait_for()
    page.get_by_role("button", name="ส่งงาน").click()
    assert not page.locator(".note.done").count()
    on_its_way.pop().continue_()

    expect(page.locator(".note.done")).to_contain_text("แล้ว")


def test_adding_a_row_does_not_hide_that_the_page_is_behind(tabs, case):
    page = tabs[0]
    old = version_on(page)
    button = '<button name="_do" value="add:none">เพิ่ม</button>'
    form = page.locator("form[data-save]")
    form.evaluate("(form, html) => form.insertAdjacentHTML('beforeend', html)", button)
    page.get_by_role("button", name="เพิ่ม", exact=True).click()
    expect(page.get_by_role("button", name="เพิ่ม", exact=True)).to_have_count(0)

    assert version_on(page) == old


def test_without_scripts_nothing_is_lost_either(case, desk, tabs):
    page = desk("intake_officer", path=f"/tasks/{case.task_id}", scripts=False)
    tabs[1].get_by_label(NOTE).fill("อีกครั้ง")
    tabs[1].get_by_role("button", name="บันทึกร่าง").click()
    page.get_by_label(NOTE).fill("ไม่มีสคริปต์")
    page.get_by_role("button", name="บันทึกร่าง").click()
    page.get_by_role("button", name="ทำต่อด้วยคำตอบในหน้านี้").click()

    expect(page.get_by_label(NOTE)).to_have_value("ไม่มีสคริปต์")


def test_a_task_handed_on_and_back_is_not_handed_on_unseen(case, desk, app):
    page = desk("centre_manager", path=f"/tasks/{case.task_id}/reassign")
    hand_on(app, case.task_id, "wichai")
    page.get_by_label("มอบหมายให้").select_option("orapin")
    page.get_by_label("เหตุผล").fill("ลาป่วยถึงสิ้นสัปดาห์")
    page.get_by_role("button", name="มอบหมายใหม่").click()

    expect(page.locator("main")).to_contain_text("ขณะนี้ นายวิชัย พูลสวัสดิ์ ถืองานนี้")
    assert page.get_by_label("เหตุผล").input_value() == "ลาป่วยถึงสิ้นสัปดาห์"


def version_on(page):
    return page.locator("form[data-save] input[name=_version]").input_value()


def hand_on(app, task_id, to):
    from app.cases import service as cases
    from app.extensions import db
    from app.people.service import person_named

    with app.app_context():
        cases.reassign(task_id, to, "มอบให้เพื่อนร่วมงาน", person_named("malee"))
        db.session.commit()
