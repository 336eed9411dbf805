"""What is done when a row falls due, by its kind; notices/acts.py adds reminder, notify and mail."""

from collections.abc import Callable
from datetime import timedelta

from flask import current_app
from sqlalchemy import insert

from app import clock
from app.cases.operations import perform
from app.cases.running import effects, messages, told
from app.cases.running.correlating import destination
from app.cases.running.later import expiry
from app.cases.running.scene import lock_case, lock_instance
from app.cases.running.statements import DUE, INCIDENT
from app.cases.waiting import MAX_ATTEMPTS
from app.extensions import db
from app.journal.canonical import settled
from app.processes.service import is_received
from app.waking import wake_workers
from workflows import Message

LOOK_SOON = timedelta(minutes=1)
LOOK_AGAIN = timedelta(days=1)
WAITING = "waiting"

# The row is deleted before the act, in the same transaction: an act that lives on writes itself again.
ACTS: dict[str, Callable] = {}
# Acts that leave the machine: they run outside the transaction.
OUTSIDE: dict[str, Callable] = {}


def act(kind: str, outside: bool = False) -> Callable:
    """Register what is done with due rows of a kind."""

    def register(function):
        (OUTSIDE if outside else ACTS)[kind] = function
        return function

    return register


@act("timer")
def fire_timer(row) -> None:
    """Time has passed for an instance."""
    scene = lock_instance(row.instance_id)
    run = scene.run()
    if run.status in effects.ENDED:
        return
    past = effects.before(run)
    run.tick(scene.now)
    # The row of the old time is gone already: whatever is due next needs a new one.
    past = effects.Before(None, past.subscriptions, past.incidents)
    effects.write(scene, run, effects.Command("timer:fired", {"do": "tick"}), past)


@act("service")
def perform_service(row) -> None:
    """A service task: its result goes into the process as an answer does."""
    scene = lock_instance(row.instance_id)
    run = scene.run()
    past = effects.before(run)
    result = settled(perform(row.name, scene, scene.look_at(run, row.step_id)))
    run.complete(row.step_id, result, scene.now)
    do = {"do": "complete", "step": row.step_id, "operation": row.name}
    effects.write(scene, run, effects.Command("service:completed", do, {"answers": result}), past)


@act("message")
def deliver_message(row) -> None:
    """A message for whoever waits for it; kept for a month when nobody does, then reported.

    For a receiver in another case it first moves there, so that a delivery locks one case only. One that no
    current process has a place for is the open end of a diagram: only its journal entry stays.
    """
    if row.case_id is None:
        told.look(row, _keep, pause)
        return
    message = Message(row.name, row.payload.get("payload"), row.payload.get("keys") or {})
    case_id = destination(row.case_id, message)
    if case_id != row.case_id:
        _keep(row, case_id=case_id, due_at=clock.now(), error=None)
        wake_workers()
        effects.settle(lock_case(row.case_id))
        return
    if messages.deliver_within(case_id, message):
        effects.settle(lock_case(case_id))
        return
    if told.REGISTER in row.payload:
        told.look(row, _keep, pause)
        return
    scene = lock_case(row.case_id)
    if not is_received(row.name):
        effects.settle(scene)
        return
    until = expiry(row.created_at, current_app.config["MESSAGE_TTL_DAYS"])
    if clock.now() < until:
        _keep(row, due_at=min(until, clock.now() + pause(row)), error=WAITING)
        effects.settle(scene)
        return
    _give_up(row)
    effects.settle(scene)


def pause(row) -> timedelta:
    """As long as it has waited already, at most a day: a listener in another case may come just now."""
    return max(LOOK_SOON, min(LOOK_AGAIN, clock.now() - row.created_at))


def _keep(row, **changed):
    kept = {name: value for name, value in row._mapping.items() if name != "id"}
    return db.session.execute(insert(DUE).returning(DUE.c.id), {**kept, **changed}).scalar_one()


def _give_up(row):
    kept = _keep(row, attempts=MAX_ATTEMPTS, error="nobody waited for it")
    db.session.execute(
        insert(INCIDENT),
        {
            "kind": "message",
            "case_id": row.case_id,
            "instance_id": row.instance_id,
            "due_row_id": kept,
            "rule": "message_unclaimed",
            "th": f"ไม่มีผู้ใดรอข้อความ “{row.name}” จนหมดอายุ",
            "en": f"Nobody waited for the message “{row.name}” until its time was over.",
            "details": {"message": row.name},
            "opened_at": clock.now(),
        },
    )
    tell = {"kind": "notify", "name": "incident", "due_at": clock.now(), "created_at": clock.now()}
    db.session.execute(insert(DUE), {**tell, "case_id": row.case_id, "payload": {}, "attempts": 0})
    wake_workers()


@act("signal")
def broadcast_signal(row) -> None:
    """One row for each instance that listens, told in a transaction of its own; processes it starts begin."""
    messages.start_by_signal(row.case_id, row.name)
    effects.settle(lock_case(row.case_id))
    listeners = db.session.execute(messages.LISTENERS_OF_SIGNAL, {"signal": row.name}).all()
    told = sorted({(case_id, instance_id) for case_id, instance_id in listeners})
    rows = [
        {
            "kind": "signal_one",
            "name": row.name,
            "case_id": case_id,
            "instance_id": instance_id,
            "payload": row.payload,
            "attempts": 0,
            "due_at": clock.now(),
            "created_at": clock.now(),
        }
        for case_id, instance_id in told
        if instance_id != row.instance_id
    ]
    if rows:
        db.session.execute(insert(DUE), rows)
        wake_workers()


@act("signal_one")
def hear_signal(row) -> None:
    """A signal reaches one instance; it may have stopped listening meanwhile."""
    scene = lock_instance(row.instance_id)
    if scene.row.instance_status not in effects.ENDED:
        messages.signal(scene, row.name, row.payload.get("payload"))
