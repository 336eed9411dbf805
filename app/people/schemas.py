"""People and tokens as JSON."""

from marshmallow import Schema, fields, validate


class GrantSchema(Schema):
    """A role in a centre."""

    role = fields.String()
    centre = fields.String(allow_none=True, metadata={"description": "Code of the centre; null means all."})


class PersonSchema(Schema):
    """Somebody, as others see them."""

    username = fields.String()
    name = fields.String(metadata={"description": "In Thai."})
    name_en = fields.String()


class MeSchema(PersonSchema):
    """Who I am, and what I may act as."""

    roles = fields.List(fields.Nested(GrantSchema))


class SignInSchema(Schema):
    """A name and password in exchange for a token."""

    username = fields.String(required=True, validate=validate.Length(1, 80))
    password = fields.String(required=True, validate=validate.Length(1, 200))
    name = fields.String(load_default="API", validate=validate.Length(1, 100))
    days = fields.Integer(load_default=90, strict=True, validate=validate.Range(1, 366))


class TokenSchema(Schema):
    """A token, without its text."""

    id = fields.Integer()
    name = fields.String()
    created_at = fields.DateTime()
    expires_at = fields.DateTime()


class NewTokenSchema(TokenSchema):
    """A token with its text, which is shown this once."""

    token = fields.String()
