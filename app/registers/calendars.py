"""The holidays of a centre as the engine counts them: a list of days, known for good by its hash.

A command is given the days its centre has at that moment, its journal entry says which (`calendar`), and
replay takes them from there: docs/decisions/0080-holidays-of-a-centre.md.
"""

import hashlib
from datetime import date
from functools import lru_cache

import orjson
from sqlalchemy import or_, select

from app.extensions import db
from app.journal.canonical import canonical
from app.people.models import Centre
from app.registers.models import Calendar, Holiday
from workflows.clock import Calendar as WorkingCalendar

KEPT = 256


def refresh(centre: str | None) -> list[Centre]:
    """Bring the days off of a centre (None: of all) up to the register; gives those where they changed."""
    found = select(Centre).order_by(Centre.id)
    rows = db.session.scalars(found if centre is None else found.where(Centre.code == centre))
    return [row for row in rows if _refreshed(row)]


def _refreshed(centre: Centre) -> bool:
    days = select(Holiday.day).where(Holiday.status == "active")
    own = days.where(or_(Holiday.centre.is_(None), Holiday.centre == centre.code)).distinct()
    stands = kept(sorted(db.session.scalars(own)))
    changed, centre.calendar = centre.calendar != stands, stands
    db.session.flush()
    return changed


def kept(days: list[date]) -> str | None:
    """The hash of a list of days, which is stored; None for an empty one."""
    if not days:
        return None
    written = canonical([day.isoformat() for day in days])
    hash = hashlib.sha256(written).hexdigest()
    if db.session.get(Calendar, hash) is None:
        db.session.add(Calendar(hash=hash, bytes=written))
    return hash


def working_calendar(bundle, hash: str | None) -> WorkingCalendar:
    """The calendar of a release with the days off of that hash."""
    return _joined(bundle.calendar, hash) if hash else bundle.calendar


@lru_cache(maxsize=KEPT)
def _joined(calendar: WorkingCalendar, hash: str) -> WorkingCalendar:
    written = db.session.get_one(Calendar, hash).bytes
    return calendar.with_holidays(frozenset(map(date.fromisoformat, orjson.loads(written))))
