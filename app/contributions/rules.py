"""What the diagram says of a collection: the properties of the element that waits while it is open."""

from dataclasses import dataclass

from app.processes.service import release
from workflows.properties import listed

NAMED, PSEUDONYMOUS, ANONYMOUS = "named", "pseudonymous", "anonymous"
AUTHORS = (NAMED, PSEUDONYMOUS, ANONYMOUS)
LINK = "link"
NO_LIMIT = 1000


@dataclass(frozen=True)
class Rules:
    """Who may put what into a collection, how often, and who sees it."""

    name: str
    title: str
    title_en: str
    form: str
    contributors: tuple[str, ...]
    limit: int
    least: int
    changeable: bool
    hidden: bool
    count_shown: bool
    links: bool
    authors: str
    own_only: bool
    only: str | None
    of: str | None
    closes: str | None
    reminders: tuple[str, ...]
    remind_after: tuple[str, ...]
    wanted: str | None
    wanted_person: str
    wanted_same: tuple[str, ...]
    when_all_in: str | None
    when_each: str | None

    @property
    def listed(self) -> bool:
        """Whether only some of the holders of its roles may contribute."""
        return bool(self.only or self.of or self.wanted)


def rules(collection) -> Rules:
    """What the diagram says of a collection (models.Collection)."""
    return rules_of(collection.release_hash, collection.process_id, collection.element)


def rules_of(release_hash: str, process_id: str, element: str) -> Rules:
    """As drawn: `collects`, `contributionForm`, `contributors` (role keys, or `link`; default: the lane) …"""
    drawn = release(release_hash).element(process_id, element)
    said = drawn.properties
    roles = listed(said.get("contributors", "")) or listed(drawn.lane or "")
    return Rules(
        name=said["collects"],
        title=drawn.name or element,
        title_en=drawn.name_en or drawn.name or element,
        form=said["contributionForm"],
        contributors=tuple(role for role in roles if role != LINK),
        limit=int(said.get("contributionLimit", NO_LIMIT)),
        least=int(said.get("minContributions", 0)),
        changeable=said.get("changeable") == "true",
        hidden=said.get("hidden") == "true",
        count_shown=said.get("countShown") == "true",
        links=LINK in roles or said.get("oneTimeLinks") == "true",
        authors=said.get("authors", NAMED),
        own_only=said.get("ownOnly") == "true",
        only=said.get("contributorsVariable"),
        of=said.get("contributorsOf"),
        closes=said.get("contributionCloses"),
        reminders=listed(said.get("contributionReminders", "")),
        remind_after=listed(said.get("remindAfter", "")),
        wanted=said.get("wantedContributions"),
        wanted_person=said.get("wantedPerson", "person"),
        wanted_same=listed(said.get("wantedSame", "")),
        when_all_in=said.get("whenAllIn"),
        when_each=said.get("whenContributed"),
    )
