"""Passwords and the one-time links with which people choose them; who signed in, for auditors."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from app import clock
from app.extensions import db
from app.people.models import ApiToken, PasswordLink, Person, SignIn, WebSession
from app.people.passwords import MAX_PASSWORD, hash_password, hash_text, new_text
from app.refusals import Invalid, NotFound

LEAST_PASSWORD = 12
LINK_LASTS = timedelta(hours=72)
SIGN_INS_KEPT_FOR = timedelta(days=366)


class LinkUnknown(NotFound):
    code = "link_unknown"
    th = "ลิงก์นี้ใช้ไม่ได้ อาจหมดอายุ ใช้ไปแล้ว หรือมีลิงก์ใหม่กว่า โปรดขอลิงก์ใหม่จากผู้ดูแล"
    en = "This link does not work: it is over, used, or replaced by a newer one. Ask for a new one."


class WrongPassword(Invalid):
    code = "wrong_password"
    th = "รหัสผ่านปัจจุบันไม่ถูกต้อง"
    en = "The present password is wrong."


def note_sign_in(person: Person, ok: bool, way: str, address: str) -> None:
    """Somebody known signed in, or tried to with a wrong password."""
    db.session.add(SignIn(person_id=person.id, at=clock.now(), way=way, ok=ok, address=address[:64]))


def forget_old_sign_ins() -> None:
    """What was noted more than a year ago."""
    db.session.execute(delete(SignIn).where(SignIn.at < clock.now() - SIGN_INS_KEPT_FOR))


def refuse_weak(password: str, field: str = "password") -> None:
    """Invalid, at its field: too short to keep anybody out, or longer than what is compared."""
    if not LEAST_PASSWORD <= len(password) <= MAX_PASSWORD:
        th = f"รหัสผ่านยาว {LEAST_PASSWORD}–{MAX_PASSWORD} ตัวอักษร"
        en = f"A password has {LEAST_PASSWORD} to {MAX_PASSWORD} characters."
        raise Invalid.at(field, th, en, "password")


def make_link(person: Person, by: Person | None) -> tuple[PasswordLink, str]:
    """A link for somebody, and its text, which is shown this once. Earlier links of theirs, the password,
    sessions and tokens are worth nothing from now on."""
    text, now = new_text(), clock.now()
    shut_out(person)
    person.password_hash = None
    link = PasswordLink(
        person_id=person.id,
        hash=hash_text(text),
        made_by=by.id if by else None,
        created_at=now,
        expires_at=now + LINK_LASTS,
    )
    db.session.add(link)
    db.session.flush()
    return link, text


def shut_out(person: Person) -> None:
    """Nothing somebody was given before opens the door any more: links, sessions, tokens."""
    db.session.execute(delete(WebSession).where(WebSession.person_id == person.id))
    alive = (ApiToken.person_id == person.id, ApiToken.revoked_at.is_(None))
    db.session.execute(update(ApiToken).where(*alive).values(revoked_at=clock.now()))
    db.session.execute(
        delete(PasswordLink).where(PasswordLink.person_id == person.id, PasswordLink.used_at.is_(None))
    )


def look_at_link(text: str) -> PasswordLink:
    """The link that may be used now; LinkUnknown otherwise. Looking changes nothing."""
    found = select(PasswordLink).where(PasswordLink.hash == hash_text(text))
    link = db.session.scalar(found)
    if link is None or link.used_at or link.expires_at <= clock.now() or not link.person.active:
        raise LinkUnknown()
    return link


def use_link(text: str, password: str) -> Person:
    """Choose the password by a link, which is used then. LinkUnknown, Invalid."""
    link = look_at_link(text)
    refuse_weak(password)
    db.session.refresh(link, with_for_update=True)
    look_at_link(text)
    link.used_at = clock.now()
    link.person.password_hash = hash_password(password)
    db.session.flush()
    return link.person


def change_password(person: Person, old: str, new: str, keep: str = "") -> None:
    """Choose another password than `old`, which was proved (people.service.prove_password); other browsers
    are signed out, the one with the session `keep` stays. Invalid, at its field, if weak or the same again.
    """
    refuse_weak(new, "new")
    if new == old:
        th, en = "รหัสผ่านใหม่ต้องไม่ซ้ำเดิม", "Choose another password than the present one."
        raise Invalid.at("new", th, en, "same")
    person.password_hash = hash_password(new)
    others = (WebSession.person_id == person.id, WebSession.hash != hash_text(keep))
    db.session.execute(delete(WebSession).where(*others))
    db.session.flush()
