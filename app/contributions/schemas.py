"""Collections and contributions in JSON."""

from marshmallow import Schema, fields, validate

from app.cases.schemas import AnswersSchema
from app.contributions.moderating import HIDE, LET_THROUGH

__all__ = [
    "AnswersSchema",
    "CollectionSchema",
    "ContributionSchema",
    "ContributionsSchema",
    "ModerationSchema",
]


class CollectionSchema(Schema):
    """What a case collects, as whoever asks may know it; `count` only where it may be known."""

    name = fields.String(required=True)
    element = fields.String(required=True)
    title = fields.String(required=True)
    title_en = fields.String(required=True)
    open = fields.Boolean(required=True)
    opened_at = fields.String(required=True)
    closes_at = fields.String(allow_none=True, metadata={"description": "When it is to close, if said."})
    closed_at = fields.String(allow_none=True)
    form = fields.String(required=True)
    release = fields.String(required=True)
    limit = fields.Integer(allow_none=True)
    changeable = fields.Boolean(required=True)
    hidden = fields.Boolean(required=True)
    moderation = fields.String(required=True, metadata={"description": "none, post or pre."})
    may_moderate = fields.Boolean(required=True)
    may_contribute = fields.Boolean(required=True)
    count = fields.Integer(allow_none=True)
    case_no = fields.String()


class ContributionSchema(Schema):
    """One contribution. `author` and times of others are told only where the diagram names them."""

    key = fields.String(required=True)
    mine = fields.Boolean(required=True)
    author = fields.String(allow_none=True)
    pseudonym = fields.String(allow_none=True)
    state = fields.String(required=True, metadata={"description": "shown, waiting or hidden."})
    hidden_reason = fields.String(allow_none=True)
    answers = fields.Dict(keys=fields.String(), required=True)
    version = fields.Integer(allow_none=True)
    at = fields.String(allow_none=True)
    changed_at = fields.String(allow_none=True)
    withdrawn = fields.Boolean(required=True)


class ModerationSchema(Schema):
    """What a moderator does with a contribution."""

    act = fields.String(required=True, validate=validate.OneOf((LET_THROUGH, HIDE)))
    reason = fields.String(allow_none=True, validate=validate.Length(max=500))


class ContributionsSchema(Schema):
    """My contributions, and those of others while I may see them."""

    collection = fields.Nested(CollectionSchema, required=True)
    items = fields.List(fields.Nested(ContributionSchema), required=True)
    wanted = fields.List(
        fields.Dict(), metadata={"description": "What is still asked of me: the values it must carry."}
    )
    files = fields.List(
        fields.Dict(), metadata={"description": "What I may open: sha256, name; `key` of its contribution."}
    )
    letters = fields.List(
        fields.Dict(), metadata={"description": "Documents of the case written for me: id, name, sha256 …"}
    )
