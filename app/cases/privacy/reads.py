"""Noting that an auditor reads a case: one insert a request, before anything is shown."""

from sqlalchemy import insert

from app import clock
from app.cases.privacy.models import CaseRead
from app.extensions import db
from app.people.service import has_role

WRITE = insert(CaseRead.__table__)


def note_read(case_id: int, by) -> None:
    """Write down that an auditor reads this case; nothing for others, or when this request noted it already.

    A request that only reads has no transaction to write in: the note gets one of its own.
    """
    noted = db.session.info.setdefault("noted", set())
    if case_id in noted or not has_role(by, "auditor"):
        return
    noted.add(case_id)
    row = {"case_id": case_id, "person_id": by.id, "at": clock.now()}
    if not db.session.info.get("read_only"):
        db.session.execute(WRITE, row)
        return
    with db.engine.begin() as connection:
        connection.execute(WRITE, row)
