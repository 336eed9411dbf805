"""Telling people what waits for them, what is late, and what broke: in the application, and by e-mail."""

from sqlalchemy import func, insert, select, update

from app import clock
from app.extensions import db
from app.notices.models import Notice
from app.paging import MAX_LIMIT, Page, cut, read_cursor
from app.people.models import Person
from app.refusals import NotFound


def list_notices(by, cursor: str | None = None, limit: int = 50) -> Page:
    """Somebody's notices, newest first."""
    limit = max(1, min(limit, MAX_LIMIT))
    found = select(Notice).where(Notice.person_id == by.id)
    if cursor:
        found = found.where(Notice.id < read_cursor(cursor, (int,))[0])
    rows = list(db.session.scalars(found.order_by(Notice.id.desc()).limit(limit + 1)))
    return cut(rows, limit, lambda notice: (notice.id,))


def unread_count(by) -> int:
    """How many notices somebody has not read."""
    unread = select(func.count(Notice.id)).where(Notice.person_id == by.id, Notice.read_at.is_(None))
    return db.session.scalar(unread)


def mark_read(notice_id: int, by) -> Notice:
    """Read, from now on; everybody reads their own."""
    notice = db.session.get(Notice, notice_id)
    if notice is None or notice.person_id != by.id:
        raise NotFound()
    notice.read_at = notice.read_at or clock.now()
    return notice


def mark_all_read(by) -> int:
    """Everything of somebody is read, from now on; gives how many were not."""
    unread = update(Notice).where(Notice.person_id == by.id, Notice.read_at.is_(None))
    return db.session.execute(unread.values(read_at=clock.now())).rowcount


def tell(people: list[Person], kind: str, th: str, en: str, case_id=None, task_id=None) -> list[int]:
    """One notice to each of them; hands back the ids of those who also want e-mail."""
    rows = [
        {
            "person_id": person.id,
            "case_id": case_id,
            "task_id": task_id,
            "kind": kind,
            "text": th,
            "text_en": en,
            "created_at": clock.now(),
        }
        for person in people
    ]
    if not rows:
        return []
    reachable = {person.id for person in people if person.email}
    written = insert(Notice.__table__).returning(Notice.id, Notice.person_id)
    return [id for id, person_id in db.session.execute(written, rows) if person_id in reachable]
