"""Signing in and out, and what protects a session."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)


@pytest.fixture
def sign_in(page, person):
    def sign_in(password=None, path="/"):
        page.goto(path)
        page.get_by_label("ชื่อผู้ใช้").fill(person("intake_officer").username)
        page.get_by_label("รหัสผ่าน").fill(password or person("intake_officer").password)
        page.get_by_role("button", name="เข้าสู่ระบบ").click()
        return page

    return sign_in


def test_a_person_signs_in_lands_in_the_inbox_and_signs_out(sign_in):
    page = sign_in()
    expect(page).to_have_url(re.compile("/inbox$"))
    expect(page.get_by_text("เจ้าหน้าที่รับเรื่อง").first).to_be_visible()
    page.get_by_role("button", name="ออกจากระบบ").click()
    expect(page.get_by_label("รหัสผ่าน")).to_be_visible()
    page.goto("/inbox")

    expect(page).to_have_url(re.compile("/sign-in"))


def test_after_signing_in_one_is_where_one_wanted_to_be(sign_in):
    page = sign_in(path="/cases?q=น้ำ")
    assert page.locator("#q").input_value() == "น้ำ"


def test_a_wrong_password_is_refused_with_a_way_to_mend_it(sign_in):
    page = sign_in(password="wrong")
    expect(page.locator(".summary")).to_be_focused()
    assert page.get_by_label("ชื่อผู้ใช้").input_value() == "orapin"


def test_scripts_cannot_read_the_session(sign_in):
    page = sign_in()
    cookie = next(one for one in page.context.cookies() if one["name"] == "dgti_session")

    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    assert page.evaluate("document.cookie") == ""
