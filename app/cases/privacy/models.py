"""Who has read a case: a log of its own, not the case's journal."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Id, Table, Utc
from app.people.models import Person


class CaseRead(Table):
    """An auditor has read a case; the database refuses to change or delete the row."""

    __tablename__ = "case_read"
    __table_args__ = (Index("ix_case_read_case", "case_id", "id"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Utc)

    person: Mapped[Person] = relationship()
