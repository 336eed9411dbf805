"""Events that wait: intermediate catch, receive task, boundary, start of an event sub-process."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.util.task import TaskState

from workflows.errors import NeverDue
from workflows.instance.cancelling import cancel
from workflows.specs.activity import Activity
from workflows.specs.node import Node

WAITING = TaskState.WAITING


class Catch(Node):
    """Waits for one of its ``triggers``, or for all of them (``every``: parallelMultiple)."""

    triggers: tuple = ()
    every = False
    writes = None

    def arm(self, token, instance) -> None:
        """Begin to wait; timers are computed once, now."""
        token.internal_data["armed"] = [self.armed(trigger, token) for trigger in self.triggers]
        token._set_state(WAITING)
        self.enlist(token, instance)

    def armed(self, trigger, token) -> Any:
        """What a trigger keeps while it waits; fails where it cannot be computed."""
        return trigger.arm(token)

    def enlist(self, token, instance) -> None:
        """Let the instance know that this token waits (also after restoring it)."""
        instance.catchers[token.id] = token
        if any(trigger.kind == "conditional" for trigger in self.triggers):
            instance.watchers[token.id] = token
            instance.look = True

    def awaits(self, token, index: int) -> bool:
        """Whether this trigger is still outstanding."""
        inside = token.internal_data
        return index not in inside.get("seen", ()) and index not in inside.get("spent", ())

    def look(self, token) -> None:
        """Catch the conditional triggers that have become true."""
        instance = token.workflow.top_workflow
        for index, trigger in enumerate(self.triggers):
            if trigger.kind != "conditional" or token.id not in instance.catchers:
                continue
            armed = token.internal_data["armed"][index]
            was, is_now = armed["was"], trigger.holds(token)
            armed["was"] = is_now
            if is_now and not was and self.awaits(token, index):
                self.caught(token, index, None, instance)

    def caught(self, token, index: int, payload: Any, instance) -> None:
        """One trigger has come; go on when that was enough."""
        inside = token.internal_data
        if not self.every:
            return self.fired(token, index, [payload], instance)
        inside["seen"] = [*inside.get("seen", []), index]
        inside["got"] = [*inside.get("got", []), payload]
        if len(inside["seen"]) == len(self.triggers):
            del inside["seen"]
            self.fired(token, index, inside.pop("got"), instance)

    def fired(self, token, index: int, payloads: list, instance) -> None:
        """Everything waited for has come."""
        instance.catchers.pop(token.id, None)
        instance.watchers.pop(token.id, None)
        token.internal_data["caught"] = payloads
        token.internal_data.pop("armed", None)
        gateway = instance.tokens.get(token._parent)
        if gateway is not None and gateway.task_spec.kind == "event_based_gateway":
            gateway.task_spec.won(gateway, token, instance)
        instance.make_ready(token)

    def receive(self, token) -> None:
        """Write what came into variables: as the event's data output says, or entry by entry."""
        for payload in token.internal_data.get("caught", ()):
            if self.writes is not None:
                self.writes.give(token, payload)
            elif isinstance(payload, dict):
                for name, value in payload.items():
                    token.data[name] = value
        token.internal_data.pop("caught", None)


class CatchEvent(Catch, defaults.IntermediateCatchEvent):
    """An intermediate event in the flow."""

    can_be_entered = True
    does = "caught"

    def act(self, token) -> bool:
        if "caught" in token.internal_data or not self.triggers:
            self.receive(token)
            return True
        instance = token.workflow.top_workflow
        self.arm(token, instance)
        armed = token.internal_data["armed"]
        if len(armed) == 1 and armed[0] is not None and armed[0].get("due", "") is None:
            raise NeverDue()
        if self.was_seen(token):
            instance.note(token, "entered")
        return False

    def was_seen(self, token) -> bool:
        """Behind an event gateway it is the gateway that is seen to wait."""
        return "slot" not in token.internal_data

    def fired(self, token, index: int, payloads: list, instance) -> None:
        """A counted cycle (``R4/PT1H``) lets a token go each time, and ends with the last one."""
        armed = token.internal_data["armed"][index]
        if armed and str(armed.get("cycle", "")).startswith("R") and len(self.triggers) == 1:
            again = self.triggers[index].rearm(token, armed)
            if again:
                token.internal_data["armed"] = [again]
                token = instance.new_token(token.workflow, self)
                token.internal_data["caught"] = payloads
                return
        super().fired(token, index, payloads, instance)


class StartEvent(CatchEvent, defaults.StartEvent):
    """Where a scope begins; only one that needs several events ever waits (parallelMultiple)."""

    is_start = True
    can_be_entered = False

    @property
    def start_triggers(self) -> tuple:
        """What can begin an instance here."""
        return self.triggers

    def instantiate(self, instance, index: int, payload: Any) -> None:
        """Begin an instance here with the event that came."""
        token = instance.new_token(instance, self)
        if self.every:
            self.arm(token, instance)
            self.caught(token, index, payload, instance)
        else:
            token.internal_data["caught"] = [payload]

    def act(self, token) -> bool:
        if self.every and "caught" not in token.internal_data:
            return super().act(token)
        self.receive(token)
        return True

    @property
    def does(self) -> str:
        """A start by an event is ``caught``, a plain one ``completed``."""
        return "caught" if self.triggers else "completed"


class ReceiveTask(Catch, Activity, defaults.ReceiveTask):
    """Waits for a message."""

    def build(self, drawn, kind: str) -> None:
        super().build(drawn, kind)
        self.long = True
        self.is_start = drawn.flag("instantiate") and not drawn.incoming

    @property
    def start_triggers(self) -> tuple:
        """What can begin an instance here."""
        return self.triggers if self.is_start else ()

    def instantiate(self, instance, index: int, payload: Any) -> None:
        """Begin an instance here with the message that came (BPMN 2.0.2, 13.3.3)."""
        instance.new_token(instance, self).internal_data["caught"] = [payload]

    def work(self, token) -> bool:
        if "caught" in token.internal_data:
            self.receive(token)
            return True
        self.arm(token, token.workflow.top_workflow)
        return False


class BoundaryEvent(Node, defaults.BoundaryEvent):
    """The event on the border once it has been caught; its flows lead away from the activity.

    ``awaited`` are the triggers its listener waits for.
    """

    turn = 0
    awaited: tuple = ()
    does = "caught"
    writes = None
    receive = Catch.receive

    def act(self, token) -> bool:
        self.receive(token)
        return True


class Listener(Catch):
    """Waits beside a running activity or scope; it keeps nothing alive and never moves itself."""

    holds = False
    event: Node
    interrupting = True

    def listen(self, host, instance):
        """Begin to wait beside ``host`` (the token of an activity, or the root of a scope)."""
        token = self.stand(host, instance)
        self.arm(token, instance)
        return token

    def stand(self, host, instance):
        """A token beside ``host`` that hears nothing until it is armed."""
        return instance.new_token(host.workflow, self, host, WAITING)

    def act(self, token) -> bool:
        """Only a retry brings a listener here: wait again."""
        self.arm(token, token.workflow.top_workflow)
        return False

    def fired(self, token, index: int, payloads: list, instance) -> None:
        if not self.interrupting:
            return self.pass_on(token, index, payloads, instance)
        frame = token.workflow
        self.interrupt(token, instance)
        instance.new_token(frame, self.event).internal_data["caught"] = payloads
        return None

    def pass_on(self, token, index: int, payloads: list, instance) -> None:
        """The event goes its way; what it stands beside goes on, and it may be caught again."""
        frame = token.workflow
        self._wait_again(token, index, instance)
        instance.new_token(frame, self.event).internal_data["caught"] = payloads

    def interrupt(self, token, instance) -> None:
        """Stop the activity this listener stands beside, with everything inside it."""
        cancel(instance, token.parent)

    def _wait_again(self, token, index: int, instance) -> None:
        """Each trigger goes on for itself; a timer that is over is ``spent``, the others still wait."""
        armed = token.internal_data["armed"]
        for place in range(len(armed)) if self.every else (index,):
            again = self.triggers[place].rearm(token, armed[place])
            if again is False:
                return self._spend(token, place, instance)
            armed[place] = again
        return None

    def _spend(self, token, index: int, instance) -> None:
        spent = [*token.internal_data.get("spent", ()), index]
        if self.every or len(spent) == len(self.triggers):
            return instance.drop(token)
        token.internal_data["spent"] = spent
        return None
