"""Incidents as JSON."""

from marshmallow import Schema, fields, validate

from app.cases.schemas import REASON, SHORT


class IncidentSchema(Schema):
    """Something that cannot go on by itself."""

    id = fields.Integer()
    kind = fields.String(metadata={"description": "step, job or message"})
    case_no = fields.String(allow_none=True)
    instance_id = fields.Integer(data_key="instance", allow_none=True)
    element = fields.String(allow_none=True)
    rule = fields.String()
    th = fields.String()
    en = fields.String()
    details = fields.Dict()
    opened_at = fields.DateTime()
    closed_at = fields.DateTime(allow_none=True)


class RepairSchema(Schema):
    """Variables to set, and why; `process`: one that called the process the step is in, to set its own."""

    variables = fields.Dict(keys=fields.String(), required=True)
    process = fields.String(validate=SHORT)
    reason = fields.String(required=True, validate=REASON)


class MoveSchema(Schema):
    """Where to go on, and why."""

    element = fields.String(required=True, validate=validate.Length(1, 120))
    reason = fields.String(required=True, validate=REASON)


class IncidentQuerySchema(Schema):
    """Which incidents."""

    case_no = fields.String(data_key="case", validate=SHORT)
