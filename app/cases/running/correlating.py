"""Which case a message is for: by its correlation keys, over all cases, without looking at each."""

import hashlib

from sqlalchemy import bindparam, select

from app.cases.running.statements import CASE, SUBSCRIPTION
from app.extensions import db
from app.journal.canonical import canonical
from workflows import Message

CASE_ID = "case_id"
LISTENERS = (
    select(SUBSCRIPTION.c.instance_id, SUBSCRIPTION.c["keys"], SUBSCRIPTION.c.element)
    .where(
        SUBSCRIPTION.c.case_id == bindparam("case"),
        SUBSCRIPTION.c.kind == "message",
        SUBSCRIPTION.c.name == bindparam("message"),
    )
    .order_by(SUBSCRIPTION.c.id)
)
ELSEWHERE = (
    select(SUBSCRIPTION.c.case_id)
    .where(
        SUBSCRIPTION.c.kind == "message",
        SUBSCRIPTION.c.name == bindparam("message"),
        SUBSCRIPTION.c.digest == bindparam("digest"),
    )
    .order_by(SUBSCRIPTION.c.id)
    .limit(1)
)
KNOWN_CASE = select(CASE.c.id).where(CASE.c.id == bindparam("case"))


def digest(keys: dict) -> str | None:
    """SHA-256 of correlation keys in canonical form; None for a message or listener without any."""
    return hashlib.sha256(canonical(keys)).hexdigest() if keys else None


def fits(wanted: dict, given: dict) -> bool:
    """All keys a listener declares must be the message's; as data, so that 1 is not true."""
    return all(name in given and canonical(given[name]) == canonical(value) for name, value in wanted.items())


def listener(case_id: int, message: Message):
    """(instance, keys, element) of what has waited longest in a case for this message, or None."""
    rows = db.session.execute(LISTENERS, {"case": case_id, "message": message.name})
    return next((row for row in rows if fits(row.keys, message.keys)), None)


def named_case(message: Message) -> int | None:
    """The case that a message's keys or its payload name; None without one, or when there is no such case."""
    payload = message.payload if isinstance(message.payload, dict) else {}
    said = message.keys.get(CASE_ID, payload.get(CASE_ID))
    return db.session.scalar(KNOWN_CASE, {"case": said}) if type(said) is int else None


def destination(case_id: int, message: Message) -> int:
    """The case to which a message goes that now lies at `case_id`: that case, if nobody is found elsewhere.

    Keys with a `case_id` go to that case. Others go to a listener here, then to the one with exactly
    these keys anywhere; then to the case that the payload names, where it may start a process.
    """
    if message.keys and CASE_ID not in message.keys:
        if listener(case_id, message):
            return case_id
        wanted = {"message": message.name, "digest": digest(message.keys)}
        if found := db.session.scalar(ELSEWHERE, wanted):
            return found
    return named_case(message) or case_id
