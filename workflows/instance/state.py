"""The stored state: the live frontier and the variables as canonical JSON, no specs and no past.

Orders are kept as they are (variables) or go by id (tokens, scopes): keys are never sorted on save.
"""

from __future__ import annotations

from typing import Any

import orjson
from SpiffWorkflow.util.task import TaskState

from workflows.clock import parse_instant
from workflows.errors import StateUnreadable
from workflows.instance.frame import Frame, Part
from workflows.instance.instance import Instance
from workflows.instance.scope import Scope
from workflows.instance.token import Token

VERSION = 1


def write_state(instance: Instance) -> bytes:
    """The state as JSON bytes; the same commands under the same release give the same bytes."""
    frames = [instance, *sorted(instance.subprocesses.values(), key=lambda part: part.task_tree.id)]
    return orjson.dumps(
        {
            "version": VERSION,
            "process": instance.spec.name,
            "seed": instance.seed,
            "counter": instance.counter,
            "step": instance.step,
            "now": instance.now_text,
            "status": instance.status,
            "conversations": instance.conversations,
            "frames": [_frame(frame) for frame in frames],
        }
    )


def _frame(frame: Frame) -> dict[str, Any]:
    stored: dict[str, Any] = {"root": frame.task_tree.id, "variables": frame.variables.own}
    if isinstance(frame, Part):
        stored["host"] = frame.host.id
        if frame.variables.written is not None:
            stored["written"] = list(frame.variables.written)
    if frame.ending:
        stored["ending"] = frame.ending
    if frame.records:
        stored["records"] = frame.records
    if frame.trail:
        stored["trail"] = frame.trail
    if frame.joins:
        stored["joins"] = frame.joins
    stored["tokens"] = [_token(t) for t in frame.tasks.values() if t.is_open]
    return stored


def _token(token: Token) -> dict[str, Any]:
    stored: dict[str, Any] = {
        "id": token.id,
        "spec": token.task_spec.name,
        "state": token._state,
        "step": token.changed,
    }
    if token._parent != token.workflow.task_tree.id:
        stored["parent"] = token._parent
    if token.internal_data:
        stored["in"] = token.internal_data
    if token.local is not None:
        stored["local"] = token.local.own
        if token.local.closed:
            stored["closed"] = True
    return stored


def read_state(processes: dict, data: bytes, calendar) -> Instance:
    """The instance a state was written from; raises StateUnreadable."""
    try:
        stored = orjson.loads(data)
        if stored["version"] != VERSION:
            raise StateUnreadable(reason=f"version {stored['version']}")
        instance = Instance(processes[stored["process"]], stored["seed"], calendar)
        _fill(instance, stored)
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise StateUnreadable(reason=repr(error)[:200]) from None
    return instance


def _fill(instance: Instance, stored: dict[str, Any]) -> None:
    instance.counter = stored["counter"]
    instance.step = stored["step"]
    instance.status = stored["status"]
    instance.set_now(parse_instant(stored["now"]))
    instance.conversations = stored["conversations"]
    found: list[tuple[Token, int | None]] = []
    for part in stored["frames"]:
        frame = _open_frame(instance, part)
        for each in part["tokens"]:
            found.append((_open_token(instance, frame, each), each.get("parent")))
        frame.joins = part.get("joins", {})
        frame.trail = part.get("trail", [])
        frame.records = part.get("records", [])
        frame.ending = part.get("ending")
    _hang(found)
    _enlist(instance, sorted((token for token, _ in found), key=lambda token: token.id))


def _open_frame(instance: Instance, stored: dict[str, Any]) -> Frame:
    if "host" not in stored:
        instance.variables = Scope(instance.recorder, stored["variables"])
        instance.plant(stored["root"])
        return instance
    host = instance.tokens[stored["host"]]
    spec = host.task_spec
    part = Part(spec.inner, host, spec.variables_within(host, stored["variables"]))
    if "written" in stored:
        part.variables.written = dict.fromkeys(stored["written"])
    instance.subprocesses[host.id] = part
    part.plant(stored["root"])
    return part


def _open_token(instance: Instance, frame: Frame, stored: dict[str, Any]) -> Token:
    spec = frame.spec.task_specs[stored["spec"]]
    token = Token(frame, spec, None, stored["id"], stored["state"])
    token.changed = stored["step"]
    token.internal_data = stored.get("in", {})
    if "local" in stored:
        token.local = Scope(instance.recorder, stored["local"], frame.variables, "closed" in stored)
    instance.tokens[token.id] = token
    return token


def _hang(found: list[tuple[Token, int | None]]) -> None:
    for token, parent in found:
        frame = token.workflow
        above = frame.task_tree if parent is None else frame.tasks[parent]
        token._parent = above.id
        above._children[token.id] = None
        if token.local is not None and above.local is not None:
            token.local.parent = above.local


def _enlist(instance: Instance, tokens: list[Token]) -> None:
    """The sets of the stepping loop, in order of id as they were."""
    instance.tokens.clear()
    for token in tokens:
        instance.adopt(token)
        state = token._state
        if state == TaskState.READY:
            instance.make_ready(token)
        elif state == TaskState.WAITING:
            spec = token.task_spec
            if "armed" in token.internal_data:
                spec.enlist(token, instance)
            elif "wants" in token.internal_data:
                instance.let_starve(token)
            elif "came" in token.internal_data:
                instance.joining.add(token.id)
                if spec.patient:
                    instance.patient.add(token.id)
    instance.look = False
