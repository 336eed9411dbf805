"""The journal: entries nobody can change, and beside them the personal values that can be erased."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Id, Table, Utc

# Entries which say that values were erased.
ERASURE = "kind IN ('entry:erased', 'values:erased')"


class JournalEntry(Table):
    """One entry: the bytes as they were hashed, and the columns lists are made from."""

    __tablename__ = "journal_entry"
    __table_args__ = (
        Index("ix_journal_entry_at", "at"),
        Index("ix_journal_entry_erased", "at", postgresql_where=text(ERASURE), sqlite_where=text(ERASURE)),
    )

    case_id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Utc)
    person_id: Mapped[int | None] = mapped_column(Id)
    instance_id: Mapped[int | None] = mapped_column(Id)
    bytes: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[str] = mapped_column(String(64))


class JournalValue(Table):
    """A value an entry only commits to; it goes, with its salt, when it must be erased."""

    __tablename__ = "journal_value"
    __table_args__ = (
        ForeignKeyConstraint(["case_id", "number"], ["journal_entry.case_id", "journal_entry.number"]),
    )

    case_id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    field: Mapped[str] = mapped_column(String(40), primary_key=True)
    salt: Mapped[bytes] = mapped_column(LargeBinary)
    value: Mapped[bytes] = mapped_column(LargeBinary)
