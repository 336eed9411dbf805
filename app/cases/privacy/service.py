"""What a data protection officer can do with a case: see what is kept, erase it, see who has read it."""

from sqlalchemy import select, text, true
from sqlalchemy.orm import joinedload

from app.cases.erasing import redact_title
from app.cases.models import Case, Task
from app.cases.privacy.models import CaseRead
from app.cases.running.effects import store_head
from app.cases.running.scene import lock_case
from app.extensions import db
from app.journal.models import ERASURE, JournalEntry
from app.journal.service import Held, erase, held, record
from app.paging import MAX_LIMIT
from app.people.service import roles_of
from app.refusals import Conflict, Invalid, NotAllowed, NotFound

DPO = "dpo"
ERASED = "entry:erased"
OPENING = 1
MAX_REASON = 2000
MOST_READS = 1000


def values_kept(case_no: str, by) -> list[Held]:
    """Which personal values the journal of a case still holds, by entry; never the values themselves."""
    return held(_theirs(case_no, by))


def erase_values(case_no: str, entry: int, field: str | None, reason: str, by) -> tuple[int, str, int]:
    """Erase the values of one entry with their salts, for a reason: an entry of the journal itself.

    Hands back the number and hash of that entry, and how many values went. The reason of an erasure stays.
    Raises NotAllowed, NotFound, Invalid, Conflict when nothing is kept there any more. A whole closed case
    goes by the process of a request: app/cases/erasing.py.
    """
    case = _theirs(case_no, by)
    if not 3 <= len(reason.strip()) <= MAX_REASON:
        raise Invalid("โปรดระบุเหตุผล 3–2,000 ตัวอักษร", "Give a reason of 3 to 2,000 characters.", "reason")
    scene = lock_case(case.id)
    there = [one for one in held(case) if one.number == entry and one.kind != ERASED]
    chosen = [one for one in there if field in (None, one.field)]
    if not chosen:
        raise Conflict("ไม่มีข้อมูลส่วนบุคคลเหลืออยู่ที่นั่น", "No personal values are kept there.", "nothing_kept")
    for one in chosen:
        erase(case, one.number, one.field)
    if entry == OPENING and "given" in {one.field for one in chosen}:
        redact_title(case.id)
    do = {"do": "erase", "entry": entry, "fields": [one.field for one in chosen]}
    given = {"reason": reason.strip()}
    head = record(scene.head, ERASED, scene.now, by.id, command=do, given=given)
    store_head(scene, head, scene.speed)
    return head.number, head.hash, len(chosen)


def reads_of(case_no: str, by) -> list[CaseRead]:
    """Which auditors have read a case, and when, the latest first."""
    case = _theirs(case_no, by)
    found = select(CaseRead).where(CaseRead.case_id == case.id).options(joinedload(CaseRead.person))
    return list(db.session.scalars(found.order_by(CaseRead.id.desc()).limit(MOST_READS)))


def open_requests(by) -> list[Task]:
    """The tasks that wait for the data protection officer of somebody's centres, the oldest first."""
    waiting = select(Task).where(Task.status == "open", Task.role == DPO, _in(Task.centre_id, by))
    return list(db.session.scalars(waiting.order_by(Task.id).limit(MAX_LIMIT)))


def erasures(by) -> list[tuple[Case, JournalEntry]]:
    """What was erased in somebody's centres, the latest first."""
    found = select(Case, JournalEntry).join(Case, Case.id == JournalEntry.case_id)
    found = found.where(text(f"journal_entry.{ERASURE}"), _in(Case.centre_id, by))
    rows = db.session.execute(found.order_by(JournalEntry.at.desc()).limit(MAX_LIMIT))
    return [tuple(row) for row in rows]


def _in(column, by):
    """The condition for what lies in the centres of an officer; NotAllowed for others."""
    places = {centre for centre, role in roles_of(by) if role == DPO}
    if not places:
        raise NotAllowed("เฉพาะเจ้าหน้าที่คุ้มครองข้อมูลส่วนบุคคล", "Only the data protection officer does this.")
    return true() if None in places else column.in_(places)


def _theirs(case_no, by) -> Case:
    case = db.session.scalar(select(Case).where(Case.case_no == case_no, _in(Case.centre_id, by)))
    if case is None:
        raise NotFound()
    return case
