"""Personal data of cases as JSON."""

from marshmallow import Schema, fields, validate

from app.people.schemas import PersonSchema

FIELDS = ("given", "facts")


class HeldSchema(Schema):
    """That an entry of the journal still holds a value: `given` by a person, or `facts` of the process."""

    number = fields.Integer(metadata={"description": "The number of the entry."})
    kind = fields.String()
    at = fields.DateTime()
    field = fields.String()


class EraseSchema(Schema):
    """What to erase, and why."""

    entry = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(1, 2**31 - 1),
        metadata={"description": "The number of the entry."},
    )
    field = fields.String(load_default=None, allow_none=True, validate=validate.OneOf([*FIELDS, None]))
    reason = fields.String(required=True, validate=validate.Length(3, 2000))


class ErasedSchema(Schema):
    """The receipt: the journal's entry about the erasure, and how many values went."""

    entry = fields.Integer()
    hash = fields.String()
    erased = fields.Integer()


class CaseReadSchema(Schema):
    """An auditor has read the case."""

    person = fields.Nested(PersonSchema)
    at = fields.DateTime()
