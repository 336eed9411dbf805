"""Operations on committees: who sits there now, seats given and vacated."""

from datetime import date

from sqlalchemy import or_, select

from app.extensions import db
from app.people.models import Person
from app.people.service import people_with
from app.registers import service
from app.registers.models import Committee, Seat
from app.registers.operations import centre_code, day_of, months_later, needed

MEMBER, CHAIR, SECRETARY, JOINT = "committee_member", "chair", "secretary", "joint"
COMMITTEE_FIELDS = ("type", "legal_basis", "quorum_rule", "quorum_number", "threshold", "circulation_allowed")
SEAT_FIELDS = ("title", "sector", "organisation", "ex_officio", "alternate_allowed", "voting")


def committee_of(scene, variables: dict) -> dict:
    """Members and rules of the committee named by property or variable `committee`.

    Where none of that code is registered, those with the role committee_member in the centre are its members.
    """
    code = scene.properties.get("committee") or variables.get("committee")
    found = db.session.scalar(select(Committee).where(Committee.code == code, Committee.status == "active"))
    said = registered(found, day_of(scene)) if found else by_roles(scene.centre_id)
    name = scene.properties.get("resultVariable")
    return {name: said} if name else said


def registered(committee: Committee, today: date) -> dict:
    """A committee as its seats have it on a day; a seat whose term is over counts as vacant."""
    seats = select(Seat).where(Seat.committee == committee.code, Seat.status == "active")
    seats = list(db.session.scalars(seats.order_by(Seat.number)))
    names = named({name for seat in seats for name in (seat.person, seat.alternate) if name})
    filled = [seat for seat in seats if seat.person and serves(seat, today)]
    holder = {seat.title: seat.person for seat in reversed(filled)}
    return {
        "members": [member(seat, seat.person, names, None) for seat in filled],
        "alternates": [member(seat, seat.alternate, names, seat.person) for seat in filled if seat.alternate],
        "chair": holder.get(CHAIR),
        "secretary": holder.get(SECRETARY),
        "type": committee.type,
        "quorum_rule": committee.quorum_rule,
        "quorum_number": committee.quorum_number,
        "threshold": committee.threshold,
        "circulation_allowed": committee.circulation_allowed,
        "total_seats": len(seats),
        "committee_name": committee.name,
    }


def by_roles(centre_id: int) -> dict:
    """The same for a centre without a register of committees."""
    people = people_with(MEMBER, centre_id)
    chair, secretary = ({one.username for one in people_with(role, centre_id)} for role in (CHAIR, SECRETARY))
    members = [
        {
            "username": one.username,
            "name": one.name,
            "seat": number,
            "title": CHAIR if one.username in chair else "member",
            "voting": True,
            "sector": None,
            "alternate_of": None,
            "term_ends": None,
        }
        for number, one in enumerate(people, 1)
    ]
    return {
        "members": members,
        "alternates": [],
        "chair": min(chair, default=None),
        "secretary": min(secretary, default=None),
        "type": JOINT,
        "quorum_rule": "half",
        "quorum_number": None,
        "threshold": "majority_votes_cast",
        "circulation_allowed": False,
        "total_seats": len(members),
        "committee_name": None,
    }


def serves(seat: Seat, today: date) -> bool:
    """Whether a day lies in the term of a seat."""
    return (seat.term_starts or today) <= today <= (seat.term_ends or today)


def member(seat: Seat, username: str, names: dict, alternate_of: str | None) -> dict:
    """A member (or an alternate) as a process gets it."""
    return {
        "username": username,
        "name": names.get(username, username),
        "seat": seat.number,
        "title": seat.title,
        "voting": seat.voting,
        "sector": seat.sector,
        "alternate_of": alternate_of,
        "absences": None if alternate_of else seat.absences,
        "term_ends": seat.term_ends.isoformat() if seat.term_ends else None,
    }


def named(usernames) -> dict[str, str]:
    found = select(Person.username, Person.name).where(Person.username.in_(sorted(usernames)))
    return dict(db.session.execute(found).all())


def activate_seats(scene, variables: dict) -> dict:
    """Give the seats of the committee `committee` to those `appointed`, founding it if it is new.

    `seats`: [{no, title, sector …}], `appointed`: [{no, person, alternate?}], for `term_months` from
    `effective_on`, or from today.
    """
    code = needed(variables, "committee")
    if db.session.scalar(select(Committee.id).where(Committee.code == code)) is None:
        service.add_record("committees", founding(scene, code, variables), None, scene.case_no)
    given = {row["no"]: row for row in needed(variables, "appointed")}
    starts = date.fromisoformat(variables.get("effective_on") or day_of(scene).isoformat())
    ends = months_later(starts, needed(variables, "term_months"))
    term = {"term_starts": starts.isoformat(), "term_ends": ends.isoformat()}
    for row in needed(variables, "seats"):
        if row["no"] in given:
            seated(scene, code, row, {**term, **holders(given[row["no"]])})
    return {"committee": code, "seats_filled": len(given), **term}


def founding(scene, code: str, variables: dict) -> dict:
    """The fields of a new committee from the variables of its case."""
    names = {
        "name": needed(variables, "committee_name_th"),
        "name_en": needed(variables, "committee_name_en"),
    }
    rules = {name: variables.get(name) for name in COMMITTEE_FIELDS if variables.get(name) is not None}
    place = {} if scene.properties.get("everywhere") == "true" else {"centre": centre_code(scene)}
    return {"circulation_allowed": False, **rules, **names, **place, "code": code, "case_no": scene.case_no}


def holders(row: dict) -> dict:
    return {name: row[name] for name in ("person", "alternate") if row.get(name)}


def seated(scene, committee: str, row: dict, given: dict) -> None:
    """One seat, taken: changed where it stands already, added where it does not."""
    code = f"{committee}-{row['no']:02d}"
    if db.session.scalar(select(Seat.id).where(Seat.code == code)):
        service.change_record("seats", code, given, None, case_no=scene.case_no)
        return
    said = {"alternate_allowed": False, "voting": True, "ex_officio": False}
    said |= {name: row[name] for name in SEAT_FIELDS if row.get(name) is not None}
    said |= {"committee": committee, "number": row["no"], **given}
    service.add_record("seats", said, None, scene.case_no)


def vacate_seat(scene, variables: dict) -> dict:
    """The seat `seat` (its code), or that of `person` in `committee`, becomes vacant for `reason`."""
    code = variables.get("seat")
    if not code:
        whose = needed(variables, "person")
        held = select(Seat.code).where(Seat.committee == needed(variables, "committee"))
        code = db.session.scalar(held.where(or_(Seat.person == whose, Seat.alternate == whose)))
    service.act_on("seats", code, "vacate", needed(variables, "reason"), None, case_no=scene.case_no)
    return {"seat": code}
