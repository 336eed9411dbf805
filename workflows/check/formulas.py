"""Every text of a process that is evaluated, with whom it belongs to and what it must be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflows.diagram import Diagram, Flow, Formula, Node, Scope

CONDITION, VALUE, SCRIPT, TIME = "condition", "value", "script", "time"
PROPERTIES = ("due", "assignee")
LOOKS_AHEAD = ("condition", "timeDate", "timeDuration", "timeCycle")


@dataclass(frozen=True, slots=True)
class Said:
    """A formula: ``owner`` is the thing a finding names, ``use`` what it is for, ``of`` its BPMN name."""

    owner: object
    formula: Formula
    use: str
    of: str
    outside: bool = False


def formulas(process: Scope, diagram: Diagram) -> Iterator[Said]:
    """All formulas of a process; those read from something else than its variables are ``outside``."""
    for scope in process.every_scope():
        for flow in scope.flows:
            yield from _said(flow, flow.condition, CONDITION, "conditionExpression")
        yield from _said(scope.node or scope, scope.completion, CONDITION, "completionCondition")
    for node in process.every_node():
        yield from of_node(node)
    yield from _correlations(process, diagram)


def of_node(node: Node) -> Iterator[Said]:
    """The formulas of one node, its markers, events and data included."""
    yield from _said(node, node.script, SCRIPT, "script")
    yield from _said(node, node.activation, CONDITION, "activationCondition", outside=True)
    for event in node.events:
        for name, formula in event.formulas.items():
            use = CONDITION if name == "condition" else TIME
            yield Said(node, formula, use, name)
    yield from _of_markers(node)
    for association in (*node.data_in, *node.data_out):
        yield from _said(node, association.transformation, VALUE, "transformation", outside=True)
        for text, _ in association.assignments:
            if text:
                yield Said(node, Formula(text, association.line), VALUE, "assignment", True)
    for name in PROPERTIES:
        text = node.properties.get(name, "").strip()
        if text:
            yield Said(node, Formula(text, node.line), VALUE, name)
    if node.extensions.get("messagePayload"):
        yield Said(node, Formula(node.extensions["messagePayload"], node.line), VALUE, "messagePayload")


def _of_markers(node: Node) -> Iterator[Said]:
    if node.loop is not None:
        yield from _said(node, node.loop.condition, CONDITION, "loopCondition", outside=True)
    multi = node.multi
    if multi is None:
        return
    yield from _said(node, multi.cardinality, VALUE, "loopCardinality")
    yield from _said(node, multi.completion, CONDITION, "completionCondition", outside=True)
    for part in multi.complex:
        yield from _said(node, part.condition, CONDITION, "condition", outside=True)


def _correlations(process: Scope, diagram: Diagram) -> Iterator[Said]:
    for _, bindings in process.subscriptions:
        for formula in bindings.values():
            yield Said(process, formula, VALUE, "dataPath")
    for declared in diagram.correlation_properties.values():
        for formula in declared.retrieval.values():
            yield Said(declared, formula, VALUE, "messagePath", True)
    for message in diagram.messages.values():
        text = message.extensions.get("messagePayload")
        if text:
            yield Said(message, Formula(text, message.line), VALUE, "messagePayload")


def _said(
    owner: Flow | Node | Scope, formula: Formula | None, use: str, of: str, outside: bool = False
) -> Iterator[Said]:
    if formula is not None:
        yield Said(owner, formula, use, of, outside)
