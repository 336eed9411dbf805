"""Notices as JSON."""

from marshmallow import Schema, fields

from app.lists import page_of


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


NoticeListSchema = page_of(NoticeSchema, "NoticeList")


class ReadSchema(Schema):
    """How many notices were unread before."""

    read = fields.Integer()
