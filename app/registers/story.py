"""The history of a record in words: who did what, why, and what it changed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.extensions import db
from app.people.models import Person
from app.registers import rights, service
from app.registers.kinds import Kind, kind_named

ADDED = ("เพิ่มในทะเบียน", "added it to the register")
CHANGED = ("แก้ไข", "changed it")
CALENDAR = ("ปรับปฏิทินวันทำการตามทะเบียนวันหยุด", "brought the working calendar up to the register of holidays")
SYSTEM = ("ระบบ", "The system")
TOLD = {
    "added": ADDED,
    "changed": CHANGED,
    "calendar": CALENDAR,
    "granted": ("ให้บทบาท", "gave a role"),
    "revoked": ("ถอดบทบาท", "took a role away"),
    "link": ("สร้างลิงก์ตั้งรหัสผ่าน", "made a link to choose a password"),
    "password": ("ตั้งรหัสผ่านใหม่", "chose a new password"),
}
SETTINGS = "settings"


@dataclass(frozen=True)
class Told:
    """One entry: number, when, by whom, the sentence, the reason, and {field: (before, after)}."""

    number: int
    at: datetime
    by: Person | None
    th: str
    en: str
    reason: str | None
    changes: dict[str, tuple]
    case_no: str | None
    hash: str


def history_of(key: str, code: str, by) -> list[Told]:
    """What happened to a record somebody may read, oldest first; personal fields if they may see them."""
    kind = kind_named(key)
    row = service.get_record(key, code, by)
    hidden = frozenset() if rights.sees_personal(kind, row, by) else kind.form.personal
    written = service.history(key, code, by)
    people = _people(entry.person_id for entry in written)
    found, before = [], {}
    for entry in written:
        after = flat(entry.given.get("record", {}))
        changes = {} if entry.number == 1 else difference(before, after, hidden)
        found.append(_told(kind, entry, people.get(entry.person_id), changes))
        before = after or before
    return found


def _told(kind: Kind, entry, person, changes) -> Told:
    th, en = told_of(kind, entry.kind)
    who, who_en = (person.name, person.name_en) if person else SYSTEM
    reason, case_no = entry.given.get("reason"), entry.document.get("case")
    return Told(
        entry.number, entry.at, person, f"{who} {th}", f"{who_en} {en}", reason, changes, case_no, entry.hash
    )


def told_of(kind: Kind, said: str) -> tuple[str, str]:
    """What an entry says was done, in Thai and English: `person:granted`."""
    word = said.partition(":")[2]
    act = kind.acts.get(word)
    return (act.told, act.told_en) if act else TOLD.get(word, CHANGED)


def flat(record: dict) -> dict:
    """A record with its settings among its fields."""
    return {**{name: value for name, value in record.items() if name != SETTINGS}, **record.get(SETTINGS, {})}


def difference(before: dict, after: dict, hidden=frozenset()) -> dict[str, tuple]:
    """What changed: {field: (before, after)}."""
    return {
        name: (before.get(name), after.get(name))
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name) and name not in hidden
    }


def _people(ids) -> dict[int, Person]:
    wanted = sorted({id for id in ids if id})
    rows = db.session.scalars(select(Person).where(Person.id.in_(wanted))) if wanted else ()
    return {person.id: person for person in rows}
