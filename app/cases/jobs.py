"""Background work: due rows, claimed one at a time by any number of workers, each in one transaction.

Killed in mid-job, nothing of it happened and the next worker takes the row. What fails is tried again, later
and later; after eight times it is an incident the process owner sees.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, insert, select, update

from app import clock
from app.cases.models import Case, Task
from app.cases.running.acts import ACTS, OUTSIDE
from app.cases.waiting import MAX_ATTEMPTS, DueRow, Incident
from app.database import is_sqlite
from app.extensions import db
from app.files.service import sweep
from app.people.service import tidy_up
from app.waking import Waiting, wake_workers

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
LEASE = timedelta(minutes=5)
LONGEST_SLEEP = 2.0
TIDY_EVERY = timedelta(hours=1)

log = logging.getLogger(__name__)
DUE, CASE, TASK = DueRow.__table__, Case.__table__, Task.__table__
IS_DUE = (DUE.c.due_at <= bindparam("moment"), DUE.c.attempts < MAX_ATTEMPTS)
NEXT = select(DUE).where(*IS_DUE).order_by(DUE.c.due_at, DUE.c.id).limit(1)
# Two questions, because an outer join cannot lock its nullable side. The case is locked with the row, and
# skipped when it is busy: one hot case does not hold up the others.
NEXT_OF_CASE = (
    select(DUE)
    .join(CASE, CASE.c.id == DUE.c.case_id)
    .where(*IS_DUE)
    .order_by(DUE.c.due_at, DUE.c.id)
    .limit(1)
    .with_for_update(of=[DUE, CASE], skip_locked=True, key_share=True)
)
NEXT_ALONE = NEXT.where(DUE.c.case_id.is_(None)).with_for_update(skip_locked=True)
SOONEST = select(func.min(DUE.c.due_at)).where(DUE.c.attempts < MAX_ATTEMPTS)
TAKE = delete(DUE).where(DUE.c.id == bindparam("row"))
PUT_OFF = (
    update(DUE)
    .where(DUE.c.id == bindparam("row"))
    .values(due_at=bindparam("later"), attempts=bindparam("tried"), error=bindparam("said"))
)


def run_one() -> bool:
    """Do the most urgent thing that is due; False when nothing is."""
    try:
        row = _claim()
        if row is None:
            db.session.rollback()
            return False
        if row.kind in OUTSIDE:
            _do_outside(row, OUTSIDE[row.kind])
        else:
            _do_within(row, ACTS[row.kind])
            db.session.commit()
        return True
    finally:
        db.session.remove()


def _claim():
    now = {"moment": clock.now()}
    if not is_sqlite(db.engine):
        return db.session.execute(NEXT_OF_CASE, now).first() or db.session.execute(NEXT_ALONE, now).first()
    # A look without the write lock first: most looks find nothing.
    db.session.info["read_only"] = True
    found = db.session.execute(NEXT, now).first()
    db.session.rollback()
    db.session.info["read_only"] = False
    return db.session.execute(NEXT, now).first() if found else None


def _do_within(row, act: Callable):
    """Act and drop the row, or neither: then the row is put off."""
    try:
        with db.session.begin_nested():
            db.session.execute(TAKE, {"row": row.id})
            act(row)
    except Exception as error:
        log.warning("%s of case %s failed", row.kind, row.case_id, exc_info=error)
        _put_off(row, error)


def _do_outside(row, act: Callable):
    """What leaves the machine runs outside any transaction, under a lease: at least once.

    An act may give back what is to be done when what it wrote is committed.
    """
    values = {"row": row.id, "later": clock.now() + LEASE, "tried": row.attempts + 1, "said": row.error}
    db.session.execute(PUT_OFF, values)
    db.session.commit()
    try:
        if then := act(row):
            db.session.commit()
            then()
    except Exception as error:
        db.session.rollback()
        log.warning("%s failed", row.kind, exc_info=error)
        _put_off(row, error)
        db.session.commit()
        return
    db.session.execute(TAKE, {"row": row.id})
    db.session.commit()


def _put_off(row, error):
    # What will fail again in the same way is told at once, not after eight times.
    tried = MAX_ATTEMPTS if getattr(error, "final", False) else row.attempts + 1
    said = str(getattr(error, "en", "")) or f"{type(error).__name__}: {error}"
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2**row.attempts)
    values = {"row": row.id, "later": clock.now() + pause, "tried": tried, "said": said[:1000]}
    db.session.execute(PUT_OFF, values)
    if tried >= MAX_ATTEMPTS:
        _give_up(row, error, said)


def _give_up(row, error, said):
    """An incident somebody sees and can retry."""
    db.session.execute(
        insert(Incident.__table__),
        {
            "kind": "job",
            "case_id": row.case_id,
            "instance_id": row.instance_id,
            "step_id": row.step_id,
            "due_row_id": row.id,
            "rule": getattr(error, "code", row.kind),
            "th": str(getattr(error, "th", "")) or f"งานเบื้องหลัง “{row.kind}” ทำไม่สำเร็จ {MAX_ATTEMPTS} ครั้ง",
            "en": said[:1000],
            "details": {"job": row.kind, "name": row.name},
            "opened_at": clock.now(),
        },
    )
    tell = {"kind": "notify", "name": "incident", "case_id": row.case_id, "payload": {}, "attempts": 0}
    db.session.execute(insert(DUE), {**tell, "due_at": clock.now(), "created_at": clock.now()})
    wake_workers()


def work(stop: threading.Event) -> None:
    """The life of a worker: drain, sleep until something is due or somebody calls, go on whatever happens."""
    tidy_at = clock.now()
    with Waiting(db.engine) as waiting:
        while not stop.is_set():
            try:
                if clock.now() >= tidy_at:
                    tidy_at = clock.now() + TIDY_EVERY
                    tidy()
                while not stop.is_set() and run_one():
                    pass
                waiting.sleep(_pause(), stop)
            except Exception:
                log.exception("a worker goes on after a fault")
                stop.wait(LONGEST_SLEEP)


def tidy():
    """What is over may be forgotten; several workers doing it at once do no harm."""
    try:
        tidy_up()
        sweep(select(TASK.c.id).where(TASK.c.status == "open"))
        db.session.commit()
    finally:
        db.session.remove()


def _pause() -> float:
    """Seconds until the next row falls due, at most two."""
    try:
        db.session.info["read_only"] = True
        soonest: datetime | None = db.session.scalar(SOONEST)
    finally:
        db.session.remove()
    if soonest is None:
        return LONGEST_SLEEP
    return min(LONGEST_SLEEP, max(0.0, (soonest - clock.now()).total_seconds()))


def start_thread(app) -> tuple[threading.Thread, threading.Event]:
    """One worker inside the server (SQLite). Set the event to end it. Call it after the fork."""
    stop = threading.Event()

    def live():
        with app.app_context():
            work(stop)

    thread = threading.Thread(target=live, name="dgti-worker", daemon=True)
    thread.start()
    return thread, stop
