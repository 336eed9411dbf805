"""Loops and multi-instance activities: an outer token counts, inner ones (``<id>#each``) work.

BPMN 2.0.2, 10.3.8 and 13.3.7. ``loopCounter`` is the number of the round, the first is 1.
"""

from __future__ import annotations

from typing import Any

from SpiffWorkflow.bpmn.specs import defaults

from workflows.errors import BadCount, NotAList
from workflows.instance.cancelling import cancel
from workflows.instance.scope import Scope
from workflows.specs import transaction
from workflows.specs.activity import Activity
from workflows.specs.data import overlay
from workflows.specs.node import truth

MOST = 10_000


class Repeated(Activity):
    """What loops and multi-instance activities have in common."""

    def undone(self, token, instance) -> None:
        """Every instance of a cancelled transaction is undone: it is left."""
        transaction.go_on(token, instance)


class Loop(Repeated, defaults.StandardLoopTask):
    """Repeats its body while the condition holds, at most ``maximum`` times."""

    def __init__(self, wf_spec, name, **kwargs) -> None:
        super().__init__(wf_spec, name, None, None, None, False, **kwargs)

    def build(self, drawn, kind: str) -> None:
        super().build(drawn, kind)
        self.long = True
        self.body = None
        self.while_true = None
        self.before = False
        self.maximum = None

    def work(self, token) -> bool:
        if self.before and not self.again(token, 0, token.data):
            return True
        self.round(token, 1)
        return False

    def again(self, token, count: int, data) -> bool:
        """Whether another round follows after ``count`` rounds."""
        if self.maximum is not None and count >= self.maximum:
            return False
        if self.while_true is None:
            return True
        instance = token.workflow.top_workflow
        counted = Scope(instance.recorder, {"loopCounter": count}, data, closed=True)
        return truth(self.while_true, counted, instance) is not None

    def round(self, token, number: int) -> None:
        """Start one round."""
        instance = token.workflow.top_workflow
        child = instance.new_token(token.workflow, self.body, token)
        child.local = Scope(instance.recorder, {"loopCounter": number}, token.workflow.variables, closed=True)

    def body_done(self, child, instance) -> None:
        """A round is over: the condition is looked at again."""
        token, count = child.parent, child.local.own["loopCounter"]
        if self.again(token, count, child.local):
            self.round(token, count + 1)
        else:
            self.ready_to_close(token, instance)


class MultiInstance(Repeated):
    """Runs its body once for each item or number; results are collected by index."""

    sequential = False

    def __init__(self, wf_spec, name, **kwargs) -> None:
        super().__init__(wf_spec, name, None, **kwargs)

    def build(self, drawn, kind: str) -> None:
        super().build(drawn, kind)
        self.long = True
        self.body = None
        self.cardinality = None
        self.collection: str | None = None
        self.item: str | None = None
        self.result: str | None = None
        self.result_item: str | None = None
        self.enough = None
        self.behavior = None

    def act(self, token) -> bool:
        inside = token.internal_data
        if not super().act(token):
            return False
        if self.result and "out" in inside:
            token.data[self.result] = inside["out"]
        return True

    def work(self, token) -> bool:
        inside = token.internal_data
        items = self.items(token)
        count = self.count(token) if items is None else len(items)
        if self.result_item:
            inside["out"] = [None] * count
        inside.update(n=count, done=0)
        if count == 0:
            return True
        overlay(token, {"numberOfInstances": count})
        if items is not None and self.sequential:
            inside["items"] = items
        for index in range(1 if self.sequential else count):
            self.spawn(token, index, items)
        return False

    def items(self, token) -> list | None:
        """The collection to go through, None when there is a cardinality instead."""
        if not self.collection:
            return None
        value = token.data.get(self.collection)
        if isinstance(value, dict):
            value = list(value)
        if not isinstance(value, list):
            raise NotAList(text=self.collection, value=repr(value)[:80])
        return value

    def count(self, token) -> int:
        """The cardinality: a whole number, not negative."""
        value = self.cardinality.evaluate(token.data, token.workflow.top_workflow.context)
        if type(value) is not int or not 0 <= value <= MOST:
            raise BadCount(text=self.cardinality.text, value=repr(value)[:80], limit=MOST)
        return value

    def spawn(self, token, index: int, items: list | None) -> None:
        """Start the instance with this index."""
        instance = token.workflow.top_workflow
        own: dict[str, Any] = {"loopCounter": index + 1}
        if items is not None and self.item:
            own[self.item] = items[index]
        if self.result_item and self.result_item not in own:
            own[self.result_item] = None
        child = instance.new_token(token.workflow, self.body, token)
        child.local = Scope(instance.recorder, own, token.local)

    def body_done(self, child, instance) -> None:
        """One instance is done: collect its result; go on, or stop when it was enough."""
        token, index = child.parent, child.local.own["loopCounter"] - 1
        inside = token.internal_data
        enough = self.is_enough(token, child, instance)
        inside["done"] += 1
        if self.result_item:
            inside["out"][index] = child.local.own.get(self.result_item)
        if self.behavior is not None:
            self.behavior.tell(token, child, instance)
        if token.id not in instance.tokens:
            return
        if enough:
            for other in token.open_children():
                if other.task_spec.holds:
                    cancel(instance, other)
        if enough or inside["done"] == inside["n"]:
            self.ready_to_close(token, instance)
        elif self.sequential:
            self.spawn(token, index + 1, inside.get("items"))

    def counts(self, token, done: int) -> dict[str, int]:
        """The runtime attributes of a multi-instance activity when ``done`` are done (table 10.30)."""
        total = token.internal_data["n"]
        return {
            "numberOfInstances": total,
            "numberOfActiveInstances": 0 if self.sequential else total - done,
            "numberOfCompletedInstances": done,
            "numberOfTerminatedInstances": 0,
        }

    def is_enough(self, token, child, instance) -> bool:
        """Whether the completion condition holds now that ``child`` is done."""
        if self.enough is None:
            return False
        counts = self.counts(token, token.internal_data["done"] + 1)
        scope = Scope(instance.recorder, counts, child.local, closed=True)
        return truth(self.enough, scope, instance) is not None


class ParallelMultiInstance(MultiInstance, defaults.ParallelMultiInstanceTask):
    """All instances at once."""


class SequentialMultiInstance(MultiInstance, defaults.SequentialMultiInstanceTask):
    """One instance after another."""

    sequential = True
