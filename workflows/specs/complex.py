"""The complex gateway: fires when its condition holds, then swallows what still comes (BPMN 2.0.2, 13.4.5).

Its one waiting token counts what came over each inflow. ``took`` marks the second phase: which inflows have
been served; the gateway is reset when every other inflow has a token or can get none any more.
"""

from __future__ import annotations

from SpiffWorkflow.util.task import TaskState

from workflows.errors import NoFlowHolds
from workflows.instance.scope import Scope
from workflows.specs.gateways import Join
from workflows.specs.node import Exit, truth


class ComplexGateway(Join):
    """``activation`` decides over ``activationCount``; flow conditions may ask ``waitingForStart``."""

    patient = True
    activation = None

    def arrived(self, token, instance) -> None:
        """Look at the activation condition when the turn comes; a reset waits until nothing else moves."""
        if "took" in token.internal_data:
            instance.patient.add(token.id)
        elif token.has_state(TaskState.WAITING):
            instance.make_ready(token)

    def act(self, token) -> bool:
        inside, instance = token.internal_data, token.workflow.top_workflow
        if "came" not in inside:
            return True
        if inside.pop("reset", False):
            return self._reset(token, instance)
        token._set_state(TaskState.WAITING)
        if "took" in inside or not self._is_active(token, instance):
            return False
        chosen = self._open_flows(token, instance, True)
        inside["took"] = [slot for slot, count in enumerate(inside["came"]) if count]
        self._consume(inside, inside["took"])
        instance.patient.add(token.id)
        self.hand_on(token, instance, chosen)
        return False

    def choose(self, token) -> list:
        """One inflow only: a plain fork to every true flow."""
        if "came" in token.internal_data:
            return []
        return self._open_flows(token, token.workflow.top_workflow, True)

    def try_to_fire(self, token) -> bool:
        """The second phase ends when no inflow is outstanding (13.4.5, reset)."""
        inside = token.internal_data
        if "took" not in inside:
            return False
        came = inside["came"]
        missing = {slot for slot, count in enumerate(came) if not count and slot not in inside["took"]}
        for other in token.workflow.open.values():
            if other is not token and self.reach.get(other.task_spec.place, frozenset()) & missing:
                return False
        instance = token.workflow.top_workflow
        instance.patient.discard(token.id)
        inside["reset"] = True
        instance.make_ready(token)
        return True

    def is_stuck(self, token) -> bool:
        """The first phase never ends when no inflow can get another token."""
        if "took" in token.internal_data:
            return False
        return not self.can_come(token, set(range(len(self.slots))))

    def _is_active(self, token, instance) -> bool:
        inside = token.internal_data
        counts = {"activationCount": sum(inside["came"]), "waitingForStart": True}
        scope = Scope(instance.recorder, counts, token.data, closed=True)
        return truth(self.activation, scope, instance) is not None

    def _reset(self, token, instance) -> bool:
        inside, frame = token.internal_data, token.workflow
        chosen = self._open_flows(token, instance, False)
        self._consume(inside, [slot for slot in range(len(self.slots)) if slot not in inside["took"]])
        del inside["took"]
        self.hand_on(token, instance, chosen)
        if any(inside["came"]):
            instance.make_ready(token)
            return False
        frame.joins.pop(self.name, None)
        instance.drop(token)
        return False

    def _consume(self, inside: dict, slots: list) -> None:
        inside["came"] = [max(0, n - 1) if slot in slots else n for slot, n in enumerate(inside["came"])]

    def _open_flows(self, token, instance, starting: bool) -> list:
        """The flows that are open in this phase; one without condition is open in the first only."""
        scope = Scope(instance.recorder, {"waitingForStart": starting}, token.data, closed=True)
        chosen: list[Exit | tuple] = []
        for exit in self.exits:
            if exit is self.default or (exit.condition is None and not starting):
                continue
            values = {} if exit.condition is None else truth(exit.condition, scope, instance)
            if values is not None:
                chosen.append((exit, values or None))
        if not chosen and starting and self.default is not None:
            chosen.append(self.default)
        if not chosen and starting and self.exits:
            raise NoFlowHolds()
        return chosen
