"""Notices as JSON."""

from marshmallow import Schema, fields, validate


class NoticeSchema(Schema):
    """A notice to me."""

    id = fields.Integer()
    kind = fields.String()
    text = fields.String()
    text_en = fields.String()
    case_no = fields.String(attribute="case.case_no", allow_none=True, dump_default=None)
    task_id = fields.Integer(data_key="task", allow_none=True)
    created_at = fields.DateTime()
    read_at = fields.DateTime(allow_none=True)


class NoticeListSchema(Schema):
    """A page of notices."""

    items = fields.List(fields.Nested(NoticeSchema))
    next = fields.String(allow_none=True)


class NoticeQuerySchema(Schema):
    """Which notices."""

    cursor = fields.String(validate=validate.Length(1, 500))
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class ReadSchema(Schema):
    """How many notices were unread before."""

    read = fields.Integer()
