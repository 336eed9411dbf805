"""Incidents over HTTP."""

from app.cases import service
from app.cases.running.schemas import IncidentQuerySchema, IncidentSchema, MoveSchema, RepairSchema
from app.extensions import db
from app.identity import current_person
from app.wire import ACTS, Blueprint, once, reply

blueprint = Blueprint("incidents", __name__, description="Incidents · เหตุขัดข้อง")
INCIDENT = IncidentSchema(exclude=("case_no",))


@blueprint.route("/incidents")
@blueprint.arguments(IncidentQuerySchema, location="query")
@blueprint.response(200, IncidentSchema(many=True))
def list_incidents(query):
    """What cannot go on by itself, for the process owner."""
    found = service.list_incidents(current_person(), **query)
    return reply([{**INCIDENT.dump(one), "case_no": case.case_no if case else None} for one, case in found])


@blueprint.route("/incidents/<int:incident_id>/retry", methods=["POST"])
@blueprint.response(200, IncidentSchema)
@blueprint.doc(**ACTS)
@once
def retry(incident_id):
    """Try again."""
    answer = reply(INCIDENT.dump(service.retry(incident_id, current_person())))
    db.session.commit()
    return answer


@blueprint.route("/incidents/<int:incident_id>/repair", methods=["POST"])
@blueprint.arguments(RepairSchema)
@blueprint.response(200, IncidentSchema)
@blueprint.doc(**ACTS)
@once
def repair(body, incident_id):
    """Set variables as the step sees them, or of the process named."""
    said = (body["variables"], body["reason"], current_person(), body.get("process"))
    incident = service.repair(incident_id, *said)
    answer = reply(INCIDENT.dump(incident))
    db.session.commit()
    return answer


@blueprint.route("/incidents/<int:incident_id>/move", methods=["POST"])
@blueprint.arguments(MoveSchema)
@blueprint.response(200, IncidentSchema)
@blueprint.doc(**ACTS)
@once
def move(body, incident_id):
    """Go on elsewhere in the same process."""
    incident = service.move(incident_id, body["element"], body["reason"], current_person())
    answer = reply(INCIDENT.dump(incident))
    db.session.commit()
    return answer
