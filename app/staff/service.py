"""Giving and taking roles, and letting people in. Each writes an entry into the person's chain.

An administrator does so for everybody but themselves; the manager of a centre for whom the centre looks
after, with roles of that centre alone (decisions/0082). `by` None is the console.
"""

from sqlalchemy import select

from app.extensions import db
from app.people import service as people
from app.people import ways_in
from app.people.models import Centre, Person
from app.people.roles import ABOVE, EVERYWHERE, ROLES
from app.refusals import Conflict, Invalid, NotAllowed
from app.registers import rights
from app.registers.kinds import kind_named
from app.registers.service import add_record, locked, note, reason_given

REGISTER = "people"


def welcome(answers: dict, grants: list[tuple[str, Centre | None]], password_hash: str | None) -> Person:
    """Somebody new with roles and a password, entered by the system: the console, or the sample office."""
    person = add_record(REGISTER, answers, None)
    person.password_hash = password_hash
    for role, place in grants:
        people.grant_role(person, role, place)
    return _noted(person, "granted", None, None) if grants else person


def grant(username: str, role: str, centre: str | None, reason: str, by, seen=None) -> Person:
    """Give somebody a role: in a centre, or without one in all. NotAllowed, Conflict for what is held already
    or may not go together, Invalid at its field, Stale."""
    person = _locked(username, by, seen)
    place = _place(role, centre)
    if by is not None and not may_change(person, role, place, by):
        _refuse(by, person)
    if (place.id if place else None, role) in people.roles_of(person):
        raise Conflict("บุคคลนี้ถือบทบาทนี้ที่นั่นอยู่แล้ว", "This person holds that role there already.", "role_held")
    kept = _reason(reason, by)
    people.grant_role(person, role, place)
    return _noted(person, "granted", by, kept)


def revoke(username: str, role: str, centre: str | None, reason: str, by, seen=None) -> Person:
    """Take a role away: the grant in that centre, or the one that holds in all. Tasks they had taken go back.

    NotAllowed, NotFound if it is not held, Conflict for the last administrator, Stale.
    """
    person = _locked(username, by, seen)
    place = people.centre(centre) if centre else None
    if by is not None and not may_change(person, role, place, by):
        _refuse(by, person)
    if role == "admin":
        people.refuse_last_admin(person)
    kept = _reason(reason, by)
    people.revoke_role(person, role, place)
    return _noted(person, "revoked", by, kept)


def make_link(username: str, by, seen=None):
    """A one-time link to choose a password: (PasswordLink, its text, which is shown this once).

    What opened the door before is worth nothing from now on. NotAllowed; Conflict for somebody who left.
    """
    person = _locked(username, by, seen)
    rights.refuse_unless_allowed(_kind(), "link", person, by)
    if not person.active:
        raise Conflict("บุคคลนี้ออกจากงานแล้ว", "This person has left.", "person_left")
    link, text = ways_in.make_link(person, by)
    _noted(person, "link", by, None)
    return link, text


def use_link(text: str, password: str) -> Person:
    """Choose the password by a link. LinkUnknown, Invalid."""
    person = ways_in.use_link(text, password)
    return _noted(person, "password", person, None)


def change_password(by, old: str, new: str, keep: str = "", way: str = "web", address: str = "") -> Person:
    """One's own password, from the present one to another. Invalid, at its field; WrongPassword, which the
    caller commits; TooMany after five of these, for a quarter of an hour."""
    person = _locked(by.username, by, None)
    people.prove_password(person, old, way, address)
    ways_in.change_password(person, old, new, keep)
    return _noted(person, "password", person, None)


def may_change(person: Person, role: str, place: Centre | None, by) -> bool:
    """Whether somebody may give or take this role there: not their own; a manager only in the own centre."""
    if person.id == by.id:
        return False
    if people.has_role(by, "admin"):
        return True
    return place is not None and role not in ABOVE and place.id in people.managed_by(by)


def grantable(person: Person, by) -> tuple[list[str], list[Centre]]:
    """(roles, centres) which somebody may give to a person; empty when none."""
    if person.id == by.id or not person.active:
        return [], []
    if people.has_role(by, "admin"):
        return list(ROLES), people.centres()
    managed = people.managed_by(by)
    places = [one for one in people.centres() if one.id in managed]
    return ([key for key in ROLES if key not in ABOVE], places) if places else ([], [])


def may_link(person: Person, by) -> bool:
    """Whether somebody may make a link for a person now."""
    return person.active and rights.may(_kind(), "link", person, by)


def held_by(person: Person) -> list[tuple[str, Centre | None]]:
    """The roles of somebody: (role, centre or None for all), by centre and in the order of the table."""
    known = {one.id: one for one in people.centres()}
    order = {key: place for place, key in enumerate(ROLES)}
    grants = sorted(people.roles_of(person), key=lambda grant: (grant[0] or 0, order.get(grant[1], 0)))
    return [(role, known.get(centre)) for centre, role in grants]


def _kind():
    return kind_named(REGISTER)


def _locked(username, by, seen) -> Person:
    if by is None:
        people.person_named(username)
    return locked(_kind(), username, by, seen)


def _place(role, centre) -> Centre | None:
    """Where a role is given: roles of the whole office in none, others where `centre` says."""
    if role not in ROLES:
        raise Invalid.at("role", f"ไม่มีบทบาท “{role}”", f"There is no role “{role}”.", "unknown_role")
    if role in EVERYWHERE and centre:
        raise Invalid.at("centre", "บทบาทนี้ไม่ขึ้นกับศูนย์", "This role belongs to no centre.", "no_centre_here")
    if not centre:
        return None
    found = db.session.scalar(select(Centre).where(Centre.code == centre))
    if found is None or found.status != "active":
        th, en = "ไม่พบศูนย์นี้ หรือปิดแล้ว", "There is no such centre, or it is closed."
        raise Invalid.at("centre", th, en, "unknown_centre")
    return found


def _refuse(by, person):
    if person.id == by.id:
        raise NotAllowed(
            "ให้หรือถอดบทบาทของตนเองไม่ได้ ผู้ดูแลคนอื่นเป็นผู้ทำ",
            "Nobody gives or takes their own roles: somebody else does.",
            "own_roles",
        )
    raise NotAllowed(
        "หัวหน้าศูนย์กำหนดได้เฉพาะบทบาทของศูนย์ตนเอง นอกนั้นผู้ดูแลระบบเป็นผู้กำหนด",
        "A centre's manager gives and takes roles of the own centre only; others are the administrator's.",
        "not_yours",
    )


def _reason(reason, by):
    return None if by is None and not reason else reason_given(reason)


def _noted(person, word, by, reason) -> Person:
    note(_kind(), person, word, by, reason)
    return person
