"""A process owner sees on the drawing how much of a process its scenarios walk."""

import pytest
from playwright.sync_api import expect

from app.extensions import db
from app.processes.service import current, get_release

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)
TIMES = {
    "elements": {"cooperation_proposed": 3, "proposal_passed_on": 0},
    "flows": {"cooperation_proposed__proposal_passed_on": 0},
}


@pytest.fixture
def walked(app, furnished):
    """The release was published with scenarios that leave something out."""
    with app.app_context():
        row = get_release(current("mou_proposal").release_hash)
        row.coverage = {"scenarios": 7, "processes": {"mou_proposal": TIMES}}
        db.session.commit()


def test_what_no_scenario_walked_is_coloured_counted_and_named(walked, desk):
    page = desk("process_owner", path="/processes/mou_proposal")
    page.locator(".diagram[data-shown=yes]").wait_for()

    assert "33.3 %" in page.inner_text(".note")
    expect(page.locator(".mark-missed[data-element-id=proposal_passed_on]")).to_have_count(1)
    expect(page.locator(".mark-walked[data-element-id=cooperation_proposed]")).to_have_count(1)
    expect(page.locator(".mark-missed-way")).to_have_count(1)
    assert page.locator(".mark-pill-walked").first.inner_text() == "3"


def test_a_release_without_scenarios_says_so(desk):
    page = desk("process_owner", path="/processes/mou_proposal")

    assert "dgti publish" in page.inner_text(".note")
