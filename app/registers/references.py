"""What answers name: `x-ref` of a form, such as `organisation:association`, and what may be chosen for it."""

from collections.abc import Iterable, Iterator

from sqlalchemy import func, or_, select

from app import clock
from app.extensions import db
from app.people.models import Centre, Person
from app.registers.models import Committee, Mou, Organisation, Technology
from workflows.forms import FieldError

MOST = 500
TABLES = {
    "organisation": Organisation,
    "committee": Committee,
    "mou": Mou,
    "technology": Technology,
    "centre": Centre,
    "person": Person,
}


def knows(ref: str) -> bool:
    """Whether the registers keep what a reference names; people by role and cases are others' business."""
    kind, _, narrowed = ref.partition(":")
    return kind in TABLES and not (kind == "person" and narrowed)


def choices(ref: str, centre: str | None = None) -> list[tuple[str, str, str]]:
    """(code, Thai, English) of everything that may be named, in the order of the names."""
    named, key, thai, english = _columns(ref)
    found = select(key, thai, english).where(*_valid(ref, centre)).order_by(thai, key).limit(MOST)
    if named is Mou:
        found = found.join(Organisation, Organisation.code == Mou.organisation)
    return [tuple(row) for row in db.session.execute(found)]


def unknown(ref: str, codes: Iterable[str], centre: str | None = None) -> set[str]:
    """Those of the codes that name nothing that may be named."""
    wanted = set(codes)
    _, key, *_ = _columns(ref)
    known = db.session.scalars(select(key).where(key.in_(sorted(wanted)), *_valid(ref, centre)))
    return wanted - set(known)


def strangers(fields, answers: dict, centre: str | None = None) -> Iterator[FieldError]:
    """An error for every answer that names what the registers do not have."""
    said: dict[str, list] = {}
    for place, ref, code in mentions(fields, answers):
        if knows(ref):
            said.setdefault(ref, []).append((place, code))
    for ref, places in said.items():
        missing = unknown(ref, (code for _, code in places), centre)
        yield from (_error(place, code) for place, code in places if code in missing)


def mentions(fields, answers: dict, place: str = "") -> Iterator[tuple[str, str, str]]:
    """(JSON pointer, reference, code) of everything accepted answers name, in rows of tables too."""
    for field in fields:
        value, here = answers.get(field.name), f"{place}/{field.name}"
        if field.columns:
            for number, row in enumerate(value or ()):
                yield from mentions(field.columns, row, f"{here}/{number}")
        elif value and field.ref and field.multiple:
            yield from ((f"{here}/{number}", field.ref, code) for number, code in enumerate(value))
        elif value and field.ref:
            yield here, field.ref, value


def _columns(ref):
    """(table, what is named, its Thai name, its English name)."""
    table = TABLES[ref.partition(":")[0]]
    if table is Person:
        return table, Person.username, Person.name, Person.name_en
    if table is Mou:
        said = [Mou.code + " " + name for name in (Organisation.name, Organisation.name_en)]
        return table, Mou.code, *said
    return table, table.code, table.name, func.coalesce(func.nullif(table.name_en, ""), table.name)


def _valid(ref, centre):
    """Only what is in use may be named anew."""
    kind, _, narrowed = ref.partition(":")
    table = TABLES[kind]
    if table is Person:
        return (Person.active.is_(True),)
    conditions = [table.status == "active"]
    if table is Mou:
        conditions.append(Mou.ends >= clock.today())
    if table is Organisation and narrowed:
        conditions.append(Organisation.kind == narrowed)
    if centre and table in (Mou, Committee):
        conditions.append(or_(table.centre.is_(None), table.centre == centre))
    return tuple(conditions)


def _error(place, code):
    return FieldError(
        place,
        "reference",
        f"ไม่มี “{code}” ในทะเบียน หรือเลิกใช้แล้ว",
        f"“{code}” is not in the register, or no longer in use.",
    )


def all_called(codes: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The same for many codes at once, by code; what no register has is left out."""
    wanted, found = sorted(codes), {}
    for table in (Centre, Technology, Committee, Organisation) if wanted else ():
        rows = db.session.execute(select(table.code, table.name, table.name_en).where(table.code.in_(wanted)))
        found |= {row.code: (row.name, row.name_en or row.name) for row in rows}
    return found


def called(code: str) -> tuple[str, str] | None:
    """The Thai and English name behind a code, whichever register has it and in whatever state."""
    for table in (Organisation, Committee, Technology, Centre):
        row = db.session.execute(select(table.name, table.name_en).where(table.code == code)).first()
        if row:
            return row.name, row.name_en or row.name
    return None
