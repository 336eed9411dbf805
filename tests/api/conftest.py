"""Fixtures of the API tests: the office of tests/api/office.py on both databases, and what people do in it.

`open_case("review", by="submitter", title_th="…")` → case number · `task("check")` → the open task ·
`do("check", by="intake_officer", complete=True)` claims and completes · `drain()` lets the worker work
`ask("partner_officer", "POST", "organisations", body)` → response of a register
"""

import io

import pytest

from tests.api.partners import AIAT, MOU
from tests.support.databases import furnishing

TITLE = "ระบบนัดหมายที่ใช้ยาก"


@pytest.fixture(scope="session")
def furnished_on(postgres, tmp_path_factory):
    """furnished_on("sqlite"): the office on that database, furnished once for all tests."""
    from tests.api.office import Office

    yield from furnishing(Office, "api", postgres, tmp_path_factory)


@pytest.fixture
def open_case(client):
    """Open a case and hand back its number."""

    def open_case(process="review", by="submitter", **answers):
        given = {name: value for name, value in {"title_th": TITLE, **answers}.items() if value is not None}
        body = {"process": process, "centre": "SRC", "answers": given}
        response = client(by).post("/api/v1/cases", json=body)
        assert response.status_code == 201, response.json
        return response.json["case_no"]

    return open_case


@pytest.fixture
def tasks(client):
    """The open tasks of the whole office, as an auditor sees them."""

    def tasks(case_no=None):
        query = {"whose": "all", "limit": 200, **({"case": case_no} if case_no else {})}
        return client("auditor").get("/api/v1/tasks", query_string=query).json["items"]

    return tasks


@pytest.fixture
def task(tasks):
    """The one open task of an element."""

    def task(element, case_no=None):
        [found] = [one for one in tasks(case_no) if one["element"] == element]
        return found

    return task


@pytest.fixture
def claim(client, task):
    """Claim the task of an element, or of an id."""

    def claim(element, by):
        id = element if isinstance(element, int) else task(element)["id"]
        response = client(by).post(f"/api/v1/tasks/{id}/claim")
        assert response.status_code == 200, response.json
        return id

    return claim


@pytest.fixture
def complete(client):
    """Complete a task and hand back the response, whatever it is."""

    def complete(id, by, key=None, **answers):
        headers = {"Idempotency-Key": key} if key else {}
        return client(by).post(f"/api/v1/tasks/{id}/complete", json={"answers": answers}, headers=headers)

    return complete


@pytest.fixture
def do(claim, complete):
    """Claim and complete the task of an element."""

    def do(element, by, **answers):
        response = complete(claim(element, by), by, **answers)
        assert response.status_code == 200, response.json
        return response.json

    return do


@pytest.fixture
def drain(app):
    """Let the worker do everything that is due; hands back how much that was."""
    from app.cases.jobs import run_one

    def drain():
        done = 0
        with app.app_context():
            while run_one():
                done += 1
        return done

    return drain


@pytest.fixture
def later():
    """later(days=3): the clock runs that much ahead until the test ends."""
    from datetime import timedelta

    from app import clock

    yield lambda **time: clock.travel_to(clock.now() + timedelta(**time))
    clock.travel_to(None)


@pytest.fixture
def at():
    """at("2026-11-23T02:00:00Z", minutes=5): the clock stands there, and runs on until the test ends."""
    from datetime import timedelta

    from app import clock

    yield lambda moment, **more: clock.travel_to(clock.moment(moment) + timedelta(**more))
    clock.travel_to(None)


@pytest.fixture
def publish(client):
    """Publish a process with this start event (tests/api/timed.py); hands back the response."""
    from tests.api.timed import packed

    def publish(event, centres="SRC", task="เขียนรายงาน"):
        sent = {"data": packed(event, centres, task), "content_type": "application/zip"}
        return client("process_owner").post("/api/v1/releases", **sent)

    return publish


@pytest.fixture
def cases(client):
    """The cases of the whole office, the oldest first."""
    return lambda: client("auditor").get("/api/v1/cases").json["items"][::-1]


@pytest.fixture
def counted(app):
    """with counted() as seen: the statements and commits of what happens inside."""

    from contextlib import contextmanager

    from sqlalchemy import event

    from app.extensions import db

    @contextmanager
    def counted():
        seen = {"statements": [], "commits": 0}
        with app.app_context():
            engine = db.engine

        def note(_connection, _cursor, statement, *_rest):
            seen["statements"].append(statement)

        def commit(_connection):
            seen["commits"] += 1

        event.listen(engine, "before_cursor_execute", note)
        event.listen(engine, "commit", commit)
        yield seen
        event.remove(engine, "before_cursor_execute", note)
        event.remove(engine, "commit", commit)

    return counted


@pytest.fixture
def ask(client):
    """ask("partner_officer", "POST", "organisations", body) → response."""

    def ask(who, method, path, body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return client(who).open(f"/api/v1/registers/{path}", method=method, json=body, headers=headers)

    return ask


@pytest.fixture
def association(ask):
    assert ask("partner_officer", "POST", "organisations", AIAT).status_code == 201
    return "organisations/AIAT"


@pytest.fixture
def paper(client):
    """paper("partner_officer") → what is said of an MOU signed on paper, its file sent by that person."""

    def paper(who):
        sent = {"file": (io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "mou.pdf")}
        file = client(who).post("/api/v1/files", data=sent).json["answer"]
        return {**MOU, "paper_no": "สพร. 12/2569", "signed_on": "2026-01-01", "paper": [file]}

    return paper


@pytest.fixture
def mou(ask, association, paper):
    """An MOU in force, by its address."""
    code = ask("partner_officer", "POST", "mous", paper("partner_officer")).json["code"]
    assert ask("centre_manager", "POST", f"mous/{code}/acts/activate", {}).status_code == 200
    return f"mous/{code}"
