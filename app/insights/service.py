"""What an auditor sees of the system's use: who signed in, whose rights changed, which cases auditors read.

Three lists, the latest first; only auditors read them (RESEARCH 6.6).
"""

from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased, joinedload

from app import clock
from app.cases.models import Case
from app.cases.privacy.models import CaseRead
from app.extensions import db
from app.paging import MAX_LIMIT, BadCursor, Page, cut, read_cursor
from app.people.models import Person, SignIn
from app.people.service import has_role
from app.refusals import NotAllowed
from app.registers.kinds import kind_named
from app.registers.models import RegisterEntry, RegisterValue
from app.registers.story import told_of

SUBJECT = "person:"


@dataclass(frozen=True)
class Change:
    """One entry about somebody: whose, when, by whom, what was done, the reason, roles before and after."""

    subject: str
    number: int
    at: datetime
    person: Person | None
    by: Person | None
    th: str
    en: str
    reason: str | None
    before: list[str]
    after: list[str]


def sign_ins(by, username=None, cursor=None, limit=50) -> Page:
    """Who signed in, or tried to with a wrong password."""
    return _latest(by, SignIn, SignIn.person, username, cursor, limit)


def reads(by, username=None, cursor=None, limit=50) -> Page:
    """Which cases auditors have opened: (CaseRead, Case) pairs."""
    page = _latest(by, CaseRead, CaseRead.person, username, cursor, limit)
    ids = {row.case_id for row in page.items}
    known = {one.id: one for one in db.session.scalars(select(Case).where(Case.id.in_(ids)))}
    return Page([(row, known[row.case_id]) for row in page.items], page.next)


def changes(by, username=None, cursor=None, limit=50) -> Page:
    """Every entry of the register of people: added, changed, roles, links, passwords, left."""
    _refuse_others(by)
    table, limit = RegisterEntry, max(1, min(limit, MAX_LIMIT))
    found = select(table).where(table.subject.startswith(SUBJECT, autoescape=True))
    if username:
        found = found.where(table.subject == f"{SUBJECT}{username}")
    if cursor:
        at, subject, number = read_cursor(cursor, (str, str, int))
        at = _moment(at)
        same = and_(table.at == at, table.subject == subject, table.number < number)
        found = found.where(or_(table.at < at, and_(table.at == at, table.subject < subject), same))
    found = found.order_by(table.at.desc(), table.subject.desc(), table.number.desc()).limit(limit + 1)
    page = cut(
        list(db.session.scalars(found)), limit, lambda row: (row.at.isoformat(), row.subject, row.number)
    )
    return Page(_told(page.items), page.next)


def _latest(by, table, person, username, cursor, limit) -> Page:
    _refuse_others(by)
    limit = max(1, min(limit, MAX_LIMIT))
    found = select(table).options(joinedload(person)).order_by(table.id.desc()).limit(limit + 1)
    if username:
        found = found.join(person).where(Person.username == username)
    if cursor:
        found = found.where(table.id < read_cursor(cursor, (int,))[0])
    return cut(list(db.session.scalars(found)), limit, lambda row: (row.id,))


def _told(rows) -> list[Change]:
    values = _values(rows)
    names = {row.subject.removeprefix(SUBJECT) for row in rows}
    named = or_(Person.username.in_(names), Person.id.in_({row.person_id for row in rows}))
    known = list(db.session.scalars(select(Person).where(named)))
    by_name, by_id = {one.username: one for one in known}, {one.id: one for one in known}
    return [
        _change(row, values, by_name.get(row.subject.removeprefix(SUBJECT)), by_id.get(row.person_id))
        for row in rows
    ]


def _change(row, values, whose, by) -> Change:
    before, given = (values.get((row.subject, number), {}) for number in (row.number - 1, row.number))
    roles = [one.get("record", {}).get("roles", []) for one in (before, given)]
    said = told_of(kind_named("people"), row.kind)
    return Change(row.subject, row.number, row.at, whose, by, *said, given.get("reason"), *roles)


def _values(rows) -> dict:
    """What the entries and those before them hold, by (subject, number); erased ones are not there."""
    value, entry = aliased(RegisterValue), {(row.subject, row.number) for row in rows}
    wanted = entry | {(subject, number - 1) for subject, number in entry}
    subjects = {subject for subject, _ in wanted}
    numbers = {number for _, number in wanted}
    found = select(value).where(value.subject.in_(subjects), value.number.in_(numbers))
    return {(one.subject, one.number): orjson.loads(one.value) for one in db.session.scalars(found)}


def _moment(text) -> datetime:
    try:
        return clock.moment(text)
    except ValueError as error:
        raise BadCursor() from error


def _refuse_others(by):
    if not has_role(by, "auditor"):
        raise NotAllowed("เฉพาะผู้ตรวจสอบ", "Only auditors read this.")
