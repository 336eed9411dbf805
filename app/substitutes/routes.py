"""Substitutions over HTTP."""

from app.extensions import db
from app.identity import current_person
from app.substitutes import service
from app.substitutes.schemas import NewSubstitutionSchema, SubstitutionSchema
from app.wire import ACTS, Blueprint, once, reply

blueprint = Blueprint("substitutes", __name__, description="Substitutes · ผู้ปฏิบัติงานแทน")
SHOWN = SubstitutionSchema()


def shown(row) -> dict:
    """A substitution and its state today."""
    return {**SHOWN.dump(row), "state": service.state_of(row)}


@blueprint.route("/substitutions")
@blueprint.response(200, SubstitutionSchema(many=True))
def list_substitutions():
    """Mine, those by which I stand in, and those of the centres I manage."""
    return reply([shown(row) for row in service.list_substitutions(current_person())])


@blueprint.route("/substitutions", methods=["POST"])
@blueprint.arguments(NewSubstitutionSchema)
@blueprint.response(201, SubstitutionSchema)
@blueprint.doc(**ACTS)
@once
def set_substitution(body):
    """Let somebody act for me, or for somebody of the centre I manage."""
    by = current_person()
    row = service.set_substitution(body.pop("person", by.username), by=by, **body)
    answer = reply(shown(row), 201)
    db.session.commit()
    return answer


@blueprint.route("/substitutions/<int:substitution_id>/end", methods=["POST"])
@blueprint.response(200, SubstitutionSchema)
@blueprint.doc(**ACTS)
@once
def end_substitution(substitution_id):
    """From now on nobody acts for the person any more."""
    answer = reply(shown(service.end_substitution(substitution_id, current_person())))
    db.session.commit()
    return answer
