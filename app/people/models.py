"""Centres, people, the roles they hold, and the secrets by which they are recognised (as hashes only)."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, case, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym

from app import clock
from app.database import Id, Table, Utc


class Centre(Table):
    """A DGTi centre; `settings` is what it sets itself (app/registers/forms/centre.json names the keys)."""

    __tablename__ = "centre"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    region: Mapped[str | None] = mapped_column(String(20))
    parent: Mapped[str | None] = mapped_column(String(40))
    settings: Mapped[dict] = mapped_column(JSON, default=dict, server_default="{}")
    calendar: Mapped[str | None] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(20), default="active", server_default="active")
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class Person(Table):
    """Somebody who can sign in, and a record of the register of people: `centre` is who looks after them."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    username: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254))
    organisation: Mapped[str | None] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(Utc, default=clock.now)
    centre: Mapped[str | None] = mapped_column(ForeignKey("centre.code"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    # Of who asks: when they last proved in this session, by password, who they are; people/proof.py.
    proved_at = None

    code: Mapped[str] = synonym("username")

    @hybrid_property
    def status(self) -> str:
        """active, or left."""
        return "active" if self.active else "left"

    @status.inplace.setter
    def _set_status(self, status: str) -> None:
        self.active = status == "active"

    @status.inplace.expression
    @classmethod
    def _status(cls):
        return case((cls.active.is_(True), "active"), else_="left")


class RoleGrant(Table):
    """A role somebody holds in a centre; without a centre, in all of them."""

    __tablename__ = "role_grant"
    __table_args__ = (
        Index("ix_role_grant_person", "person_id", "centre_id", "role"),
        Index("ix_role_grant_role", "role", "centre_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    centre_id: Mapped[int | None] = mapped_column(ForeignKey("centre.id"))
    role: Mapped[str] = mapped_column(String(40))
    granted_at: Mapped[datetime] = mapped_column(Utc)

    person: Mapped[Person] = relationship()
    centre: Mapped[Centre | None] = relationship()


class Substitution(Table):
    """While somebody is away: who acts for them, from one day to another (both included), and in what."""

    __tablename__ = "substitution"
    __table_args__ = (
        Index("ix_substitution_person", "person_id", "ends"),
        Index("ix_substitution_substitute", "substitute_id", "ends"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    substitute_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    begins: Mapped[date] = mapped_column()
    ends: Mapped[date] = mapped_column()
    centre_id: Mapped[int | None] = mapped_column(ForeignKey("centre.id"))
    role: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text)
    set_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime] = mapped_column(Utc)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Utc)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    substitute: Mapped[Person] = relationship(foreign_keys=[substitute_id])
    centre: Mapped[Centre | None] = relationship()


class ApiToken(Table):
    """A bearer token for the API; we keep its SHA-256 only."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Utc)
    expires_at: Mapped[datetime] = mapped_column(Utc)
    revoked_at: Mapped[datetime | None] = mapped_column(Utc)
    # When a password was given for it; None for one made on a page.
    proved_at: Mapped[datetime | None] = mapped_column(Utc)


class WebSession(Table):
    """Somebody signed in with a browser; the cookie holds the text, we keep its SHA-256."""

    __tablename__ = "web_session"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Utc)
    expires_at: Mapped[datetime] = mapped_column(Utc, index=True)
    # When the password was last given in it.
    proved_at: Mapped[datetime | None] = mapped_column(Utc)


class SignInFailure(Table):
    """A wrong password, remembered for a while to slow down whoever guesses."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index("ix_sign_in_failure_address", "address", "at"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    username: Mapped[str] = mapped_column(String(80))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Utc, index=True)


class SignIn(Table):
    """Somebody signed in, or tried to with a wrong password: for auditors, for a year."""

    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_person", "person_id", "id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Utc, index=True)
    way: Mapped[str] = mapped_column(String(10))
    ok: Mapped[bool] = mapped_column()
    address: Mapped[str] = mapped_column(String(64))

    person: Mapped[Person] = relationship()


class PasswordLink(Table):
    """A one-time link with which somebody chooses their password; we keep the SHA-256 of its text only."""

    __tablename__ = "password_link"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Utc)
    expires_at: Mapped[datetime] = mapped_column(Utc)
    used_at: Mapped[datetime | None] = mapped_column(Utc)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])


class AnsweredRequest(Table):
    """What a request with an Idempotency-Key was answered, so that a repetition gets the same bytes."""

    __tablename__ = "idempotency"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    request_hash: Mapped[str] = mapped_column(String(64))
    status: Mapped[int] = mapped_column()
    body: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(Utc, index=True, server_default=text("CURRENT_TIMESTAMP"))
