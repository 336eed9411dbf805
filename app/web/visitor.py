"""Who looks at a page: the signed-in person, their language, and the token that proves a form is ours."""

import hashlib
import hmac
import secrets
from urllib.parse import unquote

from flask import abort, current_app, g, redirect, request, url_for

from app.extensions import db
from app.people import service as people
from app.people.roles import role_name
from app.web.wording.texts import LANGUAGES, THAI, Text, plain

SESSION_COOKIE = "dgti_session"
VISIT_COOKIE = "dgti_visit"
LANGUAGE_COOKIE = "dgti_language"
MAX_ADDRESS = 2000
YEAR = 365 * 24 * 3600
READING = ("GET", "HEAD")
PUBLIC = {
    "web.sign_in", "web.begin_session", "web.language", "web.open_link", "web.answer_link",
    "web.choose_password", "web.set_password",
}  # fmt: skip


def meet():
    """Before every page: reads take no lock, the person is known, a form without our token is refused."""
    if request.method in READING:
        db.session.info["read_only"] = True
    recognise()
    if request.method not in READING:
        _drop_nul()
    if request.method not in READING and not _token_fits():
        abort(400, "csrf")
    if g.person is None and request.endpoint not in PUBLIC:
        return redirect(url_for("web.sign_in", next=_here() if request.method in READING else None))
    return None


def recognise(trusting_database=True):
    """Remember for this request who asks and in which language; without the database, nobody."""
    g.language = _language()
    if "visit" not in g:
        g.visit = request.cookies.get(VISIT_COOKIE) or secrets.token_urlsafe(24)
    if "person" not in g:
        text = request.cookies.get(SESSION_COOKIE) if trusting_database else None
        g.person = people.person_for_session(text) if text else None


def part(response):
    """After every page: remember the visit, and let no shared computer keep the page."""
    if request.cookies.get(VISIT_COOKIE) != g.get("visit") and "visit" in g:
        remember(response, VISIT_COOKIE, g.visit)
    response.headers.setdefault("Cache-Control", "no-store")
    response.vary.add("Cookie")
    return response


def remember(response, name, value, seconds=None):
    """Set one of our cookies: no script reads it, no other site sends it; https only where there is https."""
    secure = request.is_secure or current_app.config["PUBLIC_URL"].startswith("https://")
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="Lax", secure=secure)


def csrf_token():
    """Proof that a form came from our page in this visit and this session."""
    bound = f"{g.visit}:{request.cookies.get(SESSION_COOKIE, '')}"
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, f"csrf:{bound}".encode(), hashlib.sha256).hexdigest()


def say(text, **values):
    """A Text, a pair, or anything with `th` and `en`, in the language of the visitor."""
    pair = (
        text if isinstance(text, Text) else Text(*text) if isinstance(text, tuple) else Text(text.th, text.en)
    )
    return pair.in_language(g.language, **values)


def fields_said(refusal):
    """{field: sentence} of what a refusal says of fields; nothing for None."""
    errors = refusal.errors if refusal else ()
    return {error["field"].strip("/"): say((error["th"], error["en"])) for error in errors}


def named(thing, attribute="name"):
    """The name of a person, case, task or process in the language of the visitor."""
    return plain(thing, g.language, attribute)


def duty_of(person):
    """What a person is, in one line: their roles and centre."""
    centres = {centre.id: centre for centre in people.centres()}
    granted = sorted(people.roles_of(person), key=lambda grant: grant[1])
    roles = list(dict.fromkeys(say(role_name(role)) for _, role in granted))
    places = list(dict.fromkeys(named(centres[at]) for at, _ in granted if at in centres))
    return " · ".join([*roles[:2], *places[:1]])


def safe_next(target):
    """A path of our own to go on to, or None. Browsers drop tabs and line ends and read a backslash as a
    slash, so that `/<tab>/elsewhere` would be another site: none of them may stand in it, even encoded."""
    if not target or not target.startswith("/") or len(target) > MAX_ADDRESS:
        return None
    seen = unquote(unquote(target))
    path = seen.partition("?")[0]
    odd = any(letter <= " " or letter in "\\\x7f" for letter in path) or not seen.isprintable()
    return None if odd or path.startswith("//") else target


def _drop_nul():
    """What was typed, without the character no database keeps."""
    if any("\0" in name + text for name, text in request.form.items(multi=True)):
        kept = [(n.replace("\0", ""), t.replace("\0", "")) for n, t in request.form.items(multi=True)]
        request.form = type(request.form)(kept)


def _language():
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    return chosen if chosen in LANGUAGES else THAI


def _token_fits():
    sent = request.form.get("_csrf") or request.headers.get("X-CSRF-Token", "")
    return VISIT_COOKIE in request.cookies and hmac.compare_digest(sent.encode(), csrf_token().encode())


def _here():
    return request.full_path.rstrip("?")
