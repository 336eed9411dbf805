"""Writing what happened, and reading it again; docs/journal.md defines the bytes."""

import secrets
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import and_, bindparam, delete, insert, select

from app import clock
from app.extensions import db, execute
from app.journal.canonical import GENESIS, canonical, commitment, entry_hash
from app.journal.models import JournalEntry, JournalValue
from app.journal.verification import Verification, faults, finish

VERSION = 1
SALT_BYTES = 16
FACTS = ("changes", "values")
FACTS_OF_DECISION = ("inputs", "outputs")

WRITE = insert(JournalEntry.__table__)
WRITE_VALUES = insert(JournalValue.__table__)
ENTRIES = (
    select(JournalEntry.__table__)
    .where(JournalEntry.case_id == bindparam("case"))
    .order_by(JournalEntry.number)
)
VALUES = select(JournalValue.__table__).where(JournalValue.case_id == bindparam("case"))


@dataclass(frozen=True)
class Head:
    """Where the journal of a case stands: the number and hash of its last entry."""

    case_id: int
    case_no: str
    number: int = 0
    hash: str = GENESIS


@dataclass(frozen=True)
class Entry:
    """One entry as it can be read; `values` lacks what was erased."""

    number: int
    kind: str
    at: datetime
    person_id: int | None
    instance_id: int | None
    document: dict
    values: dict
    hash: str

    @property
    def moves(self) -> list[dict]:
        """The moves with what they read and changed, as far as that is still kept."""
        facts = self.values.get("facts", {})
        return [joined(move, facts.get(str(place), {})) for place, move in enumerate(self.document["moves"])]

    @property
    def given(self) -> dict:
        """What the command brought: answers, payload, reason; empty when erased."""
        return self.values.get("given", {})


def record(
    head: Head, kind: str, at: datetime, by: int | None, *, command=None, moves=(), given=None, **about
) -> Head:
    """Write the next entry of a case and hand back its new head; the caller stores that on the case.

    `about` goes in as it is (instance, process, release, state …); `given` and what the moves read and
    changed may be personal, so the entry holds only salted hashes of them.
    """
    bare, facts = parted(moves)
    rows = [value_row(head, name, value) for name, value in (("given", given), ("facts", facts)) if value]
    document = {
        "v": VERSION,
        "case": head.case_no,
        "number": head.number + 1,
        "kind": kind,
        "at": clock.text(at),
        "by": by,
        "command": command or {},
        "moves": bare,
        "commits": {row["field"]: commitment(row["salt"], row["field"], row["value"]) for row in rows},
        **about,
    }
    written = canonical(document)
    after = Head(head.case_id, head.case_no, head.number + 1, entry_hash(head.hash, written))
    row = {"kind": kind, "at": at, "person_id": by, "instance_id": about.get("instance")}
    row |= {"case_id": head.case_id, "number": after.number, "bytes": written, "hash": after.hash}
    execute(WRITE, row)
    if rows:
        execute(WRITE_VALUES, rows)
    return after


def value_row(head: Head, name: str, value) -> dict:
    """A value on its way beside the entry after `head`, with a salt of its own."""
    salt = secrets.token_bytes(SALT_BYTES)
    place = {"case_id": head.case_id, "number": head.number + 1}
    return {**place, "field": name, "salt": salt, "value": canonical(value)}


def parted(moves) -> tuple[list[dict], dict]:
    """Moves without the values in them, and those values by the move's place in the list."""
    bare, facts = [], {}
    for place, move in enumerate(moves):
        document = dict(move)
        taken = {name: document.pop(name) for name in FACTS if name in document}
        if decision := document.get("decision"):
            inner = {name: decision[name] for name in FACTS_OF_DECISION if name in decision}
            taken["decision"] = inner
            document["decision"] = {name: decision[name] for name in decision if name not in inner}
        if taken:
            facts[str(place)] = taken
        bare.append(document)
    return bare, facts


def joined(move: dict, facts: dict) -> dict:
    """The inverse of parted() for one move."""
    whole = {**move, **{name: facts[name] for name in FACTS if name in facts}}
    if "decision" in facts:
        whole["decision"] = {**move["decision"], **facts["decision"]}
    return whole


def entries(case) -> list[Entry]:
    """Everything that happened to a case, oldest first."""
    values: dict[int, dict] = {}
    for row in db.session.execute(VALUES, {"case": case.id}):
        values.setdefault(row.number, {})[row.field] = orjson.loads(row.value)
    return [
        Entry(
            row.number,
            row.kind,
            row.at,
            row.person_id,
            row.instance_id,
            orjson.loads(row.bytes),
            values.get(row.number, {}),
            row.hash,
        )
        for row in db.session.execute(ENTRIES, {"case": case.id})
    ]


def answers_of(case_id: int, task_id: int, person_id: int, at: datetime) -> dict | None:
    """What somebody answered a task with; None when that was erased."""
    found = db.session.execute(
        select(JournalEntry.bytes, JournalValue.value)
        .join(
            JournalValue,
            and_(JournalValue.case_id == JournalEntry.case_id, JournalValue.number == JournalEntry.number),
        )
        .where(
            JournalEntry.case_id == case_id,
            JournalEntry.person_id == person_id,
            JournalEntry.at == at,
            JournalValue.field == "given",
        )
    )
    for written, value in found:
        if orjson.loads(written)["command"].get("task") == task_id:
            return orjson.loads(value).get("answers")
    return None


@dataclass(frozen=True)
class Held:
    """That an entry still has a value of its own; not what it says."""

    number: int
    kind: str
    at: datetime
    field: str


def held(case) -> list[Held]:
    """The values kept beside the entries of a case, in their order."""
    columns = (JournalEntry.number, JournalEntry.kind, JournalEntry.at, JournalValue.field)
    of_entry = and_(JournalValue.case_id == JournalEntry.case_id, JournalValue.number == JournalEntry.number)
    found = select(*columns).join(JournalValue, of_entry).where(JournalEntry.case_id == case.id)
    return [Held(*row) for row in db.session.execute(found.order_by(JournalEntry.number, JournalValue.field))]


def erase(case, number: int | None = None, field: str | None = None) -> int:
    """Erase the values of a case, an entry or one field, with their salts; the entries stay provable."""
    gone = delete(JournalValue).where(JournalValue.case_id == case.id)
    if number is not None:
        gone = gone.where(JournalValue.number == number)
    if field is not None:
        gone = gone.where(JournalValue.field == field)
    return db.session.execute(gone).rowcount


def verify_case(case) -> Verification:
    """Recompute the chain of a case from its first entry to the head on the case's own row."""
    rows = list(db.session.execute(ENTRIES, {"case": case.id}))
    values = list(db.session.execute(VALUES, {"case": case.id}))
    return finish(Verification(), faults(rows, values), rows, (case.journal_number, case.journal_hash))
