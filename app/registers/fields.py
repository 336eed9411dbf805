"""Between a record's columns and the answers of its form: the same names, dates as text."""

from datetime import date, datetime

from sqlalchemy import JSON, Date, select

from app import clock
from app.extensions import db
from app.people.models import Centre, Person, RoleGrant
from app.registers.kinds import Kind

NOT_RECORDED = {"id", "version", "password_hash", "active"}
EVERY_CENTRE = "*"
SETTINGS = "settings"


def answers_of(kind: Kind, row) -> dict:
    """What the form of a record asks, as the record has it; what is empty is left out."""
    settings = getattr(row, SETTINGS, None) or {}
    found = {name: plain(getattr(row, name, settings.get(name))) for name in kind.form.names}
    return {name: value for name, value in found.items() if value not in (None, "")}


def write_answers(kind: Kind, row, answers: dict) -> None:
    """Put accepted answers into the record; what is no column of it is one of its settings."""
    columns, settings = row.__table__.columns, {}
    for name, value in kind.form.filled(answers).items():
        if name not in columns:
            settings[name] = value
        elif isinstance(columns[name].type, Date):
            setattr(row, name, date.fromisoformat(value) if value else None)
        else:
            setattr(row, name, [] if value is None and isinstance(columns[name].type, JSON) else value)
    if SETTINGS in columns:
        row.settings = {name: value for name, value in settings.items() if value is not None}


def snapshot(row) -> dict:
    """The whole record as its journal keeps it."""
    names = [column.name for column in row.__table__.columns if column.name not in NOT_RECORDED]
    found = {name: plain(getattr(row, name)) for name in names}
    return {**found, "status": row.status, "roles": roles_of(row)} if isinstance(row, Person) else found


def roles_of(person: Person) -> list[str]:
    """The roles of somebody as text, in their order: `drafter@SRC`; `auditor@*` in every centre."""
    held = (
        select(RoleGrant.role, Centre.code)
        .outerjoin(Centre, Centre.id == RoleGrant.centre_id)
        .where(RoleGrant.person_id == person.id)
    )
    return sorted({f"{role}@{code or EVERY_CENTRE}" for role, code in db.session.execute(held)})


def plain(value):
    """A value as JSON has it."""
    if isinstance(value, datetime):
        return clock.text(value)
    return value.isoformat() if isinstance(value, date) else value
