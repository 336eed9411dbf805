"""Finding tasks: boxes, filters, orders, pages."""

import pytest


@pytest.fixture
def ten(open_case):
    return [open_case(title_th=f"เรื่องที่ {number}") for number in range(10)]


def pages(client, who, **query):
    """Every item of a list, page by page."""
    items, cursor = [], None
    while True:
        asked = {**query, **({"cursor": cursor} if cursor else {})}
        page = client(who).get("/api/v1/tasks", query_string=asked).json
        items += page["items"]
        cursor = page["next"]
        if cursor is None:
            return items


@pytest.mark.parametrize("sort", ["due", "opened", "case"])
@pytest.mark.parametrize("whose", ["roles", "all"])
def test_pages_show_every_task_once_in_any_order(ten, client, sort, whose):
    items = pages(client, "intake_officer", whose=whose, sort=sort, limit=3)

    assert sorted(item["case_no"] for item in items) == ten


def test_newest_first_and_by_case(ten, client):
    order = lambda sort: [one["case_no"] for one in pages(client, "intake_officer", whose="roles", sort=sort)]  # noqa: E731

    assert (order("opened"), order("case")) == (ten[::-1], ten)


def test_text_finds_titles_case_numbers_and_steps(ten, client):
    found = lambda q: len(pages(client, "intake_officer", whose="roles", q=q))  # noqa: E731

    assert [found("เรื่องที่ 7"), found(ten[3]), found("ตรวจคำขอ"), found("check the"), found("100%")] == [
        1,
        1,
        10,
        10,
        0,
    ]


def test_due_and_stage_narrow_the_list(ten, open_case, client, later):
    open_case("listener", by="intake_officer")
    count = lambda **query: len(pages(client, "intake_officer", whose="all", **query))  # noqa: E731
    assert [count(stage="review"), count(stage="siblings"), count(due="overdue")] == [10, 0, 0]

    later(days=10)
    assert [count(due="overdue"), count(due="today"), count(due="none")] == [10, 10, 0]


def test_the_badges_count_what_the_lists_show(ten, claim, task, client):
    claim(task("check", ten[0])["id"], by="intake_officer")
    counts = client("intake_officer").get("/api/v1/tasks/counts").json

    assert (counts["mine"], counts["roles"], counts["all"]) == (1, 9, 10)
    assert counts["stages"] == {"review": 10}


def test_another_centre_sees_nothing(ten, client):
    assert pages(client, "intake_officer_far", whose="all") == []
    assert client("intake_officer_far").get("/api/v1/tasks/counts").json["all"] == 0


@pytest.mark.parametrize("cursor", ["x", "WzFd", "bnVsbA", "WyJkdWUiLCJubyIsMV0"])
def test_a_cursor_that_is_not_ours_is_refused(client, cursor):
    response = client("intake_officer").get(f"/api/v1/tasks?cursor={cursor}")

    assert (response.status_code, response.json["code"]) == (422, "bad_cursor")


def test_an_unknown_filter_is_refused_with_its_name(client):
    response = client("intake_officer").get("/api/v1/tasks?whos=mine")

    assert [error["field"] for error in response.json["errors"]] == ["whos"]


def test_what_i_have_done_is_listed_too(ten, task, claim, complete, client):
    id = claim(task("check", ten[2])["id"], by="intake_officer")
    complete(id, by="intake_officer", complete=True)

    assert [one["case_no"] for one in pages(client, "intake_officer", whose="mine", status="done")] == [
        ten[2]
    ]
