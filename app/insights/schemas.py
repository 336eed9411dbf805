"""The use of the system as JSON, for auditors."""

from marshmallow import Schema, fields, validate

from app.people.schemas import PersonSchema


class UseQuerySchema(Schema):
    """Of whom, and from where on."""

    username = fields.String(validate=validate.Length(1, 80))
    cursor = fields.String(validate=validate.Length(1, 500))
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class SignInNotedSchema(Schema):
    """Somebody signed in, or tried to."""

    person = fields.Nested(PersonSchema)
    at = fields.DateTime()
    way = fields.String(metadata={"description": "web or api"})
    ok = fields.Boolean(metadata={"description": "false: a wrong password"})
    address = fields.String()


class SignInListSchema(Schema):
    """A page of them, the latest first."""

    items = fields.List(fields.Nested(SignInNotedSchema))
    next = fields.String(allow_none=True)


class RightsChangeSchema(Schema):
    """Something changed about somebody."""

    person = fields.Nested(PersonSchema, allow_none=True)
    by = fields.Nested(PersonSchema, allow_none=True, metadata={"description": "null: the console"})
    at = fields.DateTime()
    number = fields.Integer()
    th = fields.String()
    en = fields.String()
    reason = fields.String(allow_none=True)
    before = fields.List(fields.String(), metadata={"description": "Roles before: drafter@SRC."})
    after = fields.List(fields.String())


class RightsChangeListSchema(Schema):
    """A page of them, the latest first."""

    items = fields.List(fields.Nested(RightsChangeSchema))
    next = fields.String(allow_none=True)


class AuditReadSchema(Schema):
    """An auditor opened a case."""

    person = fields.Nested(PersonSchema)
    at = fields.DateTime()
    case_no = fields.String()


class AuditReadListSchema(Schema):
    """A page of them, the latest first."""

    items = fields.List(fields.Nested(AuditReadSchema))
    next = fields.String(allow_none=True)
