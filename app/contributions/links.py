"""One-time links: whoever holds one answers once, without signing in.

What is in the link is derived (HMAC) from the server's secret and a salt; the database holds the salt and a
hash, so that neither it nor the outbox can answer for anybody. Looking at a link changes nothing: mail
scanners open every address. Only sending our form does.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

from flask import current_app
from sqlalchemy import select, update

from app import clock
from app.contributions import refusals
from app.contributions.models import Collection, Contribution, Invitation
from app.contributions.papers import held_by_link
from app.contributions.rules import rules
from app.contributions.service import form_of, lock_open, put, say_otherwise
from app.extensions import db
from app.files.models import File
from app.notices.post import ADDRESS, leave

SALT_BYTES = 16
MAX_TOKEN = 64
MOST_INVITED = 5000
KIND = "invite"


def invite(scene, name: str, entries: list) -> int:
    """Make and mail links for entries (an address, {email, name} or {link}) not invited yet; gives how many.
    With the property `again` who was invited before gets the link once more, with these words."""
    known = {row.email: row for row in invitations_of(scene.instance_id, name)}
    rows, again = [], []
    words = {"th": scene.properties.get("noticeTh"), "en": scene.properties.get("noticeEn")}
    for entry in entries[:MOST_INVITED]:
        said = _addressed(scene, entry if isinstance(entry, dict) else {"email": entry})
        email = str(said.get("email") or "").strip().lower()
        if ADDRESS.fullmatch(email) and email not in known:
            known[email] = _invitation(scene, name, email, said.get("name"))
            known[email].words = words if words["th"] else None
            rows.append(known[email])
        elif email in known and known[email] not in rows and scene.properties.get("again") == "true":
            known[email].words, known[email].mailed_at = words, None
            again.append(known[email])
    db.session.add_all(rows)
    db.session.flush()
    send_letters(rows, scene.now)
    send_letters(again, scene.now, again=True)
    return len(rows)


def _addressed(scene, said):
    """An entry with `link` (what `read_collection` says of who answered by one) goes where that link went."""
    if type(said.get("link")) is not int:
        return said
    earlier = db.session.get(Invitation, said["link"])
    if earlier is None or earlier.instance_id != scene.instance_id:
        return {}
    return {"email": earlier.email, "name": earlier.invitee}


def invitations_of(instance_id: int, name: str) -> list[Invitation]:
    """Everybody an instance has invited to a collection."""
    found = select(Invitation).where(Invitation.instance_id == instance_id, Invitation.name == name)
    return list(db.session.scalars(found.order_by(Invitation.id)))


def token_of(invitation: Invitation) -> str:
    """What stands in the link."""
    return _token(invitation.salt)


def look(token: str) -> tuple[Invitation, Collection]:
    """The open collection a link is for; else LinkUnknown, LinkUsed, LinkEarly, Closed. Changes nothing."""
    invitation = _invited(token)
    if invitation is None:
        raise refusals.LinkUnknown()
    collection = db.session.scalar(
        select(Collection).where(
            Collection.instance_id == invitation.instance_id, Collection.name == invitation.name
        )
    )
    if collection is None:
        raise refusals.LinkEarly()
    if invitation.used_at and not (collection.is_open and rules(collection).changeable):
        raise refusals.LinkUsed()
    if not collection.is_open or not rules(collection).links:
        raise refusals.Closed()
    return invitation, collection


def letters_of(token: str) -> list[File]:
    """The letters to whom a link was sent, by whichever of their links of the same stage."""
    invitation = _invited(token)
    if invitation is None:
        return []
    theirs = select(Invitation.id).where(
        Invitation.instance_id == invitation.instance_id, Invitation.email == invitation.email
    )
    mine = select(File).where(File.case_id == invitation.case_id, File.invitation_id.in_(theirs))
    return list(db.session.scalars(mine.order_by(File.id))) if invitation.email else []


def sent_by(invitation: Invitation) -> Contribution | None:
    """What came by this link; where it may be changed, it may be said otherwise until the close."""
    if invitation.used_at is None:
        return None
    return db.session.scalar(select(Contribution).where(Contribution.invitation_id == invitation.id))


def answer(token: str, answers: dict, files=()) -> Collection:
    """Answer by a link, which is used then, with the files that came along; once more where answers may be
    changed; refused as looking is, and by the form."""
    invitation, collection = look(token)
    lock_open(collection)
    db.session.refresh(invitation)
    if earlier := sent_by(invitation):
        if not rules(collection).changeable:
            raise refusals.LinkUsed()
        held = held_by_link(collection, form_of(collection), earlier)
        said = {name: value for name, value in held[0].items() if not answers.get(name)}
        say_otherwise(collection, earlier, {**answers, **said}, files=[*held[1], *files])
        return collection
    row = put(collection, answers, invitation_id=invitation.id, files=files)
    invitation.used_at = row.at
    db.session.flush()
    return collection


def send_letters(invitations: list[Invitation], at: datetime, again: bool = False) -> None:
    """Letters to people invited in one case; the outbox names the invitation, not the link. `again`: also to
    who has answered."""
    if invitations:
        said = [{"invitation": one.id, "again": again} for one in invitations]
        leave(KIND, said, at, invitations[0].case_id)


def mailed(invitation_id: int) -> None:
    """The letter is on its way."""
    moment = {"mailed_at": clock.now()}
    db.session.execute(update(Invitation).where(Invitation.id == invitation_id).values(moment))


def _invitation(scene, name, email, invitee):
    salt = secrets.token_bytes(SALT_BYTES)
    return Invitation(
        case_id=scene.case_id,
        instance_id=scene.instance_id,
        name=name,
        salt=salt,
        token_hash=hashlib.sha256(_token(salt).encode()).hexdigest(),
        email=email,
        invitee=str(invitee)[:200] if invitee else None,
        created_at=scene.now,
    )


def _invited(token):
    hashed = hashlib.sha256(token[:MAX_TOKEN].encode("utf-8", "replace")).hexdigest()
    return db.session.scalar(select(Invitation).where(Invitation.token_hash == hashed))


def _token(salt):
    made = hmac.new(_key(), b"link:" + salt, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def _key():
    return hashlib.sha256(b"dgti one-time links v1" + str(current_app.config["SECRET_KEY"]).encode()).digest()
