"""The report of overdue tasks, on a page."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from app import clock

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)


@pytest.mark.parametrize("width", [1366, 360])
def test_a_manager_reads_who_is_late_with_what(case, desk, width):
    clock.travel_to(clock.now() + timedelta(days=20))
    try:
        page = desk("centre_manager", width, "/inbox")
        page.goto("/overdue")
        expect(page.locator("tbody .tag.late")).to_have_count(1)
    finally:
        clock.travel_to(None)
