"""Who holds a role in a case's centre, and to which organisation the register says they belong."""

from sqlalchemy import select

from app.extensions import db
from app.people.models import Person
from app.people.roles import ROLES
from app.people.service import people_with
from app.refusals import Invalid


def list_holders(scene, variables: dict) -> dict:
    """Holders of the role in property `role`, by name: `holders` [{person, name, name_en, organisation}], and
    `submitter_organisation`, of whoever opened the case. Invalid for a role there is not."""
    role = scene.properties.get("role", "")
    if role not in ROLES:
        raise Invalid(f"ไม่มีบทบาท “{role}”", f"There is no role “{role}”.", "role_unknown")
    rows = [
        {"person": one.username, "name": one.name, "name_en": one.name_en, "organisation": one.organisation}
        for one in people_with(role, scene.centre_id)
    ]
    own = select(Person.organisation).where(Person.username == (variables.get("submitter") or ""))
    return {"holders": rows, "submitter_organisation": db.session.scalar(own)}
