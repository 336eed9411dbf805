"""Incidents: the token waits at the element that failed, the owner sees why, the rest goes on.

We keep the token where it is instead of refusing the command: a person's answers are not lost because
a gateway behind them has a mistake, parallel branches run on, and a retry needs nobody to type again.
"""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.util.task import TaskState

from workflows.errors import NoIncident, Refused
from workflows.instance.instance import Instance
from workflows.instance.token import Token
from workflows.records import Incident


def raise_incident(instance: Instance, token: Token, refusal: Refused) -> None:
    """Park the token with the reason; retry, repair or move bring it on."""
    token.internal_data["incident"] = describe(refusal)
    token._set_state(TaskState.ERROR)
    instance.note(token, "incident", values={"rule": refusal.code})


def describe(refusal: Refused) -> dict[str, Any]:
    """The reason as plain data for the stored state."""
    details = refusal.details
    values = {k: v for k, v in details.items() if isinstance(v, (str, int, float, bool, dict, list))}
    return {
        "rule": refusal.code,
        "th": refusal.th,
        "en": refusal.en,
        "line": details.get("line"),
        "values": values.get("values", {k: v for k, v in values.items() if k != "line"}),
    }


def list_incidents(instance: Instance) -> tuple[Incident, ...]:
    """Every incident of the instance, oldest step first."""
    stuck = [token for token in instance.tokens.values() if token._state == TaskState.ERROR]
    return tuple(
        Incident(token.id, token.task_spec.bpmn_id, **token.internal_data["incident"]) for token in stuck
    )


def clear(instance: Instance, step_id: int) -> Token:
    """The token of an incident, ready to run again; raises NoIncident."""
    token = instance.tokens.get(step_id)
    if token is None or token._state != TaskState.ERROR:
        raise NoIncident(step=step_id)
    del token.internal_data["incident"]
    instance.make_ready(token)
    return token
