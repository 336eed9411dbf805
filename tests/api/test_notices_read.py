"""All notices of somebody are marked as read at once; those of others stay."""


def test_marking_all_as_read_leaves_those_of_others(open_case, client, later, drain):
    open_case()
    later(days=20)
    drain()
    assert client("intake_officer").post("/api/v1/notices/read").json["read"] >= 1
    assert client("intake_officer").post("/api/v1/notices/read").json["read"] == 0

    assert {
        one["read_at"] is None for one in client("intake_officer").get("/api/v1/notices").json["items"]
    } == {False}
    assert client("intake_officer_2").get("/api/v1/notices").json["items"][0]["read_at"] is None
