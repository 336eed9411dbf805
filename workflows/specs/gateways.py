"""Exclusive and parallel gateways."""

from __future__ import annotations

from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.util.task import TaskState

from workflows.errors import NoFlowHolds
from workflows.specs.node import Node, holds


class ExclusiveGateway(Node, defaults.ExclusiveGateway):
    """Takes the first flow, in document order, whose condition holds (BPMN 2.0.2, 13.4.2)."""

    can_be_entered = True

    def choose(self, token) -> tuple:
        for exit in self.exits:
            if exit is self.default:
                continue
            if exit.condition is None:
                return (exit,)
            values = holds(exit, token)
            if values is not None:
                return ((exit, values),)
        if self.default is None:
            raise NoFlowHolds()
        return (self.default,)


class Join(Node):
    """One waiting token counts what has come over each inflow; firing takes what the gateway consumes.

    ``internal_data["came"]`` is the count per inflow, in document order.
    """

    can_be_entered = True
    reach: dict[str, frozenset[int]]

    def accept(self, frame, exit, parent=None):
        if len(self.slots) < 2:
            return Node.accept(self, frame, exit, parent)
        instance = frame.top_workflow
        waiting = frame.joins.get(self.name)
        token = self._open(frame, parent, instance) if waiting is None else instance.tokens[waiting]
        token.internal_data["came"][exit.slot] += 1
        self.arrived(token, instance)
        return token

    def _open(self, frame, parent, instance):
        token = instance.new_token(frame, self, parent, TaskState.WAITING)
        token.internal_data["came"] = [0] * len(self.slots)
        frame.joins[self.name] = token.id
        instance.joining.add(token.id)
        return token

    def arrived(self, token, instance) -> None:
        """A token has been counted: fire if that was the last one needed."""

    def act(self, token) -> bool:
        """A fired join goes on; one that was stuck and is tried again waits as before."""
        if "came" not in token.internal_data:
            return True
        token._set_state(TaskState.WAITING)
        self.arrived(token, token.workflow.top_workflow)
        return False

    def is_stuck(self, token) -> bool:
        """Whether an inflow without a token can get none any more, so that the join can never fire."""
        return False

    def can_come(self, token, slots: set[int]) -> set[int]:
        """Which of these inflows another open token of the scope can still reach."""
        found: set[int] = set()
        for other in token.workflow.open.values():
            if other is not token:
                found |= self.reach.get(other.task_spec.place, frozenset()) & slots
                if found == slots:
                    break
        return found

    def fire(self, token, instance) -> None:
        """Take one token from each inflow that has any; a surplus waits for the next round (13.4.1)."""
        frame = token.workflow
        left = [max(0, count - 1) for count in token.internal_data.pop("came")]
        frame.joins.pop(self.name, None)
        token.internal_data.pop("incident", None)
        instance.patient.discard(token.id)
        instance.joining.discard(token.id)
        instance.make_ready(token)
        if any(left):
            rest = self._open(frame, None, instance)
            rest.internal_data["came"] = left
            self.arrived(rest, instance)

    def withdraw(self, token, instance) -> None:
        if token.workflow.joins.get(self.name) == token.id:
            del token.workflow.joins[self.name]


class ParallelGateway(Join, defaults.ParallelGateway):
    """Waits for a token on each inflow, gives one to each outflow (BPMN 2.0.2, 13.4.1)."""

    def choose(self, token) -> tuple:
        """Every flow: conditions behind a parallel gateway are ignored (BPMN 2.0.2, 10.6.4 and 13.4.1)."""
        return self.exits

    def arrived(self, token, instance) -> None:
        if all(token.internal_data["came"]):
            self.fire(token, instance)

    def is_stuck(self, token) -> bool:
        empty = {slot for slot, count in enumerate(token.internal_data["came"]) if not count}
        return self.can_come(token, empty) != empty


class InclusiveGateway(Join, defaults.InclusiveGateway):
    """Forks to every true flow; joins what can still come (BPMN 2.0.2, 13.4.3).

    ``reach`` says for each element which inflows it can reach without passing this gateway.
    """

    patient = True

    def arrived(self, token, instance) -> None:
        instance.patient.add(token.id)

    def choose(self, token) -> list:
        taken = []
        for exit in self.exits:
            if exit is self.default:
                continue
            if exit.condition is None:
                taken.append(exit)
                continue
            values = holds(exit, token)
            if values is not None:
                taken.append((exit, values))
        if taken:
            return taken
        if self.default is None:
            raise NoFlowHolds()
        return [self.default]

    def try_to_fire(self, token) -> bool:
        """Fire unless an open token of the scope can reach an empty inflow but no inflow that has a token."""
        came = token.internal_data["came"]
        empty = {slot for slot, count in enumerate(came) if not count}
        for other in token.workflow.open.values():
            if other is token:
                continue
            reached = self.reach.get(other.task_spec.place, frozenset())
            if reached & empty and not reached - empty:
                return False
        self.fire(token, token.workflow.top_workflow)
        return True
