"""What protects a form and a page, over HTTP without a browser."""

import re

import pytest
from werkzeug.test import Client

from tests.web.answers import PROBLEM

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)


@pytest.fixture
def visitor(app, person):
    """A browser without a screen, signed in as the intake officer."""
    return signed_in(app, person("intake_officer"))


def signed_in(app, somebody, **more):
    browser = Client(app)
    data = {"_csrf": token_in(browser.get("/sign-in")), **more}
    browser.post("/sign-in", data={**data, "username": somebody.username, "password": somebody.password})
    return browser


def token_in(answer):
    return re.search(r'name="_csrf" value="(\w+)"', answer.get_data(as_text=True))[1]


def test_a_form_without_our_token_changes_nothing(visitor):
    answer = visitor.post("/sign-out", data={})
    assert answer.status_code == 400
    assert visitor.get("/inbox").status_code == 200


def test_the_token_of_another_visit_is_refused(visitor, app):
    stolen = token_in(Client(app).get("/sign-in"))
    assert visitor.post("/sign-out", data={"_csrf": stolen}).status_code == 400


def test_a_token_of_before_signing_in_is_worth_nothing_after(app, person):
    browser = Client(app)
    before = token_in(browser.get("/sign-in"))
    who = {"username": person("intake_officer").username, "password": person("intake_officer").password}
    browser.post("/sign-in", data={"_csrf": before, **who})
    assert browser.post("/sign-out", data={"_csrf": before}).status_code == 400


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1"]
)
def test_nobody_is_sent_to_another_site(app, person, target):
    browser = Client(app)
    who = {"username": person("intake_officer").username, "password": person("intake_officer").password}
    data = {"_csrf": token_in(browser.get("/sign-in")), "next": target, **who}
    assert browser.post("/sign-in", data=data).location == "/inbox"


def test_a_page_runs_nothing_inline_and_takes_nothing_from_elsewhere(visitor):
    answer = visitor.get("/inbox")
    policy, page = answer.headers["Content-Security-Policy"], answer.get_data(as_text=True)

    assert "unsafe" not in policy
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(src=|application/json))", page)
    assert not re.search(r'(src|href|action)="(https?:)?//', page)
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_static_file_is_kept_for_good_under_the_name_of_its_content(visitor):
    address = re.search(
        r'href="(/static/css/base\.css\?v=\w+)"', visitor.get("/inbox").get_data(as_text=True)
    )[1]

    with visitor.get(address) as named, visitor.get("/static/fonts/sarabun-400.woff2") as plain:
        assert "immutable" in named.headers["Cache-Control"]
        assert "immutable" not in plain.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [("/nowhere", 404, "ไม่พบหน้านี้"), ("/tasks/999", 404, "ไม่พบหน้านี้"), ("/incidents", 403, "คุณไม่มีสิทธิ")],
)
def test_a_refusal_is_a_page_in_the_same_look(visitor, path, status, words):
    answer = visitor.get(path)
    assert answer.status_code == status
    assert words in answer.get_data(as_text=True)
    assert 'class="top"' in answer.get_data(as_text=True)


def test_somebody_who_is_not_signed_in_is_asked_to_and_then_goes_on(app):
    answer = Client(app).get("/cases?q=1")
    assert (answer.status_code, answer.location) == (302, "/sign-in?next=/cases?q%3D1")


def test_too_much_is_refused_with_a_page(visitor):
    data = {"_csrf": token_in(visitor.get("/inbox")), "note": "ก" * 2_000_000}
    answer = visitor.post("/tasks/1", data=data)
    assert answer.status_code == 413


def test_a_character_no_database_keeps_is_dropped_from_what_was_typed(visitor):
    data = {"_csrf": token_in(visitor.get("/substitutes")), "substitute": "kan\0ya", "from": "2999-01-01"}
    answer = visitor.post("/substitutes", data={**data, "until": "2999-01-02", "reason": "ลา\0พักผ่อน"})
    assert answer.status_code == 303
    assert "ลาพักผ่อน" in visitor.get("/substitutes").get_data(as_text=True)


def test_over_https_a_cookie_never_travels_without_it(app):
    answer = Client(app).get("/sign-in", base_url="https://flow.example.go.th")
    assert "Secure" in answer.headers["Set-Cookie"]


def test_the_same_form_sent_twice_opens_one_case(app, person):
    visitor = signed_in(app, person("submitter"))
    page = visitor.get("/cases/new/problem_intake")
    once = re.search(r'name="_once" value="([\w-]+)"', page.get_data(as_text=True))[1]
    told = {name: str(value).lower() if isinstance(value, bool) else value for name, value in PROBLEM.items()}
    data = {"_csrf": token_in(page), "_once": once, "_do": "open", **told}
    first, second = (visitor.post("/cases/new/problem_intake", data=data).location for _ in range(2))

    assert first.endswith("/receipt")
    assert second == first
