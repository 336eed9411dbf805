"""Who works where: the people of each centre by role."""

from dataclasses import dataclass
from functools import cache

from app.seeds.reading import files, read


@dataclass(frozen=True)
class Cast:
    """A centre's people: usernames by role in the order of the file; organisations, offers by username."""

    centre: str
    name: str
    committee: str
    roles: dict[str, list[str]]
    org: dict[str, str]
    codes: dict[str, str]
    names: dict[str, str]
    offers: dict[str, dict]

    def may(self, role: str, turn: int) -> list[str]:
        """Who may take a step of a role, beginning with the one whose turn it is."""
        people = self.roles[role]
        first = turn % len(people)
        return people[first:] + people[:first]


def offices() -> list[dict]:
    """Every centre as its file describes it, the first one first."""
    return sorted((read(name) for name in files("offices")), key=lambda office: office["order"])


@cache
def cast_of(centre: str) -> Cast:
    """The people who act in a centre: its own, and those who act everywhere."""
    home = next(office for office in offices() if office["centre"]["code"] == centre)
    visiting = [row for office in offices() for row in office["people"] if row.get("everywhere")]
    rows = home["people"] + [row for row in visiting if row not in home["people"]]
    roles: dict[str, list[str]] = {}
    for row in rows:
        for role in row["roles"]:
            roles.setdefault(role, []).append(row["username"])
    return Cast(
        centre,
        home["centre"]["name"],
        home["committee"],
        roles,
        {row["username"]: organisation(row["org"]) for row in rows},
        {row["username"]: code_of(row["org"]) for row in rows},
        {row["username"]: row["th"] for row in rows},
        {row["username"]: row["offers"] for row in rows if "offers" in row},
    )


def code_of(key: str) -> str:
    """thai_iot → THAI-IOT: an organisation's code in the register."""
    return key.upper().replace("_", "-")


def organisation(key: str) -> str:
    """The Thai name of an organisation of the register."""
    return read("registers.yaml")["organisations"][key]["th"]
