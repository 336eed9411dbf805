"""Messages that come again and again, as a record says: one due row each, ahead of each occasion.

The row is written in the transaction that adds or changes the record, and goes with its end. When it falls
due, one transaction sends the message and writes the next row: killed between, neither happened.
"""

from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import delete, insert, select, update

from app import clock
from app.cases.running import told
from app.cases.running.acts import ACTS
from app.cases.running.statements import DUE, INCIDENT
from app.extensions import db
from app.people.service import centre as centre_named
from app.registers.cycles import first_ahead, next_after, occasions
from app.registers.kinds import KINDS
from app.registers.messages import told_of
from app.registers.operations import settings_of
from app.registers.service import WHEN

KIND = "cycle"


def plant(kind, row) -> None:
    """The due row of a record as it stands now; one that is due stays, if the cycle still names its day.

    Who changes a record begins no second occasion in a month that was told of already.
    """
    old = _rows(kind, row)
    done = max((clock.moment(one.payload["done"]) for one in old if one.payload["done"]), default=None)
    if kind.state_of(row, clock.today()) not in kind.cycle.states:
        return _drop(old)
    now = clock.now()
    late = [one for one in old if one.due_at <= now and _named(row, one.payload["on"])]
    _drop([one for one in old if one not in late])
    ahead = _ahead(kind, row)
    if not late and (on := first_ahead(row, now, ahead, done)):
        _write(kind, row, on, ahead, done)


def fire(due) -> None:
    """Tell of an occasion, unless it is over or the record names another by now; then write the next row."""
    kind = KINDS[due.name.partition(":")[0]]
    row = db.session.scalar(select(kind.table).where(kind.table.code == due.payload["code"]))
    if row is None or kind.state_of(row, clock.today()) not in kind.cycle.states:
        return
    now, on = clock.now(), clock.moment(due.payload["on"])
    if on > now and _named(row, due.payload["on"]):
        _tell(kind, row, on)
    if following := next_after(row, now, on):
        _write(kind, row, following, _ahead(kind, row), on)


def init_app(_app) -> None:
    """From now on records with a cycle keep their rows, and the worker knows what to do with them."""
    ACTS[KIND] = fire
    for kind in KINDS.values():
        for word in ("added", "changed", *kind.acts) if kind.cycle else ():
            follows = WHEN.setdefault((kind.key, word), [])
            if (follow := _planter(kind)) not in follows:
                follows.append(follow)


@cache
def _planter(kind):
    return lambda row, _by: plant(kind, row)


def _tell(kind, row, on: datetime):
    at = {kind.cycle.at: on.astimezone(clock.BANGKOK).isoformat()}
    told.post(told_of(kind, row, kind.cycle, **at))


def _named(row, on: str) -> bool:
    """Whether the record still has an occasion at that moment."""
    moment = clock.moment(on)
    return moment in occasions(row, moment)


def _ahead(kind, row) -> timedelta:
    return timedelta(days=settings_of(centre_named(row.centre))[kind.cycle.ahead] if row.centre else 0)


def _rows(kind, row) -> list:
    """The first look waits for a worker that is at one, the second sees what it wrote."""
    found = select(DUE).where(DUE.c.kind == KIND, DUE.c.name == f"{kind.key}:{row.code}").with_for_update()
    db.session.execute(found).all()
    return db.session.execute(found).all()


def _drop(rows) -> None:
    ids = [row.id for row in rows]
    if ids:
        closed = update(INCIDENT).where(INCIDENT.c.due_row_id.in_(ids), INCIDENT.c.closed_at.is_(None))
        db.session.execute(closed.values(closed_at=clock.now()))
        db.session.execute(delete(DUE).where(DUE.c.id.in_(ids)))


def _write(kind, row, on: datetime, ahead: timedelta, done: datetime | None) -> None:
    said = {"code": row.code, "on": clock.text(on), "done": clock.text(done) if done else None}
    values = {"kind": KIND, "name": f"{kind.key}:{row.code}", "payload": said, "due_at": on - ahead}
    db.session.execute(insert(DUE), {**values, "attempts": 0, "created_at": clock.now()})
