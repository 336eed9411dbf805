"""What processes hear of the registers: the messages that a change of a record sends.

A register declares them by `Kind.tells`. They are written in the transaction of the change, whoever made it
(by page, the API, an operation of a diagram), and go to the process that waits for them with these keys.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from app import clock
from app.extensions import db
from app.registers.fields import plain


@dataclass(frozen=True)
class Told:
    """A message on its way; `about` is (register, record, its state), `case_no` the case that did it."""

    name: str
    keys: dict
    payload: dict
    about: tuple[str, str, str]
    case_no: str | None


# What features to the right do with a message: they know who waits.
WHEN_TOLD: list[Callable[[Told], None]] = []


def tell(kind, row, before: str | None, case_no: str | None, reason: str | None = None) -> list[str]:
    """Send what a change of a record from a state has to say; gives the names of the messages."""
    after = kind.state_of(row, clock.today())
    said = [one for one in kind.tells if before in one.sources and after == one.to]
    for one in said:
        for send in WHEN_TOLD:
            send(told_of(kind, row, one, case_no, reason=reason))
    return [one.message for one in said]


def told_of(kind, row, said, case_no: str | None = None, reason: str | None = None, **more) -> Told:
    """The message that a register declares (Tells or Cycle), of a record as it stands now."""
    state = kind.state_of(row, clock.today())
    keys = {name: plain(getattr(row, column)) for name, column in said.keys.items()}
    more |= {name: plain(getattr(row, column)) for name, column in said.payload.items()}
    payload = {**keys, **more, "state": state, "reason": reason, "by_case": case_no}
    return Told(said.message, keys, payload, (kind.key, row.code, state), case_no)


def still(kind, code: str, state: str) -> bool:
    """Whether a record is still in the state a message speaks of."""
    row = db.session.scalar(select(kind.table).where(kind.table.code == code))
    return row is not None and kind.state_of(row, clock.today()) == state
