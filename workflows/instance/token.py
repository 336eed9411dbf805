"""A token: SpiffWorkflow's task without predictions, copies or a clock."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from workflows.instance.scope import Scope

OPEN = TaskState.NOT_FINISHED_MASK | TaskState.ERROR


class Token(Task):
    """One step of an instance, from arrival until it is done.

    READY: its turn comes in the stepping loop. STARTED: a person, a service or inner steps work on it.
    WAITING: for an event or for more tokens. ERROR: an incident; it can be retried.
    ``local`` holds variables of this step alone (multi-instance item, data inputs).
    """

    def __init__(self, workflow, task_spec, parent: Token | None, id: int, state: int) -> None:
        self.id = id
        self.workflow = workflow
        self.task_spec = task_spec
        self._state = state
        self._children: dict[int, None] = {}
        self._parent = None
        self.internal_data: dict[str, Any] = {}
        self.local: Scope | None = None
        self.exits: tuple = ()
        self.decision: dict[str, Any] | None = None
        self.verdict: bool | None = None
        self.triggered = False
        self.thread_id = 0
        self.changed = workflow.top_workflow.step
        workflow.tasks[id] = self
        if parent is not None:
            self._parent = parent.id
            parent._children[id] = None

    @property
    def data(self) -> Scope:
        """The variables this step sees: its own over those of its scope."""
        return self.workflow.variables if self.local is None else self.local

    @data.setter
    def data(self, value: object) -> None:
        """Variables belong to the scope: assigning a copy to a step has no meaning."""

    @property
    def last_state_change(self) -> int:
        """The number of the step in which the state changed last: there is no clock here."""
        return self.changed

    @property
    def is_open(self) -> bool:
        """Whether this step is not finished (an incident is open)."""
        return self._state & OPEN != 0

    def open_children(self) -> list[Token]:
        """The unfinished steps directly under this one, oldest first."""
        tasks = self.workflow.tasks
        return [tasks[child] for child in self._children if tasks[child].is_open]

    def move_under(self, parent: Token) -> None:
        """Hang this step under another one of the same scope."""
        if self._parent is not None:
            self.workflow.tasks[self._parent]._children.pop(self.id, None)
        self._parent = parent.id
        parent._children[self.id] = None

    def _child_added_notify(self, child: Token) -> None:
        self._children[child.id] = None

    def _inherit_data(self) -> None:
        """Nothing is copied from step to step."""

    def _set_state(self, value: int) -> None:
        if value == self._state:
            return
        self._state = value
        self.changed = self.workflow.top_workflow.step

    def run(self) -> bool | None:
        """Run the step; None when it must wait for something."""
        self._set_state(TaskState.STARTED)
        done = self.task_spec._run(self)
        if done:
            self._set_state(TaskState.COMPLETED)
            self.task_spec._on_complete(self)
        return done
