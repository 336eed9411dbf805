"""Whether a chain fits, as JSON: of a case, and of a record of a register."""

from marshmallow import Schema, fields


class ProblemOfEntrySchema(Schema):
    """Something that does not fit, at an entry of the journal."""

    number = fields.Integer()
    th = fields.String()
    en = fields.String()


class VerificationSchema(Schema):
    """Whether a chain is what it says it is."""

    ok = fields.Boolean()
    entries = fields.Integer()
    head = fields.String()
    problems = fields.List(fields.Nested(ProblemOfEntrySchema))


def proof(found) -> dict:
    """A Verification for that schema."""
    said = {"ok": found.ok, "entries": found.entries, "head": found.head}
    return {**said, "problems": listed(found.problems)}


def listed(problems) -> list[dict]:
    """(number, Thai, English) as JSON."""
    return [{"number": number, "th": th, "en": en} for number, th, en in problems]
