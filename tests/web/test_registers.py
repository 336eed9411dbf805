"""The registers in a browser: adding, changing, refusing, and taking a record to another state."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)

PATHS = {
    "all": ("intake_officer", "/registers"),
    "list": ("partner_officer", "/registers/organisations"),
    "nothing": ("partner_officer", "/registers/organisations?q=ไม่มีแน่"),
    "record": ("partner_officer", "/registers/organisations/AIAT"),
    "committee": ("secretary", "/registers/committees/JOINT"),
    "new": ("secretary", "/registers/seats/new?committee=JOINT"),
    "edit": ("centre_manager", "/registers/centres/SRC/edit"),
    "act": ("director", "/registers/mous/{mou}/acts/suspend"),
    "import": ("centre_manager", "/registers/holidays/import"),
    "centres": ("director", "/registers/centres"),
}


@pytest.fixture
def path(app):
    """The address of a page, with the number of the first MOU in it."""
    from app.registers import service

    with app.app_context():
        mou = service.list_records("mous", None, limit=1).items[0].code
    return lambda name: (PATHS[name][0], PATHS[name][1].format(mou=mou))


@pytest.mark.parametrize("name", PATHS)
def test_a_page_has_one_heading_and_fits_a_phone(desk, path, name):
    role, address = path(name)
    page = desk(role, width=360, path=address)

    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_what_is_added_stands_in_the_list_with_its_history(desk):
    page = desk("partner_officer", path="/registers/organisations/new")
    page.get_by_label("รหัส").fill("GOVTECH")
    page.get_by_label("ชื่อภาษาไทย").fill("สมาคมจีโอเว็บ")
    page.get_by_label("ชื่อภาษาอังกฤษ").fill("GovTech association")
    page.get_by_label("ประเภท").select_option("association")
    page.get_by_role("button", name="บันทึก").click()

    expect(page.locator("h1")).to_have_text("สมาคมจีโอเว็บ")
    expect(page.get_by_text("เพิ่มในทะเบียน").first).to_be_visible()
    expect(page.get_by_text("ตรวจแล้ว ตรงทุกรายการ")).to_be_visible()


def test_what_cannot_stand_is_said_at_its_field_and_what_was_typed_stays(desk):
    page = desk("partner_officer", path="/registers/organisations/new")
    page.get_by_label("รหัส").fill("GOVTECH")
    page.get_by_label("เลขทะเบียนนิติบุคคล").fill("0994000165537")
    page.get_by_role("button", name="บันทึก").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("รหัส")).to_have_value("GOVTECH")
    assert page.locator("[aria-invalid=true]").count() >= 2


def test_an_act_asks_for_its_reason_and_is_told_in_the_history(desk, path):
    page = desk("director", path=path("act")[1])
    page.get_by_role("button", name="ระงับชั่วคราว").click()
    expect(page.get_by_role("alert")).to_contain_text("เหตุผล")
    page.get_by_label("เหตุผล", exact=True).fill("รอแก้ไขข้อตกลงใหม่")
    page.get_by_role("button", name="ระงับชั่วคราว").click()

    expect(page.locator("header + ol")).to_contain_text("รอแก้ไขข้อตกลงใหม่")
    expect(page.locator(".head")).to_contain_text("ระงับชั่วคราว")


def test_whoever_was_overtaken_is_told_and_keeps_what_was_typed(desk):
    slow = desk("centre_manager", path="/registers/centres/SRC/edit")
    quick = desk("centre_manager", path="/registers/centres/SRC/edit")
    for page, days in ((quick, "9"), (slow, "8")):
        page.get_by_label("แจ้งนัดประชุมล่วงหน้า (วัน)").fill(days)
        page.get_by_role("button", name="บันทึก").click()

    expect(slow.get_by_role("alert")).to_contain_text("เปลี่ยนไปหลังจากที่ท่านเปิด")
    expect(slow.get_by_label("แจ้งนัดประชุมล่วงหน้า (วัน)")).to_have_value("8")


def test_a_long_list_is_searched_by_typing(desk):
    page = desk("secretary", path="/registers/seats/new?committee=JOINT")
    page.get_by_label("พิมพ์เพื่อค้นในรายการ").first.fill("ไอโอที")

    assert page.get_by_label("ผู้แทนขององค์กร").locator("option").all_text_contents() == [
        "เลือก",
        "สมาคมไทยไอโอที",
    ]


def test_a_year_of_holidays_is_pasted_at_once_or_not_at_all(desk):
    page = desk("admin", path="/registers/holidays/import")
    page.get_by_label("ตาราง").fill("วันที่,ชื่อ\n22/2/2570,ชดเชยวันมาฆบูชา\n31/2/2570,ไม่มีวันนี้")
    page.get_by_role("button", name="นำเข้า").click()
    expect(page.get_by_role("alert")).to_contain_text("บรรทัดที่ 3")

    page.get_by_label("ตาราง").fill("วันที่,ชื่อ\n22/2/2570,ชดเชยวันมาฆบูชา,Makha Bucha")
    page.get_by_role("button", name="นำเข้า").click()
    expect(page.locator("tbody")).to_contain_text("22 ก.พ. 2570")


def test_an_auditor_sees_no_button_that_changes_anything(desk):
    page = desk("auditor", path="/registers/committees/JOINT")

    expect(page.locator(".head .acts a")).to_have_count(0)
