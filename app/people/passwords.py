"""Passwords and bearer texts: what may be stored, and how it is compared."""

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

USUAL = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
CHEAP = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1)
MAX_PASSWORD = 200

_hasher = USUAL
_nobody = USUAL.hash(secrets.token_hex(16))


def init_app(app) -> None:
    """Tests pay less for a password. The last application made in a process decides."""
    global _hasher, _nobody
    _hasher = CHEAP if app.testing else USUAL
    _nobody = _hasher.hash(secrets.token_hex(16))


def hash_password(password: str) -> str:
    """An argon2id hash."""
    return _hasher.hash(password[:MAX_PASSWORD])


def is_password(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one; somebody unknown, or without one, costs the same time."""
    try:
        return _hasher.verify(stored or _nobody, password[:MAX_PASSWORD]) and stored is not None
    except (Argon2Error, InvalidHashError):
        return False


def new_text() -> str:
    """256 bits nobody can guess."""
    return secrets.token_urlsafe(32)


def hash_text(text: str) -> str:
    """What is stored of a bearer text or a session. It has 256 bits, so plain SHA-256 is enough."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
