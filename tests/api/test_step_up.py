"""A task with `stepUp` asks for the password anew: RFC 9470 over the API, a field on the page."""

import re

import pytest

CSRF = re.compile(r'name="_csrf" value="([^"]+)"')
WORDS = "คะแนนนี้เป็นของข้าพเจ้า"


@pytest.fixture
def vote(open_case, claim):
    """The id of a task that asks for proof, claimed by committee_member."""
    open_case("proved", by="intake_officer")
    return claim("prove", by="committee_member")


@pytest.fixture
def browser_of(app, person):
    """Somebody signed in by their password; send(path, **fields) posts with the token of the page."""

    def browser_of(who):
        visitor = app.test_client()

        def send(path, page=None, **fields):
            token = CSRF.search(visitor.get(page or path).text)[1]
            return visitor.post(path, data={"_csrf": token, **fields})

        send("/sign-in", username=person(who).username, password=person(who).password)
        return visitor, send

    return browser_of


def test_a_token_without_a_fresh_password_is_challenged_and_nothing_is_written(vote, complete, task):
    refused = complete(vote, by="committee_member", key="mine", note=WORDS)

    assert (refused.status_code, refused.json["code"]) == (401, "insufficient_user_authentication")
    challenge = refused.headers["WWW-Authenticate"]
    assert challenge.startswith('Bearer error="insufficient_user_authentication"')
    assert 'max_age="300"' in challenge
    assert task("prove")["id"] == vote


def test_a_token_just_given_for_the_password_passes_until_it_is_old(vote, app, person, later):
    who, client = person("committee_member"), app.test_client()
    body = {"username": who.username, "password": who.password, "name": "vote"}
    bearer = {"Authorization": f"Bearer {client.post('/api/v1/tokens', json=body).json['token']}"}
    url, sent = f"/api/v1/tasks/{vote}/complete", {"answers": {"note": WORDS}}
    later(minutes=6)
    assert client.post(url, json=sent, headers=bearer).status_code == 401

    fresh = {"Authorization": f"Bearer {client.post('/api/v1/tokens', json=body).json['token']}"}
    assert client.post(url, json=sent, headers=fresh).status_code == 200


@pytest.mark.parametrize(("language", "asked"), [("th", "รหัสผ่านของคุณ"), ("en", "Your password")])
def test_the_page_asks_for_the_password_once_the_sign_in_is_old(
    vote, browser_of, person, later, language, asked
):
    visitor, send = browser_of("committee_member")
    visitor.get(f"/language/{language}")
    page = f"/tasks/{vote}"
    assert asked not in visitor.get(page).text

    later(minutes=6)
    assert asked in visitor.get(page).text
    for password in ("", "a wrong one"):
        again = send(page, note=WORDS, _do="complete", _password=password)
        assert (again.status_code, WORDS in again.text, asked in again.text) == (422, True, True)
    for _ in range(5):
        again = send(page, note=WORDS, _do="complete", _password="guessed")
    assert (again.status_code, WORDS in again.text) == (422, True)

    later(minutes=20)
    right = person("committee_member").password
    assert send(page, note=WORDS, _do="complete", _password=right).status_code == 303
