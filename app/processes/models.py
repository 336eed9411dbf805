"""Releases, their files by content, and which release is the current one of each process."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Id, Table, Utc
from app.people.models import Person


class Release(Table):
    """A published bundle."""

    __tablename__ = "release"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    published_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime] = mapped_column(Utc)
    findings: Mapped[list] = mapped_column(JSON)
    # By how many scenarios each element and flow was walked when it was published; None: nobody walked.
    coverage: Mapped[dict | None] = mapped_column(JSON, deferred=True)

    publisher: Mapped[Person | None] = relationship()
    versions: Mapped[list["ProcessVersion"]] = relationship(
        back_populates="release", order_by="ProcessVersion.process_id"
    )


class Content(Table):
    """Bytes of a file, kept once however many releases hold it."""

    __tablename__ = "content"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    bytes: Mapped[bytes] = mapped_column(LargeBinary)


class ReleaseFile(Table):
    """A file of a release."""

    __tablename__ = "release_file"

    release_hash: Mapped[str] = mapped_column(ForeignKey("release.hash"), primary_key=True)
    path: Mapped[str] = mapped_column(String(200), primary_key=True)
    content_hash: Mapped[str] = mapped_column(ForeignKey("content.hash"))


class ProcessVersion(Table):
    """The version of a process a release brought; the highest number is the current one."""

    __tablename__ = "process_version"
    __table_args__ = (UniqueConstraint("process_id", "number"),)

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    process_id: Mapped[str] = mapped_column(String(80))
    number: Mapped[int] = mapped_column()
    release_hash: Mapped[str] = mapped_column(ForeignKey("release.hash"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))

    release: Mapped[Release] = relationship(back_populates="versions")
