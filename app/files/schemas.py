"""Files in and out."""

from flask_smorest.fields import Upload
from marshmallow import Schema, fields


class UploadSchema(Schema):
    """One file, as multipart/form-data."""

    file = Upload(required=True)


class FileSchema(Schema):
    """A file; `answer` is what a form's answer says of it."""

    id = fields.Integer()
    name = fields.String()
    type = fields.String()
    size = fields.Integer()
    sha256 = fields.String()
    scan = fields.String(
        metadata={"description": "clean, not_scanned, failed, or own (written by the system)."}
    )
    at = fields.DateTime()
    answer = fields.Dict()


class PaperSchema(FileSchema):
    """A file of a case; a document has a title, its template and its pages."""

    class Meta:
        exclude = ("answer",)

    kind = fields.String()
    entry = fields.Integer(allow_none=True, metadata={"description": "The journal entry it came with."})
    uploader = fields.Function(lambda file: file.uploader.username if file.uploader else None)
    public = fields.Boolean()
    title = fields.String(allow_none=True)
    title_en = fields.String(allow_none=True)
    template = fields.String(allow_none=True)
    element = fields.String(allow_none=True)
    pages = fields.Integer(allow_none=True)
