"""The sample office before its first case: centres, people, and the registers, filled as people would.

Passwords are the same for everybody in the sample, so one hash serves them all: the first start stays quick.
"""

from app.clock import BANGKOK, now
from app.people import service as people
from app.people.models import Person
from app.people.passwords import hash_password
from app.people.roles import EVERYWHERE
from app.registers import service as registers
from app.seeds.matter import read
from app.staff import service as staff

MOU_YEARS = 3


def found_people(password: str) -> dict[str, Person]:
    """Every centre with its people; gives the first person of each role, of the first centre."""
    office, more, shared = read("office.yaml"), read("registers.yaml"), hash_password(password)
    first: dict[str, Person] = {}
    names = office["centre"]
    home = {"code": names["code"], "name": names["name_th"], "name_en": names["name_en"]}
    place = registers.add_record("centres", {**home, "region": more["region"], **more["settings"]}, None)
    for row in office["people"]:
        organisation = office["organisations"][row["org"]]["th"]
        person = welcome(row, organisation, shared, None if row.get("everywhere") else place)
        for role in row["roles"]:
            first.setdefault(role, person)
    for centre in more["centres"]:
        said = {name: centre[name] for name in ("code", "name", "name_en", "region")}
        place = registers.add_record("centres", said, None)
        for row in centre["people"]:
            welcome(row, centre["name"], shared, place)
    return first


def welcome(row: dict, organisation: str, shared: str, place) -> Person:
    """Somebody of the sample with their roles in a centre; without one, in all."""
    answers = {"code": row["username"], "name": row["th"], "name_en": row["en"], "organisation": organisation}
    answers |= {"centre": place.code} if place and not EVERYWHERE & set(row["roles"]) else {}
    return staff.welcome(
        answers, [(role, None if role in EVERYWHERE else place) for role in row["roles"]], shared
    )


def fill_registers(first: dict[str, Person]) -> None:
    """Partners, agreements, the joint committee, interests, technologies: entered by whoever keeps them."""
    data, partner, secretary = read("registers.yaml"), first["partner_officer"], first["secretary"]
    for key, row in read("office.yaml")["organisations"].items():
        said = {"code": code_of(key), "name": row["th"], "name_en": row["en"], "kind": row["kind"]}
        registers.add_record("organisations", {**said, "domains": row.get("domains")}, partner)
    for key, row in data["mous"].items():
        mou = registers.add_record("mous", {**row, **terms(), "organisation": code_of(key)}, partner)
        registers.act_on("mous", mou.code, "activate", None, first["director"])
    place = read("office.yaml")["centre"]["code"]
    committee = registers.add_record("committees", {**data["committee"], "centre": place}, secretary)
    usual = {"committee": committee.code, "voting": True, "ex_officio": False}
    for row in data["seats"]:
        ends = {**term(), "alternate_allowed": row["sector"] == "innovator"}
        registers.add_record("seats", {**usual, **ends, **row}, secretary)
    for row in data["interests"]:
        declared = {name: value for name, value in row.items() if name != "person"}
        registers.add_record("interests", declared, people.person_named(row["person"]))
    for row in data["technologies"]:
        registers.add_record("technologies", row, first["scouting_manager"])


def code_of(key: str) -> str:
    """thai_iot → THAI-IOT."""
    return key.upper().replace("_", "-")


def terms() -> dict:
    """Three calendar years, of which this is the second, so that the sample never grows old."""
    year = now().astimezone(BANGKOK).year
    dates = {"starts": f"{year - 1}-01-01", "ends": f"{year - 2 + MOU_YEARS}-12-31"}
    return {**dates, "no_money": True}


def term() -> dict:
    """Two calendar years from this one."""
    year = now().astimezone(BANGKOK).year
    return {"term_starts": f"{year}-01-01", "term_ends": f"{year + 1}-12-31"}
