"""Who may do what in which register: the whole of it is the table below (RESEARCH 6.6).

A role counts where the record belongs: in its centre, or held for all centres. What belongs to none although
it could (a national committee, a holiday of everybody) needs a role held for all centres.
"""

from typing import NoReturn

from sqlalchemy import and_, or_, select

from app.extensions import asked_once, db
from app.people import service as people
from app.people.models import Centre, Person, RoleGrant
from app.people.roles import ABOVE, ROLES
from app.refusals import NotAllowed
from app.registers.kinds import Kind
from app.registers.models import Committee, Interest, Seat

OWN = "own"
EVERYBODY = "everybody"  # but an auditor, who writes nothing
AUDITOR = "auditor"
PARTNERS = frozenset({"partner_officer", "centre_manager", "director"})
APPROVERS = frozenset({"centre_manager", "director"})
SECRETARY = frozenset({"secretary"})
OFFERING = frozenset({"scouting_manager", "partner_officer"})
CALENDAR = frozenset({"admin", "centre_manager"})
ADMIN = frozenset({"admin"})
MINE = frozenset({OWN})
# Who gives out work and must know what ties people to whom.
ASKING = frozenset({"secretary", "scouting_manager", "centre_manager", "legal_officer", "auditor"})

# Registers that are not open to all: who reads them, each in the centres where they hold the role.
READING = {"interests": ASKING | MINE, "people": CALENDAR | MINE | {AUDITOR}}
RIGHTS = {
    ("people", "add"): CALENDAR,
    ("people", "change"): CALENDAR,
    ("people", "leave"): CALENDAR,
    ("people", "return"): CALENDAR,
    # What app/staff does with a record of this register.
    ("people", "roles"): CALENDAR,
    # By a link one acts as its person: nobody who decides on cases makes one (decisions/0082).
    ("people", "link"): ADMIN,
    ("centres", "add"): ADMIN,
    ("centres", "change"): CALENDAR,
    ("centres", "close"): ADMIN,
    ("centres", "reopen"): ADMIN,
    ("holidays", "add"): CALENDAR,
    ("holidays", "change"): CALENDAR,
    ("holidays", "remove"): CALENDAR,
    ("holidays", "restore"): CALENDAR,
    ("organisations", "add"): PARTNERS,
    ("organisations", "change"): PARTNERS,
    ("organisations", "retire"): PARTNERS,
    ("organisations", "restore"): PARTNERS,
    ("mous", "add"): PARTNERS,
    ("mous", "change"): PARTNERS,
    ("mous", "activate"): APPROVERS,
    ("mous", "suspend"): APPROVERS,
    ("mous", "resume"): APPROVERS,
    ("mous", "terminate"): APPROVERS,
    # It expires by its date; the process of the MOU writes that down.
    ("mous", "expire"): frozenset(),
    ("committees", "add"): SECRETARY,
    ("committees", "change"): SECRETARY,
    ("committees", "dissolve"): SECRETARY,
    ("seats", "add"): SECRETARY,
    ("seats", "change"): SECRETARY,
    ("seats", "vacate"): SECRETARY,
    ("seats", "abolish"): SECRETARY,
    ("interests", "add"): frozenset({EVERYBODY}),
    ("interests", "change"): MINE,
    ("interests", "end"): MINE,
    ("technologies", "add"): OFFERING,
    ("technologies", "change"): OFFERING,
    ("technologies", "retire"): OFFERING,
    ("technologies", "restore"): OFFERING,
}
# What stays with the administrator: what a centre is and is called, and which centre looks after a person.
IDENTITY = {"centres": ("name", "name_en", "region", "parent"), "people": ("centre",)}
# Nobody does these to themselves.
NOT_TO_ONESELF = ("leave", "return", "roles", "link")


def refuse_unless_allowed(kind: Kind, act: str, row, by) -> None:
    """NotAllowed without the right; `row` holds at least what says where the record belongs."""
    if by is not None and not may(kind, act, row, by):
        refuse(kind)


def refuse(kind: Kind) -> NoReturn:
    """NotAllowed, with the register's name."""
    raise NotAllowed(
        f"บทบาทของท่านทำรายการนี้ในทะเบียน{kind.th}ไม่ได้", f"Your role may not do this in the register {kind.en}."
    )


def may(kind: Kind, act: str, row, by) -> bool:
    """Whether somebody may do an act on a record, or add this one."""
    allowed = RIGHTS.get((kind.key, act), frozenset())
    if EVERYBODY in allowed:
        return not people.has_role(by, AUDITOR)
    if OWN in allowed:
        return isinstance(row, Interest) and row.person == by.username
    if isinstance(row, Person) and act in NOT_TO_ONESELF and row.id == by.id:
        return False
    places = {where for where, role in people.roles_of(by) if role in allowed}
    if None in places or (places and not kind.scoped):
        return True
    if not places or place_of(row) not in codes(places):
        return False
    return not isinstance(row, Person) or row.id is None or all(map(_below(places), people.roles_of(row)))


def _below(places):
    """Whether a grant leaves somebody in the care of these centres' managers: not elsewhere, not above."""
    return lambda grant: grant[0] in places and grant[1] not in ABOVE


def may_add_somewhere(kind: Kind, by) -> bool:
    """Whether a page should offer to add a record."""
    allowed, held = RIGHTS[kind.key, "add"], {role for _, role in people.roles_of(by)}
    return AUDITOR not in held if EVERYBODY in allowed else bool(held & allowed)


def is_admin(by) -> bool:
    """Whether somebody may say what a centre is and is called."""
    return people.has_role(by, "admin")


def place_of(row) -> str | None:
    """The code of the centre a record belongs to; None for all centres."""
    if isinstance(row, Centre):
        return row.code
    if isinstance(row, Seat):
        found = db.session.query(Committee.centre).filter_by(code=row.committee)
        return asked_once(("committee", row.committee), found.scalar)
    return getattr(row, "centre", None)


def codes(ids) -> set[str]:
    """The codes of centres."""
    known = asked_once("centres", lambda: {centre.id: centre.code for centre in people.centres()})
    return {code for id, code in known.items() if id in ids}


def sees_personal(kind: Kind, row, by) -> bool:
    """Personal fields are for those who may change the record, for auditors, and whoever may read it at all
    where that is not everybody."""
    return kind.key in READING or may(kind, "change", row, by) or people.has_role(by, AUDITOR)


def readable(kind: Kind, by):
    """The condition for the records somebody may read; None when that is all of them.

    Of people, and of what they declared: one's own, and of those who act in a centre where one asks for it.
    """
    readers = READING.get(kind.key)
    places = {where for where, role in people.roles_of(by) if role in (readers or ())}
    if readers is None or None in places:
        return None
    whose = Interest.person if kind.table is Interest else Person.username
    if not places:
        return whose == by.username
    return or_(whose == by.username, whose.in_(_acting_in(places)))


def _acting_in(places):
    """A select of the usernames of whom these centres look after, and who act there."""
    acting = [role.key for role in ROLES.values() if role.decides]
    there = or_(RoleGrant.centre_id.in_(places), RoleGrant.centre_id.is_(None))
    grants = and_(RoleGrant.person_id == Person.id, RoleGrant.role.in_(acting), there)
    found = select(Person.username).outerjoin(RoleGrant, grants)
    return found.where(or_(Person.centre.in_(codes(places)), RoleGrant.id.is_not(None)))
