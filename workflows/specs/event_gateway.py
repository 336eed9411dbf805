"""The event-based gateway: its events race, the first one caught goes on (BPMN 2.0.2, 13.4.4)."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs import defaults

from workflows.instance.cancelling import cancel
from workflows.specs.node import Node


class EventGateway(Node, defaults.EventBasedGateway):
    """Waits in the shape of its children, one for each event behind it."""

    def build(self, drawn, kind: str) -> None:
        super().build(drawn, kind)
        self.is_start = drawn.flag("instantiate") and not drawn.incoming
        self.parallel = drawn.attributes.get("eventGatewayType") == "Parallel"

    @property
    def start_triggers(self) -> tuple:
        """What can begin an instance here: the events behind it, in document order."""
        if not self.is_start:
            return ()
        return tuple(trigger for exit in self.exits for trigger in exit.target.triggers)

    def instantiate(self, instance, index: int, payload: Any) -> None:
        """Begin an instance with one of the events; a parallel gateway waits for the others too (13.4.4)."""
        feeds = [exit for exit in self.exits for _ in exit.target.triggers]
        taken = feeds[index]
        token = instance.new_token(instance, self)
        for exit in self.exits if self.parallel else (taken,):
            instance.note(token, "completed", exit)
            child = exit.target.accept(instance, exit)
            if exit is taken:
                child.internal_data["caught"] = [payload]
        instance.drop(token)

    def act(self, token) -> bool:
        instance = token.workflow.top_workflow
        instance.note(token, "entered")
        for exit in self.exits:
            child = instance.new_token(token.workflow, exit.target, token)
            child.internal_data["slot"] = exit.flow
        return False

    def was_seen(self, token) -> bool:
        return True

    def won(self, token, child, instance) -> None:
        """One event was caught: the others are withdrawn."""
        child.move_under(token.workflow.task_tree)
        flow = child.internal_data.pop("slot")
        exit = next(exit for exit in self.exits if exit.flow == flow)
        for other in token.open_children():
            cancel(instance, other)
        instance.note(token, "completed", exit)
        instance.drop(token)
