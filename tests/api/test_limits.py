"""What every request must keep to, and what every answer carries."""

import pytest


def test_a_body_over_the_limit_is_refused_unread(client):
    body = b'{"username": "' + b"x" * 2_000_000 + b'"}'
    response = client().post("/api/v1/tokens", data=body, content_type="application/json")

    assert (response.status_code, response.json["code"]) == (413, "too_large")


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"', b"NaN", b'{"a": \xff}', b'{"username": "\\ud800"}'])
def test_a_body_that_is_not_our_json_is_refused(client, body):
    response = client().post("/api/v1/tokens", data=body, content_type="application/json")

    assert response.status_code == 422
    assert response.content_type == "application/problem+json"


def test_a_nul_character_is_refused_wherever_it_comes(client, open_case, task):
    open_case()
    id = task("check")["id"]
    drafted = client("intake_officer").post(f"/api/v1/tasks/{id}/draft", json={"answers": {"note": "\0"}})

    assert drafted.status_code == 422
    assert client("intake_officer").get("/api/v1/cases/a%00b").status_code == 404
    assert client("intake_officer").get("/api/v1/tasks?q=%00").status_code == 422


@pytest.mark.parametrize("id", [2**53 + 1, 2**63, 10**30])
def test_a_number_beyond_every_id_names_nothing(client, id):
    assert client("intake_officer").get(f"/api/v1/tasks/{id}").status_code == 404


def test_an_unknown_address_and_method_are_problems_too(client):
    nowhere = client("auditor").get("/api/v1/nowhere", headers={"Accept-Language": "en"})
    wrong = client("auditor").put("/api/v1/me")

    assert (nowhere.status_code, nowhere.json["title"]) == (404, "Not found")
    assert (wrong.status_code, wrong.content_type) == (405, "application/problem+json")


def test_answers_carry_the_headers_that_protect_browsers(client):
    headers = client("auditor").get("/api/v1/me").headers

    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")


def test_the_documentation_runs_without_inline_scripts(client):
    page = client().get("/api/v1/docs")

    assert page.status_code == 200
    assert "<script>" not in page.text
    assert "http" not in page.text.replace("http-equiv", "")


def test_a_fault_of_ours_is_a_problem_and_writes_nothing(app, client, monkeypatch):
    from app.cases import service

    def broken(*_args, **_kwargs):
        raise RuntimeError("a fault")

    monkeypatch.setattr(service, "list_cases", broken)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    response = client("auditor").get("/api/v1/cases", headers={"Accept-Language": "en"})

    assert (response.status_code, response.json["code"]) == (500, "internal_server_error")
    assert "fault" not in response.json["detail"]


@pytest.mark.parametrize("address", ["/api/v1/tokens", "/sign-in"])
def test_a_body_that_does_not_say_its_length_is_refused(client, address):
    response = client().post(address, data=b"{}", headers={"Transfer-Encoding": "chunked"})

    assert response.status_code == 411
    assert "Content-Length" in (response.json["detail"] if response.is_json else response.text)


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
@pytest.mark.parametrize("depth", [65, 700, 900])
def test_a_body_nested_too_deep_is_refused_by_name(client, depth, opening, closing):
    answers = opening * depth + "1" + closing * depth
    body = f'{{"process": "review", "centre": "SRC", "answers": {{"title_th": {answers}}}}}'
    response = client("submitter").post("/api/v1/cases", data=body, content_type="application/json")

    assert (response.status_code, response.json["code"]) == (422, "too_deep")


def test_many_brackets_side_by_side_are_not_deep():
    from app.wire import shallow

    assert shallow([[1]] * 500, b"[" * 501) == [[1]] * 500


def test_a_body_of_another_kind_is_not_read_as_json(client):
    response = client().post("/api/v1/tokens", data=b"{}", content_type="text/plain")

    assert (response.status_code, response.content_type) == (415, "application/problem+json")


FAR = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00")


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("notices", (2**63,)),
        ("notices", (-(2**63),)),
        *(("cases", (moment, 1)) for moment in FAR),
        ("cases", ("2026-01-01T00:00:00+00:00", 2**63)),
        *(("tasks?sort=due", ("due", moment, 1)) for moment in FAR),
        ("tasks?sort=opened", ("opened", 2**63)),
        ("tasks?sort=case", ("case", "a\0", 1)),
    ],
)
def test_a_cursor_beyond_every_row_is_refused_as_a_cursor(client, address, place):
    from app.paging import write_cursor

    joint = "&" if "?" in address else "?"
    response = client("auditor").get(f"/api/v1/{address}{joint}cursor={write_cursor(*place)}")

    assert (response.status_code, response.json["code"]) == (422, "bad_cursor")
