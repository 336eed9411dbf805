"""Checking every record of every register: each chain, and that no row came, changed or went beside it."""

from collections.abc import Callable, Iterator

from sqlalchemy import select

from app.extensions import db
from app.journal.verification import Verification
from app.registers import chain
from app.registers.fields import snapshot
from app.registers.kinds import KINDS

GONE = ("มีบันทึกแต่ไม่มีรายการในทะเบียน", "There are entries but no record.")
UNWRITTEN = ("มีรายการในทะเบียนแต่ไม่มีบันทึก", "There is a record but no entry.")
# A centre or a person from before these registers has no entry until something of it changes.
OLDER = ("centres", "people")
# Chains that are no register's: the first word of the subject → how its records are checked.
OTHERS: dict[str, Callable[[str], Verification]] = {}


def verify_all(only: str | None = None) -> Iterator[tuple[str, Verification]]:
    """(subject, what checking it found) for every record, or the one subject asked for."""
    left = {subject for subject in chain.subjects() if only in (None, subject)}
    for kind in KINDS.values():
        for row in db.session.scalars(select(kind.table).order_by(kind.table.code)):
            subject = kind.subject(row)
            if subject in left:
                left.remove(subject)
                yield subject, chain.verify(subject, snapshot(row))
            elif only in (None, subject) and kind.key not in OLDER:
                yield subject, Verification(problems=[(0, *UNWRITTEN)])
    for subject in sorted(left):
        if check := OTHERS.get(subject.partition(":")[0]):
            yield subject, check(subject)
            continue
        found = chain.verify(subject, None)
        found.problems.append((found.entries, *GONE))
        yield subject, found
