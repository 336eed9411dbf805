"""What a process owner may do to a stuck instance: write variables, take a token elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.errors import CannotMove
from workflows.instance.cancelling import cancel
from workflows.instance.instance import Instance


def repair_variables(instance: Instance, variables: Mapping[str, Any]) -> None:
    """Write variables of the process; the change shows as a move of the process itself."""
    for name, value in variables.items():
        instance.variables[name] = value
    instance.note(instance.task_tree, "completed")


def move_token(instance: Instance, step_id: int, element_id: str) -> None:
    """Withdraw a token and put one on another element of the same scope; raises CannotMove."""
    token = instance.tokens.get(step_id)
    if token is None or not token.task_spec.holds or token.task_spec.owner is not None:
        raise CannotMove(step=step_id, element=element_id)
    frame = token.workflow
    target = frame.spec.task_specs.get(element_id)
    if target is None or not target.can_be_entered:
        raise CannotMove(step=step_id, element=element_id)
    instance.new_token(frame, target)
    cancel(instance, token)
