"""The sample office before its first case: centres, people, and the registers, filled as people would.

Passwords are the same for everybody in the sample, so one hash serves them all: the first start stays quick.
"""

from datetime import timedelta

from app import clock
from app.files import service as files
from app.people import service as people
from app.people.models import Person
from app.people.passwords import hash_password
from app.people.roles import EVERYWHERE
from app.registers import service as registers
from app.seeds.cast import cast_of, code_of, offices, organisation
from app.seeds.reading import read
from app.seeds.seen import paper
from app.staff import service as staff
from app.substitutes.service import set_substitution

MOU_YEARS, TERM_YEARS = 5, 4
COMMITTEE = {
    "type": "joint",
    "legal_basis": "คำสั่งสำนักงานพัฒนารัฐบาลดิจิทัล (องค์การมหาชน) เรื่อง แต่งตั้งคณะกรรมการร่วม",
    "quorum_rule": "half",
    "threshold": "majority_votes_cast",
    "circulation_allowed": True,
}


def found_people(password: str) -> dict[str, Person]:
    """Every centre with its people; gives the first person of each role, of the first centre."""
    shared = hash_password(password)
    first: dict[str, Person] = {}
    for office in offices():
        place = registers.add_record("centres", office["centre"], None)
        for row in office["people"]:
            person = welcome(row, shared, None if row.get("everywhere") else place)
            for role in row["roles"]:
                first.setdefault(role, person)
    return first


def welcome(row: dict, shared: str, place) -> Person:
    """Somebody of the sample with their roles in a centre; without one, in all."""
    answers = {"code": row["username"], "name": row["th"], "name_en": row["en"]}
    answers |= {"organisation": organisation(row["org"])}
    answers |= {"centre": place.code} if place and not EVERYWHERE & set(row["roles"]) else {}
    grants = [(role, None if role in EVERYWHERE else place) for role in row["roles"]]
    return staff.welcome(answers, grants, shared)


def fill_registers(first: dict[str, Person]) -> None:
    """Partners, agreements, committees, holidays, interests, technologies: entered by whoever keeps them."""
    data, partner = read("registers.yaml"), first["partner_officer"]
    for key, row in data["organisations"].items():
        said = {"code": code_of(key), "name": row["th"], "name_en": row["en"], "kind": row["kind"]}
        registers.add_record("organisations", {**said, "domains": row.get("domains")}, partner)
    for key, row in data["mous"].items():
        said = {**row, **terms(), **signed(key, partner), "organisation": code_of(key)}
        mou = registers.add_record("mous", said, partner)
        registers.act_on("mous", mou.code, "activate", None, first["director"])
    for row in data["committees"]:
        seat_committee(row)
    for office in offices():
        keep_holidays(office)
    for row in data["interests"]:
        declared = {name: value for name, value in row.items() if name != "person"}
        registers.add_record("interests", declared, people.person_named(row["person"]))
    for row in data["technologies"]:
        registers.add_record("technologies", row, first["scouting_manager"])


def seat_committee(row: dict) -> None:
    """A centre's committee and its seats, entered by its secretary; a national one is there already."""
    said = {name: value for name, value in row.items() if name != "seats"}
    if "centre" not in row:
        registers.add_record("committees", COMMITTEE | said, None)
        return
    secretary = people.person_named(cast_of(row["centre"]).roles["secretary"][0])
    registers.add_record("committees", COMMITTEE | said, secretary)
    usual = {"committee": row["code"], "voting": True, "ex_officio": False}
    for number, seat in enumerate(row["seats"], 1):
        ends = {**term(), "number": number, "alternate_allowed": seat["sector"] == "innovator"}
        registers.add_record("seats", {**usual, **ends, **seat}, secretary)


def keep_holidays(office: dict) -> None:
    """The days of this and the next year on which a centre alone is closed, entered by its manager."""
    code, year = office["centre"]["code"], clock.today().year
    manager = people.person_named(cast_of(code).roles["centre_manager"][0])
    for row in office["holidays"]:
        for later in range(3):
            day = f"{year + later}-{row['day']}"
            registers.add_record("holidays", {**row, "day": day, "centre": code}, manager)


def set_substitutions() -> None:
    """Who is away these days, said by themselves."""
    today = clock.today()
    for row in read("registers.yaml")["substitutions"]:
        absent = people.person_named(row["person"])
        begins, ends = (today + timedelta(days=row[name]) for name in ("from", "to"))
        set_substitution(absent.username, row["substitute"], begins, ends, row["reason"], absent)


def terms() -> dict:
    """Calendar years, of which this is the second: older than the first case, and still in force today."""
    year = clock.today().year
    return {"starts": f"{year - 1}-01-01", "ends": f"{year - 2 + MOU_YEARS}-12-31", "no_money": True}


def signed(key: str, by: Person) -> dict:
    """The copy signed on paper, as the partnership officer sends it."""
    file = files.hold(f"mou-{key}.pdf", paper(key), by)
    day = f"{clock.today().year - 1}-01-01"
    return {"paper_no": f"MOU {code_of(key)}/1", "signed_on": day, "paper": [file.answer]}


def term() -> dict:
    """Four calendar years from this one."""
    year = clock.today().year
    return {"term_starts": f"{year}-01-01", "term_ends": f"{year - 1 + TERM_YEARS}-12-31"}
