"""Collections, what people put into them, and one-time invitations.

Nothing a person is told carries a number that counts: contributions go by a random key, so that neither how
many there are nor in which order they came shows before the close.
"""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.cases.models import Case
from app.database import Id, Table, Utc
from app.people.models import Person

OPEN = text("closed_at IS NULL")


class Collection(Table):
    """What an instance collects under a name; open while a token stands at the element that says so."""

    __tablename__ = "collection"
    __table_args__ = (
        UniqueConstraint("instance_id", "name"),
        Index("ix_collection_case_id", "case_id", "name"),
        Index("ix_collection_open", "centre_id", postgresql_where=OPEN, sqlite_where=OPEN),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    instance_id: Mapped[int] = mapped_column(ForeignKey("instance.id"))
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"))
    process_id: Mapped[str] = mapped_column(String(80))
    release_hash: Mapped[str] = mapped_column(ForeignKey("release.hash"))
    name: Mapped[str] = mapped_column(String(60))
    element: Mapped[str] = mapped_column(String(120))
    step_id: Mapped[int] = mapped_column()
    contributors: Mapped[str] = mapped_column(Text)
    # Who of them, as the process listed it when a token last came or something was said: usernames and
    # organisations; None for everybody of its roles. Kept here so that finding mine restores no instance.
    listed: Mapped[dict | None] = mapped_column(JSON)
    # What the diagram left to variables, as it was when the collection opened (terms.py).
    terms: Mapped[dict | None] = mapped_column(JSON)
    opened_at: Mapped[datetime] = mapped_column(Utc)
    # When it is to close, where the diagram says which variable tells; the token decides, not this.
    closes_at: Mapped[datetime | None] = mapped_column(Utc)
    closed_at: Mapped[datetime | None] = mapped_column(Utc)
    # When the process read what is in it: hidden ones stay hidden until then.
    revealed_at: Mapped[datetime | None] = mapped_column(Utc)

    case: Mapped[Case] = relationship()

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def wanted(self) -> list[dict]:
        """The rows that are wanted, where the process says so (wanted.py)."""
        return (self.listed or {}).get("wanted", [])

    @property
    def subject(self) -> str:
        """The name of its journal."""
        return f"collection:{self.id}"


class Invitation(Table):
    """A link that lets somebody answer once, without signing in; only the hash of what is in the link."""

    __tablename__ = "invitation"
    __table_args__ = (Index("ix_invitation_instance_id", "instance_id", "name"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    instance_id: Mapped[int] = mapped_column(ForeignKey("instance.id"))
    name: Mapped[str] = mapped_column(String(60))
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str | None] = mapped_column(String(254))
    invitee: Mapped[str | None] = mapped_column(String(200))
    # What its letter says, where the diagram does: th, en.
    words: Mapped[dict | None] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(Utc)
    mailed_at: Mapped[datetime | None] = mapped_column(Utc)
    used_at: Mapped[datetime | None] = mapped_column(Utc)


class Contribution(Table):
    """What one person put in; withdrawn, its content is gone and its record stays."""

    __tablename__ = "contribution"
    __table_args__ = (
        Index("ix_contribution_collection_id", "collection_id", "person_id"),
        UniqueConstraint("invitation_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    collection_id: Mapped[int] = mapped_column(ForeignKey("collection.id"))
    key: Mapped[str] = mapped_column(String(32), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"))
    answers: Mapped[dict] = mapped_column(JSON, default=dict)
    version: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime] = mapped_column(Utc)
    changed_at: Mapped[datetime] = mapped_column(Utc)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Utc)
    # What a moderator did: let it through to others (again after each change), or hid it, and why.
    let_through_at: Mapped[datetime | None] = mapped_column(Utc)
    hidden_reason: Mapped[str | None] = mapped_column(Text)

    person: Mapped[Person | None] = relationship()
