"""One notice as an e-mail, over SMTP."""

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import urlsplit

TIMEOUT = 20


def send(config, message: EmailMessage) -> None:
    """Hand it to the mail server; raises OSError or SMTPException when that fails,
    also when its certificate is not to be trusted."""
    with smtplib.SMTP(config["SMTP_HOST"], int(config.get("SMTP_PORT", 25)), timeout=TIMEOUT) as server:
        if str(config.get("SMTP_TLS", "")).lower() in ("1", "true", "yes"):
            server.starttls(context=ssl.create_default_context())
        if config.get("SMTP_USER"):
            server.login(config["SMTP_USER"], config.get("SMTP_PASSWORD", ""))
        server.send_message(message)


def letter(config, notice, person) -> EmailMessage:
    """Thai first, English below; a mail server sees a repetition by its Message-ID."""
    message = EmailMessage()
    message["Message-ID"] = f"<notice-{notice.id}@{urlsplit(config['PUBLIC_URL']).hostname or 'localhost'}>"
    message["From"], message["To"] = config["MAIL_FROM"], person.email
    message["Subject"] = f"DGTi: {notice.text[:120]}"
    message.set_content(f"{notice.text}\n\n{notice.text_en}\n\n{config['PUBLIC_URL']}\n")
    return message
