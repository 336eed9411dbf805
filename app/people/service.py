"""Who people are, which roles they hold, and how they prove it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, or_, select

from app import clock
from app.extensions import asked_once, db, execute
from app.people.models import AnsweredRequest, ApiToken, Centre, Person, RoleGrant, SignInFailure, WebSession
from app.people.passwords import hash_text, is_password, new_text
from app.people.roles import APART, ROLES
from app.people.ways_in import WrongPassword, forget_old_sign_ins, note_sign_in
from app.refusals import Conflict, Invalid, NotFound, TooMany

FAILURES_OF_ONE = 5
FAILURES_OF_ADDRESS = 50
FAILURES_COUNT_FOR = timedelta(minutes=15)
SESSION_LASTS = timedelta(hours=12)
MAX_TOKEN_DAYS = 366
ANSWERS_KEPT_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Caller:
    """Who asks: as much of a person as deciding needs."""

    id: int
    username: str
    name: str
    name_en: str
    proved_at: datetime | None = None


BY_TOKEN = (
    select(Person.id, Person.username, Person.name, Person.name_en, ApiToken.proved_at)
    .join(ApiToken, ApiToken.person_id == Person.id)
    .where(
        ApiToken.hash == bindparam("hash"),
        ApiToken.revoked_at.is_(None),
        ApiToken.expires_at > bindparam("moment"),
        Person.active.is_(True),
    )
)


def sign_in(username: str, password: str, address: str = "", way: str = "web") -> Person | None:
    """The person, or None. Both are remembered: the caller commits either way. TooMany after five wrong."""
    name = username.strip().lower()[:80]
    _refuse_guessing(name, address)
    person = db.session.scalar(select(Person).where(Person.username == name))
    stored = person.password_hash if person and person.active else None
    right = is_password(stored, password)
    if person is not None:
        note_sign_in(person, right, way, address)
    if right:
        return person
    db.session.add(SignInFailure(username=name, address=address[:64], at=clock.now()))
    return None


def prove_password(person: Person, password: str, way: str = "web", address: str = "") -> None:
    """The password of somebody signed in, asked once more. Wrong ones count by account, wherever they come
    from: TooMany after five. WrongPassword, at field `old`, is remembered: the caller commits it.
    """
    account = f"account:{person.id}"
    _refuse_guessing(person.username, account)
    if is_password(person.password_hash, password):
        return
    note_sign_in(person, False, way, address)
    db.session.add(SignInFailure(username=person.username, address=account, at=clock.now()))
    raise WrongPassword.at("old", WrongPassword.th, WrongPassword.en, WrongPassword.code)


def _refuse_guessing(username, address):
    since = clock.now() - FAILURES_COUNT_FOR
    names = db.session.scalars(
        select(SignInFailure.username)
        .where(SignInFailure.address == address[:64], SignInFailure.at > since)
        .limit(FAILURES_OF_ADDRESS)
    ).all()
    if len(names) >= FAILURES_OF_ADDRESS or names.count(username) >= FAILURES_OF_ONE:
        raise TooMany()


def start_session(person: Person) -> str:
    """The text for the cookie of somebody who just signed in."""
    text, now = new_text(), clock.now()
    times = {"created_at": now, "expires_at": now + SESSION_LASTS, "proved_at": now}
    db.session.add(WebSession(hash=hash_text(text), person_id=person.id, **times))
    return text


def person_for_session(text: str) -> Person | None:
    """Whose browser this is; None when the session is unknown, over, or the person may no longer sign in."""
    good = (WebSession.hash == hash_text(text), WebSession.expires_at > clock.now(), Person.active.is_(True))
    found = select(Person, WebSession.proved_at).join(WebSession, WebSession.person_id == Person.id)
    row = db.session.execute(found.where(*good)).first()
    if row is None:
        return None
    row.Person.proved_at = row.proved_at
    return row.Person


def end_session(text: str) -> None:
    """Sign out."""
    db.session.execute(delete(WebSession).where(WebSession.hash == hash_text(text)))


def issue_token(person, name: str, days: int = 90, proved: bool = False) -> tuple[ApiToken, str]:
    """A token for the API, and its text, which is shown this once. Invalid for too long.

    `proved`: their password was given for it just now.
    """
    if not 1 <= days <= MAX_TOKEN_DAYS:
        raise Invalid("อายุโทเค็นต้องอยู่ระหว่าง 1 ถึง 366 วัน", "A token lasts 1 to 366 days.", "token_days")
    text, now = f"dgti_{new_text()}", clock.now()
    token = ApiToken(
        person_id=person.id,
        name=name,
        hash=hash_text(text),
        created_at=now,
        expires_at=now + timedelta(days=days),
        proved_at=now if proved else None,
    )
    db.session.add(token)
    db.session.flush()
    return token, text


def tokens(person) -> list[ApiToken]:
    """The tokens of somebody which still open the door."""
    mine = select(ApiToken).where(ApiToken.person_id == person.id, ApiToken.revoked_at.is_(None))
    return list(db.session.scalars(mine.where(ApiToken.expires_at > clock.now()).order_by(ApiToken.id)))


def revoke_token(token_id: int, by) -> None:
    """From now on the token is worth nothing. Everybody revokes their own."""
    token = db.session.get(ApiToken, token_id)
    if token is None or token.person_id != by.id:
        raise NotFound()
    token.revoked_at = token.revoked_at or clock.now()


def person_for_token(text: str) -> Caller | None:
    """Who holds this token; None when it is unknown, over or revoked."""
    row = execute(BY_TOKEN, {"hash": hash_text(text), "moment": clock.now()}).first()
    return Caller(*row) if row else None


def tidy_up() -> None:
    """Forget what is over: sessions, failures to sign in, answers kept for repeated requests."""
    now = clock.now()
    for over in (
        delete(WebSession).where(WebSession.expires_at < now),
        delete(SignInFailure).where(SignInFailure.at < now - FAILURES_COUNT_FOR),
        delete(AnsweredRequest).where(AnsweredRequest.created_at < now - ANSWERS_KEPT_FOR),
    ):
        execute(over)
    forget_old_sign_ins()


def roles_of(person) -> set[tuple[int | None, str]]:
    """(centre id, role) pairs; a centre of None means all of them. A request that only reads asks once."""
    grants = select(RoleGrant.centre_id, RoleGrant.role).where(RoleGrant.person_id == person.id)
    return set(asked_once(("roles", person.id), lambda: [tuple(row) for row in db.session.execute(grants)]))


def has_role(person, role: str, centre_id: int | None = None) -> bool:
    """Whether somebody holds a role in a centre; without a centre, in any."""
    return any(
        held == role and (where is None or centre_id is None or where == centre_id)
        for where, held in roles_of(person)
    )


def managed_by(person) -> set[int]:
    """The ids of the centres somebody manages."""
    return {place for place, role in roles_of(person) if role == "centre_manager" and place}


def people_with(role: str, centre_id: int | None) -> list[Person]:
    """Everybody active who holds the role in the centre, by name; without a centre, who holds it in all."""
    holders = (
        select(Person)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.role == role, Person.active.is_(True))
        .where(or_(RoleGrant.centre_id == centre_id, RoleGrant.centre_id.is_(None)))
    )
    return list(db.session.scalars(holders.distinct().order_by(Person.name, Person.id)))


def people_of(centre_id: int) -> list[Person]:
    """Everybody active who holds a role in the centre that acts on tasks, by name."""
    acting = [role.key for role in ROLES.values() if role.decides and role.reads != "own"]
    holders = select(Person).join(RoleGrant, RoleGrant.person_id == Person.id)
    here = (RoleGrant.centre_id == centre_id, RoleGrant.role.in_(acting), Person.active.is_(True))
    return list(db.session.scalars(holders.where(*here).distinct().order_by(Person.name, Person.id)))


def person_named(username: str) -> Person:
    """The person with that username; NotFound without one."""
    person = db.session.scalar(select(Person).where(Person.username == username))
    if person is None:
        raise NotFound("ไม่พบผู้ใช้นี้", "There is nobody with that username.", "unknown_person")
    return person


def usernames(value) -> list[str]:
    """The usernames in a variable: one, a list of them, or rows that each name a `person`."""
    rows = value if isinstance(value, list) else [value]
    names = (one.get("person") if isinstance(one, dict) else one for one in rows)
    return [name for name in names if isinstance(name, str)]


def people_named(names) -> list[Person]:
    """Those of the usernames that somebody has."""
    wanted = sorted(names)
    return list(db.session.scalars(select(Person).where(Person.username.in_(wanted)))) if wanted else []


def centre(code: str) -> Centre:
    """The centre with that code; NotFound without one."""
    found = db.session.scalar(select(Centre).where(Centre.code == code))
    if found is None:
        raise NotFound("ไม่พบศูนย์นี้", "There is no such centre.", "unknown_centre")
    return found


def centres() -> list[Centre]:
    """All centres, in the order they were founded here."""
    return list(db.session.scalars(select(Centre).order_by(Centre.id)))


def grant_role(person: Person, role: str, centre: Centre | None = None) -> RoleGrant:
    """Give somebody a role; an auditor or administrator takes no role that acts on tasks, nor the reverse."""
    if role not in ROLES:
        raise Invalid(f"ไม่มีบทบาท “{role}”", f"There is no role “{role}”.", "unknown_role")
    held = {known for _, known in roles_of(person)} | {role}
    decides = any(ROLES[known].decides for known in held if known in ROLES)
    if (held & APART and decides) or ("auditor" in held and held != {"auditor"}):
        raise Conflict(
            "ผู้ตรวจสอบและผู้ดูแลระบบถือบทบาทที่ตัดสินใจไม่ได้ และผู้ตรวจสอบถือบทบาทอื่นไม่ได้",
            "An auditor or administrator cannot hold a role that decides, and an auditor no other at all.",
            "roles_apart",
        )
    grant = RoleGrant(
        person_id=person.id, centre_id=centre.id if centre else None, role=role, granted_at=clock.now()
    )
    db.session.add(grant)
    db.session.flush()
    return grant


def revoke_role(person: Person, role: str, centre: Centre | None = None) -> None:
    """Take a role away: in one centre, or, without one, the grant that holds in all. NotFound if not held."""
    held = delete(RoleGrant).where(RoleGrant.person_id == person.id, RoleGrant.role == role)
    place = RoleGrant.centre_id == centre.id if centre else RoleGrant.centre_id.is_(None)
    if not db.session.execute(held.where(place)).rowcount:
        raise NotFound("บุคคลนี้ไม่ได้ถือบทบาทนี้ที่นั่น", "This person does not hold that role there.", "role_not_held")


def refuse_last_admin(person: Person) -> None:
    """Conflict when nobody else administers the system; two removals at once queue up at the grants."""
    held = select(RoleGrant).where(RoleGrant.role == "admin").order_by(RoleGrant.id).with_for_update()
    others = {grant.person_id for grant in db.session.scalars(held)} - {person.id}
    left = select(func.count()).select_from(Person).where(Person.id.in_(others), Person.active.is_(True))
    if not db.session.scalar(left):
        raise Conflict(
            "ต้องมีผู้ดูแลระบบอย่างน้อยหนึ่งคน แต่งตั้งคนอื่นก่อน",
            "There must be an administrator: appoint another first.",
            "last_admin",
        )
