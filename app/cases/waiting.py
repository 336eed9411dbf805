"""What waits without a person: subscriptions, due rows, incidents; and the counter of case numbers."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Id, Table, Utc

MAX_ATTEMPTS = 8
STILL_TRIED = text(f"attempts < {MAX_ATTEMPTS}")
STILL_OPEN = text("closed_at IS NULL")


class Subscription(Table):
    """An instance waits for a message or a signal."""

    __tablename__ = "subscription"
    __table_args__ = (
        Index("ix_subscription_case", "case_id", "kind", "name"),
        Index("ix_subscription_name", "kind", "name", "digest"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    instance_id: Mapped[int] = mapped_column(ForeignKey("instance.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    keys: Mapped[dict] = mapped_column(JSON)
    digest: Mapped[str | None] = mapped_column(String(64))
    element: Mapped[str] = mapped_column(String(120))


class DueRow(Table):
    """Something to be done at a time, written in the transaction that needs it."""

    __tablename__ = "due_row"
    __table_args__ = (
        Index("ix_due_row_due", "due_at", "id", postgresql_where=STILL_TRIED, sqlite_where=STILL_TRIED),
        Index("ix_due_row_case", "case_id", "kind"),
        Index("ix_due_row_instance", "instance_id", "step_id"),
        Index("ix_due_row_name", "kind", "name"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    due_at: Mapped[datetime] = mapped_column(Utc)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str | None] = mapped_column(String(120))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("instance.id"))
    step_id: Mapped[int | None] = mapped_column()
    payload: Mapped[dict] = mapped_column(JSON, default=dict)
    digest: Mapped[str | None] = mapped_column(String(64))
    attempts: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Utc)


class Incident(Table):
    """Something that cannot go on by itself: it says why, and waits for the process owner."""

    __tablename__ = "incident"
    __table_args__ = (
        Index("ix_incident_open", "case_id", "id", postgresql_where=STILL_OPEN, sqlite_where=STILL_OPEN),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("instance.id"), index=True)
    step_id: Mapped[int | None] = mapped_column()
    due_row_id: Mapped[int | None] = mapped_column(Id, index=True)
    element: Mapped[str | None] = mapped_column(String(120))
    rule: Mapped[str] = mapped_column(String(80))
    th: Mapped[str] = mapped_column(Text)
    en: Mapped[str] = mapped_column(Text)
    details: Mapped[dict] = mapped_column(JSON, default=dict)
    opened_at: Mapped[datetime] = mapped_column(Utc)
    closed_at: Mapped[datetime | None] = mapped_column(Utc)
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Counter(Table):
    """The last number given out under a name."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int] = mapped_column()
