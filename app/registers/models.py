"""The tables of the registers, and the chain of entries that every change of them writes.

Codes are given once and never change, so a record names another by its code: what stands in a record, in its
journal and in the answers of a form is the same text.
"""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Id, Table, Utc


class Record:
    """What every record has: a code, a state, and a version raised by each change."""

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    status: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=1)


class Holiday(Record, Table):
    """A day on which a centre, or without one every centre, does not work."""

    __tablename__ = "holiday"

    day: Mapped[date] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    centre: Mapped[str | None] = mapped_column(ForeignKey("centre.code"))


class Organisation(Record, Table):
    """An agency, association, company or university the office deals with."""

    __tablename__ = "organisation"

    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    juristic_id: Mapped[str | None] = mapped_column(String(13), unique=True)
    domains: Mapped[list] = mapped_column(JSON, default=list)
    contact_name: Mapped[str | None] = mapped_column(String(200))
    contact_email: Mapped[str | None] = mapped_column(String(254))


class Mou(Record, Table):
    """A memorandum of understanding; it expires by its date, nobody writes that."""

    __tablename__ = "mou"

    organisation: Mapped[str] = mapped_column(ForeignKey("organisation.code"), index=True)
    areas: Mapped[list] = mapped_column(JSON, default=list)
    starts: Mapped[date] = mapped_column()
    ends: Mapped[date] = mapped_column()
    no_money: Mapped[bool] = mapped_column()
    coordinator: Mapped[str | None] = mapped_column(ForeignKey("person.username"))
    centre: Mapped[str | None] = mapped_column(ForeignKey("centre.code"))
    case_no: Mapped[str | None] = mapped_column(String(40))
    document_sha256: Mapped[str | None] = mapped_column(String(64))
    # Signed on paper before there was a case: what stands on it, and the file.
    paper_no: Mapped[str | None] = mapped_column(String(60))
    signed_on: Mapped[date | None] = mapped_column()
    paper: Mapped[list | None] = mapped_column(JSON)


class Committee(Record, Table):
    """A committee, by which rules it decides; of a centre, or without one national."""

    __tablename__ = "committee"

    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    type: Mapped[str] = mapped_column(String(20))
    legal_basis: Mapped[str] = mapped_column(Text)
    quorum_rule: Mapped[str] = mapped_column(String(20))
    quorum_number: Mapped[int | None] = mapped_column()
    threshold: Mapped[str] = mapped_column(String(20))
    circulation_allowed: Mapped[bool] = mapped_column()
    centre: Mapped[str | None] = mapped_column(ForeignKey("centre.code"))
    case_no: Mapped[str | None] = mapped_column(String(40))
    # When it meets, month by month (app/registers/cycles.py); all three or none.
    meets_week: Mapped[str | None] = mapped_column(String(4))
    meets_weekday: Mapped[str | None] = mapped_column(String(1))
    meets_at: Mapped[str | None] = mapped_column(String(5))


class Seat(Record, Table):
    """A place in a committee, and who has it."""

    __tablename__ = "seat"

    committee: Mapped[str] = mapped_column(ForeignKey("committee.code"), index=True)
    number: Mapped[int] = mapped_column()
    title: Mapped[str] = mapped_column(String(30))
    sector: Mapped[str] = mapped_column(String(20))
    organisation: Mapped[str | None] = mapped_column(ForeignKey("organisation.code"))
    person: Mapped[str | None] = mapped_column(ForeignKey("person.username"), index=True)
    alternate: Mapped[str | None] = mapped_column(ForeignKey("person.username"))
    alternate_allowed: Mapped[bool] = mapped_column()
    voting: Mapped[bool] = mapped_column()
    ex_officio: Mapped[bool] = mapped_column()
    term_starts: Mapped[date | None] = mapped_column()
    term_ends: Mapped[date | None] = mapped_column()
    vacated_reason: Mapped[str | None] = mapped_column(Text)
    # Meetings in a row which its holder missed without leave.
    absences: Mapped[int | None] = mapped_column()


class Interest(Record, Table):
    """What ties a person to an organisation, as that person declared it."""

    __tablename__ = "interest"

    person: Mapped[str] = mapped_column(ForeignKey("person.username"), index=True)
    organisation: Mapped[str] = mapped_column(ForeignKey("organisation.code"), index=True)
    relation: Mapped[str] = mapped_column(String(30))
    detail: Mapped[str | None] = mapped_column(Text)
    since: Mapped[date | None] = mapped_column()
    until: Mapped[date | None] = mapped_column()
    declared_at: Mapped[datetime] = mapped_column(Utc)


class Technology(Record, Table):
    """A technology an organisation offers, and how ready it is."""

    __tablename__ = "technology"

    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str] = mapped_column(ForeignKey("organisation.code"), index=True)
    trl: Mapped[int] = mapped_column()
    domains: Mapped[list] = mapped_column(JSON, default=list)
    summary: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str | None] = mapped_column(Text)
    innovation_list: Mapped[bool] = mapped_column()
    case_no: Mapped[str | None] = mapped_column(String(40))


class Calendar(Table):
    """Days off beyond those of a release, by the hash of their list: what was counted by stays known."""

    __tablename__ = "calendar"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    bytes: Mapped[bytes] = mapped_column(LargeBinary)


class RegisterSubject(Table):
    """Whose chain it is ("mou:MOU-2569-001"), and where it stands; locked while an entry is written."""

    __tablename__ = "register_subject"

    subject: Mapped[str] = mapped_column(String(80), primary_key=True)
    number: Mapped[int] = mapped_column()
    hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Utc)


class RegisterEntry(Table):
    """One change of a record: the bytes as they were hashed, and the columns lists are made from."""

    __tablename__ = "register_entry"
    __table_args__ = (Index("ix_register_entry_at", "at"),)

    subject: Mapped[str] = mapped_column(String(80), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Utc)
    person_id: Mapped[int | None] = mapped_column(Id)
    bytes: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[str] = mapped_column(String(64))


class RegisterValue(Table):
    """What an entry only commits to: the record after the change, and the reason."""

    __tablename__ = "register_value"
    __table_args__ = (
        ForeignKeyConstraint(["subject", "number"], ["register_entry.subject", "register_entry.number"]),
    )

    subject: Mapped[str] = mapped_column(String(80), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    field: Mapped[str] = mapped_column(String(40), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    value: Mapped[bytes] = mapped_column(LargeBinary)
