"""What is done with a record of the register of people: roles given and taken, a link for a password."""

from flask import current_app, flash, g, redirect, render_template, request, url_for

from app.extensions import db
from app.people import service as people
from app.people.roles import EVERYWHERE, role_name
from app.refusals import NotAllowed, Refusal
from app.registers import service as registers
from app.staff import service
from app.web.context import translate
from app.web.pages import pages
from app.web.pages.versions import seen
from app.web.visitor import fields_said, say

ASKED = ("role", "centre", "reason")


@pages.route("/registers/people/<code>/roles/new", methods=["GET", "POST"])
def give_role(code):
    person = registers.get_record(service.REGISTER, code, g.person)
    roles, places = service.grantable(person, g.person)
    if not roles:
        raise NotAllowed()
    offered = [(key, say(role_name(key)), key in EVERYWHERE) for key in roles]
    return _asked("staff/role.html", person, service.grant, roles=offered, centres=places)


@pages.route("/registers/people/<code>/roles/revoke", methods=["GET", "POST"])
def take_role(code):
    person = registers.get_record(service.REGISTER, code, g.person)
    role, centre = request.values.get("role", ""), request.values.get("centre") or None
    place = people.centre(centre) if centre else None
    if not service.may_change(person, role, place, g.person):
        raise NotAllowed()
    return _asked("staff/take.html", person, service.revoke, role=role, place=place)


def _asked(template, person, act, **names):
    """The form; what was sent is done, or shown again with what is wrong."""
    asked = {name: (request.values.get(name) or "").strip() for name in ASKED}
    refusal = None
    if request.method == "POST":
        try:
            centre = asked["centre"] if asked["role"] not in EVERYWHERE else ""
            act(person.code, asked["role"], centre or None, asked["reason"], g.person, seen())
            db.session.commit()
            flash(translate("บันทึกแล้ว", "Saved"), "done")
            return redirect(url_for("web.record", key=service.REGISTER, code=person.code), 303)
        except Refusal as refused:
            db.session.rollback()
            refusal = refused
    names |= {"person": person, "asked": asked, "refusal": refusal, "wrong": fields_said(refusal)}
    return render_template(template, area="registers", said=role_name, **names), 422 if refusal else 200


@pages.route("/registers/people/<code>/link", methods=["GET", "POST"])
def password_link(code):
    """A page that says what a link does; sending it makes one, which is shown this once and never logged."""
    person = registers.get_record(service.REGISTER, code, g.person)
    if not service.may_link(person, g.person):
        raise NotAllowed()
    made = None
    if request.method == "POST":
        link, text = service.make_link(code, g.person, seen())
        db.session.commit()
        made = {"address": f"{current_app.config['PUBLIC_URL']}/p/{text}", "until": link.expires_at}
    return render_template("staff/link.html", area="registers", person=person, made=made)


def roles_told(person):
    """What the page of a person says of roles: [(role, centre, whether the visitor may take it)]."""
    return [
        (role, place, service.may_change(person, role, place, g.person))
        for role, place in service.held_by(person)
    ]
