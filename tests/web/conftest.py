"""The office in a browser: somebody is signed in, a case waits, and the console stays silent.

`case`      a problem just submitted, waiting for the intake officer: .case_no, .task_id
`desk`      desk("intake_officer") is a page of a browser of their own; desk(role, width=360) a phone
`answer`    answer(page, complete="true", …) fills in choices by field name
`settle`    do what waits in the background, as a worker would
"""

import re
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from tests.web.answers import PROBLEM

expect.set_options(timeout=20_000)  # what must come may take its time on a busy machine

COMPLETE = {"complete": "true", "in_mandate": "true", "secrecy": "001", "speed": "002"}
REFUSAL = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")


@pytest.fixture
def settle(app):
    def settle():
        from app.cases.jobs import run_one

        with app.app_context():
            while run_one():
                pass

    return settle


@pytest.fixture
def open_case(app, furnished, settle):
    """open_case(title) submits a problem and hands back its number and the task that waits."""

    def open_case(title="น้ำท่วมขังถนนหน้าตลาดเช้าบ่อยครั้ง"):
        from app.cases import service as cases
        from app.extensions import db
        from app.people.service import person_named

        with app.app_context():
            by = person_named(furnished.person("submitter").username)
            case_no = cases.open_case("problem_intake", {**PROBLEM, "title_th": title}, by, "SRC").case_no
            db.session.commit()
        settle()
        with app.app_context():
            by = person_named(furnished.person("intake_officer").username)
            task = cases.list_tasks(by, "roles", case_no=case_no).items[0]
            return SimpleNamespace(case_no=case_no, task_id=task.id, title=title)

    return open_case


@pytest.fixture
def case(open_case):
    return open_case()


@pytest.fixture
def desk(browser, server, app, person):
    """A page of somebody signed in; every console error of it fails the test, provoked refusals aside."""
    contexts, complaints = [], []

    def desk(role, width=1366, path="/inbox", scripts=True):
        size = {"width": width, "height": 900 if width > 500 else 740}
        context = browser.new_context(
            base_url=server.url, locale="th-TH", viewport=size, java_script_enabled=scripts
        )
        contexts.append(context)
        session = {"name": "dgti_session", "value": session_of(app, person(role)), "url": server.url}
        context.add_cookies([session])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield desk
    for context in contexts:
        context.close()
    assert [said for said in complaints if not REFUSAL.match(said)] == []


def session_of(app, person):
    """The text of a session begun as signing in begins it."""
    from app.extensions import db
    from app.people import service as people

    with app.app_context():
        text = people.start_session(people.person_named(person.username))
        db.session.commit()
    return text


def claim(page):
    """Take the task; afterwards the page of the claimed task stands (what an old page asks is not seen)."""
    page.get_by_role("button", name="รับงาน").click()
    page.get_by_role("button", name="ส่งงาน").wait_for()


@pytest.fixture
def answer():
    def answer(page, **chosen):
        for name, value in chosen.items():
            page.check(f'input[name="{name}"][value="{value}"]')

    return answer
