"""Substitution: who is away is acted for, by name, within a scope, one hop, and never against four eyes."""

from datetime import timedelta

import pytest

from app import clock
from app.extensions import db
from app.people import service as people

REASON = "ลาพักผ่อนประจำปี"


@pytest.fixture
def stand_in(client):
    """stand_in("x", "y"): from today for ten days y acts for x; hands back the response."""

    def stand_in(person, substitute, by=None, days=10, begins=0, **scope):
        today = clock.today() + timedelta(days=begins)
        until = (today + timedelta(days=days)).isoformat()
        body = {"person": person, "substitute": substitute, "from": today.isoformat(), "until": until}
        body = {**body, "reason": REASON, **scope}
        return client(by or person).post("/api/v1/substitutions", json=body)

    return stand_in


def listed(client, who, whose="roles"):
    return client(who).get(f"/api/v1/tasks?whose={whose}").json["items"]


def test_a_substitute_finds_the_tasks_of_who_is_away_and_does_them_in_their_name(
    open_case, stand_in, client, task, claim, complete
):
    case_no = open_case()
    assert listed(client, "drafter") == []
    assert stand_in("intake_officer", "drafter").status_code == 201
    [offered] = listed(client, "drafter")
    receipt = complete(claim("check", by="drafter"), "drafter", complete=True).json
    told = client("auditor").get(f"/api/v1/cases/{case_no}/story").json

    assert offered["stands_in_for"]["username"] == "intake_officer"
    assert receipt["on_behalf_of"]["username"] == "intake_officer"
    assert told[-1]["on_behalf_of"]["username"] == "intake_officer"
    assert told[-1]["th"].startswith("คุณ drafter แทน คุณ intake_officer ส่งงาน")
    assert client("auditor").get(f"/api/v1/cases/{case_no}/verification").json["ok"]


def test_a_substitute_takes_over_what_lies_on_the_desk_of_who_is_away(
    open_case, stand_in, client, claim, complete
):
    open_case()
    id = claim("check", by="intake_officer")
    stand_in("intake_officer", "drafter")
    [mine] = listed(client, "drafter", "mine")

    assert (mine["id"], mine["stands_in_for"]["username"]) == (id, "intake_officer")
    assert complete(id, "drafter", complete=True).json["code"] == "not_claimed"
    assert complete(claim(id, by="drafter"), "drafter", complete=True).status_code == 200


def test_who_is_back_early_goes_on_with_what_the_substitute_took(open_case, stand_in, claim, complete):
    open_case()
    stand_in("intake_officer", "drafter")
    id = claim("check", by="drafter")

    assert complete(id, "intake_officer_2", complete=True).json["code"] == "claimed_by_other"
    assert complete(id, "intake_officer", complete=True).status_code == 200


def test_a_task_of_one_person_by_name_is_done_by_their_substitute_and_by_nobody_else(
    open_case, stand_in, client, task, claim, complete
):
    open_case("named", by="intake_officer", title_th=None, who="intake_officer_2")
    stand_in("intake_officer_2", "drafter")
    id = task("own")["id"]

    assert client("intake_officer").post(f"/api/v1/tasks/{id}/claim").status_code == 403
    assert complete(claim("own", by="drafter"), "drafter", note="ทำแทน").status_code == 200


@pytest.mark.parametrize(("first", "then"), [("away", "stands_in"), ("stands_in", "away")])
def test_who_is_away_and_who_stands_in_are_one_pair_of_eyes(
    open_case, stand_in, client, claim, complete, task, first, then
):
    who = {"away": "triage_analyst", "stands_in": "triage_analyst_2"}
    case_no = open_case("pair", by="triage_analyst")
    stand_in(who["away"], who["stands_in"])
    complete(claim("left", by=who[first]), who[first], note="ตรวจแล้ว")
    url = f"/api/v1/tasks/{task('right', case_no)['id']}"

    assert client(who[then]).post(f"{url}/claim").json["code"] == "four_eyes"


def test_what_was_done_in_somebodys_name_keeps_their_eyes_away_for_good(
    open_case, stand_in, client, claim, complete, task
):
    open_case("pair", by="triage_analyst")
    row = stand_in("triage_analyst", "drafter").json
    complete(claim("left", by="drafter"), "drafter", note="ตรวจแล้ว")
    client("triage_analyst").post(f"/api/v1/substitutions/{row['id']}/end")
    answer = client("triage_analyst").post(f"/api/v1/tasks/{task('right')['id']}/claim")

    assert answer.json["code"] == "four_eyes"


def test_a_vote_is_not_lent(open_case, stand_in, client, tasks, do):
    open_case("poll", by="intake_officer")
    stand_in("committee_member", "drafter")
    [vote] = [one for one in tasks() if (one["assignee"] or {}).get("username") == "committee_member"]

    assert listed(client, "drafter", "mine") == []
    assert client("drafter").post(f"/api/v1/tasks/{vote['id']}/claim").json["code"] == "assigned"


@pytest.mark.parametrize("ended", ["over", "ended", "coming"])
def test_outside_its_time_a_substitution_gives_nothing(open_case, stand_in, client, task, later, ended):
    open_case()
    row = stand_in("intake_officer", "drafter", days=2, begins=3 if ended == "coming" else 0).json
    if ended == "ended":
        client("drafter").post(f"/api/v1/substitutions/{row['id']}/end")
    if ended == "over":
        later(days=4)

    assert listed(client, "drafter") == []
    assert client("drafter").post(f"/api/v1/tasks/{task('check')['id']}/claim").json["code"] == "wrong_role"


def test_a_scope_of_another_role_or_centre_gives_nothing(open_case, stand_in, client, task):
    open_case()
    assert stand_in("intake_officer", "drafter", role="drafter").json["code"] == "substitution_role"
    assert stand_in("intake_officer", "drafter", centre="CNX").json["code"] == "substitution_centre"
    assert stand_in("intake_officer", "drafter", centre="SRC", role="intake_officer").status_code == 201

    assert [one["element"] for one in listed(client, "drafter")] == ["check"]


def test_there_is_one_hop_and_no_loop(stand_in):
    assert stand_in("intake_officer", "drafter").status_code == 201

    assert stand_in("drafter", "secretary").json["code"] == "second_hop"
    assert stand_in("secretary", "intake_officer").json["code"] == "second_hop"
    assert stand_in("drafter", "intake_officer").json["code"] == "second_hop"
    assert stand_in("intake_officer", "secretary").json["code"] == "overlaps"
    assert stand_in("secretary", "secretary").json["code"] == "substitution_substitute"
    assert stand_in("secretary", "auditor").json["code"] == "substitution_substitute"


def test_a_manager_sets_it_for_the_people_and_tasks_of_the_centre_only(stand_in):
    said = ("intake_officer", "drafter")

    assert stand_in(*said, by="secretary").json["code"] == "not_yours"
    assert stand_in(*said, by="centre_manager").json["code"] == "not_yours"
    assert stand_in(*said, by="centre_manager_far", centre="CNX").json["code"] == "not_yours"
    assert stand_in(*said, by="centre_manager", centre="SRC").status_code == 201


def test_setting_and_ending_are_in_a_chain_that_shows_a_changed_row(app, stand_in, client):
    from app.registers.chain import entries
    from app.substitutes.service import Substitution, verify

    row = stand_in("intake_officer", "drafter").json
    client("intake_officer").post(f"/api/v1/substitutions/{row['id']}/end")
    with app.app_context():
        named = f"substitution:{row['id']}"
        assert [one.kind for one in entries(named)] == ["substitution:set", "substitution:ended"]
        assert verify(named).ok
        db.session.get(Substitution, row["id"]).role = "secretary"
        db.session.flush()
        assert not verify(named).ok


def test_lists_cost_the_same_for_one_absent_person_and_for_three(open_case, stand_in, client, counted):
    costs = []
    for absent in ("intake_officer", "secretary", "triage_analyst"):
        open_case()
        stand_in(absent, "drafter")
        with counted() as seen:
            assert listed(client, "drafter")
        costs.append(len(seen["statements"]))

    assert len(set(costs)) == 1


def test_a_substitute_acts_in_a_centre_of_who_is_away_not_in_another(stand_in):
    assert stand_in("intake_officer", "drafter_far").json["code"] == "substitution_substitute"
    assert stand_in("intake_officer", "drafter_far", centre="SRC").json["code"] == "substitution_substitute"


def test_an_auditor_and_an_administrator_have_nothing_to_lend(stand_in):
    assert stand_in("auditor", "drafter").json["code"] == "substitution_centre"
    assert stand_in("admin", "drafter").json["code"] == "substitution_centre"


def test_who_became_an_auditor_acts_for_nobody_any_more(open_case, stand_in, client, task, app):
    open_case()
    stand_in("intake_officer", "drafter")
    with app.app_context():
        person, centre = people.person_named("drafter"), people.centre("SRC")
        people.revoke_role(person, "drafter", centre)
        people.grant_role(person, "auditor")
        db.session.commit()

    assert listed(client, "drafter") == []
    assert client("drafter").post(f"/api/v1/tasks/{task('check')['id']}/claim").status_code == 403


def test_the_last_day_there_is_can_be_named(client):
    last = {"from": "9999-12-31", "until": "9999-12-31", "substitute": "drafter", "reason": REASON}

    assert client("intake_officer").post("/api/v1/substitutions", json=last).status_code == 201


def test_the_list_costs_the_same_however_many_there_are(stand_in, client, counted):
    def statements():
        with counted() as seen:
            assert client("centre_manager").get("/api/v1/substitutions").status_code == 200
        return len(seen["statements"])

    stand_in("drafter", "drafter_2", by="centre_manager", centre="SRC")
    few = statements()
    for who in ("facilitator", "me_officer", "secretary"):
        stand_in(who, f"{who}_2", by="centre_manager", centre="SRC")

    assert statements() == few


def test_reminders_of_who_is_away_go_to_the_substitute_too(open_case, stand_in, client, claim, drain, later):
    def reminded(who):
        items = client(who).get("/api/v1/notices").json["items"]
        return [one["kind"] for one in items if one["kind"].startswith("reminder")]

    open_case()
    claim("check", by="intake_officer")
    stand_in("intake_officer", "drafter")
    stand_in("intake_officer", "facilitator", role="secretary")
    later(days=7)
    drain()

    assert set(reminded("drafter")) == set(reminded("intake_officer")) != set()
    assert reminded("facilitator") == reminded("intake_officer_2") == []


def test_a_step_done_in_somebodys_name_counts_as_theirs_when_it_is_handed_on(
    app, open_case, stand_in, claim, complete
):
    from app.cases.desk.stranded import those_with_one
    from app.cases.models import Task

    open_case()
    stand_in("intake_officer", "drafter")
    complete(claim("check", by="drafter"), "drafter", complete=True)
    with app.app_context():
        did = those_with_one(db.session.query(Task).filter_by(element="check").one())
        both = {people.person_named(name).id for name in ("drafter", "intake_officer")}

    assert did == both


def test_even_the_oldest_of_very_many_can_be_ended(app, stand_in, client):
    from app.people.models import Substitution

    oldest = stand_in("drafter", "drafter_2").json["id"]
    with app.app_context():
        first = db.session.get(Substitution, oldest)
        kept = {column.name: getattr(first, column.name) for column in Substitution.__table__.columns}
        rows = [{**kept, "id": oldest + number, "ended_at": first.set_at} for number in range(1, 211)]
        db.session.execute(Substitution.__table__.insert(), rows)
        db.session.commit()

    assert client("drafter").post(f"/api/v1/substitutions/{oldest}/end").status_code == 200
