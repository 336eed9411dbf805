"""Events that throw: intermediate throw, end, send task. The flow is chosen before anything is thrown."""

from __future__ import annotations

from SpiffWorkflow.bpmn.specs import defaults

from workflows.errors import NobodyCaught
from workflows.instance import cancelling, events, propagation
from workflows.records import Message, Signal
from workflows.specs import compensation, transaction
from workflows.specs.activity import Activity
from workflows.specs.node import Node

# What may stop the thrower comes after what leaves the instance: all of them are thrown (table 10.88).
ORDER = {"escalation": 1, "compensate": 2, "cancel": 3, "error": 4, "terminate": 5}


class Throw(Node):
    """Throws its ``triggers`` one after another (BPMN 2.0.2, 10.5.4 and 13.5.2)."""

    can_be_entered = True

    triggers: tuple = ()
    payload = None

    @property
    def does(self) -> str:
        """A plain event is ``completed``, one that throws ``thrown``."""
        return "thrown" if self.triggers else "completed"

    def _run(self, token):
        instance = token.workflow.top_workflow
        inside = token.internal_data
        if "thrown" not in inside:
            payload = self.payload.of(token) if self.payload is not None else None
            token.exits = self.choose(token) if self.conditional else self.exits
            if self.triggers:
                self.report(token, instance, token.exits)
            if len(self.triggers) > 1:
                self.foresee(token, payload)
            for trigger in sorted(self.triggers, key=lambda trigger: ORDER.get(trigger.kind, 0)):
                if trigger.kind not in ORDER or token.id in instance.tokens:
                    self.throw(trigger, token, payload, instance)
            if token.id not in instance.tokens:
                return None
            inside["thrown"] = True
        if compensation.under_way(token):
            return None
        token.exits = token.exits or (self.choose(token) if self.conditional else self.exits)
        return True

    def foresee(self, token, payload) -> None:
        """Refuse what must fail before anything is thrown: tokens a signal cancels cannot be taken back."""
        for trigger in self.triggers:
            if trigger.kind == "message":
                trigger.keys_for(token, payload)
            elif trigger.kind == "error" and not propagation.is_caught(token, trigger):
                raise NobodyCaught(error=trigger.name or trigger.code or "–")

    def throw(self, trigger, token, payload, instance) -> None:
        """One event leaves; it may cancel the very token that throws it."""
        if trigger.kind == "message":
            instance.sent.append(Message(trigger.name, payload, trigger.keys_for(token, payload)))
        elif trigger.kind == "signal":
            instance.sent.append(Signal(trigger.name, payload))
            events.broadcast(instance, trigger.name, payload)
        elif trigger.kind == "error":
            if not propagation.throw(instance, token, trigger, payload):
                raise NobodyCaught(error=trigger.name or trigger.code or "–")
        elif trigger.kind == "escalation":
            propagation.throw(instance, token, trigger, payload)
        elif trigger.kind == "terminate":
            token.workflow.ending = "terminate"
            cancelling.empty(instance, token.workflow, token)
        elif trigger.kind == "compensate":
            compensation.begin(token, trigger, instance)
        elif trigger.kind == "cancel":
            transaction.cancel_transaction(token, instance)

    def leave(self, token, instance) -> None:
        """The move has been reported before the event was thrown."""
        if self.triggers:
            self.send_on(token, instance, token.exits)
        else:
            super().leave(token, instance)


class ThrowEvent(Throw, defaults.IntermediateThrowEvent):
    """An intermediate event in the flow that throws."""


class EndEvent(Throw, defaults.EndEvent):
    """The end of a path; its scope is done when no token is left in it."""


class SendTask(Activity, defaults.SendTask):
    """Sends a message."""

    triggers: tuple = ()
    payload = None

    def work(self, token) -> bool:
        instance = token.workflow.top_workflow
        payload = self.payload.of(token) if self.payload is not None else None
        for trigger in self.triggers:
            instance.sent.append(Message(trigger.name, payload, trigger.keys_for(token, payload)))
        return True
