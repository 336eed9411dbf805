"""The journal of a record: entries in a chain of its own, written and checked as those of a case are.

docs/journal.md defines the bytes; here `subject` stands where an entry of a case has `case`. Beside it
stands what it commits to: the whole record after the change, so that a row changed behind our back is found.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import literal, null, select

from app import clock
from app.extensions import db
from app.journal.canonical import GENESIS, canonical, commitment, entry_hash
from app.journal.service import SALT_BYTES, VERSION
from app.journal.verification import Verification, faults, finish
from app.registers.models import RegisterEntry, RegisterSubject, RegisterValue

GIVEN = "given"
ROW = ("ข้อมูลปัจจุบันไม่ตรงกับที่บันทึกครั้งล่าสุด", "The record is not as its last entry left it.")


@dataclass(frozen=True)
class Written:
    """One entry as it can be read; `given` is empty when it was erased."""

    number: int
    kind: str
    at: datetime
    person_id: int | None
    document: dict
    given: dict
    hash: str


def record(subject: str, kind: str, by: int | None, record: dict, reason: str | None, **about) -> str:
    """Write the next entry of a subject; gives its hash. Its row is locked till the transaction ends."""
    place = db.session.scalar(
        select(RegisterSubject).where(RegisterSubject.subject == subject).with_for_update()
    )
    if place is None:
        place = RegisterSubject(subject=subject, number=0, hash=GENESIS, at=clock.now())
        db.session.add(place)
        db.session.flush()
    at = max(clock.now(), place.at)
    value = canonical({"record": record, **({"reason": reason} if reason else {})})
    salt, number = secrets.token_bytes(SALT_BYTES), place.number + 1
    document = {
        "v": VERSION,
        "subject": subject,
        "number": number,
        "kind": kind,
        "at": clock.text(at),
        "by": by,
    }
    written = canonical({**document, "commits": {GIVEN: commitment(salt, GIVEN, value)}, **about})
    chained = entry_hash(place.hash, written)
    entry = RegisterEntry(
        subject=subject, number=number, kind=kind, at=at, person_id=by, bytes=written, hash=chained
    )
    db.session.add(entry)
    db.session.flush()
    db.session.add(RegisterValue(subject=subject, number=number, field=GIVEN, salt=salt, value=value))
    place.number, place.hash, place.at = number, chained, at
    db.session.flush()
    return chained


def head(subject: str) -> tuple[int, str]:
    """How many entries a subject has, and the hash of the last."""
    row = db.session.get(RegisterSubject, subject)
    return (row.number, row.hash) if row else (0, GENESIS)


def writers(subject: str) -> set[int]:
    """The ids of the people who wrote the entries of a subject."""
    found = select(RegisterEntry.person_id).where(RegisterEntry.subject == subject)
    return set(db.session.scalars(found.where(RegisterEntry.person_id.is_not(None))))


def entries(subject: str) -> list[Written]:
    """Everything that happened to a record, oldest first."""
    found = select(RegisterValue.number, RegisterValue.value).where(RegisterValue.subject == subject)
    values = {number: orjson.loads(value) for number, value in db.session.execute(found)}
    rows = db.session.execute(_rows(subject)).all()
    return [
        Written(
            row.number,
            row.kind,
            row.at,
            row.person_id,
            orjson.loads(row.bytes),
            values.get(row.number, {}),
            row.hash,
        )
        for row in rows
    ]


def verify(subject: str, record: dict | None) -> Verification:
    """Recompute the chain of a subject, and compare the record with what its last entry left."""
    rows = db.session.execute(_rows(subject)).all()
    values = list(db.session.scalars(select(RegisterValue).where(RegisterValue.subject == subject)))
    found = finish(Verification(), faults(rows, values), rows, head(subject))
    last = next((value for value in values if rows and value.number == rows[-1].number), None)
    if last and record is not None and not _same(orjson.loads(last.value)["record"], record):
        found.problems.append((found.entries, *ROW))
    return found


def _same(written: dict, record: dict) -> bool:
    """Whether a record is as it was written; a field that came to the register later is empty."""
    later = {name for name in record.keys() - written.keys() if record[name] in (None, [])}
    return written == {name: value for name, value in record.items() if name not in later}


def subjects() -> list[str]:
    """Every subject that has entries."""
    return list(db.session.scalars(select(RegisterSubject.subject).order_by(RegisterSubject.subject)))


def _rows(subject):
    """The entries with the columns the common check looks at."""
    columns = RegisterEntry.__table__.c
    return (
        select(*columns, null().label("instance_id"), literal(subject).label("chain"))
        .where(columns.subject == subject)
        .order_by(columns.number)
    )
