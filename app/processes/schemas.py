"""Processes and releases as JSON."""

from marshmallow import Schema, fields


class FindingSchema(Schema):
    """What the check had to say about a diagram without refusing it."""

    file = fields.String()
    element = fields.String()
    line = fields.Integer()
    rule = fields.String()
    severity = fields.String()
    th = fields.String()
    en = fields.String()


class VersionSchema(Schema):
    """A version of a process."""

    process_id = fields.String(data_key="process")
    number = fields.Integer()
    name = fields.String()
    name_en = fields.String()
    release_hash = fields.String(data_key="release")


class ReleaseSchema(Schema):
    """A release: a bundle named by the hash of its content."""

    hash = fields.String()
    published_at = fields.DateTime()
    versions = fields.List(fields.Nested(VersionSchema))
    findings = fields.List(fields.Nested(FindingSchema))


class ReleaseDetailSchema(ReleaseSchema):
    """A release with its files."""

    files = fields.List(fields.String())
    coverage = fields.Dict(
        allow_none=True,
        metadata={"description": "By how many scenarios each element and flow was walked; null: by none."},
    )


class CaseStateSchema(Schema):
    """A state a case may be in, as people outside the office call it."""

    id = fields.String()
    name = fields.String()
    name_en = fields.String()
    kind = fields.String(metadata={"description": "open, waiting, good, bad or ended"})
    next = fields.List(fields.String(), metadata={"description": "What may follow."})


class StartableSchema(Schema):
    """A process I may start, and what it asks."""

    process_id = fields.String(data_key="process")
    name = fields.String()
    name_en = fields.String()
    form = fields.String()
    release_hash = fields.String(data_key="release")
