"""Cases, their instances, and the tasks on people's desks."""

from datetime import UTC, datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Id, Table, Utc
from app.people.models import Centre, Person

NO_DUE = datetime(9999, 12, 31, tzinfo=UTC)
OPEN = text("status = 'open'")


class Case(Table):
    """One matter on its way through the pipeline."""

    __tablename__ = "cases"
    __table_args__ = (
        Index("ix_cases_centre", "centre_id", "opened_at", "id"),
        Index("ix_cases_opened_by", "opened_by", "id"),
        Index("ix_cases_state", "centre_id", "state", "opened_at", "id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_no: Mapped[str] = mapped_column(String(40), unique=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"))
    title: Mapped[str] = mapped_column(String(300))
    title_en: Mapped[str | None] = mapped_column(String(300))
    stage: Mapped[str] = mapped_column(String(80))
    status: Mapped[str] = mapped_column(String(20))
    speed: Mapped[str | None] = mapped_column(String(20))
    # As the diagrams say it (property caseState); None for matters that have none.
    state: Mapped[str | None] = mapped_column(String(40))
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime] = mapped_column(Utc)
    closed_at: Mapped[datetime | None] = mapped_column(Utc)
    journal_number: Mapped[int] = mapped_column()
    journal_hash: Mapped[str] = mapped_column(String(64))
    journal_at: Mapped[datetime] = mapped_column(Utc)
    # Since when others must act, so that the clocks of its tasks stand; running/clocks.py.
    stands_since: Mapped[datetime | None] = mapped_column(Utc)

    centre: Mapped[Centre] = relationship()
    opener: Mapped[Person | None] = relationship()
    instances: Mapped[list["Instance"]] = relationship(back_populates="case", order_by="Instance.id")
    tasks: Mapped[list["Task"]] = relationship(back_populates="case", order_by="Task.id")


class Instance(Table):
    """One process running for a case, under one release."""

    __tablename__ = "instance"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    process_id: Mapped[str] = mapped_column(String(80))
    release_hash: Mapped[str] = mapped_column(ForeignKey("release.hash"), index=True)
    seed: Mapped[str] = mapped_column(String(64))
    state: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    status: Mapped[str] = mapped_column(String(20))
    started_at: Mapped[datetime] = mapped_column(Utc)
    ended_at: Mapped[datetime | None] = mapped_column(Utc)
    # At so many of its places it waits for others, by the property clockStop.
    clock_stops: Mapped[int] = mapped_column(default=0, server_default="0")

    case: Mapped[Case] = relationship(back_populates="instances")


class Task(Table):
    """A step that waits on somebody's desk, or did."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_inbox", "centre_id", "role", "due_at", "id", postgresql_where=OPEN, sqlite_where=OPEN),
        Index("ix_task_claimed", "claimed_by", "due_at", "id", postgresql_where=OPEN, sqlite_where=OPEN),
        Index("ix_task_assigned", "assignee_id", "due_at", "id", postgresql_where=OPEN, sqlite_where=OPEN),
        Index("ix_task_element", "case_id", "element"),
        UniqueConstraint("instance_id", "step_id"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    instance_id: Mapped[int] = mapped_column(ForeignKey("instance.id"))
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"))
    step_id: Mapped[int] = mapped_column()
    element: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(300))
    name_en: Mapped[str] = mapped_column(String(300))
    role: Mapped[str | None] = mapped_column(String(80))
    form: Mapped[str | None] = mapped_column(String(200))
    four_eyes: Mapped[str] = mapped_column(Text, default="")
    # While this task waits, the clocks of the case's other tasks stand; its own goes.
    clock_stopped: Mapped[bool] = mapped_column(default=False)
    # Since when its own clock stands, and the seconds of office time for which it stood before.
    stands_since: Mapped[datetime | None] = mapped_column(Utc)
    stood: Mapped[int] = mapped_column(default=0, server_default="0")
    public: Mapped[bool] = mapped_column(default=False)
    values: Mapped[dict] = mapped_column(JSON, default=dict)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    claimed_at: Mapped[datetime | None] = mapped_column(Utc)
    opened_at: Mapped[datetime] = mapped_column(Utc)
    due_at: Mapped[datetime] = mapped_column(Utc)
    status: Mapped[str] = mapped_column(String(20))
    completed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # The absent person for whom the holder, or the completer, acts.
    behalf_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    completed_at: Mapped[datetime | None] = mapped_column(Utc)
    # Raised by every change a person at work on it can see; desk/versions.py.
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime | None] = mapped_column(Utc)

    case: Mapped[Case] = relationship(back_populates="tasks")
    instance: Mapped[Instance] = relationship()
    assignee: Mapped[Person | None] = relationship(foreign_keys=[assignee_id])
    claimer: Mapped[Person | None] = relationship(foreign_keys=[claimed_by])
    completer: Mapped[Person | None] = relationship(foreign_keys=[completed_by])
    behalf: Mapped[Person | None] = relationship(foreign_keys=[behalf_id])
    # In a list: the absent person for whom whoever asked may act; desk/inbox.py fills it in.
    stands_in_for = None

    @property
    def due(self) -> datetime | None:
        """When it should be done; a task without a due date sorts last."""
        return None if self.due_at >= NO_DUE else self.due_at

    @property
    def holder(self) -> Person | None:
        """Whose task it is now."""
        return self.claimer or self.assignee


class TaskDraft(Table):
    """Answers somebody has begun and not sent."""

    __tablename__ = "task_draft"

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    answers: Mapped[dict] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(Utc)


class Withheld(Table):
    """Somebody left the room for a matter: they do not get its papers; cases/papers/withholding.py."""

    __tablename__ = "withheld"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    # The case in which they left.
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
