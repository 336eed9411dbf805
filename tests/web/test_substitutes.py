"""Being away, on pages: set in a form, and marked in the inbox of whoever stands in."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from app import clock

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)


@pytest.mark.parametrize("width", [1366, 360])
def test_somebody_away_is_acted_for_and_the_inbox_says_so(case, desk, person, width):
    page = desk("intake_officer", width, "/substitutes")
    page.select_option("#substitute", "kanya")
    page.fill("#until", (clock.today() + timedelta(days=5)).isoformat())
    page.fill("#reason", "ลาพักผ่อนประจำปี")
    page.click("main form button.go")
    page.locator("table .tag.here").wait_for()
    inbox = desk("triage_analyst", width, "/inbox?whose=roles")

    expect(inbox.locator("tr[data-row] .tag.for")).to_have_count(1)
