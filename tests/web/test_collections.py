"""Contributing on pages: signed in from the inbox, or by a one-time link without signing in."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)
DIAGRAMS = Path(__file__).parents[1] / "api" / "diagrams"


@pytest.fixture
def begin(app, furnished, settle):
    """begin("ideas") opens a case of a process of the API's tests."""

    def begin(process):
        from app.cases import service as cases
        from app.extensions import db
        from app.people.service import person_named
        from app.processes.service import publish
        from workflows.release import read_folder

        with app.app_context():
            publish(read_folder(DIAGRAMS), by=person_named(furnished.person("process_owner").username))
            by = person_named(furnished.person("intake_officer").username)
            case_no = cases.open_case(process, {"title_th": "คลองตันทั้งตำบล"}, by, "SRC").case_no
            db.session.commit()
        settle()
        return case_no

    return begin


@pytest.fixture
def link(app, begin):
    """The address of the first one-time link of a survey."""
    begin("survey")
    with app.app_context():
        from app.contributions.links import token_of
        from app.contributions.models import Invitation
        from app.extensions import db

        return f"/e/{token_of(db.session.query(Invitation).first())}"


@pytest.mark.parametrize("width", [1366, 360])
def test_a_participant_sends_changes_and_withdraws_from_the_inbox(begin, desk, width):
    begin("ideas")
    page = desk("participant", width)
    page.click("#wanted a")
    page.fill("[name=idea]", "เซนเซอร์ราคาประหยัด")
    page.click("form.card button.go")
    expect(page.locator("#mine")).to_contain_text("เซนเซอร์ราคาประหยัด")

    page.click("#mine a.btn")
    page.fill("[name=idea]", "กล้องเดิมของเทศบาล")
    page.click("form.card button.go")
    expect(page.locator("#mine .in")).to_have_count(1)
    expect(page.locator("#mine")).to_contain_text("กล้องเดิมของเทศบาล")

    page.click("#mine button")
    expect(page.locator("#mine")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_manager_sees_that_it_is_open_and_nothing_of_what_was_sent(begin, desk):
    case_no = begin("ideas")
    participant = desk("participant", path=f"/cases/{case_no}/collections/ideas")
    participant.fill("[name=idea]", "ความลับ")
    participant.click("form.card button.go")
    expect(participant.locator("#mine .in")).to_have_count(1)
    page = desk("centre_manager", path=f"/cases/{case_no}", scripts=False)
    page.click("#collections a")
    page.wait_for_url("**/collections/ideas")

    assert "ความลับ" not in page.content()
    expect(page.locator("#others, #mine, form.card")).to_have_count(0)


def test_what_the_form_refuses_is_said_at_its_field(begin, desk):
    page = desk("participant", path=f"/cases/{begin('ideas')}/collections/ideas")
    page.fill("[name=idea]", "ก")
    page.click("form.card button.go")
    expect(page.locator("[aria-invalid=true]")).to_have_count(1)


def test_a_link_shows_the_form_to_anybody_and_a_scanner_uses_nothing_up(app, link):
    scanner = app.test_client()
    for _ in range(3):
        seen = scanner.get(link)
        assert (seen.status_code, seen.headers["X-Robots-Tag"]) == (200, "noindex, nofollow")
        assert "script-src 'self'" in seen.headers["Content-Security-Policy"]
    scanner.head(link)
    assert app.test_client().post(link, data={"idea": "ไม่มีโทเค็นของหน้า"}).status_code == 400


def test_somebody_answers_by_link_on_a_phone_once(link, browser, server):
    context = browser.new_context(base_url=server.url, viewport={"width": 360, "height": 740}, locale="th-TH")
    page = context.new_page()
    page.goto(link)
    page.fill("[name=idea]", "อยากให้มีป้ายบอกทาง")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.click("form.card button.go")
    assert "รับคำตอบแล้ว" in page.inner_text("main")

    again = page.goto(link)
    assert again.status == 409
    assert "ใช้ตอบไปแล้ว" in page.inner_text("main")
    context.close()


def test_a_whole_office_behind_one_address_can_open_its_links(app, link):
    from app.web.pages import links

    visitor = app.test_client()
    assert {visitor.get(link).status_code for _ in range(links.MOST + 5)} == {200}


def test_a_guessed_link_is_a_clear_page_and_guessing_is_slowed_down(app, link):
    from app.web.pages import links

    links._asked.clear()
    guesser = app.test_client()
    codes = [guesser.get("/e/guess").status_code for _ in range(links.MOST + 1)]
    links._asked.clear()
    assert codes == [404] * links.MOST + [429]
