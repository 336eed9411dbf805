"""What must hold of a record beyond the shape of its form, register by register."""

from sqlalchemy import func, select

from app import clock
from app.extensions import db
from app.people.models import Centre
from app.people.service import centre as centre_named
from app.people.service import has_role, refuse_last_admin
from app.people.substitution import with_partners
from app.refusals import Conflict, Invalid, NotAllowed
from app.registers import chain, rights
from app.registers.kinds import Kind
from app.registers.models import Mou, Organisation, Seat
from workflows.forms import FieldError

ONE_EACH = ("chair", "secretary")


def own_errors(kind: Kind, row, answers: dict):
    """FieldErrors of answers that do not go with what else the register has."""
    if kind.key == "centres" and answers.get("parent"):
        yield from _loop(answers)
    if kind.key == "seats":
        yield from _taken(row, answers)
    if kind.key == "committees" and answers.get("quorum_number"):
        yield from _below_half(answers)


def refuse_fixed(kind: Kind, row, before: dict, after: dict, by) -> None:
    """Invalid for a change of what never changes, or not in this state; NotAllowed for what is another's."""
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    state = kind.state_of(row, clock.today())
    editable = dict(kind.editable).get(state)
    refused = changed & set(kind.fixed) if editable is None else changed - set(editable)
    if refused:
        name = sorted(refused)[0]
        title = next((field for field in kind.form.fields if field.name == name), None)
        th, en = (title.title, title.title_en) if title else (name, name)
        raise Invalid.at(name, f"“{th}” เปลี่ยนไม่ได้", f"“{en}” cannot be changed.", "fixed")
    if by is not None and changed & set(rights.IDENTITY.get(kind.key, ())):
        _refuse_identity(kind, by)


def refuse_own_writing(kind: Kind, before: dict, after: dict, by) -> None:
    """Invalid when a person writes what only a case does: its number, the fingerprint of its document."""
    typed = [name for name in kind.of_cases if before.get(name) != (after.get(name) or None)]
    if by is not None and typed:
        raise Invalid.at(typed[0], "ช่องนี้กระบวนการเป็นผู้บันทึก", "This field is written by a process.", "of_cases")


def begun_anew(before: dict, after: dict) -> dict:
    """The answers after a change; what was counted of one holder of a seat is not held against the next."""
    if before.get("person") == after.get("person"):
        return after
    return {name: value for name, value in after.items() if name != "absences"}


def waits_for_another(kind: Kind, act: str, row, by) -> bool:
    """Whether somebody else must do this: an agreement entered from paper is confirmed by a second person.

    Whoever is away and who stands in for them are one person.
    """
    if by is None or (kind.key, act) != ("mous", "activate"):
        return False
    place = db.session.scalar(select(Centre.id).where(Centre.code == row.centre))
    return by.id in with_partners(chain.writers(kind.subject(row)), place)


def _refuse_unsigned(kind, row, by):
    """By hand an MOU comes into force only from paper: signed, numbered, with its file, seen by two."""
    if not (row.paper_no and row.signed_on and row.paper):
        raise Conflict(
            "ให้มีผลจากทะเบียนได้เฉพาะฉบับที่ลงนามบนกระดาษแล้ว: กรอกเลขที่ วันที่ลงนาม และแนบไฟล์ก่อน"
            " ฉบับใหม่ให้ทำตามกระบวนการจัดทำบันทึกข้อตกลง",
            "From the register only a copy signed on paper comes into force: give its number, the day of"
            " signing and the file first. A new one is made by the process of the MOU.",
            "paper_missing",
        )
    if waits_for_another(kind, "activate", row, by):
        raise NotAllowed(
            "ผู้ที่กรอกหรือแก้ไขรายการนี้ยืนยันเองไม่ได้ ต้องให้อีกคนหนึ่งตรวจ (หลักสองคน)",
            "Whoever entered or changed this does not confirm it; somebody else must (four eyes).",
            "four_eyes",
        )


def refuse_act(kind: Kind, act: str, row, by=None) -> None:
    """Conflict for an act that other records stand against; NotAllowed for what a second person must do."""
    if by is not None and (kind.key, act) == ("mous", "activate"):
        _refuse_unsigned(kind, row, by)
    if (kind.key, act) == ("mous", "expire") and row.status == "expired":
        raise Conflict("บันทึกการสิ้นอายุไว้แล้ว", "Its expiry is noted already.", "illegal_act")
    if (kind.key, act) == ("people", "leave") and has_role(row, "admin"):
        refuse_last_admin(row)
    if (kind.key, act) == ("mous", "activate") and _organisation(row).status != "active":
        raise Conflict("องค์กรนี้เลิกใช้แล้ว", "The organisation is no longer in use.", "organisation_retired")
    if (kind.key, act) in (("mous", "activate"), ("mous", "resume")) and row.ends < clock.today():
        raise Conflict("วันสิ้นสุดผ่านไปแล้ว", "Its last day has passed.", "mou_over")
    standing = select(Mou.code).where(Mou.organisation == row.code, Mou.status.in_(("active", "suspended")))
    if (kind.key, act) == ("organisations", "retire") and db.session.scalar(
        standing.where(Mou.ends >= clock.today()).limit(1)
    ):
        raise Conflict(
            "องค์กรนี้ยังมี MOU ที่ไม่สิ้นสุด ยกเลิก MOU ก่อน", "It still has an MOU: terminate that first.", "mou_stands"
        )


def _organisation(mou):
    return db.session.scalar(select(Organisation).where(Organisation.code == mou.organisation))


def _loop(answers):
    """A centre cannot belong to itself, not even by way of others."""
    above, seen = answers["parent"], {answers["code"]}
    while above and above not in seen:
        seen.add(above)
        above = centre_named(above).parent
    if above:
        yield FieldError("/parent", "loop", "ศูนย์ขึ้นกับตนเองไม่ได้", "A centre cannot belong to itself.")


def _below_half(answers):
    """A fixed quorum is half of the filled seats with a vote at least (APA s.79)."""
    filled = select(func.count()).where(Seat.committee == answers["code"], Seat.status == "active")
    half = (db.session.scalar(filled.where(Seat.voting, Seat.person.is_not(None))) + 1) // 2
    if answers["quorum_number"] < half:
        yield FieldError(
            "/quorum_number",
            "below_half",
            f"องค์ประชุมต้องไม่น้อยกว่ากึ่งหนึ่งของกรรมการ คือ {half} คน (ม.79)",
            f"A quorum is half of the members at least: {half} (s.79).",
        )


def _taken(row, answers):
    """One chair and one secretary a committee, one seat a person."""
    others = select(Seat).where(Seat.committee == answers["committee"], Seat.status == "active")
    others = [seat for seat in db.session.scalars(others) if seat is not row]
    if any(seat.number == answers["number"] for seat in others):
        yield FieldError("/number", "taken", "มีตำแหน่งลำดับนี้แล้ว", "There is a seat of this number.")
    if answers["title"] in ONE_EACH and any(seat.title == answers["title"] for seat in others):
        yield FieldError(
            "/title", "taken", "มีตำแหน่งนี้ในคณะกรรมการแล้ว", "The committee has this title already."
        )
    held = {name for seat in others for name in (seat.person, seat.alternate) if name}
    for field in ("person", "alternate"):
        if answers.get(field) in held:
            yield FieldError(
                f"/{field}", "taken", "มีตำแหน่งในคณะกรรมการนี้แล้ว", "Has a seat in this committee already."
            )


def _refuse_identity(kind, by):
    if rights.is_admin(by):
        return
    if kind.key == "people":
        raise NotAllowed(
            "ผู้ดูแลระบบเป็นผู้กำหนดว่าศูนย์ใดดูแลบุคคล",
            "Which centre looks after a person is the administrator's to change.",
        )
    raise NotAllowed(
        "ชื่อ ภาค และสังกัดของศูนย์เปลี่ยนได้โดยผู้ดูแลระบบ",
        "The name, region and place of a centre are the administrator's to change.",
    )
