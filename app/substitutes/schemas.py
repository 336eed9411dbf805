"""Substitutions as JSON."""

from marshmallow import Schema, fields, validate

from app.people.schemas import PersonSchema

NAME = validate.Length(1, 80)


class SubstitutionSchema(Schema):
    """Who acts for whom, from one day to another."""

    id = fields.Integer()
    person = fields.Nested(PersonSchema, metadata={"description": "Who is away."})
    substitute = fields.Nested(PersonSchema)
    begins = fields.Date(data_key="from")
    ends = fields.Date(data_key="until", metadata={"description": "The last day."})
    centre = fields.String(attribute="centre.code", allow_none=True, dump_default=None)
    role = fields.String(allow_none=True)
    reason = fields.String()
    state = fields.String(metadata={"description": "now, coming, over or ended"})
    set_at = fields.DateTime()
    ended_at = fields.DateTime(allow_none=True)


class NewSubstitutionSchema(Schema):
    """Who is to act for whom. Without `person`: for me; without centre and role: in everything."""

    person = fields.String(validate=NAME, metadata={"description": "Username."})
    substitute = fields.String(required=True, validate=NAME, metadata={"description": "Username."})
    begins = fields.Date(required=True, data_key="from")
    ends = fields.Date(required=True, data_key="until")
    centre = fields.String(validate=NAME, allow_none=True, metadata={"description": "Code of the centre."})
    role = fields.String(validate=NAME, allow_none=True)
    reason = fields.String(required=True, validate=validate.Length(3, 2000))
