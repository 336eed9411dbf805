"""A case that cannot go on: everybody sees what stands still, that nothing is lost, and who tries again."""

import pytest

from tests.web.test_forms_sent import signed_in, token_in

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)


@pytest.fixture
def stuck(app, person):
    """A case whose script divides by zero."""
    from app.cases import service as cases
    from app.extensions import db
    from app.people.service import person_named
    from app.processes.service import publish
    from tests.api.office import DIAGRAMS
    from workflows.release import read_folder

    with app.app_context():
        publish(read_folder(DIAGRAMS), by=person_named(person("process_owner").username))
        by = person_named(person("intake_officer").username)
        case_no = cases.open_case("fragile", {"parts": 0}, by, "SRC").case_no
        db.session.commit()
    return case_no


def test_the_case_says_what_stands_still_and_who_can_help(app, person, stuck):
    page = signed_in(app, person("intake_officer")).get(f"/cases/{stuck}").get_data(as_text=True)

    assert "เรื่องติดขัดที่ “หาร”" in page
    assert "ข้อมูลไม่สูญหาย" in page
    assert "เจ้าของกระบวนการเป็นผู้สั่งลองใหม่ได้" in page


def test_the_process_owner_finds_it_and_has_it_tried_again(app, person, stuck):
    owner = signed_in(app, person("process_owner"))
    page = owner.get("/incidents")
    assert stuck in page.get_data(as_text=True)
    address = page.get_data(as_text=True).split('action="/incidents/')[1].split('"')[0]
    answer = owner.post(f"/incidents/{address}", data={"_csrf": token_in(page)})

    assert answer.location == "/incidents"
    assert "สั่งลองใหม่แล้ว" in owner.get("/incidents").get_data(as_text=True)


def test_nobody_else_may_have_it_tried_again(app, person, stuck):
    visitor = signed_in(app, person("intake_officer"))
    token = token_in(visitor.get("/inbox"))
    assert visitor.post("/incidents/1/retry", data={"_csrf": token}).status_code == 403
