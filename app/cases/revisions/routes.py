"""Versions of drafts over HTTP, and what changed between two of them."""

from marshmallow import Schema, fields, validate

from app.cases import service
from app.cases.revisions.reading import compared, versions_of
from app.identity import current_person
from app.people.schemas import PersonSchema
from app.wire import Blueprint

blueprint = Blueprint("versions", __name__, description="Versions of drafts · ฉบับของร่าง")


class DraftVersionSchema(Schema):
    """One version of what a step answers again and again."""

    number = fields.Integer()
    hash = fields.String(allow_none=True)
    at = fields.DateTime()
    person = fields.Nested(PersonSchema, data_key="by", allow_none=True)
    task_id = fields.Integer(data_key="task")
    element = fields.String()
    name = fields.String()
    name_en = fields.String()


class DraftVersionsSchema(Schema):
    """All versions under one name, the oldest first."""

    name = fields.String(metadata={"description": "As the property `versions` of the steps says."})
    versions = fields.List(fields.Nested(DraftVersionSchema))


class DraftPairSchema(Schema):
    """Which two: by their numbers; without them the last and the one before it."""

    name = fields.String(required=True, validate=validate.Length(max=100))
    a = fields.Integer(validate=validate.Range(1, 10_000))
    b = fields.Integer(validate=validate.Range(1, 10_000))


class ChangedCellSchema(Schema):
    """A column of a row that is another now."""

    column = fields.String(attribute="column.name")
    title = fields.String(attribute="column.title")
    title_en = fields.String(attribute="column.title_en")
    before = fields.Raw(allow_none=True)
    after = fields.Raw(allow_none=True)


class ChangedRowSchema(Schema):
    """A row of a table, recognised by its key."""

    kind = fields.String()
    key = fields.List(fields.String())
    cells = fields.List(fields.Nested(ChangedCellSchema))


class DraftChangeSchema(Schema):
    """A field answered otherwise."""

    field = fields.String(attribute="field.name")
    title = fields.String(attribute="field.title")
    title_en = fields.String(attribute="field.title_en")
    kind = fields.String(metadata={"description": "added, removed or changed"})
    before = fields.Raw(allow_none=True)
    after = fields.Raw(allow_none=True)
    rows = fields.List(fields.Nested(ChangedRowSchema))


class ComparisonSchema(Schema):
    """What is different in version b against version a."""

    name = fields.String()
    a = fields.Nested(DraftVersionSchema)
    b = fields.Nested(DraftVersionSchema)
    changes = fields.List(fields.Nested(DraftChangeSchema))


@blueprint.route("/cases/<string:case_no>/versions")
@blueprint.response(200, DraftVersionsSchema(many=True))
def list_versions(case_no):
    """Every version of every draft of a case, with its hash."""
    by = current_person()
    found = versions_of(service.get_case(case_no, by), by)
    return [{"name": name, "versions": made} for name, made in found.items()]


@blueprint.route("/cases/<string:case_no>/versions/compare")
@blueprint.arguments(DraftPairSchema, location="query")
@blueprint.response(200, ComparisonSchema)
def compare_versions(query, case_no):
    """What changed between two versions, field by field."""
    by = current_person()
    return compared(service.get_case(case_no, by), by, **query)
