"""Lists that page, as JSON: what is asked of each, and the page that comes back (app/paging.py cuts it)."""

from marshmallow import Schema, fields, validate

from app.paging import MAX_LIMIT


class PagedSchema(Schema):
    """From where on, and how many."""

    cursor = fields.String(validate=validate.Length(1, 500))
    limit = fields.Integer(load_default=50, validate=validate.Range(1, MAX_LIMIT))


def page_of(item: Schema | type[Schema], name: str) -> type[Schema]:
    """A page of such items, and the cursor of the next one; `name` is what the API's document calls it."""
    found = {"items": fields.List(fields.Nested(item)), "next": fields.String(allow_none=True)}
    return Schema.from_dict(found, name=name)
