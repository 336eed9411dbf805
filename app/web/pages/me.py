"""One's own account: who I am here, my password, my tokens for the API."""

from types import SimpleNamespace

from flask import flash, g, redirect, render_template, request, url_for

from app.extensions import db
from app.people import service as people
from app.people.roles import role_name
from app.people.ways_in import WrongPassword
from app.refusals import Invalid, Refusal
from app.staff import service as staff
from app.web.context import translate
from app.web.pages import pages
from app.web.visitor import SESSION_COOKIE, fields_said, say

MOST_TOKENS = 20


@pages.get("/me")
def account():
    return _page()


@pages.post("/me/password")
def change_password():
    old, new = request.form.get("old", ""), request.form.get("new", "")
    keep, address = request.cookies.get(SESSION_COOKIE, ""), request.remote_addr or ""
    try:
        if new != request.form.get("again", ""):
            th, en = "รหัสผ่านใหม่ทั้งสองช่องไม่ตรงกัน", "The two new passwords differ."
            raise Invalid.at("again", th, en, "differs")
        staff.change_password(g.person, old, new, keep, address=address)
    except WrongPassword as refusal:
        db.session.commit()
        return _page(refusal), 422
    except Invalid as refusal:
        db.session.rollback()
        return _page(refusal), 422
    db.session.commit()
    flash(translate("เปลี่ยนรหัสผ่านแล้ว", "The password is changed"), "done")
    return redirect(url_for("web.account"), 303)


@pages.post("/me/tokens")
def issue_token():
    """A token, shown on this page alone."""
    try:
        name = request.form.get("name", "").strip()[:100]
        if not name:
            raise Invalid.at("name", "ตั้งชื่อโทเค็น", "Give it a name.", "token")
        if len(people.tokens(g.person)) >= MOST_TOKENS:
            raise Invalid.at("name", "มีโทเค็นครบจำนวนแล้ว", "You have enough tokens.", "token")
        token, text = people.issue_token(g.person, name)
    except Invalid as refusal:
        db.session.rollback()
        return _page(refusal), 422
    db.session.commit()
    return _page(made=SimpleNamespace(name=token.name, text=text, until=token.expires_at))


@pages.post("/me/tokens/<int:token_id>/revoke")
def revoke_token(token_id):
    people.revoke_token(token_id, by=g.person)
    db.session.commit()
    flash(translate("ยกเลิกโทเค็นแล้ว", "The token is revoked"), "done")
    return redirect(url_for("web.account"), 303)


def _page(refusal: Refusal | None = None, made=None):
    roles = [(say(role_name(role)), place) for role, place in staff.held_by(g.person)]
    return render_template(
        "me.html",
        area="me",
        person=g.person,
        roles=roles,
        tokens=people.tokens(g.person),
        wrong=fields_said(refusal),
        refusal=refusal,
        made=made,
    )
