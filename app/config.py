"""What an operator can set, from the environment; what a caller passes wins."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

MEGABYTE = 1024 * 1024
DEFAULT_DATABASE = "sqlite:///var/dgti.db"
NAMES = (
    "DATABASE_URL",
    "SECRET_KEY",
    "SMTP_HOST",
    "SMTP_PORT",
    "SMTP_USER",
    "SMTP_PASSWORD",
    "SMTP_TLS",
    "MAIL_FROM",
    "PUBLIC_URL",
    "TRUSTED_PROXIES",
    "FILE_SCANNER",
    "STEP_UP_MINUTES",
)


def settings(given: Mapping | None = None) -> dict:
    """Flask's configuration: defaults, then the environment, then what the caller gives."""
    known = {name: os.environ[name] for name in NAMES if name in os.environ} | dict(given or {})
    url = database_url(known.get("DATABASE_URL", DEFAULT_DATABASE))
    return {
        "MAX_CONTENT_LENGTH": 25 * MEGABYTE,
        "MAX_JSON_LENGTH": MEGABYTE,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": known.get("PUBLIC_URL", "").startswith("https://"),
        "MESSAGE_TTL_DAYS": 30,
        "STEP_UP_MINUTES": 5,
        "MAIL_FROM": "dgti-flow@localhost",
        "PUBLIC_URL": "http://127.0.0.1:8000",
        "TRUSTED_PROXIES": 0,
        "FILE_SCANNER": "",
        "API_TITLE": "DGTi Flow",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": "/api/v1",
        "OPENAPI_JSON_PATH": "openapi.json",
        **known,
        "DATABASE_URL": url,
        "SQLALCHEMY_DATABASE_URI": url,
        "SECRET_KEY": known.get("SECRET_KEY") or kept_secret(),
    }


def database_url(text: str) -> str:
    """The address as SQLAlchemy wants it: psycopg for PostgreSQL, an absolute (private) path for SQLite."""
    for plain in ("postgres://", "postgresql://"):
        if text.startswith(plain):
            return "postgresql+psycopg://" + text.removeprefix(plain)
    if text.startswith("sqlite:///"):
        path = Path(text.removeprefix("sqlite:///")).absolute()
        make_private(path.parent)
        if not path.exists():
            path.touch(mode=0o600)
        return f"sqlite:///{path}"
    return text


def make_private(folder: Path) -> None:
    """A folder nobody else looks into; what SQLite puts beside the database has the rights of its file."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def kept_secret() -> str:
    """A random secret, made once and kept readable by its owner only."""
    path = Path("var/secret_key")
    make_private(path.parent)
    if not path.exists():
        with open(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    return path.read_text()
