"""Records as JSON: what a form asks becomes a schema, so that both say the same."""

from functools import cache

from marshmallow import Schema, fields, validate

from app.lists import PagedSchema, page_of
from app.people.schemas import GrantSchema
from app.registers.kinds import Kind


class QuerySchema(PagedSchema):
    """Which records."""

    q = fields.String(
        validate=validate.Length(0, 100), metadata={"description": "Thai or English, in codes and names."}
    )
    state = fields.String(validate=validate.Length(1, 20))
    centre = fields.String(validate=validate.Length(1, 40))
    committee = fields.String(validate=validate.Length(1, 60))
    organisation = fields.String(validate=validate.Length(1, 60))


class ActSchema(Schema):
    """Why a record is taken to another state; acts that take something away ask for it."""

    reason = fields.String(validate=validate.Length(0, 2000))


class ImportSchema(Schema):
    """Holidays as CSV: `date,name,name_en` a line, for one centre or for all."""

    csv = fields.String(required=True, validate=validate.Length(1, 100_000))
    centre = fields.String(validate=validate.Length(1, 40), allow_none=True)


class ImportedSchema(Schema):
    """How many holidays were new."""

    added = fields.Integer()


class EntrySchema(Schema):
    """One line of a record's history."""

    number = fields.Integer()
    at = fields.DateTime()
    by = fields.Method("username", allow_none=True, metadata={"type": ["string", "null"]})
    th = fields.String()
    en = fields.String()
    reason = fields.String(allow_none=True)
    changes = fields.Dict(metadata={"description": "{field: [before, after]}"})
    case_no = fields.String(allow_none=True)
    hash = fields.String()

    def username(self, told):
        return told.by.username if told.by else None


class RegisterSchema(Schema):
    """A register, its states and the acts that lead from one to another."""

    key = fields.String()
    name = fields.String()
    name_en = fields.String()
    states = fields.Dict()
    acts = fields.Dict()


def answers_schema(kind: Kind, partly: bool = False) -> Schema:
    """What may be sent: the fields of the form, none of which is needed when only some change."""
    made = {field.name: _field(field, partly) for field in kind.form.fields}
    name = f"{kind.one.title()}{'Change' if partly else 'New'}"
    return Schema.from_dict(made, name=name)


@cache
def record_schema(kind: Kind) -> Schema:
    """A record as it is sent."""
    data = Schema.from_dict(
        {field.name: _field(field, True) for field in kind.form.fields}, name=f"{kind.one.title()}Fields"
    )
    return Schema.from_dict(
        {
            "register": fields.String(),
            "code": fields.String(),
            "state": fields.String(validate=validate.OneOf(list(kind.states))),
            "version": fields.Integer(),
            "person": fields.String(metadata={"description": "Whose interest it is."}),
            "data": fields.Nested(data),
            "roles": fields.List(
                fields.Nested(GrantSchema), metadata={"description": "Of a person: the roles held."}
            ),
            "acts": fields.List(fields.String(), metadata={"description": "What you may do with it now."}),
        },
        name=f"{kind.one.title()}Record",
    )


def list_schema(kind: Kind) -> type[Schema]:
    """A page of records."""
    return page_of(record_schema(kind), f"{kind.one.title()}RecordList")


def _field(field, partly):
    """The marshmallow field of a form's field; what is wrong inside it the form says better."""
    options = {"required": field.required and not partly, "allow_none": True}
    options["metadata"] = {"title": field.title_en, "description": field.title}
    if field.widget == "file":
        return fields.List(fields.Dict(), **options)
    if field.multiple or field.type == "array":
        return fields.List(fields.String(), **options)
    if field.type == "boolean":
        return fields.Boolean(**options, truthy={True}, falsy={False})
    if field.type == "integer":
        return fields.Integer(strict=True, **options)
    return fields.String(**options)
