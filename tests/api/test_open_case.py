"""Opening a case, and what its page tells."""

import pytest


def post(client, who="submitter", process="review", centre="SRC", **answers):
    return client(who).post("/api/v1/cases", json={"process": process, "centre": centre, "answers": answers})


def test_a_case_gets_the_next_number_of_its_centre_and_year(client):
    numbers = [post(client, title_th=f"เรื่อง {n}").json["case_no"] for n in range(2)]

    assert [number.split("-")[0] for number in numbers] == ["SRC", "SRC"]
    assert [number.rpartition("-")[2] for number in numbers] == ["00001", "00002"]


@pytest.mark.parametrize(
    ("moment", "year"),
    [("2026-09-30T16:59:59Z", 2569), ("2026-09-30T17:00:00Z", 2570), ("2026-12-31T00:00:00Z", 2570)],
)
def test_the_year_is_the_fiscal_year_in_bangkok(moment, year):
    from app import clock

    assert clock.fiscal_year(clock.moment(moment)) == year


def test_the_title_of_its_form_is_the_cases_title(client):
    case = post(client, title_th="ไฟถนนดับ").json

    assert (case["title"], case["stage"], case["status"]) == ("ไฟถนนดับ", "review", "running")
    assert (case["opened_by"]["username"], case["centre"]["code"]) == ("submitter", "SRC")


def test_an_empty_start_form_is_refused_and_nothing_is_opened(client):
    response = post(client)

    assert (response.status_code, response.json["code"]) == (422, "answers_refused")
    assert client("auditor").get("/api/v1/cases").json["items"] == []


def test_a_refused_case_uses_up_no_number(client):
    post(client)

    assert post(client, title_th="เรื่องแรก").json["case_no"].endswith("-00001")


@pytest.mark.parametrize(
    ("given", "status"),
    [({"process": "nothing"}, 404), ({"centre": "XXX"}, 404), ({"process": "receiver"}, 422)],
)
def test_what_cannot_be_started_is_refused(client, given, status):
    assert post(client, who="triage_analyst", **given, title_th="เรื่อง").status_code in (status, 403)


def test_the_word_on_its_speed_becomes_the_cases_speed_class(open_case, do, client):
    case_no = open_case()
    do("check", by="intake_officer", complete=True, speed="004")

    assert client("auditor").get(f"/api/v1/cases/{case_no}").json["speed"] == "004"


def test_cases_are_listed_newest_first_by_pages(client):
    made = [post(client, title_th=f"เรื่องที่ {n}").json["case_no"] for n in range(5)]
    first = client("intake_officer").get("/api/v1/cases?limit=3").json
    second = client("intake_officer").get(f"/api/v1/cases?limit=3&cursor={first['next']}").json

    assert [case["case_no"] for case in first["items"] + second["items"]] == made[::-1]
    assert second["next"] is None


def test_cases_are_found_by_text_stage_and_status(client):
    post(client, title_th="ไฟถนนดับ"), post(client, title_th="น้ำไม่ไหล")
    found = lambda query: len(client("intake_officer").get(f"/api/v1/cases?{query}").json["items"])  # noqa: E731

    assert [found("q=ไฟถนน"), found("stage=review"), found("status=completed")] == [1, 2, 0]


def test_what_somebody_may_start_is_listed(client):
    startable = lambda who: {one["process"] for one in client(who).get("/api/v1/processes/startable").json}  # noqa: E731

    assert {"letter", "misprint", "review"} <= startable("submitter")
    assert {"pair", "siblings"} <= startable("triage_analyst")
    assert not startable("submitter") & startable("triage_analyst")
    assert startable("auditor") == set()
