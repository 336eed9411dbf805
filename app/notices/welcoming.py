"""Letting in who is named by an address: an account with one role, and the link to choose its password.

The link is made with its letter, so that neither the outbox nor the journal can open the door.
"""

import re
from collections.abc import Callable
from functools import partial
from secrets import token_hex

from flask import current_app
from sqlalchemy import func, select

from app.cases.running.acts import OUTSIDE
from app.extensions import db
from app.notices.post import ADDRESS, envelope, leave, send
from app.people import service as people
from app.people import ways_in
from app.people.models import Centre, Person
from app.people.roles import APART, ROLES
from app.refusals import Invalid
from app.staff import service as staff

KIND = "welcome"
MOST = 200
BODY = """เรียน {name}

ท่านได้รับเชิญในเรื่อง {case} ชื่อผู้ใช้ของท่านคือ {username}
ตั้งรหัสผ่านได้ที่ลิงก์นี้ภายใน 72 ชั่วโมง แล้วเข้าสู่ระบบเพื่อตอบ โปรดอย่าส่งต่อ

{link}

You are invited in {case}; your username is {username}. Choose a password by the link
within 72 hours, then sign in to answer. Please do not pass it on.
"""


def welcome_people(scene, variables: dict) -> dict:
    """Let in who is named by `email` and `name` in the rows of the variable of property `peopleVariable`.

    Each gets an account of the case's centre with the role of property `role`, and a letter; who has an
    account with that address gets the role alone. Gives `welcomed`: {address: username}.
    """
    role = scene.properties.get("role", "")
    if role not in ROLES or not ROLES[role].decides or ROLES[role].reads not in ("own", "tasks"):
        raise Invalid(f"ให้บทบาท “{role}” ทางนี้ไม่ได้", f"The role “{role}” is not given this way.", "role")
    place, found = db.session.get(Centre, scene.centre_id), {}
    for row in (variables.get(scene.properties.get("peopleVariable", "people")) or [])[:MOST]:
        email = str(row.get("email") or "").strip().lower()
        if row.get("person") or not ADDRESS.fullmatch(email) or email in found:
            continue
        person = _known(email) or _new(email, str(row.get("name") or email), place, scene)
        found[email] = _with_role(person, role, place)
    return {"welcomed": {email: name for email, name in found.items() if name}}


def _known(email) -> Person | None:
    same = select(Person).where(func.lower(Person.email) == email, Person.active.is_(True))
    return db.session.scalars(same.order_by(Person.id)).first()


def _new(email, name, place, scene) -> Person:
    """Somebody new, whose letter goes out with the next round of the worker."""
    answers = {"code": _username(email), "name": name[:200], "name_en": name[:200], "email": email}
    person = staff.welcome({**answers, "centre": place.code}, [], None)
    leave(KIND, [{"person": person.id, "case": scene.case_no}], scene.now, scene.case_id)
    return person


def _with_role(person, role, place) -> str | None:
    """The username, with the role in the centre; None for who may hold no role that acts."""
    held = people.roles_of(person)
    if {known for _, known in held} & APART:
        return None
    if (place.id, role) not in held and (None, role) not in held:
        staff.grant(person.username, role, place.code, None, None)
    return person.username


def _username(email) -> str:
    """What stands before the @, made fit; with a number where somebody has it."""
    plain = re.sub(r"[^a-z0-9._-]", "", email.partition("@")[0].lower()).lstrip("._-")[:60]
    plain, number = plain if len(plain) > 1 else "guest", 1
    taken = set(db.session.scalars(select(Person.username).where(Person.username.startswith(plain))))
    while (name := plain if number == 1 else f"{plain}{number}") in taken:
        number += 1
    return name


def post_welcome(row) -> Callable[[], None] | None:
    """What sends the letter with a fresh link, when that is committed; every attempt is a letter of its own,
    for the last link alone is good. None to who has chosen a password meanwhile, or left."""
    person = db.session.get(Person, row.payload["person"])
    if person is None or not person.active or person.password_hash or not person.email:
        return None
    config, (_, text) = current_app.config, ways_in.make_link(person, None)
    subject = f"คำเชิญในเรื่อง {row.payload['case']}"
    message = envelope(config, person.email, subject, f"welcome-{token_hex(8)}")
    said = {"name": person.name, "username": person.username, "case": row.payload["case"]}
    message.set_content(BODY.format(**said, link=f"{config['PUBLIC_URL'].rstrip('/')}/p/{text}"))
    return partial(send, config, message)


def init_app(_app) -> None:
    """From now on the worker posts these letters."""
    OUTSIDE[KIND] = post_welcome
