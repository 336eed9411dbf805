"""Who did the earlier step cannot do the one that checks it, and is told so before writing anything."""

import pytest
from playwright.sync_api import expect

from tests.web.conftest import claim

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)

ASSESSED = {
    "impact": 4,
    "urgency": 3,
    "clarity": 4,
    "readiness": 3,
    "existing_solution": False,
    "domains": ["iot", "data"],
    "rationale": "กระทบผู้ค้าและนักเรียนทุกครั้งที่ฝนตก ข้อมูลจากเทศบาลยืนยันความถี่และระยะเวลาที่ท่วม",
}


@pytest.fixture
def approval(case, app):
    """The task of approving what kanya assessed; kanya is also a manager of the centre."""
    from app.cases import service as cases
    from app.extensions import db
    from app.people import service as people

    def does(username, answers):
        by = people.person_named(username)
        task = cases.list_tasks(by, "roles", case_no=case.case_no).items[0]
        cases.claim(task.id, by)
        cases.complete_task(task.id, answers, by)

    with app.app_context():
        kanya = people.person_named("kanya")
        does("orapin", {"complete": True, "in_mandate": True, "secrecy": "001", "speed": "001"})
        does("kanya", ASSESSED)
        people.grant_role(kanya, "centre_manager", people.centre("SRC"))
        db.session.commit()
        return cases.list_tasks(kanya, "roles", case_no=case.case_no).items[0].id


def test_the_page_explains_the_closed_door_and_offers_no_button(approval, desk):
    page = desk("triage_analyst", path=f"/tasks/{approval}")
    assert "ต้องให้ผู้อื่นทำขั้นตอนนี้ (หลักสองคน)" in page.inner_text("main")
    expect(page.locator(".bar .go")).to_have_count(0)


def test_claiming_it_anyway_is_refused_with_a_page(approval, desk):
    page = desk("triage_analyst", path="/inbox?whose=roles")
    page.locator(f"#task-{approval} [data-claim]").click()
    expect(page.get_by_role("heading", name="คุณไม่มีสิทธิทำรายการนี้")).to_be_visible()
    assert "หลักสองคน" in page.inner_text("main")


def test_the_other_manager_sees_the_table_s_proposal_but_no_choice_made(approval, desk):
    page = desk("centre_manager", path=f"/tasks/{approval}")
    claim(page)

    assert "ลำดับความสำคัญ (D1)" in page.inner_text("main")
    expect(page.locator("form[data-save] :checked:not([name=_next]):not(option)")).to_have_count(0)
