"""What a case waits for, over HTTP."""

from marshmallow import Schema, fields

from app.cases.service import get_case
from app.cases.waits.service import waits_of
from app.identity import current_person
from app.wire import Blueprint

blueprint = Blueprint("waits", __name__, description="What a case waits for · เรื่องรออะไรอยู่")


class WaitSchema(Schema):
    """One thing a case waits for."""

    kind = fields.String(
        metadata={"description": "incident, task, message, condition, system, timer or nothing."}
    )
    th = fields.String()
    en = fields.String()
    since = fields.DateTime(allow_none=True)
    until = fields.DateTime(
        allow_none=True, metadata={"description": "When it comes by itself, or when a task is due."}
    )
    process_id = fields.String(data_key="process", allow_none=True)
    element = fields.String(allow_none=True)
    roles = fields.List(fields.String(), metadata={"description": "Who can act."})
    people = fields.Integer(
        allow_none=True, metadata={"description": "How many can act in the centre; null where nobody has to."}
    )
    task_id = fields.Integer(data_key="task", allow_none=True)
    clock = fields.String(
        allow_none=True, metadata={"description": "Of a task: goes, stands, or stops those of the others."}
    )
    beside = fields.Boolean(metadata={"description": "It may come, but nothing waits for it."})


class WaitsSchema(Schema):
    """Why a case does not go on by itself now."""

    waits = fields.List(fields.Nested(WaitSchema))
    stands_since = fields.DateTime(allow_none=True, metadata={"description": "Its clock stands since then."})


@blueprint.route("/cases/<string:case_no>/waits")
@blueprint.response(200, WaitsSchema)
def waits(case_no):
    """Why is it stuck? What the case waits for now, since when, and who can act."""
    by = current_person()
    return waits_of(get_case(case_no, by), by)
