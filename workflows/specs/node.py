"""What every element of a diagram has in common once it runs.

Upstream's predictions, data copies and joins are all replaced here through overridable methods: a step runs,
chooses its flows, and hands one token to each target (BPMN 2.0.2, 13.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnTaskSpec
from SpiffWorkflow.specs.base import TaskSpec
from SpiffWorkflow.util.task import TaskState

from workflows.errors import NoFlowHolds

WAITING = TaskState.WAITING


@dataclass(slots=True, eq=False)
class Exit:
    """An outgoing sequence flow: where it leads, its condition, its place among the target's inflows."""

    flow: str
    target: Node
    slot: int = 0
    condition: Any = None
    text: str | None = None


class Node(BpmnTaskSpec):
    """A flow element.

    ``holds``: a token here keeps its scope alive; ``turn``: lower runs first; ``patient``: a join that waits
    while others can still come; ``asks``: waits for somebody outside.
    """

    holds = True
    turn = 1
    asks = False
    patient = False
    is_start = False
    is_activity = False
    start_triggers: tuple = ()
    can_be_entered = False
    does = "completed"
    owner = None
    kind = ""

    def build(self, drawn, kind: str) -> None:
        """Take over what the drawing says; the compiler calls it once. ``drawn`` is a diagram Node."""
        self.drawn = drawn
        self.bpmn_id = drawn.id
        self.bpmn_name = drawn.name
        self.name_en = drawn.properties.get("nameEn", "")
        self.kind = kind
        self.lane = drawn.lane
        self.properties = dict(drawn.properties)
        self.exits: tuple[Exit, ...] = ()
        self.default: Exit | None = None
        self.conditional = False
        self.slots: list[str] = []
        self.needs = 1
        self.gives = 1

    def build_hidden(self, bpmn_id: str = "", kind: str = "") -> None:
        """An element of ours that is not in the drawing and shows nowhere."""
        self.bpmn_id, self.kind = bpmn_id, kind
        self.exits, self.conditional, self.slots = (), False, []

    @property
    def place(self) -> str:
        """The name under which paths through this element are known (a listener stands with its host)."""
        return self.name

    def join_flow(self, exit: Exit) -> None:
        """An outgoing flow, in document order."""
        self.exits += (exit,)
        self.conditional = self.conditional or exit.condition is not None
        exit.slot = len(exit.target.slots)
        exit.target.slots.append(exit.flow)
        TaskSpec.connect(self, exit.target)

    def accept(self, frame, exit: Exit | None, parent=None):
        """A token arrives over ``exit``."""
        instance = frame.top_workflow
        if self.needs > 1:
            return self._collect(frame, parent)
        return instance.new_token(frame, self, parent)

    def _collect(self, frame, parent):
        """startQuantity: the element starts when enough tokens have come (BPMN 2.0.2, 13.3.2)."""
        instance = frame.top_workflow
        waiting = frame.joins.get(self.name)
        if waiting is None:
            token = instance.new_token(frame, self, parent, WAITING)
            frame.joins[self.name] = token.id
            instance.joining.add(token.id)
        else:
            token = instance.tokens[waiting]
        token.internal_data["came"] = token.internal_data.get("came", 0) + 1
        if token.internal_data["came"] >= self.needs:
            del frame.joins[self.name], token.internal_data["came"]
            instance.joining.discard(token.id)
            token.internal_data.pop("incident", None)
            instance.make_ready(token)
        return token

    def _run(self, token):
        """Do the work, then choose the flows; nothing is handed on before both have succeeded."""
        if not self.act(token):
            return None
        token.exits = self.choose(token) if self.conditional else self.exits
        adhoc = token.workflow.spec.adhoc
        token.verdict = None if adhoc is None else adhoc.verdict(token)
        return True

    def act(self, token) -> bool:
        """The work of the element; False when it must wait."""
        return True

    def choose(self, token) -> list:
        """The flows to take: unconditional ones, true ones, the default if no condition holds (8.3.13)."""
        taken, any_true = [], False
        for exit in self.exits:
            if exit is self.default:
                continue
            if exit.condition is None:
                taken.append(exit)
                continue
            values = holds(exit, token)
            if values is not None:
                any_true = True
                taken.append((exit, values))
        if not any_true and self.default is not None:
            taken.append(self.default)
        if not taken:
            raise NoFlowHolds()
        return taken

    def _on_complete(self, token) -> None:
        frame = token.workflow
        instance = frame.top_workflow
        self.leave(token, instance)
        instance.drop(token)
        if frame.spec.adhoc is not None and self.is_activity and self.owner is None:
            frame.spec.adhoc.inner_done(token, token.verdict, instance)

    def leave(self, token, instance) -> None:
        """Record the move and hand tokens on; the body of a loop reports to its owner instead."""
        if self.owner is not None:
            instance.note(token, self.does)
            self.owner.body_done(token, instance)
            return
        self.report(token, instance, token.exits)
        self.send_on(token, instance, token.exits)

    def report(self, token, instance, exits) -> None:
        """One move for each flow taken."""
        for chosen in exits or (None,):
            exit, values = chosen if type(chosen) is tuple else (chosen, None)
            instance.note(token, self.does, exit, values)

    def send_on(self, token, instance, exits) -> None:
        """One token (completionQuantity: several) over each flow taken."""
        frame = token.workflow
        parent = token if instance.keeps_past else None
        for chosen in exits:
            exit = chosen[0] if type(chosen) is tuple else chosen
            for _ in range(self.gives):
                exit.target.accept(frame, exit, parent)

    def hand_on(self, token, instance, exits) -> None:
        """Report and send on while the token itself stays."""
        self.report(token, instance, exits)
        self.send_on(token, instance, exits)

    def undone(self, token, instance) -> None:
        """The handlers this token waited for have finished."""
        instance.make_ready(token)

    def is_stuck(self, token) -> bool:
        """Whether a token that waits for more (startQuantity) can never go on."""
        return len(token.workflow.open) == 1

    def was_seen(self, token) -> bool:
        """Whether a move told that this token began: then another tells that it was cancelled."""
        return False

    def withdraw(self, token, instance) -> None:
        """The token is cancelled: clean up what it holds besides its tokens."""

    def _predict(self, my_task, seen=None, looked_ahead=0, mask=0) -> None:
        """There are no predicted tasks: the tree holds tokens only."""

    def _update(self, my_task) -> None:
        """Tokens are made ready where they arrive."""

    def _on_ready(self, my_task) -> None:
        """Nothing happens between ready and run."""


def holds(exit: Exit, token) -> dict[str, Any] | None:
    """The values a true condition read, None when it is false; raises ScriptFailed for anything else."""
    return truth(exit.condition, token.data, token.workflow.top_workflow)


def truth(condition, scope, instance) -> dict[str, Any] | None:
    """Evaluate a condition over a scope: what it read if true, None if false; raises ScriptFailed."""
    if condition.test(scope, instance.context):
        return {name: scope[name] for name in condition.names if name in scope}
    return None
