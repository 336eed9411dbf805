"""The same request sent twice with one Idempotency-Key: one effect, and the same bytes as an answer."""

import pytest


def test_the_same_completion_twice_gives_the_same_bytes(open_case, claim, complete, tasks):
    open_case()
    id = claim("check", by="intake_officer")
    first = complete(id, by="intake_officer", key="once", complete=True)
    second = complete(id, by="intake_officer", key="once", complete=True)

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.data == second.data
    assert [task["element"] for task in tasks()] == ["approve"]


def test_the_same_key_with_other_answers_is_refused(open_case, claim, complete):
    open_case()
    id = claim("check", by="intake_officer")
    complete(id, by="intake_officer", key="once", complete=True)
    response = complete(id, by="intake_officer", key="once", complete=False)

    assert (response.status_code, response.json["code"]) == (422, "idempotency_key_reused")


def test_a_key_used_for_another_task_is_refused_and_nothing_is_written(open_case, claim, complete, task):
    first, second = open_case(), open_case()
    one, two = (claim(task("check", case)["id"], by="intake_officer") for case in (first, second))
    complete(one, by="intake_officer", key="once", complete=True)
    response = complete(two, by="intake_officer", key="once", complete=True)

    assert (response.status_code, response.json["code"]) == (422, "idempotency_key_reused")
    assert task("check", second)["id"] == two


def test_a_refused_completion_leaves_its_key_free(open_case, claim, complete):
    open_case()
    id = claim("check", by="intake_officer")
    assert complete(id, by="intake_officer", key="once").status_code == 422

    assert complete(id, by="intake_officer", key="once", complete=True).status_code == 200


def test_two_people_may_use_the_same_key(open_case, client):
    body = {"process": "review", "centre": "SRC", "answers": {"title_th": "เรื่องเดียวกัน"}}
    sent = [
        client(who).post("/api/v1/cases", json=body, headers={"Idempotency-Key": "k"}).json["case_no"]
        for who in ("submitter", "submitter_2")
    ]

    assert sent[0] != sent[1]


def test_opening_a_case_twice_with_one_key_opens_one(client, tasks):
    body = {"process": "review", "centre": "SRC", "answers": {"title_th": "เรื่องเดียว"}}
    headers = {"Idempotency-Key": "open"}
    first = client("submitter").post("/api/v1/cases", json=body, headers=headers)
    second = client("submitter").post("/api/v1/cases", json=body, headers=headers)

    assert first.data == second.data
    assert len(tasks()) == 1


@pytest.mark.parametrize("key", ["", "ก", "x" * 101])
def test_a_key_that_is_no_key_is_refused(client, key):
    headers = {"Idempotency-Key": key.encode().decode("latin-1")}
    response = client("submitter").post(
        "/api/v1/cases", json={"process": "review", "centre": "SRC"}, headers=headers
    )

    assert (response.status_code, response.json["code"]) == (422, "idempotency_key")
