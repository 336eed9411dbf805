"""Content kept once under its SHA-256, and the files which carry it. Why in the database: decisions/0070."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Id, Table, Utc
from app.people.models import Person

ATTACHMENT, DOCUMENT = "attachment", "document"


class FileContent(Table):
    """Bytes, named by their SHA-256; several files may carry the same."""

    __tablename__ = "file_content"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    bytes: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class File(Table):
    """One file: held for the person who sent it, then part of a case; or a document written for a case.

    `task_id` is the task whose form it was sent with, `entry` the journal entry which brought it into
    the case. A document has a title, the template it was made with, and its pages.
    """

    __tablename__ = "file"
    __table_args__ = (
        Index("ix_file_case_id", "case_id", "sha256"),
        Index("ix_file_uploaded_by", "uploaded_by", "sha256"),
        Index("ix_file_sha256", "sha256"),
    )

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    entry: Mapped[int | None] = mapped_column()
    kind: Mapped[str] = mapped_column(String(20))
    sha256: Mapped[str] = mapped_column(ForeignKey("file_content.sha256"))
    name: Mapped[str] = mapped_column(String(200))
    type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column()
    scan: Mapped[str] = mapped_column(String(20))
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Utc)
    public: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str | None] = mapped_column(String(300))
    title_en: Mapped[str | None] = mapped_column(String(300))
    template: Mapped[str | None] = mapped_column(String(200))
    element: Mapped[str | None] = mapped_column(String(120))
    pages: Mapped[int | None] = mapped_column()
    # Sent with a contribution; sealed (known to its sender only) until the process has read the collection.
    collection_id: Mapped[int | None] = mapped_column(ForeignKey("collection.id"))
    # Whom a document is for: they may have it though they may not read the case.
    addressee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # The case this is a copy from, made for the readers of another; erased with that case.
    shared_from: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    sealed: Mapped[bool] = mapped_column(default=False, server_default=false())
    # The record of a register it was entered with ("mou:MOU-2569-001").
    record: Mapped[str | None] = mapped_column(String(80))
    # Whom a document is for who has no account: the one-time link that was sent to them.
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"))

    uploader: Mapped[Person | None] = relationship(foreign_keys=[uploaded_by])

    @property
    def answer(self) -> dict:
        """What an answer says of it."""
        return {"sha256": self.sha256, "name": self.name, "size": self.size, "type": self.type}
