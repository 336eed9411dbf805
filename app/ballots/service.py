"""Casting into a sealed box and opening it once.

The content is the sorted list of choices, padded to one size and encrypted with AES-GCM under a key derived
(HKDF) from the server's secret, which is not in the database. Every vote seals all of it anew with a fresh
nonce, so that the row says neither what was added nor in which order. Who has voted stands elsewhere: the
completed tasks. Opening gives the tally and removes the box.
"""

from collections import Counter

from sqlalchemy import select

from app.ballots.models import BallotBox
from app.ballots.sealing import new_salt, seal, unseal
from app.extensions import db


def cast(case_id: int, box: str, choice: str) -> None:
    """Put one choice into a box; the caller holds the case's lock and notes who has voted."""
    row = _box(case_id, box)
    if row is None:
        row = BallotBox(case_id=case_id, name=box, salt=new_salt(), sealed=b"")
        db.session.add(row)
    row.sealed = seal(row, [*unseal(row), choice])
    db.session.flush()


def open_box(case_id: int, box: str) -> dict[str, int]:
    """How often each choice is in a box, which is gone then; {} for one nobody voted into."""
    row = _box(case_id, box)
    if row is None:
        return {}
    tally = dict(sorted(Counter(unseal(row)).items()))
    db.session.delete(row)
    db.session.flush()
    return tally


def _box(case_id, name):
    return db.session.scalar(select(BallotBox).where(BallotBox.case_id == case_id, BallotBox.name == name))
