"""Telling a case something from its page, with the form of what receives it."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)
WHY = "เทศบาลแก้ปัญหานี้เองแล้ว ไม่ต้องดำเนินการต่อ"


@pytest.fixture
def withdrawing(case, desk):
    """The form by which a submitter withdraws the case, opened from the page of the case."""
    page = desk("submitter", path=f"/cases/{case.case_no}")
    page.locator("#messages").get_by_role("link", name="ขอถอนเรื่อง").press("Enter")
    return page


def test_a_case_is_withdrawn_from_its_page_and_its_story_says_so(withdrawing, case):
    withdrawing.locator("textarea").first.fill(WHY)
    withdrawing.get_by_role("button", name="ส่ง", exact=True).click()

    expect(withdrawing).to_have_url(re.compile(f"/cases/{case.case_no}$"))
    assert "ส่ง “ขอถอนเรื่อง” แล้ว" in withdrawing.inner_text(".note.done")
    expect(withdrawing.locator("#messages")).to_have_count(0)


def test_what_is_missing_is_named_and_what_was_typed_stays(withdrawing):
    withdrawing.locator("textarea").first.fill("สั้น")
    withdrawing.get_by_role("button", name="ส่ง", exact=True).click()

    expect(withdrawing.locator(".summary")).to_be_focused()
    expect(withdrawing.locator("textarea").first).to_have_value("สั้น")


def test_a_message_is_sent_once_however_often_it_is_pressed(withdrawing, case, app):
    area, form = withdrawing.locator("textarea").first, withdrawing.locator("form.card")
    sent = {name: form.locator(f"[name={name}]").first.input_value() for name in ("_csrf", "_once")}
    sent[area.get_attribute("name")] = WHY
    answers = [withdrawing.request.post(withdrawing.url, form=sent) for _ in range(2)]

    assert [answer.status for answer in answers] == [200, 200]
    assert told(app, case.case_no) == 1


def test_who_may_not_send_it_is_offered_nothing_and_refused(case, desk):
    page = desk("intake_officer", path=f"/cases/{case.case_no}")
    expect(page.locator("#messages")).to_have_count(0)
    answer = page.goto(f"/cases/{case.case_no}/messages/Msg_Withdraw")

    assert answer.status == 403
    expect(page.locator("main")).to_contain_text("บทบาทของท่านส่งข้อความนี้ไม่ได้")


def test_the_form_fits_a_phone(case, desk):
    page = desk("submitter", width=360, path=f"/cases/{case.case_no}/messages/Msg_Withdraw")

    assert page.evaluate("document.documentElement.scrollWidth") == 360


def told(app, case_no):
    from app.cases.models import Case
    from app.extensions import db
    from app.journal.service import entries

    with app.app_context():
        case = db.session.query(Case).filter_by(case_no=case_no).one()
        return sum(entry.kind == "message:delivered" for entry in entries(case))
