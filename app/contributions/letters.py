"""The letter that brings somebody a one-time link, from the outbox."""

from email.message import EmailMessage

from flask import current_app
from sqlalchemy import select

from app.cases.models import Case
from app.cases.running.acts import OUTSIDE
from app.contributions.links import KIND, mailed, token_of
from app.contributions.models import Invitation
from app.extensions import db
from app.notices.post import envelope, send

BODY = """เรียน {name}

{th}
ลิงก์นี้ใช้ตอบได้หนึ่งครั้ง ไม่ต้องเข้าสู่ระบบ โปรดอย่าส่งต่อ

{link}

{en}
The link takes one answer, without signing in. Please do not pass it on.
"""
USUAL = {"th": "ขอเชิญร่วมตอบ: {title}", "en": "You are invited to answer: {title}"}


def post_invitation(row) -> None:
    """The e-mail of an invitation: at least once, always under one Message-ID; none to who has answered."""
    invitation = db.session.get(Invitation, row.payload["invitation"])
    if invitation is None or invitation.mailed_at or not invitation.email:
        return
    if invitation.used_at and not row.payload.get("again"):
        return
    case = db.session.scalar(select(Case).where(Case.id == invitation.case_id))
    again = f"-{row.id}" if row.payload.get("again") else ""  # a letter of its own, not the first once more
    message, id = letter(current_app.config, invitation, case, again), invitation.id
    db.session.rollback()  # no transaction stays open while a mail server takes its time
    send(current_app.config, message)
    mailed(id)


def letter(config, invitation: Invitation, case: Case, again: str = "") -> EmailMessage:
    """Thai first, English below; `again` sets the letters to one person apart."""
    id = f"invitation-{invitation.id}{again}"
    message = envelope(config, invitation.email, f"ขอเชิญร่วมตอบ {case.title}", id)
    words = invitation.words or USUAL
    th = words["th"].replace("{title}", case.title).replace("{case}", case.case_no)
    en = (words["en"] or USUAL["en"]).replace("{title}", case.title_en or case.title)
    said = {"name": invitation.invitee or "ท่าน", "th": th, "en": en.replace("{case}", case.case_no)}
    link = f"{config['PUBLIC_URL'].rstrip('/')}/e/{token_of(invitation)}"
    message.set_content(BODY.format(**said, link=link))
    return message


def init_app(_app) -> None:
    """From now on the worker posts invitations."""
    OUTSIDE[KIND] = post_invitation
