"""The register of people: who adds them, gives them roles and lets them in, and that all of it is told."""

import pytest

from app.people.roles import ABOVE, ROLES
from app.registers.auditing import verify_all

NEW = {
    "code": "malai",
    "name": "นางมาลัย ใจงาม",
    "name_en": "Malai Chaingam",
    "email": "malai@example.org",
    "organisation": "เทศบาลเมืองศรีราชา",
    "centre": "SRC",
}
WHY = "คำสั่งที่ 12/2569"
GOOD = "nine quiet rivers"


@pytest.fixture
def ask(ask):
    """ask("admin", "POST", "malai/roles", body) → response of the register of people."""

    def ask_people(who, method, path="", body=None, **headers):
        return ask(who, method, f"people{'/' if path and path[0] != '?' else ''}{path}", body, **headers)

    return ask_people


@pytest.fixture
def malai(ask):
    """Somebody new, looked after by the Sriracha centre."""
    assert ask("centre_manager", "POST", "", NEW).status_code == 201
    return "malai"


@pytest.fixture
def give(ask):
    """give("admin", "malai", "drafter", "SRC") → response; `how` may be roles/revoke."""

    def give(who, username, role, centre="SRC", how="roles"):
        body = {"role": role, "reason": WHY, **({"centre": centre} if centre else {})}
        return ask(who, "POST", f"{username}/{how}", body)

    return give


@pytest.fixture
def choose(app, ask):
    """choose("malai", password) makes a link and uses it; hands back its text."""
    from app.extensions import db
    from app.staff import service

    def choose(username, password=GOOD):
        text = ask("admin", "POST", f"{username}/link").json["link"].rsplit("/", 1)[1]
        with app.app_context():
            service.use_link(text, password)
            db.session.commit()
        return text

    return choose


def sign_in(client, username, password):
    return client().post("/api/v1/tokens", json={"username": username, "password": password}).status_code


def test_a_manager_adds_people_of_the_own_centre_only(ask):
    assert ask("centre_manager", "POST", "", NEW).status_code == 201
    assert ask("centre_manager", "POST", "", {**NEW, "code": "far", "centre": "CNX"}).status_code == 403
    assert ask("centre_manager", "POST", "", {**NEW, "code": "nowhere", "centre": None}).status_code == 403
    assert ask("admin", "POST", "", {**NEW, "code": "nowhere", "centre": None}).status_code == 201


def test_what_is_wrong_is_said_at_its_field(ask):
    refused = ask("admin", "POST", "", {**NEW, "code": "Not Good", "email": "nowhere", "centre": "XXX"})

    assert refused.status_code == 422
    assert {error["field"] for error in refused.json["errors"]} >= {"/code", "/email"}


def test_people_are_found_and_read_by_those_who_look_after_them(ask, malai):
    seen = {
        who: [one["code"] for one in ask(who, "GET", "?q=มาลัย").json["items"]]
        for who in ("admin", "auditor", "centre_manager", "centre_manager_far", "process_owner", "drafter")
    }

    assert seen == {
        "admin": ["malai"],
        "auditor": ["malai"],
        "centre_manager": ["malai"],
        "centre_manager_far": [],
        "process_owner": [],
        "drafter": [],
    }
    assert [one["code"] for one in ask("drafter", "GET").json["items"]] == ["drafter"]
    assert ask("drafter", "GET", "malai").status_code == 404


@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_manager_gives_the_roles_of_the_own_centre_and_none_above(ask, malai, give, role):
    centre = None if role in ("auditor", "admin", "process_owner") else "SRC"

    assert give("centre_manager", malai, role, centre).status_code == (403 if role in ABOVE else 200)
    assert give("centre_manager", malai, role, "CNX").status_code in (403, 422)


def test_an_administrator_gives_a_role_anywhere(ask, malai, give):
    assert give("admin", malai, "drafter", "CNX").status_code == 200
    assert give("admin", malai, "legal_officer", None).status_code == 200
    roles = ask("admin", "GET", malai).json["roles"]

    assert {"role": "drafter", "centre": "CNX"} in roles
    assert {"role": "legal_officer", "centre": None} in roles


def test_nobody_gives_or_takes_roles_of_their_own(give):
    assert give("admin", "admin", "process_owner", None).json["code"] == "own_roles"
    assert give("centre_manager", "centre_manager", "drafter").json["code"] == "own_roles"
    assert give("admin", "admin", "admin", None, "roles/revoke").json["code"] == "own_roles"


def test_who_acts_in_two_centres_or_above_is_the_administrators_to_look_after(ask, malai, give):
    assert give("admin", malai, "drafter", "CNX").status_code == 200

    assert ask("centre_manager", "POST", f"{malai}/acts/leave", {"reason": WHY}).status_code == 403
    assert ask("centre_manager", "PATCH", malai, {"email": "other@example.org"}).status_code == 403
    assert give("centre_manager", malai, "facilitator").status_code == 200


def test_a_manager_does_not_move_somebody_to_another_centre(ask, malai):
    assert ask("centre_manager", "PATCH", malai, {"centre": "CNX"}).status_code == 403
    assert ask("admin", "PATCH", malai, {"centre": "CNX"}).status_code == 200
    assert ask("centre_manager", "GET", malai).status_code == 404


@pytest.mark.parametrize("pair", [("admin", "drafter"), ("auditor", "drafter"), ("auditor", "process_owner")])
def test_roles_that_may_not_meet_stay_apart(give, malai, pair):
    place = {"drafter": "SRC"}
    assert give("admin", malai, pair[0], place.get(pair[0])).status_code == 200

    assert give("admin", malai, pair[1], place.get(pair[1])).json["code"] == "roles_apart"


def test_the_last_administrator_cannot_be_removed_even_at_the_console(app):
    from app.office import dismiss, withdraw
    from app.refusals import Conflict

    with app.app_context():
        assert withdraw("admin_2", "admin", None) == dismiss("admin_far") == 0
        for removal in (lambda: withdraw("admin", "admin", None), lambda: dismiss("admin")):
            with pytest.raises(Conflict) as refused:
                removal()
            assert refused.value.code == "last_admin"


def test_a_link_lets_somebody_in_once(client, malai, choose):
    from app.people.ways_in import LinkUnknown

    text = choose(malai)
    assert sign_in(client, malai, GOOD) == 201
    from app.staff.service import use_link

    with client().application.app_context(), pytest.raises(LinkUnknown):
        use_link(text, GOOD)


def test_a_new_link_ends_what_opened_the_door_before(client, ask, choose, malai):
    choose(malai)
    token = client().post("/api/v1/tokens", json={"username": malai, "password": GOOD}).json["token"]
    assert ask("admin", "POST", f"{malai}/link").status_code == 200

    assert sign_in(client, malai, GOOD) == 401
    assert client().get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_a_link_is_over_after_three_days_and_kept_nowhere_in_the_clear(app, ask, malai, later):
    from sqlalchemy import text as sql

    from app.extensions import db
    from app.people.ways_in import LinkUnknown, look_at_link

    text = ask("admin", "POST", f"{malai}/link").json["link"].rsplit("/", 1)[1]
    with app.app_context():
        kept = [
            str(db.session.execute(sql(f"SELECT * FROM {t}")).all()) for t in ("password_link", "idempotency")
        ]
        assert look_at_link(text).person.username == malai
    later(hours=73)

    assert all(text not in rows for rows in kept)
    with app.app_context(), pytest.raises(LinkUnknown):
        look_at_link(text)


def test_a_password_is_changed_by_who_knows_it(client, malai, choose):
    choose(malai)
    token = client().post("/api/v1/tokens", json={"username": malai, "password": GOOD}).json["token"]
    change = lambda **body: client().post(  # noqa: E731
        "/api/v1/me/password", json=body, headers={"Authorization": f"Bearer {token}"}
    )

    assert change(old="wrong", new="x" * 12).json["errors"][0]["field"] == "old"
    assert change(old=GOOD, new="short").json["errors"][0]["field"] == "new"
    assert change(old=GOOD, new="eleven calm lakes").status_code == 204
    assert sign_in(client, malai, "eleven calm lakes") == 201


def test_who_left_gives_back_what_was_taken(open_case, claim, task, ask, client):
    case_no = open_case()
    claim("check", by="intake_officer")
    assert ask("admin", "POST", "intake_officer/acts/leave", {"reason": WHY}).status_code == 200
    assert client("auditor").get(f"/api/v1/cases/{case_no}/verification").json["ok"]

    assert task("check")["claimed_by"] is None
    assert client("intake_officer").get("/api/v1/me").status_code == 401
    assert sign_in(client, "intake_officer", "a password of the tests") == 401


def test_who_lost_the_role_gives_back_what_was_taken_with_it(open_case, claim, task, give):
    open_case()
    claim("check", by="intake_officer")
    assert (
        give("centre_manager", "intake_officer", "intake_officer", "SRC", "roles/revoke").status_code == 200
    )

    assert task("check")["claimed_by"] is None


def test_who_left_may_come_back(ask, malai, choose, client):
    choose(malai)
    assert ask("centre_manager", "POST", f"{malai}/acts/leave", {"reason": WHY}).status_code == 200
    assert ask("admin", "POST", f"{malai}/link").json["code"] == "person_left"
    assert ask("centre_manager", "POST", f"{malai}/acts/return", {"reason": WHY}).status_code == 200

    assert sign_in(client, malai, GOOD) == 201


def test_every_change_is_told_and_proved_and_no_password_is_kept(app, ask, malai, give, choose):
    give("centre_manager", malai, "drafter")
    choose(malai)
    give("centre_manager", malai, "drafter", how="roles/revoke")
    told = ask("auditor", "GET", f"{malai}/history").json

    assert [one["by"] for one in told] == [
        "centre_manager",
        "centre_manager",
        "admin",
        "malai",
        "centre_manager",
    ]
    assert told[1]["changes"] == {"roles": [[], ["drafter@SRC"]]}
    assert told[1]["reason"] == WHY
    assert "argon2" not in str(told)
    assert ask("auditor", "GET", f"{malai}/verification").json["ok"]
    with app.app_context():
        assert all(result.ok for _, result in verify_all())


def test_a_role_given_behind_our_back_is_found(app, malai):
    from app.people import service as people

    with app.app_context():
        people.grant_role(people.person_named(malai), "drafter", people.centre("SRC"))
        [(_, found)] = verify_all("person:malai")

    assert not found.ok


def test_values_of_a_person_stand_beside_the_chain_not_in_it(app, malai):
    from sqlalchemy import select

    from app.extensions import db
    from app.registers.models import RegisterEntry

    with app.app_context():
        [written] = db.session.scalars(
            select(RegisterEntry.bytes).where(RegisterEntry.subject == f"person:{malai}")
        )

    assert not [value for value in (NEW["email"], NEW["name"]) if value in written.decode()]


def test_a_version_that_was_not_seen_is_refused(ask, malai, give):
    seen = ask("admin", "GET", malai).headers["ETag"]
    assert give("admin", malai, "drafter").status_code == 200
    body = {"role": "facilitator", "centre": "SRC", "reason": WHY}

    assert ask("admin", "POST", f"{malai}/roles", body, If_Match=seen).status_code == 412
