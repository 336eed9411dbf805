"""A running scope: a process instance or a sub-process instance with its tokens and variables."""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.util.task import TaskState

from workflows.instance.scope import Scope
from workflows.instance.token import Token


class Frame:
    """What a process instance and a sub-process instance have in common.

    ``open`` are the tokens that keep the scope alive, ``joins`` the waiting token of each join,
    ``trail`` the elements passed, in order, where the process guards what it computes,
    ``records`` what can be compensated, ``ending`` how the scope is being left (``cancel``, ``terminate``).
    """

    variables: Scope

    def _begin(self) -> None:
        self.open: dict[int, Token] = {}
        self.joins: dict[str, int] = {}
        self.records: list[dict[str, Any]] = []
        self.trail: list[str] = []
        self.ending: str | None = None
        self.closed = False

    def plant(self, id: int) -> None:
        """The root of the task tree, from which every token hangs once its past is cut."""
        self.task_tree = Token(self, self.spec.start, None, id, TaskState.COMPLETED)

    def pass_by(self, name: str) -> None:
        """Note an element on the way; who comes to it again has what followed it before him once more."""
        if name in self.trail:
            del self.trail[self.trail.index(name) :]
        self.trail.append(name)

    def forget(self, token: Token) -> None:
        """Cut a finished token: what hung under it hangs from the root."""
        for child in list(token._children):
            self.tasks[child].move_under(self.task_tree)
        if token._parent is not None:
            self.tasks[token._parent]._children.pop(token.id, None)
        self.tasks.pop(token.id, None)

    @property
    def is_empty(self) -> bool:
        """Whether no token is left that keeps the scope alive."""
        return not self.open


class Part(Frame, BpmnSubWorkflow):
    """A sub-process, event sub-process or called process, running for the token ``host``."""

    def __init__(self, spec, host: Token, variables: Scope) -> None:
        self.host = host
        self.variables = variables
        self._begin()
        super().__init__(spec, host.id, host.workflow.top_workflow, deserializing=True)

    @property
    def parent_workflow(self):
        """The scope around this one."""
        return self.host.workflow

    def _calculate_depth(self) -> int:
        return self.host.workflow.depth + 1
