"""What a form names outside itself: steps that must be kept apart, kinds of things, roles."""

from __future__ import annotations

from workflows.check.rule import FILES, Hit, rule
from workflows.properties import listed
from workflows.tells import VARIABLE

PERSON = "person"


@rule(
    FILES,
    "ช่อง “{field}”: x-four-eyes อ้างถึง “{ref}” ซึ่งไม่มีในชุดเผยแพร่ ให้แก้ให้ตรงกับ id ของขั้นตอน",
    "The field “{field}”: x-four-eyes names “{ref}”, which no diagram has; correct it to the id of a step.",
)
def form_four_eyes_unknown(bundle, look):
    """Separation of duties must not fail silently because of a misspelt id, in a form neither."""
    for path, field in _fields(bundle):
        for ref in listed(field.apart):
            people = ref.startswith(VARIABLE) and ref.removeprefix(VARIABLE).isidentifier()
            if ref not in bundle.node_ids and ref != "*" and not people:
                yield Hit("", 1, ("", ""), {"field": field.name, "ref": ref}, path)


@rule(
    FILES,
    "ช่อง “{field}”: ระบบไม่รู้จัก x-ref “{ref}” ให้ตรวจตัวสะกด",
    "The field “{field}”: there is no x-ref “{ref}”; check its spelling.",
)
def form_reference_unknown(bundle, look):
    """Nobody could be named by a role, and nothing of a kind, that is not known."""
    for path, field in _fields(bundle):
        kind, _, narrowed = (field.ref or "").partition(":")
        kinds = bundle.brings.references if bundle.brings else None
        strange = bool(field.ref and kinds) and kind not in kinds
        nobody = kind == PERSON and narrowed and bundle.roles is not None and narrowed not in bundle.roles
        if strange or nobody:
            yield Hit("", 1, ("", ""), {"field": field.name, "ref": field.ref[:60]}, path)


def _fields(bundle):
    """(path, field) of every field of every form, the columns of tables among them."""
    for path, form in bundle.parts.forms.items():
        for field in form.fields:
            yield path, field
            yield from ((path, column) for column in field.columns)
