"""Roles given and taken, links to choose a password, and one's own password, over HTTP."""

from flask import current_app, request

from app.extensions import db
from app.identity import current_person
from app.people.ways_in import WrongPassword
from app.registers.kinds import kind_named
from app.registers.routes import shown
from app.registers.schemas import record_schema
from app.staff import service
from app.staff.schemas import LinkSchema, PasswordSchema, RoleSchema
from app.wire import ON_VERSION, Blueprint, once, reply, versions_seen

blueprint = Blueprint("staff", __name__, description="Roles of people · บทบาทของบุคคล")
PERSON = kind_named(service.REGISTER)


def _changed(person, by):
    answer = reply(shown(PERSON, person, by))
    db.session.commit()
    return answer


@blueprint.route("/registers/people/<string:code>/roles", methods=["POST"])
@blueprint.arguments(RoleSchema)
@blueprint.response(200, record_schema(PERSON))
@blueprint.doc(**ON_VERSION)
@once
def grant(body, code):
    """Give a person a role."""
    by = current_person()
    return _changed(service.grant(code, **body, by=by, seen=versions_seen()), by)


@blueprint.route("/registers/people/<string:code>/roles/revoke", methods=["POST"])
@blueprint.arguments(RoleSchema)
@blueprint.response(200, record_schema(PERSON))
@blueprint.doc(**ON_VERSION)
@once
def revoke(body, code):
    """Take a role away; tasks that were theirs go back to the role, or to the centre's manager."""
    by = current_person()
    return _changed(service.revoke(code, **body, by=by, seen=versions_seen()), by)


@blueprint.route("/registers/people/<string:code>/link", methods=["POST"])
@blueprint.response(200, LinkSchema)
def make_link(code):
    """A one-time link to choose a password. The old password, sessions and tokens end now."""
    link, text = service.make_link(code, current_person())
    db.session.commit()
    return {"link": f"{current_app.config['PUBLIC_URL']}/p/{text}", "expires_at": link.expires_at}


@blueprint.route("/me/password", methods=["POST"])
@blueprint.arguments(PasswordSchema)
@blueprint.response(204)
def change_password(body):
    """Choose another password; browsers are signed out, tokens stay. Five wrong: a quarter of an hour."""
    asked = {"way": "api", "address": request.remote_addr or ""}
    try:
        service.change_password(current_person(), body["old"], body["new"], **asked)
    except WrongPassword:
        db.session.commit()
        raise
    db.session.commit()
