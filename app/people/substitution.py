"""Who stands in for whom today: the absent person's tasks, within a scope, are done "Y for X".

One hop: a substitute has the absent person's own roles, never what that person was lent. Roles that are a
seat, a vote or a declaration of one person (`substitutable=False` in roles.py) are never lent.
"""

from dataclasses import dataclass
from types import SimpleNamespace

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import aliased

from app import clock
from app.extensions import db
from app.people.models import Centre, Person, RoleGrant, Substitution
from app.people.roles import APART, ROLES

SUB = Substitution.__table__
PERSONAL = frozenset(role.key for role in ROLES.values() if not role.substitutable)


@dataclass(frozen=True)
class Mandate:
    """What somebody may do today for one absent person; a scope of None means all."""

    person: SimpleNamespace
    centre_id: int | None
    role: str | None
    grants: frozenset[tuple[int | None, str]]

    def covers(self, task) -> bool:
        """Whether the task is theirs by name or by role, and within the scope."""
        if task.role in PERSONAL or self.role not in (None, task.role):
            return False
        if self.centre_id not in (None, task.centre_id):
            return False
        if task.assignee_id is not None:
            return task.assignee_id == self.person.id
        return bool({(task.centre_id, task.role), (None, task.role)} & self.grants)


def on(day):
    """The conditions under which a substitution holds on a day (a date, or a bound one)."""
    return SUB.c.begins <= day, SUB.c.ends >= day, SUB.c.ended_at.is_(None)


def _may_act():
    """An auditor or administrator acts for nobody, even where a substitution from before still runs."""
    grant = aliased(RoleGrant)
    apart = select(grant.id).where(grant.person_id == SUB.c.substitute_id, grant.role.in_(sorted(APART)))
    return ~apart.exists()


def mandates_of(by) -> list[Mandate]:
    """For whom somebody stands in today; one statement."""
    found = db.session.execute(
        select(
            SUB.c.id,
            Person.id.label("absent"),
            Person.username,
            Person.name,
            Person.name_en,
            SUB.c.centre_id,
            SUB.c.role,
            RoleGrant.centre_id.label("place"),
            RoleGrant.role.label("held"),
        )
        .join(Person, Person.id == SUB.c.person_id)
        .outerjoin(RoleGrant, RoleGrant.person_id == SUB.c.person_id)
        .where(SUB.c.substitute_id == by.id, Person.active.is_(True), _may_act(), *on(clock.today()))
        .order_by(SUB.c.id)
    )
    rows = {}
    for row in found:
        rows.setdefault(row.id, (row, set()))[1].add((row.place, row.held))
    return [_mandate(row, grants) for row, grants in rows.values()]


def _mandate(row, grants):
    names = {name: getattr(row, name) for name in ("username", "name", "name_en")}
    held = frozenset((place, role) for place, role in grants if role)
    return Mandate(SimpleNamespace(id=row.absent, **names), row.centre_id, row.role, held)


def stands_for(task, mandates: list[Mandate]):
    """The absent person for whom one of the mandates covers a task, whoever holds it first; None if none."""
    found = [one.person for one in mandates if one.covers(task)]
    found.sort(key=lambda person: person.id not in (task.claimed_by, task.behalf_id))
    return found[0] if found else None


def with_partners(ids: set[int], centre_id: int) -> set[int]:
    """These people, and everybody who stands in for one of them today in that centre, or for whom they do."""
    if not ids:
        return ids
    pairs = select(SUB.c.person_id, SUB.c.substitute_id).where(
        or_(SUB.c.person_id.in_(ids), SUB.c.substitute_id.in_(ids)),
        or_(SUB.c.centre_id.is_(None), SUB.c.centre_id == centre_id),
        *on(clock.today()),
    )
    return ids | {id for pair in db.session.execute(pairs) for id in pair}


def with_substitutes(people: list[Person], role: str | None, centre_id: int) -> list[Person]:
    """These people, and who stands in today for one of them, in that role of that centre."""
    if not people or role in PERSONAL:
        return people
    scope = (
        or_(SUB.c.centre_id.is_(None), SUB.c.centre_id == centre_id),
        or_(SUB.c.role.is_(None), SUB.c.role == role),
    )
    found = select(Person).join(SUB, SUB.c.substitute_id == Person.id)
    found = found.where(SUB.c.person_id.in_([person.id for person in people]), *scope, *on(clock.today()))
    found = found.where(Person.active.is_(True), _may_act()).order_by(Person.id)
    return [*people, *db.session.scalars(found)]


def lent_roles(by):
    """A select of the (centre_id, role) pairs that are lent to somebody today, spelled out by centre."""
    return (
        select(Centre.id.label("centre_id"), RoleGrant.role)
        .join(RoleGrant, or_(RoleGrant.centre_id == Centre.id, RoleGrant.centre_id.is_(None)))
        .join(SUB, SUB.c.person_id == RoleGrant.person_id)
        .join(Person, Person.id == SUB.c.person_id)
        .where(SUB.c.substitute_id == by.id, Person.active.is_(True), _may_act(), *on(clock.today()))
        .where(RoleGrant.role.not_in(PERSONAL))
        .where(or_(SUB.c.centre_id.is_(None), SUB.c.centre_id == Centre.id))
        .where(or_(SUB.c.role.is_(None), SUB.c.role == RoleGrant.role))
    )


def within(mandates: list[Mandate], task, *, holders=(), roles=False):
    """The condition on `task` (a mapped class) for tasks of the absent: in one of the columns `holders`, or,
    with `roles`, free to all of their roles."""
    return or_(false(), *(_within(one, task, holders, roles) for one in mandates))


def _within(one: Mandate, task, holders, roles):
    scope = [task.role.not_in(PERSONAL)]
    scope += [task.centre_id == one.centre_id] if one.centre_id else []
    scope += [task.role == one.role] if one.role else []
    theirs = [column == one.person.id for column in holders]
    for place, role in sorted(one.grants, key=str) if roles else ():
        here = [task.centre_id == place] if place else []
        theirs.append(and_(task.role == role, task.assignee_id.is_(None), *here))
    return and_(*scope, or_(false(), *theirs))
