"""The operation `erase_personal_data`: what a closed case holds of people goes, its chained record stays.

PDPA section 33 gives people the right, section 39 asks for a record of the act: the values beside the
journal go with their salts (docs/journal.md), with drafts, attachments and the stored states; the entries
stay and verify, and one more says that, when, and for which request it was done.
"""

from collections.abc import Callable

from sqlalchemy import delete, select, update

from app import clock
from app.cases.models import Case, Instance, Task, TaskDraft
from app.cases.running.scene import Scene
from app.cases.similar import forget_sketch
from app.extensions import db
from app.files.service import erase as erase_files
from app.journal.service import Head, erase, record

# What else a case holds of people: each erases its part and gives how many journaled values went.
ALSO_ERASED: list[Callable[[int], int]] = []

# What stands where the title of a case was.
REDACTED = ("(ลบข้อมูลส่วนบุคคลแล้ว)", "(personal data erased)")
UNKNOWN = ("ไม่พบเลขที่เรื่องนี้ในศูนย์", "There is no such case in this centre.")
OWN = ("คำขอลบข้อมูลของคำขอเองไม่ได้", "A request cannot erase its own record.")
RUNNING = ("เรื่องยังไม่ปิด จึงยังต้องใช้ข้อมูล", "The case is not closed and still needs its data.")


def erase_personal_data(scene: Scene, variables: dict) -> dict:
    """Erase the case named by `target_case_no`.

    Gives {"erasure": {done, case_no, values, files, at, reason_th, reason_en}}. Nothing is erased, and the
    reasons say why, when the case is not of the same centre, is the request itself, or still runs.
    """
    number = variables.get("target_case_no")
    told = {"done": False, "case_no": number, "values": 0, "files": 0, "at": None}
    case = db.session.scalar(
        select(Case).where(Case.case_no == number, Case.centre_id == scene.centre_id).with_for_update()
    )
    if why := _why_not(case, scene):
        return {"erasure": {**told, "reason_th": why[0], "reason_en": why[1]}}
    values = erase(case) + sum(erase_part(case.id) for erase_part in ALSO_ERASED)
    done = {"done": True, "values": values, "files": erase_files(case.id), "at": clock.text(scene.now)}
    _forget(case.id)
    _note(case, scene, done)
    return {"erasure": {**told, **done, "reason_th": None, "reason_en": None}}


def _why_not(case: Case | None, scene: Scene) -> tuple[str, str] | None:
    """Thai and English why a case cannot be erased; None when it can."""
    if case is None:
        return UNKNOWN
    if case.id == scene.case_id:
        return OWN
    return None if case.closed_at else RUNNING


def redact_title(case_id: int) -> None:
    """A title was typed by somebody and may name people: a case is known by its number from now on."""
    said = dict(zip(("title", "title_en"), REDACTED, strict=True))
    db.session.execute(update(Case).where(Case.id == case_id).values(said))


def _forget(case_id: int) -> None:
    """Its title and what resembles it, drafts, what tasks were given, the states the instances ended in."""
    redact_title(case_id)
    forget_sketch(case_id)
    tasks = select(Task.id).where(Task.case_id == case_id)
    db.session.execute(delete(TaskDraft).where(TaskDraft.task_id.in_(tasks)))
    db.session.execute(update(Task).where(Task.case_id == case_id).values({Task.values: {}}))
    db.session.execute(update(Instance).where(Instance.case_id == case_id).values(state=b""))


def _note(case: Case, scene: Scene, done: dict) -> None:
    """The act itself, as an entry of the erased case: who asked by its number, how much went."""
    at = max(scene.now, case.journal_at)
    command = {"do": "erase", "request": scene.case_no, "values": done["values"], "files": done["files"]}
    head = Head(case.id, case.case_no, case.journal_number, case.journal_hash)
    after = record(head, "values:erased", at, None, command=command)
    case.journal_number, case.journal_hash, case.journal_at = after.number, after.hash, at
    db.session.flush()
