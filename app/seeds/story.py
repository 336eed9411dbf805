"""One story: a problem or another matter, how far it gets, and which turns it takes on the way."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property

from app.seeds.cast import Cast, cast_of
from app.seeds.hours import chance, in_office
from app.seeds.reading import files, read

USUAL = "usual"
INTAKE = "problem_intake"
MOST_NAMES = 60
# What of a project's budget is paid and spent.
SHARES = {
    "first_payment": Decimal("0.6"),
    "second_payment": Decimal("0.3"),
    "spent": Decimal("0.9"),
    "spent_late": Decimal("0.75"),
}


@dataclass(eq=False)
class Story:
    """A row of stories/*.yaml on its way: what it says, the case it became, and what was done in it."""

    facts: dict
    present: datetime
    item: "Story | None" = None
    case_no: str | None = None
    case_id: int | None = None
    done: Counter = field(default_factory=Counter)
    heard: Counter = field(default_factory=Counter)

    @property
    def key(self) -> str:
        """A name that stays."""
        return self.facts["title_en"][:MOST_NAMES]

    @property
    def process(self) -> str:
        return self.facts.get("process", INTAKE)

    @cached_property
    def cast(self) -> Cast:
        return cast_of(self.facts["centre"])

    @property
    def number(self) -> int:
        """Whose turn it is where several could."""
        return int(chance(self.key) * 1000)

    @property
    def begins(self) -> datetime:
        """So many days before the present, in office hours."""
        if "age" not in self.facts:
            return self.present
        moment = self.present - timedelta(days=self.facts["age"], hours=8 * chance(self.key))
        return min(in_office(moment, self.key), self.present)

    @property
    def opener(self) -> str:
        """Who brings it: whoever the story says, or the first of the role that may."""
        return self.facts.get("by") or self.cast.roles["submitter"][0]

    @property
    def stands_at(self) -> str:
        """Where the case stands at the end of the play; empty: where it ended."""
        return self.facts.get("until", "").partition("+")[0]

    @property
    def goes_past(self) -> int:
        """How often it goes past that place before it stays: cast_vote+1."""
        return int(self.facts.get("until", "").partition("+")[2] or 0)

    def holds(self, element: str) -> bool:
        """Whether this step is where the story stops."""
        return element == self.stands_at and self.done[element] >= self.goes_past

    def is_deaf(self, element: str) -> bool:
        """Whether the story stops where the case waits for this message."""
        return element == self.stands_at and self.heard[element] > self.goes_past

    def turn(self, element: str) -> str:
        """Which answer is given this time: a name, or one after the other (the last stays)."""
        said = self.facts.get("turns", {}).get(element, USUAL)
        return said if isinstance(said, str) else said[min(self.done[element], len(said) - 1)]

    def not_before(self, element: str, moment: datetime) -> datetime:
        """`when: {element: days before the present}` puts a step off until then; 0: until this moment."""
        days = self.facts.get("when", {}).get(element)
        if days == 0:
            return self.present
        if days is None or self.done[element]:
            return moment
        return max(moment, in_office(self.present - timedelta(days=days), self.key))


def stories(present: datetime) -> list[Story]:
    """Every story of the sample office, the oldest first."""
    told = [flat(row, said["centre"]) for said in map(read, files("stories")) for row in said["cases"]]
    return sorted((Story(facts, present) for facts in told), key=lambda story: story.begins)


def flat(row: dict, centre: str) -> dict:
    """A row of a file of stories as one dictionary."""
    said = {name: value for name, value in row.items() if name not in ("about", "course")}
    about = row.get("about", {})
    return {"centre": centre, **solution(about.get("service")), **said, **about, **row["course"]}


def solution(service: str | None) -> dict:
    """What is thought of, offered and planned for a service; nothing where there is none."""
    if service is None:
        return {}
    found = next(one for one in read("solutions.yaml") if any(word in service for word in one["services"]))
    whole = Decimal(found["total"])
    return {
        **found,
        "kpi_name": found["kpi"]["name"],
        "kpi_unit": found["kpi"]["unit"],
        "first_idea": found["ideas"][0][0],
        "second_idea": found["ideas"][1][0],
        "equipment_item": found["equipment"]["item"],
        "total_words": f"{whole:,.0f}",
        **{name: f"{whole * share:.2f}" for name, share in SHARES.items()},
        "assessed": "หน่วยงานพร้อมให้พื้นที่นำร่อง และยังไม่มีบริการของรัฐที่แก้ปัญหานี้ได้",
    }
