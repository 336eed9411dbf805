"""Roles and links of people as JSON."""

from marshmallow import Schema, fields, validate

NAME = validate.Length(1, 80)


class RoleSchema(Schema):
    """A role, where it is held, and why it is given or taken."""

    role = fields.String(required=True, validate=NAME)
    centre = fields.String(
        load_default=None,
        allow_none=True,
        validate=NAME,
        metadata={"description": "Code of the centre; null: in all centres."},
    )
    reason = fields.String(required=True, validate=validate.Length(1, 2000))


class LinkSchema(Schema):
    """A one-time link with which a person chooses a password; shown this once."""

    link = fields.String()
    expires_at = fields.DateTime()


class PasswordSchema(Schema):
    """The present password and another."""

    old = fields.String(required=True, validate=validate.Length(1, 200))
    new = fields.String(required=True, validate=validate.Length(1, 200))
