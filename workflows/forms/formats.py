"""The formats of answers beyond JSON Schema's own: Thai identity numbers, phones, money.

The check digit is (11 − Σ d_i·(13−i) mod 11) mod 10 over the first twelve of thirteen digits, the same for
citizens and for juristic persons (as thai-citizen-id-validator and stdnum have it).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

_MONEY = r"^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,2})?$"
_DECIMAL = r"^-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?$"
_CENTURIES = r"^(?:19|20|21)[0-9]{2}-"

# Patterns run inside the validator; they stand beside its own check of dates and e-mail addresses.
PATTERNS = {
    "money": _MONEY,
    "decimal": _DECIMAL,
    "thai-phone": r"^0[0-9]{8,9}$",
    "date": _CENTURIES,
    "date-time": _CENTURIES,
}
EXAMPLES = {
    "money": "3480000.00",
    "decimal": "12.5",
    "thai-phone": "0812345678",
    "date": "2026-11-30",
    "date-time": "2026-11-30T09:00:00+07:00",
    "email": "somchai@example.go.th",
    "thai-citizen-id": "1101700230708",
    "juristic-id": "0994000165536",
}
NUMBERS = ("money", "decimal")


def check_digit(twelve: str) -> int:
    """The thirteenth digit for the first twelve."""
    total = sum(int(digit) * (13 - index) for index, digit in enumerate(twelve))
    return (11 - total % 11) % 10


def is_identity(text: str) -> bool:
    """Whether thirteen digits end in the right check digit."""
    return bool(re.fullmatch(r"[0-9]{13}", text)) and int(text[12]) == check_digit(text[:12])


def is_citizen_id(text: str) -> bool:
    """A person's number: it begins with 1–8."""
    return is_identity(text) and text[0] in "12345678"


def is_juristic_id(text: str) -> bool:
    """A juristic person's or agency's number: it begins with 0."""
    return is_identity(text) and text[0] == "0"


CHECKS: dict[str, Callable[[str], bool]] = {
    "thai-citizen-id": is_citizen_id,
    "juristic-id": is_juristic_id,
}
KNOWN = frozenset(EXAMPLES)


def tidy(name: str | None, text: str) -> str:
    """What a person types, in the shape an answer has: ``3,480,000`` → ``3480000.00``.

    Text that does not look like the format comes back as it was, for the check to refuse.
    """
    text = text.strip()
    bare = re.sub(r"[,\s]", "", text)
    if name == "money" and re.match(_MONEY, bare):
        return f"{Decimal(bare):.2f}"
    if name == "decimal" and re.match(_DECIMAL, bare):
        return bare
    if name in ("thai-phone", "thai-citizen-id", "juristic-id"):
        digits = re.sub(r"[-\s]", "", text)
        return digits if digits.isascii() and digits.isdigit() else text
    return text
