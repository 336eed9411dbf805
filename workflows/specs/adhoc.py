"""The ad-hoc sub-process: its activities may run in any order, as often as needed (BPMN 2.0.2, 13.3.5).

Every activity without an incoming flow is offered. Without a completion condition each runs once; with one,
what is done is offered again until the condition holds. Sequential: one at a time; people choose which.
"""

from __future__ import annotations

from workflows.instance.cancelling import cancel, empty
from workflows.specs.node import truth
from workflows.specs.subprocess import SubProcess


class AdHoc(SubProcess):
    """``internal_data["did"]`` of its token lists the offered activities that are done."""

    ordering = "Parallel"
    enough = None
    cancels = True

    def build(self, drawn, kind: str) -> None:
        super().build(drawn, kind)
        self.ordering = drawn.attributes.get("ordering", "Parallel")
        self.cancels = drawn.flag("cancelRemainingInstances", True)

    def begin(self, part, token, instance) -> None:
        token.internal_data["did"] = []
        self.inner.listen(part)
        if self.ordering == "Sequential":
            self._offer_next(part, instance)
        else:
            for spec in self.inner.starts:
                spec.accept(part, None)

    def verdict(self, token) -> bool | None:
        """Whether the completion condition holds now that an inner activity is done; None without one."""
        if self.enough is None:
            return None
        return truth(self.enough, token.data, token.workflow.top_workflow) is not None

    def inner_done(self, token, verdict: bool | None, instance) -> None:
        """An inner activity has completed: end, go on, or offer what may run again."""
        part = token.workflow
        did = part.host.internal_data["did"]
        offered = token.task_spec in self.inner.starts
        if offered and token.task_spec.name not in did:
            did.append(token.task_spec.name)
        if verdict:
            part.ending = "enough"
            if self.cancels:
                empty(instance, part)
        elif self.ordering == "Sequential":
            self._go_on_sequentially(part, token, instance)
        elif verdict is False and offered and part.ending is None:
            token.task_spec.accept(part, None)

    def _go_on_sequentially(self, part, token, instance) -> None:
        for other in list(part.open.values()):
            if other.task_spec in self.inner.starts and "asked" in other.internal_data:
                cancel(instance, other)
        if not part.open and part.ending is None:
            self._offer_next(part, instance)

    def _offer_next(self, part, instance) -> None:
        """The next activity the engine can run by itself, or all that wait for people."""
        did = part.host.internal_data["did"]
        left = [spec for spec in self.inner.starts if spec.name not in did]
        if not left and self.enough is not None:
            did.clear()
            left = list(self.inner.starts)
        if left and not left[0].asks:
            left[0].accept(part, None)
            return
        for spec in left:
            if spec.asks:
                spec.accept(part, None)
