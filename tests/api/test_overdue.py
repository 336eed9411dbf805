"""The report of overdue tasks: for who looks after a centre, with working days, at a constant cost."""


def report(client, who):
    return client(who).get("/api/v1/tasks/overdue")


def test_a_manager_sees_what_is_late_in_the_centre_and_by_how_many_working_days(open_case, client, later):
    open_case()
    assert report(client, "centre_manager").json == []
    later(days=20)
    [late] = report(client, "centre_manager").json

    assert (late["task"]["element"], late["stage"]) == ("check", "review")
    assert 5 <= late["days"] <= 15
    assert report(client, "centre_manager_far").json == []
    assert report(client, "intake_officer").status_code == 403


def test_an_overdue_task_can_still_be_done(open_case, client, later, do):
    open_case()
    later(days=20)
    do("check", by="intake_officer", complete=True)

    assert "check" not in [late["task"]["element"] for late in report(client, "centre_manager").json]


def test_the_report_costs_the_same_for_one_and_for_six(open_case, client, later, counted):
    open_case()
    later(days=20)
    report(client, "auditor")
    costs = []
    for more in (0, 5):
        for _ in range(more):
            open_case()
        later(days=20)
        with counted() as seen:
            found = report(client, "auditor").json
        costs.append((len(seen["statements"]), len(found)))

    assert [found for _, found in costs] == [1, 6]
    assert costs[0][0] == costs[1][0]
