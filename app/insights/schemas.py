"""The use of the system as JSON, for auditors."""

from marshmallow import Schema, fields, validate

from app.lists import PagedSchema, page_of
from app.people.schemas import PersonSchema


class UseQuerySchema(PagedSchema):
    """Of whom, and from where on."""

    username = fields.String(validate=validate.Length(1, 80))


class SignInNotedSchema(Schema):
    """Somebody signed in, or tried to."""

    person = fields.Nested(PersonSchema)
    at = fields.DateTime()
    way = fields.String(metadata={"description": "web or api"})
    ok = fields.Boolean(metadata={"description": "false: a wrong password"})
    address = fields.String()


SignInListSchema = page_of(SignInNotedSchema, "SignInList")


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


RightsChangeListSchema = page_of(RightsChangeSchema, "RightsChangeList")


class AuditReadSchema(Schema):
    """An auditor opened a case."""

    person = fields.Nested(PersonSchema)
    at = fields.DateTime()
    case_no = fields.String()


AuditReadListSchema = page_of(AuditReadSchema, "AuditReadList")
