"""Signing in, tokens, and what slows down whoever guesses."""

from app.people.passwords import hash_password, is_password
from tests.api.office import PASSWORD


def sign_in(client, username="intake_officer", password=PASSWORD, **more):
    return client().post("/api/v1/tokens", json={"username": username, "password": password, **more})


def test_a_password_gives_a_token_that_opens_the_door(client):
    token = sign_in(client).json["token"]
    me = client().get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).json

    assert (me["username"], me["roles"]) == ("intake_officer", [{"role": "intake_officer", "centre": "SRC"}])


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client):
    wrong, nobody = sign_in(client, password="x"), sign_in(client, username="nobody")

    assert (wrong.status_code, wrong.json) == (401, nobody.json)


def test_somebody_unknown_takes_as_long_as_somebody_known(monkeypatch):
    seen = []
    from app.people import passwords

    class Hasher:
        def verify(self, stored, password):
            seen.append(stored)
            return True

    monkeypatch.setattr(passwords, "_hasher", Hasher())

    assert not is_password(None, "x")
    assert seen == [passwords._nobody]


def test_after_five_wrong_passwords_even_the_right_one_waits(client):
    answers = [sign_in(client, password="x").status_code for _ in range(5)]

    assert answers == [401] * 5
    assert sign_in(client).status_code == 429
    assert sign_in(client, username="triage_analyst").status_code == 201


def test_a_quarter_of_an_hour_later_one_may_try_again(client, later):
    for _ in range(5):
        sign_in(client, password="x")
    later(minutes=16)

    assert sign_in(client).status_code == 201


def test_a_revoked_token_is_worth_nothing(client):
    issued = sign_in(client).json
    headers = {"Authorization": f"Bearer {issued['token']}"}
    assert client().delete(f"/api/v1/tokens/{issued['id']}", headers=headers).status_code == 204

    assert client().get("/api/v1/me", headers=headers).status_code == 401


def test_a_token_ends_with_its_days(client, later):
    token = sign_in(client, days=2).json["token"]
    later(days=3)

    assert client().get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_nobody_revokes_or_sees_anothers_tokens(client):
    id = sign_in(client).json["id"]

    assert client("triage_analyst").delete(f"/api/v1/tokens/{id}").status_code == 404
    assert id not in [token["id"] for token in client("triage_analyst").get("/api/v1/tokens").json]


def test_the_database_holds_no_text_of_a_token(app, client):
    token = sign_in(client).json["token"]
    from app.extensions import db
    from app.people.models import ApiToken

    with app.app_context():
        assert token not in str([vars(row) for row in db.session.query(ApiToken)])


def test_a_password_is_kept_as_argon2(client):
    assert hash_password("x").startswith("$argon2id$")


def test_a_web_session_begins_lasts_and_ends(app, later):
    from app.extensions import db
    from app.people.service import end_session, person_for_session, person_named, start_session

    with app.app_context():
        text = start_session(person_named("intake_officer"))
        db.session.commit()
        assert person_for_session(text).username == "intake_officer"
        assert person_for_session(text + "x") is None

        end_session(text)
        assert person_for_session(text) is None


def test_a_web_session_is_over_after_twelve_hours(app, later):
    from app.people.service import person_for_session, person_named, start_session

    with app.app_context():
        text = start_session(person_named("intake_officer"))
        later(hours=13)
        assert person_for_session(text) is None
