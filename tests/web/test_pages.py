"""Every page on a desk and on a phone, by keyboard, in both languages, with names for everything."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)

PAGES = {
    "inbox": ("intake_officer", "/inbox?whose=all"),
    "nothing matches": ("intake_officer", "/inbox?q=ไม่มีแน่"),
    "task": ("intake_officer", "/tasks/{task_id}"),
    "reassign": ("centre_manager", "/tasks/{task_id}/reassign"),
    "cases": ("intake_officer", "/cases"),
    "case": ("intake_officer", "/cases/{case_no}"),
    "entry": ("intake_officer", "/cases/{case_no}/entries/1"),
    "choose": ("submitter", "/cases/new"),
    "form": ("submitter", "/cases/new/problem_intake"),
    "receipt": ("submitter", "/cases/{case_no}/receipt"),
    "notices": ("intake_officer", "/notices"),
    "incidents": ("process_owner", "/incidents"),
    "processes": ("process_owner", "/processes"),
    "a process": ("process_owner", "/processes/mou_proposal"),
    "registers": ("partner_officer", "/registers"),
    "register": ("partner_officer", "/registers/mous"),
    "a record": ("partner_officer", "/registers/organisations/AIAT"),
    "not found": ("intake_officer", "/nowhere"),
}
# What every page owes to somebody who does not see it, by rules a browser can count.
UNNAMED = """() => [...document.querySelectorAll('input,select,textarea,button,a[href],summary')]
  .filter(one => one.type !== 'hidden')
  .filter(one => !one.closest('[aria-hidden=true]') && one.getAttribute('aria-hidden') !== 'true')
  .filter(one => !(one.labels?.length || one.ariaLabel || one.title || one.textContent.trim()))
  .map(one => one.outerHTML.slice(0, 90))"""
TWICE = """() => { const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
  return ids.filter((id, at) => ids.indexOf(id) !== at) }"""
LOST = """() => [...document.querySelectorAll('[aria-describedby],[aria-labelledby],label[for]')]
  .flatMap(one => ['aria-describedby', 'aria-labelledby', 'for'].flatMap(
     name => (one.getAttribute(name) || '').split(' ').filter(Boolean)))
  .filter(id => !document.getElementById(id))"""


# What is Thai on a page, apart from what people wrote: titles and answers, and names drawn in a diagram.
DATA = "[data-row], .facts dd, .pre, .diagram, span[lang=th], script"
THAI = f"""() => {{ const page = document.body.cloneNode(true);
  page.querySelectorAll('{DATA}').forEach(one => one.remove());
  const lines = page.textContent.split('\\n').map(line => line.trim());
  return lines.filter(line => /[\u0e00-\u0e7f]/.test(line)) }}"""


@pytest.fixture
def visit(case, desk):
    def visit(name, width=1366):
        role, path = PAGES[name]
        return desk(role, width=width, path=path.format(**vars(case)))

    return visit


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_one_heading_and_a_name_for_everything(visit, name):
    page = visit(name)
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate(UNNAMED) == []
    assert page.evaluate(TWICE) == []
    assert page.evaluate(LOST) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_scrolls_a_page_in_one_direction_only(visit, name):
    page = visit(name, width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("name", ["inbox", "task", "form"])
def test_on_a_phone_everything_to_press_is_large_enough(visit, name):
    page = visit(name, width=360)
    small = page.evaluate(
        """() => [...document.querySelectorAll('.btn,.bar button,select,.choice,input[type=text]')]
          .filter(one => one.offsetParent && one.getBoundingClientRect().height < 44)
          .map(one => one.outerHTML)"""
    )
    assert small == []


@pytest.mark.parametrize(
    "name", ["inbox", "task", "case", "entry", "form", "receipt", "notices", "not found"]
)
def test_in_english_the_interface_holds_no_thai(visit, name):
    page = visit(name)
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.wait_for_load_state()
    assert page.evaluate(THAI) == ["ภาษาไทย"]


def test_one_click_brings_the_same_page_in_english_and_back(visit):
    page = visit("cases")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Cases")).to_be_visible()
    page.get_by_role("link", name="ภาษาไทย").click()
    expect(page.get_by_role("heading", name="เรื่อง", exact=True)).to_be_visible()


def test_the_first_key_offers_to_skip_to_the_content(visit):
    page = visit("inbox")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="ข้ามไปเนื้อหา")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_inbox_is_worked_by_keyboard(visit, case):
    page = visit("inbox")
    page.keyboard.press("j")
    expect(page.locator(f"#task-{case.task_id} a.open")).to_be_focused()
    page.keyboard.press("c")
    expect(page.locator("main")).to_contain_text("รับงาน “ตรวจความครบถ้วน”")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/tasks/{case.task_id}$"))


def test_slash_goes_to_the_search_and_finds_a_case(visit, case):
    page = visit("inbox")
    page.keyboard.press("/")
    page.keyboard.insert_text("น้ำท่วม")
    page.keyboard.press("Enter")
    expect(page.locator("[data-row]")).to_have_count(1)


def test_focus_is_always_seen(visit):
    page = visit("form")
    page.locator("#f-title_th").focus()
    outline = page.locator("#f-title_th").evaluate("one => getComputedStyle(one).outline")
    assert "3px" in outline
