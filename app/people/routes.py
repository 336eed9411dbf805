"""Who I am, and my tokens."""

from flask import request

from app.extensions import db
from app.identity import current_person
from app.people import service
from app.people.schemas import MeSchema, NewTokenSchema, SignInSchema, TokenSchema
from app.refusals import NotSignedIn
from app.wire import Blueprint

blueprint = Blueprint("people", __name__, description="People and their tokens · บุคคลและโทเค็น")


@blueprint.route("/me")
@blueprint.response(200, MeSchema)
def who_am_i():
    """Who the token belongs to, with roles."""
    person = current_person()
    codes = {centre.id: centre.code for centre in service.centres()}
    roles = [{"role": role, "centre": codes.get(centre)} for centre, role in service.roles_of(person)]
    roles.sort(key=lambda grant: (grant["centre"] or "", grant["role"]))
    return {"username": person.username, "name": person.name, "name_en": person.name_en, "roles": roles}


@blueprint.route("/tokens", methods=["POST"])
@blueprint.arguments(SignInSchema)
@blueprint.response(201, NewTokenSchema)
@blueprint.doc(security=[])
def issue_token(body):
    """Sign in with a password and get a bearer token. Five wrong passwords: wait a quarter of an hour."""
    person = service.sign_in(body["username"], body["password"], request.remote_addr or "", "api")
    issued = service.issue_token(person, body["name"], body["days"], proved=True) if person else None
    db.session.commit()
    if issued is None:
        raise NotSignedIn("ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง", "Wrong username or password.", "wrong_password")
    token, text = issued
    kept = ("id", "name", "created_at", "expires_at")
    return {"token": text, **{name: getattr(token, name) for name in kept}}


@blueprint.route("/tokens")
@blueprint.response(200, TokenSchema(many=True))
def list_tokens():
    """My tokens that still open the door."""
    return service.tokens(current_person())


@blueprint.route("/tokens/<int:token_id>", methods=["DELETE"])
@blueprint.response(204)
def revoke_token(token_id):
    """From now on this token is worth nothing."""
    service.revoke_token(token_id, by=current_person())
    db.session.commit()
