"""What the diagram says of a collection: the properties of the element that waits while it is open.

What may be a term of the round (terms.py) stands in the diagram itself, or the diagram names the variable
with it: then the collection's row keeps the value it had when the collection opened.
"""

from dataclasses import dataclass

from app.contributions.terms import (
    AUTHORS,
    LEAST,
    LIMIT,
    MODERATION,
    NAMED,
    NO_LIMIT,
    REMINDERS,
    REMINDERS_AFTER,
    UNMODERATED,
    literal,
)
from app.processes.service import release
from workflows.properties import listed

LINK = "link"


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
    reminders: tuple[int, ...]
    remind_after: tuple[int, ...]
    wanted: str | None
    wanted_person: str
    wanted_same: tuple[str, ...]
    wanted_files: str | None
    when_all_in: str | None
    when_each: str | None
    moderators: tuple[str, ...]
    moderation: str
    replies: str | None

    @property
    def listed(self) -> bool:
        """Whether only some of the holders of its roles may contribute."""
        return bool(self.only or self.of or self.wanted)


def rules(collection) -> Rules:
    """What the diagram says of a collection (models.Collection), with the terms it opened with."""
    place = (collection.release_hash, collection.process_id, collection.element)
    return rules_of(*place, collection.terms)


def properties_of(release_hash: str, process_id: str, element: str) -> dict:
    """The properties of the element, as drawn."""
    return release(release_hash).element(process_id, element).properties


def rules_of(release_hash: str, process_id: str, element: str, terms: dict | None = None) -> Rules:
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
        changeable=said.get("changeable") == "true",
        hidden=said.get("hidden") == "true",
        count_shown=said.get("countShown") == "true",
        links=LINK in roles or said.get("oneTimeLinks") == "true",
        own_only=said.get("ownOnly") == "true",
        only=said.get("contributorsVariable"),
        of=said.get("contributorsOf"),
        closes=said.get("contributionCloses"),
        wanted=said.get("wantedContributions"),
        wanted_person=said.get("wantedPerson", "person"),
        wanted_same=listed(said.get("wantedSame", "")),
        wanted_files=said.get("wantedFiles"),
        when_all_in=said.get("whenAllIn"),
        when_each=said.get("whenContributed"),
        moderators=listed(said.get("moderators", "")),
        replies=said.get("repliesTo"),
        **_terms(said, terms or {}),
    )


def _terms(said, settled):
    """Written out, as it was when the collection opened, or what holds where nothing is said."""

    def term(name, usual):
        if not said.get(name):
            return usual
        written = literal(name, said[name])
        return settled.get(name, usual) if written is None else written

    return {
        "limit": term(LIMIT, NO_LIMIT),
        "least": term(LEAST, 0),
        "authors": term(AUTHORS, NAMED),
        "moderation": term(MODERATION, UNMODERATED),
        "reminders": tuple(term(REMINDERS, ())),
        "remind_after": tuple(term(REMINDERS_AFTER, ())),
    }
