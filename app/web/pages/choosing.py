"""The page of a one-time link: choosing a password. Opening it changes nothing; sending does."""

from flask import redirect, render_template, request, url_for

from app.extensions import db
from app.people.ways_in import LinkUnknown, look_at_link
from app.refusals import Invalid
from app.staff import service
from app.web.context import translate
from app.web.pages import pages
from app.web.pages.links import note_guess, quiet, slow_down
from app.web.visitor import say

MOST = 100


@pages.get("/p/<text>")
def choose_password(text):
    slow_down(request.remote_addr or "")
    try:
        return _page(look_at_link(text[:MOST]).person)
    except LinkUnknown as refusal:
        return _over(refusal)


@pages.post("/p/<text>")
def set_password(text):
    slow_down(request.remote_addr or "")
    try:
        person = look_at_link(text[:MOST]).person
        password = request.form.get("password", "")
        if password != request.form.get("again", ""):
            said = translate("รหัสผ่านทั้งสองช่องไม่ตรงกัน", "The two passwords differ.")
            return _page(person, {"again": said}, 422)
        service.use_link(text[:MOST], password)
    except LinkUnknown as refusal:
        return _over(refusal)
    except Invalid as refusal:
        db.session.rollback()
        return _page(look_at_link(text[:MOST]).person, {"password": say(refusal)}, 422)
    db.session.commit()
    return redirect(url_for("web.sign_in", chosen=1), 303)


def _over(refusal):
    db.session.rollback()
    note_guess(request.remote_addr or "")
    return quiet(render_template("staff/choose.html", refusal=refusal), 404)


def _page(person, wrong=None, status=200):
    return quiet(render_template("staff/choose.html", person=person, wrong=wrong or {}), status)
