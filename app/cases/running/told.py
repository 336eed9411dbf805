"""Messages of the registers: from the change of a record to the case that waits for it.

Such a message belongs to no case while it looks for one. Nobody need wait for it: it is kept for a month, as
long as it is still true, and then forgotten; the journal of the record says that it was sent.
"""

from flask import current_app
from sqlalchemy import insert, select

from app import clock
from app.cases.models import Case
from app.cases.running.correlating import destination, digest
from app.cases.running.later import expiry
from app.cases.running.opening import open_by_message
from app.cases.running.statements import DUE
from app.extensions import db
from app.processes.service import receivers
from app.registers.kinds import KINDS
from app.registers.messages import WHEN_TOLD, Told, still
from app.waking import wake_workers
from workflows import Message

REGISTER = "register"
WAITING = "waiting"


def post(told: Told) -> None:
    """The message goes out with the change, in its transaction."""
    said = {"payload": told.payload, "keys": told.keys, REGISTER: list(told.about), "from": told.case_no}
    now = clock.now()
    row = {"kind": "message", "name": told.name, "payload": said, "digest": digest(told.keys)}
    db.session.execute(insert(DUE), {**row, "due_at": now, "created_at": now, "attempts": 0})
    wake_workers()


def look(row, keep, pause) -> None:
    """Send a register's message on to the case that waits for it, keep it while there is none, or forget it.

    `keep(row, **changed)` writes the row again, `pause(row)` says for how long.
    """
    kind, code, state = row.payload[REGISTER]
    until = expiry(row.created_at, current_app.config["MESSAGE_TTL_DAYS"])
    if clock.now() >= until or not still(KINDS[kind], code, state):
        return
    message = Message(row.name, row.payload["payload"], row.payload["keys"])
    found = destination(None, message)
    if found is None and (started := receivers(row.name)):
        _open(row, started[0], message)
    elif found is None:
        keep(row, case_id=None, due_at=min(until, clock.now() + pause(row)), error=WAITING)
    elif not _did_it(row, found):
        keep(row, case_id=found, due_at=clock.now(), error=None)
        wake_workers()


def _open(row, started, message) -> None:
    """The process that begins with it, in a new case of the record's centre; none for what a case did itself,
    and for a record of all centres."""
    if row.payload.get("from") is None and (place := message.payload.get("centre")):
        open_by_message(*started, message, place)


def _did_it(row, case_id: int) -> bool:
    """A case is not told what it has done itself."""
    case_no = db.session.scalar(select(Case.case_no).where(Case.id == case_id))
    return case_no is not None and case_no == row.payload.get("from")


def init_app(_app) -> None:
    """From now on what the registers tell goes to the cases."""
    if post not in WHEN_TOLD:
        WHEN_TOLD.append(post)
