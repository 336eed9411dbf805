"""The one way to write a value as bytes (RFC 8785), so that anybody can recompute a hash."""

import hashlib

import orjson
import rfc8785

from app.refusals import Invalid

GENESIS = "0" * 64
ENTRY_TAG = b"dgti-journal-v1\0"
VALUE_TAG = b"dgti-commit-v1\0"
LARGEST = 2**53
# Below this character UTF-8 and UTF-16 sort keys alike, and orjson writes what RFC 8785 asks for.
LAST_COMMON = "\ud7ff"


def canonical(value) -> bytes:
    """Canonical JSON. Invalid for what has none: NaN, integers of 2^53 and more, broken characters."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS) if is_simple(value) else rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, orjson.JSONEncodeError, UnicodeEncodeError) as error:
        raise Invalid(
            "มีค่าที่บันทึกในบัญชีไม่ได้ เช่น จำนวนเต็มใหญ่เกินไป",
            f"A value cannot be journaled: {error}",
            "not_canonical",
        ) from error


def settled(value):
    """The value as it will be read back from the journal. What the engine is given must be that: the order of
    keys would otherwise differ when the command is replayed."""
    return orjson.loads(canonical(value))


def is_simple(value) -> bool:
    """Whether orjson and RFC 8785 agree on it (tests/api/test_journal.py proves the rule)."""
    if isinstance(value, str) or value is None or value is True or value is False:
        return True
    if isinstance(value, int):
        return -LARGEST < value < LARGEST
    if isinstance(value, dict):
        return all(type(key) is str and is_low(key) and is_simple(inner) for key, inner in value.items())
    if isinstance(value, list | tuple):
        return all(map(is_simple, value))
    return False


def is_low(key: str) -> bool:
    return key.isascii() or max(key) <= LAST_COMMON


def entry_hash(previous: str, entry: bytes) -> str:
    """The hash of an entry: over the hash before it and its bytes."""
    return hashlib.sha256(ENTRY_TAG + bytes.fromhex(previous) + entry).hexdigest()


def commitment(salt: bytes, field: str, value: bytes) -> str:
    """What an entry says of a value it does not hold; `value` is canonical already."""
    return hashlib.sha256(VALUE_TAG + salt + b"[" + canonical(field) + b"," + value + b"]").hexdigest()
