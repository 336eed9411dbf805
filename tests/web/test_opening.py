"""Opening a case: a form of many kinds of field, with and without scripts, and a receipt."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.answers import PROBLEM

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)


@pytest.fixture
def fill():
    """Answer the form as a person does, control by control."""

    def fill(page):
        for name, value in PROBLEM.items():
            fields = page.locator(f'[name="{name}"]')
            kind = fields.first.evaluate("one => one.type")
            if kind in ("radio", "checkbox"):
                said = value if isinstance(value, list) else [value]
                for one in said:
                    text = str(one).lower() if isinstance(one, bool) else one
                    page.check(f'[name="{name}"][value="{text}"]')
            elif kind == "select-one":
                fields.select_option(value)
            else:
                fields.fill(str(value))

    return fill


def test_a_problem_is_submitted_and_receipted(desk, fill):
    page = desk("submitter", path="/cases/new")
    page.locator("a[href$=problem_intake]").click()
    fill(page)
    page.get_by_role("button", name="ยื่นเรื่อง").click()

    expect(page).to_have_url(re.compile("/receipt$"))
    expect(page.get_by_role("heading", name="รับเรื่องแล้ว")).to_be_visible()
    expect(page.locator("main")).to_contain_text("14,600")


def test_it_works_without_scripts_and_a_row_is_added_by_the_server(desk, fill):
    page = desk("submitter", path="/cases/new/problem_intake", scripts=False)
    fill(page)
    page.fill("#f-pain_points-0-point", "น้ำท่วมทุกครั้งที่ฝนตก")
    page.locator('button[value="add:pain_points"]').click()
    expect(page.locator("#f-title_th")).to_have_value(PROBLEM["title_th"])
    page.locator('button[value="remove:pain_points.1"]').click()
    expect(page.locator('[id^="f-pain_points-"][id$="-point"]')).to_have_count(1)
    page.select_option("#f-pain_points-0-frequency", index=1)
    page.get_by_role("button", name="ยื่นเรื่อง").click()

    expect(page.locator("main")).to_contain_text("น้ำท่วมทุกครั้งที่ฝนตก")


def test_with_scripts_a_row_is_added_without_leaving_the_page(desk):
    page = desk("submitter", path="/cases/new/problem_intake")
    page.locator('button[value="add:pain_points"]').click()

    expect(page.locator('[id^="f-pain_points-"][id$="-point"]')).to_have_count(2)
    assert page.evaluate("performance.getEntriesByType('navigation').length") == 1


def test_a_field_asked_only_of_agencies_says_so_when_it_is_missing(desk, fill):
    page = desk("submitter", path="/cases/new/problem_intake")
    fill(page)
    page.fill('[name="director_endorsed"]', "")
    page.get_by_role("button", name="ยื่นเรื่อง").click()

    expect(page.locator(".summary")).to_contain_text("ผู้บริหารที่เห็นชอบให้เสนอ")
    expect(page.locator('[name="director_endorsed"]')).to_have_attribute("aria-invalid", "true")


def test_who_may_open_nothing_is_told_who_can(desk):
    page = desk("triage_analyst", path="/cases/new")
    expect(page.get_by_role("heading", name="บทบาทของคุณเปิดเรื่องใหม่ไม่ได้")).to_be_visible()
