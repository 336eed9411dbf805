"""Writing down what a command did, in one transaction: state, tasks, journal, what must happen later.

No unit of work here: this is the path every completed task takes, and its statements are counted by a test.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

from app import clock
from app.cases.models import NO_DUE
from app.cases.running import statements as sql
from app.cases.running.correlating import digest
from app.cases.running.four_eyes import FourEyes
from app.cases.running.later import due_rows
from app.cases.running.named import is_own, people_assigned
from app.cases.running.scene import Scene
from app.clock import moment
from app.extensions import db, execute, sent_together
from app.journal.service import record
from app.processes.service import release
from app.waking import wake_workers
from workflows.properties import listed
from workflows.states import followed, reached

FOR_PEOPLE = ("user_task", "manual_task")
ENDED = ("completed", "terminated")
COMPLETED = "task:completed"
# The officer's word on a case's speed, and the triage table's, which comes later and wins.
SPEEDS = ("speed", "speed_class")
# What else keeps up with a run, in the same transaction: each gives what the journal entry must name.
FOLLOWERS: list[Callable[[Scene, object], dict]] = []


@dataclass(frozen=True)
class Before:
    """What a run waited for before the command, to see what changed."""

    due: str | None
    subscriptions: tuple
    incidents: frozenset


@dataclass(frozen=True)
class Command:
    """A command to an instance: the word for the journal, what the engine was told, and what was given."""

    kind: str
    do: dict
    given: dict = field(default_factory=dict)
    by: int | None = None
    step_id: int = -1
    behalf: int | None = None


@dataclass(frozen=True)
class Written:
    """What a command led to."""

    status: str
    opened: tuple[tuple[int, object], ...]
    number: int
    hash: str

    def to_json(self, case_no: str) -> dict:
        """The receipt somebody gets for a command."""
        opened = [
            {"id": id, "element": step.element, "name": step.name, "name_en": step.name_en, "role": step.lane}
            for id, step in self.opened
        ]
        receipt = {"case_no": case_no, "status": self.status, "entry": self.number, "hash": self.hash}
        return {**receipt, "opened": opened}


def before(run) -> Before:
    """To be called before the command."""
    return Before(run.next_due(), run.subscriptions(), frozenset(i.step_id for i in run.incidents()))


def write(scene: Scene, run, command: Command, past: Before | None) -> Written:
    """Store what the last command of the run did. Without a past the instance was only just started.

    FourEyes for somebody who did the step kept apart while this command waited; the caller rolls back.
    """
    state = run.state()
    status = run.status
    closed = run.changes.closed
    if past is not None:
        _close(scene, closed, command)
    opened = _open_tasks(scene, run)
    broke = _incidents(scene, run, past, command)
    _later(scene, run, past, closed, broke)
    _listen(scene, run, past)
    named = {name: value for follow in FOLLOWERS for name, value in follow(scene, run).items()}
    with sent_together():
        if past is not None:
            _store(scene, state, status)
        head = _journal(scene, run, command, state, named)
    if status in ENDED:
        settle(scene)
    db.session.expire_all()
    return Written(status, opened, head.number, head.hash)


def settle(scene: Scene) -> None:
    """Close the case if nothing of it goes on."""
    execute(sql.SETTLE_CASE, {"b_case": scene.case_id, "moment": scene.now})


def _store(scene, state, status):
    ended = scene.now if status in ENDED else None
    values = {"b_instance": scene.instance_id, "state": state, "status": status, "ended": ended}
    execute(sql.STORE_INSTANCE, values)


def _close(scene, closed, command):
    """The task that was completed is done; others that closed with it are withdrawn."""
    done = {"b_instance": scene.instance_id, "done": command.step_id, "moment": scene.now}
    withdrawn = [step for step in closed if step != command.step_id]
    if command.kind == COMPLETED:
        who = {"person": command.by, "behalf": command.behalf}
        apart = bool(scene.row.four_eyes)
        close = sql.CLOSE_TASK_APART if apart else sql.CLOSE_TASK
        shut = execute(close, {**done, **who, "today": clock.today()} if apart else {**done, **who})
        if apart and not shut.rowcount:
            raise FourEyes()
    if withdrawn:
        values = {"b_instance": scene.instance_id, "steps": withdrawn, "moment": scene.now}
        execute(sql.WITHDRAW_TASKS, values)


def _open_tasks(scene, run):
    steps = [step for step in run.changes.opened if step.kind in FOR_PEOPLE]
    if not steps:
        return ()
    bundle = release(scene.release_hash)
    people = people_assigned(steps, scene.centre_id, scene.opened_by)
    rows = [_task_row(scene, step, bundle.element(scene.process_id, step.element), people) for step in steps]
    ids = {step_id: id for id, step_id in execute(sql.OPEN_TASKS, rows)}
    return tuple((ids[step.id], step) for step in steps)


def _task_row(scene, step, element, people):
    said = element.properties
    apart = listed(said.get("fourEyes", ""))
    owner = scene.opened_by if is_own(step.lane) else None
    return {
        "case_id": scene.case_id,
        "instance_id": scene.instance_id,
        "centre_id": scene.centre_id,
        "step_id": step.id,
        "element": step.element,
        "kind": step.kind,
        "name": step.name or step.element,
        "name_en": step.name_en or step.element,
        "role": step.lane,
        "form": step.form or said.get("secretForm"),
        "four_eyes": f",{','.join(apart)}," if apart else "",
        "clock_stopped": said.get("clockStop") == "true",
        "public": said.get("public") == "true",
        "values": step.values,
        "assignee_id": people[step.assignee] if step.assignee else owner,
        "opened_at": scene.now,
        "due_at": moment(step.due) if step.due else NO_DUE,
        "status": "open",
    }


def _later(scene, run, past, closed, broke):
    due = run.next_due()
    timer_moved = past is None or due != past.due
    rows = due_rows(scene, run, due if timer_moved else None, broke)
    early = any(row["due_at"] <= scene.now for row in rows)
    if past is not None and not timer_moved and _one_reminder_moves(scene, closed, rows):
        rows = ()
    elif past is not None and (closed or timer_moved):
        also = "timer" if timer_moved else ""
        execute(sql.DROP_DUE, {"b_instance": scene.instance_id, "steps": closed, "also": also})
    if rows:
        execute(sql.WRITE_DUE, rows)
    if early:
        wake_workers()


def _one_reminder_moves(scene, closed, rows):
    """One task closed and one opened, the common case: the reminder of the one becomes that of the other."""
    if len(closed) != 1 or [row["kind"] for row in rows] != ["reminder"]:
        return False
    values = {name: rows[0][name] for name in sql.MOVED}
    return execute(sql.MOVE_REMINDER, {**values, "b_instance": scene.instance_id, "done": closed[0]}).rowcount


def _listen(scene, run, past):
    wanted = run.subscriptions()
    known = past.subscriptions if past else ()
    if wanted == known:
        return
    if known:
        execute(sql.UNSUBSCRIBE, {"b_instance": scene.instance_id})
    place = {"case_id": scene.case_id, "instance_id": scene.instance_id}
    names = ("kind", "name", "keys", "element")
    rows = [
        {**place, **{name: getattr(one, name) for name in names}, "digest": digest(one.keys)}
        for one in wanted
    ]
    if rows:
        execute(sql.SUBSCRIBE, rows)
    if new := [one for one in wanted if one not in known and one.kind == "message"]:
        names = sorted({one.name for one in new})
        digests = sorted({digest(one.keys) or "" for one in new})
        values = {"b_case": scene.case_id, "names": names, "digests": digests, "moment": scene.now}
        execute(sql.WAKE_MESSAGES, values)


def _incidents(scene, run, past, command):
    known = past.incidents if past else frozenset()
    present = {incident.step_id: incident for incident in run.incidents()}
    if gone := sorted(known - present.keys()):
        values = {"b_instance": scene.instance_id, "steps": gone, "moment": scene.now, "person": command.by}
        execute(sql.CLOSE_INCIDENTS, values)
    if new := [incident for step_id, incident in sorted(present.items()) if step_id not in known]:
        execute(sql.OPEN_INCIDENTS, [_incident_row(scene, incident) for incident in new])
    return bool(new)


def _incident_row(scene, incident):
    return {
        "kind": "step",
        "case_id": scene.case_id,
        "instance_id": scene.instance_id,
        "step_id": incident.step_id,
        "element": incident.element,
        "rule": incident.rule,
        "th": incident.th,
        "en": incident.en,
        "details": {"line": incident.line, "values": incident.values},
        "opened_at": scene.now,
    }


def _journal(scene, run, command, state, named):
    moves = [move.to_json() for move in run.moves]
    head = record(
        scene.head,
        command.kind,
        scene.now,
        command.by,
        command=command.do,
        moves=moves,
        given=command.given,
        instance=scene.instance_id,
        process=scene.process_id,
        release=scene.release_hash,
        state=hashlib.sha256(state).hexdigest(),
        **({"calendar": scene.calendar} if scene.calendar else {}),
        **({"documents": scene.documents} if scene.documents else {}),
        **on_behalf(command.behalf),
        **named,
    )
    scene.case_state = state_after(scene, run)
    store_head(scene, head, _speed(moves, scene.speed))
    return head


def state_after(scene: Scene, run) -> str | None:
    """The state of the case after what the run did last, by the marks and the vocabulary of its release."""
    bundle = release(scene.release_hash)
    led = reached(bundle.marks[scene.process_id], run.moves, lambda: run.variables)
    return followed(bundle.states, scene.case_state, led)


def on_behalf(behalf: int | None) -> dict:
    """What an entry says beside its actor, when somebody acts for somebody absent."""
    return {"on_behalf_of": behalf} if behalf is not None else {}


def store_head(scene: Scene, head, speed: str | None) -> None:
    """The case's own row remembers its journal's last entry."""
    values = {"b_case": scene.case_id, "number": head.number, "hash": head.hash, "moment": scene.now}
    execute(sql.MOVE_HEAD, {**values, "speed": speed, "case_state": scene.case_state})
    scene.head = head


def _speed(moves, known):
    """The speed class, if a move set one of its variables."""
    changed = [move["changes"] for move in moves if "changes" in move]
    said = [changes[name][1] for changes in changed for name in SPEEDS if name in changes]
    return str(said[-1])[:20] if said and said[-1] is not None else known
