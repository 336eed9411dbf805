"""What a process owner may do to a stuck instance: write variables, take a token elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.answers import as_data
from workflows.errors import CannotMove, NobodyCaught, ProcessUnknown, StepNotWaiting
from workflows.guards import before, refuse_computed, roots_around
from workflows.instance import incidents, propagation
from workflows.instance.cancelling import cancel
from workflows.instance.instance import Instance
from workflows.instance.token import Token
from workflows.specs.triggers import CodedTrigger


def repair_variables(
    release: Any,
    instance: Instance,
    variables: Mapping[str, Any],
    step_id: int | None,
    process: str | None = None,
) -> None:
    """Write variables where the step sees them, or those of a process around it: its own, or a caller's.

    The change shows as a move of the process it was written in. Raises Computed, and has then written
    nothing, for what is nobody's to set by hand; ProcessUnknown where no such process is around the step.
    """
    token = instance.task_tree if step_id is None else instance.tokens.get(step_id)
    if token is None:
        raise StepNotWaiting(step=step_id)
    around = roots_around(token)
    if process not in (None, *around):
        raise ProcessUnknown(process=process)
    root = around[process or next(iter(around))]
    where = token if process is None else root
    given = as_data(dict(variables))
    for name in around:
        refuse_computed(release, name, given, where.data)
    for name, value in given.items():
        where.data[name] = value
    instance.note(root, "completed")


def fail_step(instance: Instance, token: Token, code: str, payload: Any) -> None:
    """A BPMN error leaves a step: caught around it, or an incident of the step (13.3.2)."""
    del token.internal_data["asked"]
    instance.opened.pop(token.id, None)
    instance.shut.append(token.id)
    error = CodedTrigger("error", code, code)
    if not propagation.throw(instance, token, error, payload):
        incidents.raise_incident(instance, token, NobodyCaught(error=code))


def move_token(instance: Instance, step_id: int, element_id: str) -> None:
    """Withdraw a token and put one on another element of the same scope; raises CannotMove.

    An event behind an event gateway takes the race with it: the gateway is withdrawn (BPMN 2.0.2, 13.4.4).
    """
    if element_id not in places_for(instance, step_id):
        raise CannotMove(step=step_id, element=element_id)
    token = instance.tokens[step_id]
    frame = token.workflow
    instance.new_token(frame, frame.spec.task_specs[element_id])
    cancel(instance, instance.tokens[token._parent] if "slot" in token.internal_data else token)


def places_for(instance: Instance, step_id: int) -> tuple[str, ...]:
    """Every element a token may be taken to by hand, as drawn; none for what holds no token of its own.

    Where the process computes what nobody may type: itself, and what it has come by on its way here.
    """
    token = instance.tokens.get(step_id)
    if token is None or not token.task_spec.holds or token.task_spec.owner is not None:
        return ()
    drawn = token.workflow.spec
    names = tuple(name for name, spec in drawn.task_specs.items() if is_place(spec))
    if not drawn.guarded:
        return names
    here = token.task_spec.name
    back = {here} | (before(drawn, here) & set(token.workflow.trail))
    return tuple(name for name in names if name in back)


def is_place(spec) -> bool:
    """Whether a token may be put here by hand: something drawn that flows lead through, no handler."""
    if "#" in spec.name or not spec.can_be_entered or spec.owner is not None:
        return False
    return spec.kind != "event_sub_process" and not spec.drawn.flag("isForCompensation")
