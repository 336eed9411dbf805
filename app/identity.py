"""Who asks over the API: the bearer of a token. Cookies mean nothing here: no page can act for somebody."""

from flask import g, request

from app.people.service import Caller, person_for_token
from app.refusals import NotSignedIn

MAX_TOKEN = 200


def current_person() -> Caller:
    """The bearer of the token; NotSignedIn without a good one."""
    if "person" not in g:
        g.person = _bearer()
    return g.person


def _bearer():
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    text = text.strip()
    if scheme.lower() != "bearer" or not text:
        raise NotSignedIn()
    caller = person_for_token(text[:MAX_TOKEN])
    if caller is None:
        raise NotSignedIn(
            "โทเค็นไม่ถูกต้อง หมดอายุ หรือถูกยกเลิก", "The token is unknown, over or revoked.", "bad_token"
        )
    return caller
