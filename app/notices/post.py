"""Letters: the row in the outbox, the envelope, and the way out, over SMTP."""

import re
import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import insert

from app.cases.waiting import DueRow
from app.extensions import db
from app.waking import wake_workers

TIMEOUT = 20
# One address and nothing beside it: a comma or a line end would send a letter to others too.
ADDRESS = re.compile(r"(?=.{3,254}$)[^@\s\x00-\x1f,;:<>()\"]+@[^@\s\x00-\x1f,;:<>()\"]+")


def leave(kind: str, payloads: list[dict], at: datetime, case_id: int | None = None) -> None:
    """A row a letter in the outbox, where a mail server is known."""
    if not payloads or not current_app.config.get("SMTP_HOST"):
        return
    about = {"kind": kind, "case_id": case_id, "due_at": at, "created_at": at, "attempts": 0}
    db.session.execute(insert(DueRow.__table__), [{**about, "payload": one} for one in payloads])
    wake_workers()


def envelope(config, to: str, subject: str, id: str) -> EmailMessage:
    """A letter without its words; a mail server sees a repetition by its Message-ID."""
    message = EmailMessage()
    message["Message-ID"] = f"<{id}@{urlsplit(config['PUBLIC_URL']).hostname or 'localhost'}>"
    message["From"], message["To"] = config["MAIL_FROM"], to
    message["Subject"] = " ".join(f"DGTi: {subject}".split())[:160]
    return message


def letter(config, notice, person) -> EmailMessage:
    """One notice as an e-mail: Thai first, English below."""
    message = envelope(config, person.email, notice.text, f"notice-{notice.id}")
    message.set_content(f"{notice.text}\n\n{notice.text_en}\n\n{config['PUBLIC_URL']}\n")
    return message


def send(config, message: EmailMessage) -> None:
    """Hand it to the mail server; raises OSError or SMTPException when that fails,
    also when its certificate is not to be trusted."""
    with smtplib.SMTP(config["SMTP_HOST"], int(config.get("SMTP_PORT", 25)), timeout=TIMEOUT) as server:
        if str(config.get("SMTP_TLS", "")).lower() in ("1", "true", "yes"):
            server.starttls(context=ssl.create_default_context())
        if config.get("SMTP_USER"):
            server.login(config["SMTP_USER"], config.get("SMTP_PASSWORD", ""))
        server.send_message(message)
