"""Setting and ending a substitution; each change is an entry in a chain of its own (registers/chain.py).

The person sets it, or the manager of a centre for somebody of that centre and for that centre only. One hop:
nobody who is away stands in for another, and nobody who stands in for another is away meanwhile.
"""

from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from app import clock
from app.extensions import db
from app.journal.verification import Verification
from app.people import service as people
from app.people.models import Centre, Person, Substitution
from app.people.roles import ROLES
from app.people.substitution import PERSONAL
from app.refusals import Conflict, Invalid, NotAllowed, NotFound
from app.registers import chain
from app.registers.auditing import OTHERS

LONGEST = timedelta(days=366)
LEAST_REASON, MOST_REASON = 3, 2000
CHAIN = "substitution"


def list_substitutions(by) -> list[Substitution]:
    """Those somebody set, is replaced by, stands in by, or looks after as a centre's manager; new first."""
    told = (Substitution.person, Substitution.substitute, Substitution.centre)
    found = select(Substitution).where(_concerns(by)).order_by(Substitution.id.desc()).limit(200)
    found = found.options(*(selectinload(one) for one in told))
    return list(db.session.scalars(found))


def _concerns(by):
    """The condition for those that are somebody's business."""
    mine = [getattr(Substitution, name) == by.id for name in ("person_id", "substitute_id", "set_by")]
    centres = people.managed_by(by)
    return or_(*mine, Substitution.centre_id.in_(centres)) if centres else or_(*mine)


def set_substitution(
    person: str, substitute: str, begins: date, ends: date, reason: str, by, centre=None, role=None
) -> Substitution:
    """Let `substitute` act for `person` (usernames) from one day to another, within a centre or a role.

    NotAllowed for somebody else's absence; Invalid for what makes no sense; Conflict for a second hop.
    """
    absent, other = people.person_named(person), people.person_named(substitute)
    place = people.centre(centre) if centre else None
    _refuse_strangers(absent, place, by)
    _refuse_period(begins, ends)
    _refuse_scope(absent, place, role)
    _refuse_substitute(absent, other, place)
    if not LEAST_REASON <= len(reason.strip()) <= MOST_REASON:
        raise _wrong("reason", "โปรดระบุเหตุผล 3–2,000 ตัวอักษร", "Give a reason of 3 to 2,000 characters.")
    _refuse_second_hop(absent, other, begins, ends, place, role)
    row = Substitution(
        person_id=absent.id,
        substitute_id=other.id,
        begins=begins,
        ends=ends,
        centre_id=place.id if place else None,
        role=role or None,
        reason=reason.strip(),
        set_by=by.id,
        set_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    chain.record(subject(row), f"{CHAIN}:set", by.id, snapshot(row), row.reason)
    return row


def end_substitution(id: int, by) -> Substitution:
    """From now on the substitute acts for nobody; whoever is away, the substitute, or the manager ends it."""
    found = select(Substitution).where(Substitution.id == id, _concerns(by)).with_for_update()
    row = db.session.scalar(found.execution_options(populate_existing=True))
    if row is None:
        raise NotFound()
    if row.ended_at is not None:
        return row
    row.ended_by, row.ended_at = by.id, clock.now()
    db.session.flush()
    chain.record(subject(row), f"{CHAIN}:ended", by.id, snapshot(row), None)
    return row


def manageable(by) -> list[Person]:
    """For whom somebody may set one: themselves first, and everybody of the centres they manage."""
    found = {by.id: db.session.get(Person, by.id)}
    for centre_id in sorted(people.managed_by(by)):
        found |= {person.id: person for person in people.people_of(centre_id)}
    return list(found.values())


def places_of(by) -> list[Centre]:
    """The centres in which somebody has a role: all, for a role that holds in all."""
    held = {where for where, _ in people.roles_of(by)}
    return [one for one in people.centres() if None in held or one.id in held]


def substitutes_for(by) -> list[Person]:
    """Who may be named: active people of the centres in which somebody has a role, who act on tasks."""
    found = {person.id: person for place in places_of(by) for person in people.people_of(place.id)}
    return sorted(found.values(), key=lambda person: person.name)


def lendable(by) -> list[str]:
    """The roles somebody may lend: their own, and every role for a manager, who lends those of others."""
    held = {role for _, role in people.roles_of(by)}
    wide = ROLES if "centre_manager" in held else held
    return [key for key, role in ROLES.items() if key in wide and role.decides and key not in PERSONAL]


def state_of(row: Substitution) -> str:
    """ended · over · coming · now."""
    today = clock.today()
    if row.ended_at is not None:
        return "ended"
    return "over" if row.ends < today else "coming" if row.begins > today else "now"


def snapshot(row: Substitution) -> dict:
    """A substitution as its entries hold it."""
    days = {name: getattr(row, name).isoformat() for name in ("begins", "ends")}
    kept = {name: getattr(row, name) for name in ("id", "person_id", "substitute_id", "centre_id", "role")}
    return {**kept, **days, "reason": row.reason, "set_by": row.set_by, "ended_by": row.ended_by}


def subject(row: Substitution) -> str:
    """The name of its chain."""
    return f"{CHAIN}:{row.id}"


def verify(named: str) -> Verification:
    """Whether the chain fits, and the row is as its last entry left it."""
    row = db.session.get(Substitution, int(named.partition(":")[2]))
    return chain.verify(named, snapshot(row) if row else None)


OTHERS[CHAIN] = verify


def _refuse_strangers(absent, place, by):
    if absent.id == by.id:
        return
    of_centre = place is not None and place.id in {where for where, _ in people.roles_of(absent)}
    if not of_centre or place.id not in people.managed_by(by):
        raise NotAllowed(
            "ตั้งผู้ปฏิบัติงานแทนผู้อื่นได้เฉพาะหัวหน้าศูนย์ ของคนในศูนย์ และเฉพาะงานของศูนย์นั้น",
            "Only a centre's manager sets it for somebody else: of that centre, for its tasks only.",
            "not_yours",
        )


def _refuse_period(begins, ends):
    if begins < clock.today():
        raise _wrong("from", "วันเริ่มต้องไม่ก่อนวันนี้", "It cannot begin before today.")
    if not timedelta(0) <= ends - begins <= LONGEST:
        raise _wrong(
            "until",
            "วันสิ้นสุดต้องไม่ก่อนวันเริ่ม และไม่เกิน 366 วัน",
            "It ends on or after its first day, within 366 days.",
        )


def _refuse_scope(absent, place, role):
    if role and (role not in ROLES or role in PERSONAL):
        raise _wrong("role", "บทบาทนี้ทำแทนกันไม่ได้", "Nobody can stand in for this role.")
    held = {(where, one) for where, one in people.roles_of(absent) if one in ROLES and ROLES[one].decides}
    if not any((not role or one == role) and (not place or where in (None, place.id)) for where, one in held):
        raise _wrong(
            "role" if role else "centre",
            "ผู้ไม่อยู่ไม่ได้ถือบทบาทในขอบเขตนี้",
            "Whoever is away holds no role within this scope.",
        )


def _refuse_substitute(absent, other, place):
    """Somebody who acts on tasks where the absent person does, or in the centre of the scope."""
    if other.id == absent.id:
        raise _wrong("substitute", "ผู้ปฏิบัติงานแทนต้องเป็นคนอื่น", "The substitute is somebody else.")
    here = {place.id} if place else {where for where, _ in people.roles_of(absent)}
    held = {role for where, role in people.roles_of(other) if None in here or where in (None, *here)}
    acts = any(ROLES[role].decides and ROLES[role].reads != "own" for role in held if role in ROLES)
    if not other.active or not acts:
        raise _wrong(
            "substitute",
            "บุคคลนี้ไม่ได้ปฏิบัติงานในศูนย์นี้ จึงทำแทนไม่ได้",
            "This person acts on no tasks in this centre, and cannot stand in.",
        )


def _refuse_second_hop(absent, other, begins, ends, place, role):
    """The rows of both people are locked first, in one order: two at once cannot make a chain or a loop."""
    pair = select(Person.id).where(Person.id.in_((absent.id, other.id))).order_by(Person.id)
    db.session.execute(pair.with_for_update())
    at_once = (Substitution.begins <= ends, Substitution.ends >= begins, Substitution.ended_at.is_(None))
    hops = or_(Substitution.person_id == other.id, Substitution.substitute_id == absent.id)
    if db.session.scalar(select(func.count()).select_from(Substitution).where(hops, *at_once)):
        raise Conflict(
            "ในช่วงนี้ ผู้แทนไม่อยู่เอง หรือผู้ไม่อยู่กำลังปฏิบัติงานแทนผู้อื่น ทำแทนกันได้ทอดเดียว",
            "In that time the substitute is away too, or who is away stands in for another: one hop only.",
            "second_hop",
        )
    same = [Substitution.person_id == absent.id, *at_once]
    same += [or_(Substitution.centre_id.is_(None), Substitution.centre_id == place.id)] if place else []
    same += [or_(Substitution.role.is_(None), Substitution.role == role)] if role else []
    if db.session.scalar(select(func.count()).select_from(Substitution).where(*same)):
        raise Conflict(
            "มีผู้ปฏิบัติงานแทนในช่วงและขอบเขตนี้แล้ว",
            "There is a substitute for this time and scope already.",
            "overlaps",
        )


def _wrong(field, th, en):
    return Invalid.at(field, th, en, f"substitution_{field}")
