"""Founding an office without the sample data: centres, people and their roles, for the console script."""

import re
import secrets
import unicodedata
from collections.abc import Iterable

from app.cases.desk.stranded import left_behind
from app.people import service as people
from app.people.models import Centre, Person
from app.people.passwords import hash_password
from app.people.roles import EVERYWHERE
from app.people.ways_in import refuse_weak
from app.refusals import Invalid
from app.registers.service import act_on, add_record
from app.staff import service as staff

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,79}")
CODE = re.compile(r"[A-Z0-9]{2,10}")
DISMISSED = "บันทึกจากคอนโซล · recorded at the console"


def found_centre(code: str, name_th: str, name_en: str) -> Centre:
    """A new centre, and the processes that begin there by themselves.

    Invalid for a code that cannot begin a case number, or one that is taken.
    """
    if not CODE.fullmatch(code):
        raise Invalid(
            "รหัสศูนย์เป็นอักษร A–Z หรือตัวเลข 2–10 ตัว", "A centre's code has 2 to 10 letters A–Z or digits.", "code"
        )
    if code in {centre.code for centre in people.centres()}:
        raise Invalid("มีศูนย์รหัสนี้แล้ว", "There is a centre with this code already.", "code_taken")
    return add_record("centres", {"code": code, "name": said(name_th), "name_en": said(name_en)}, by=None)


def welcome(
    username: str, name_th: str, name_en: str, centre: str | None, roles: Iterable[str], password: str
) -> Person:
    """Somebody new, with roles in a centre; an auditor, administrator or process owner is so everywhere.

    Refused as app/staff/service.py says, and for a role without a centre or a short password.
    """
    name = username.strip().lower()
    if not USERNAME.fullmatch(name):
        raise Invalid(
            "ชื่อผู้ใช้เป็น a–z ตัวเลข จุด ขีด 2–80 ตัว",
            "A username has 2 to 80 of a–z, digits, dot, dash and underscore.",
            "username",
        )
    refuse_weak(password)
    place, roles = people.centre(centre) if centre else None, list(dict.fromkeys(roles))
    for role in roles:
        if role not in EVERYWHERE and place is None:
            raise Invalid(
                f"บทบาท “{role}” ต้องระบุศูนย์ (--centre)",
                f"The role “{role}” needs a centre (--centre).",
                "no_centre",
            )
    answers = {"code": name, "name": said(name_th), "name_en": said(name_en)}
    answers |= {"centre": place.code} if place else {}
    grants = [(role, None if role in EVERYWHERE else place) for role in roles]
    return staff.welcome(answers, grants, hash_password(password))


def withdraw(username: str, role: str, centre: str | None) -> int:
    """Take a role away; hands back how many tasks of theirs now wait for a manager to hand them on."""
    return len(left_behind(staff.revoke(username, role, centre, "", by=None)))


def dismiss(username: str) -> int:
    """Somebody has left; hands back how many tasks of theirs now wait for a manager to hand them on."""
    people.person_named(username)
    return len(left_behind(act_on("people", username, "leave", DISMISSED, by=None)))


def new_password() -> str:
    """One that nobody guesses and somebody can type."""
    return "-".join(secrets.token_hex(3) for _ in range(4))


def said(name: str) -> str:
    """A name as it is kept; Invalid for an empty one."""
    kept = unicodedata.normalize("NFC", name).strip()
    if not 1 <= len(kept) <= 200:
        raise Invalid("โปรดระบุชื่อไม่เกิน 200 ตัวอักษร", "Give a name of up to 200 characters.", "name")
    return kept
