"""Signing in and out, and the choice of language."""

from flask import abort, current_app, g, make_response, redirect, render_template, request, url_for

from app.extensions import db
from app.people import service as people
from app.web.pages import pages
from app.web.visitor import LANGUAGE_COOKIE, SESSION_COOKIE, YEAR, remember, safe_next
from app.web.wording.texts import LANGUAGES


@pages.get("/")
def home():
    return redirect(url_for("web.inbox"))


@pages.get("/sign-in")
def sign_in():
    if g.person:
        return redirect(url_for("web.inbox"))
    return _sign_in_page()


@pages.post("/sign-in")
def begin_session():
    person = people.sign_in(
        request.form.get("username", ""), request.form.get("password", ""), request.remote_addr or ""
    )
    text = people.start_session(person) if person else None
    db.session.commit()
    if text is None:
        return _sign_in_page(refused=True), 401
    answer = redirect(safe_next(request.form.get("next")) or url_for("web.inbox"), 303)
    remember(answer, SESSION_COOKIE, text)
    return answer


@pages.post("/sign-out")
def sign_out():
    people.end_session(request.cookies.get(SESSION_COOKIE, ""))
    db.session.commit()
    answer = redirect(url_for("web.sign_in"), 303)
    answer.delete_cookie(SESSION_COOKIE)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


@pages.get("/language/<code>")
def language(code):
    if code not in LANGUAGES:
        abort(404)
    answer = make_response(redirect(safe_next(request.args.get("next")) or url_for("web.home"), 303))
    remember(answer, LANGUAGE_COOKIE, code, YEAR)
    return answer


def _sign_in_page(refused=False):
    hints = current_app.config.get("DEMO_SIGN_INS")
    return render_template(
        "sign_in.html",
        refused=refused,
        username=request.form.get("username", ""),
        next=safe_next(request.values.get("next")) or "",
        hints=hints() if hints else None,
    )
