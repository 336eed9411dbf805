"""One drawn node becomes one spec; a loop or multi-instance marker makes it two."""

from __future__ import annotations

from workflows.compile import data, events, markers
from workflows.compile.book import Book, expression, script, snake
from workflows.diagram import Node
from workflows.specs import activity, adhoc, catching, complex, event_gateway, gateways, subprocess, throwing
from workflows.specs.due import Due
from workflows.specs.node import Node as Spec
from workflows.specs.process import ProcessSpec

KINDS = {
    "task": activity.NoneTask,
    "userTask": activity.UserTask,
    "manualTask": activity.ManualTask,
    "serviceTask": activity.ServiceTask,
    "scriptTask": activity.ScriptTask,
    "businessRuleTask": activity.BusinessRuleTask,
    "sendTask": throwing.SendTask,
    "receiveTask": catching.ReceiveTask,
    "callActivity": subprocess.CallActivity,
    "subProcess": subprocess.SubProcess,
    "transaction": subprocess.SubProcess,
    "adHocSubProcess": adhoc.AdHoc,
    "exclusiveGateway": gateways.ExclusiveGateway,
    "inclusiveGateway": gateways.InclusiveGateway,
    "parallelGateway": gateways.ParallelGateway,
    "complexGateway": complex.ComplexGateway,
    "eventBasedGateway": event_gateway.EventGateway,
    "startEvent": catching.StartEvent,
    "intermediateCatchEvent": catching.CatchEvent,
    "intermediateThrowEvent": throwing.ThrowEvent,
    "boundaryEvent": catching.BoundaryEvent,
    "endEvent": throwing.EndEvent,
}


def compile_node(node: Node, spec: ProcessSpec, book: Book, compile_scope) -> Spec:
    """The spec of a node, under its own id; its work stands in ``<id>#each`` when it is repeated."""
    repeated = node.loop is not None or node.multi is not None
    made = _make(node, f"{node.id}#each" if repeated else node.id, spec, book)
    _fill(made, node, book, compile_scope)
    outer = markers.wrap(node, made, spec, book) if repeated else made
    book.elements[node.id] = outer
    outer.needs = _number(node, "startQuantity")
    outer.gives = _number(node, "completionQuantity")
    return outer


def _make(node: Node, name: str, spec: ProcessSpec, book: Book) -> Spec:
    made_of = KINDS[node.kind]
    event_sub = node.kind == "subProcess" and node.flag("triggeredByEvent")
    if event_sub:
        made_of = subprocess.EventSubProcess
    given = [spec, name]
    if issubclass(made_of, activity.ScriptTask):
        given.append(node.script.text if node.script else "")
    elif issubclass(made_of, subprocess.SubProcess):
        given.append(node.attributes.get("calledElement", node.id))
    elif issubclass(made_of, (catching.Catch, throwing.Throw, throwing.SendTask, event_gateway.EventGateway)):
        given.append(None)
    elif issubclass(made_of, catching.BoundaryEvent):
        given += [None, node.flag("cancelActivity", True)]
    made = made_of(*given)
    made.build(node, "event_sub_process" if event_sub else snake(node.kind))
    return made


def _number(node: Node, name: str) -> int:
    text = node.attributes.get(name, "1").strip()
    return max(1, int(text)) if text.isascii() and text.isdigit() else 1


def _fill(made: Spec, node: Node, book: Book, compile_scope) -> None:
    """What this kind of node does, from its expressions and events."""
    if isinstance(made, activity.AskingTask):
        made.form = node.properties.get("formJsonSchemaFilename")
        made.assignee = _property(node, "assignee")
        due = _property(node, "due")
        made.due = Due(due) if due is not None else None
    elif isinstance(made, activity.ScriptTask):
        made.program = script(node.script, node.id)
    elif isinstance(made, activity.BusinessRuleTask):
        made.decision_id = node.extensions.get("calledDecisionId", "")
        made.result_variable = node.properties.get("resultVariable")
        made.decisions = book.decisions
    elif isinstance(made, subprocess.CallActivity):
        book.calls.append((made, node.attributes.get("calledElement", "").rpartition(":")[2]))
    elif isinstance(made, subprocess.SubProcess):
        made.inner = compile_scope(node.inner, book)
        if isinstance(made, adhoc.AdHoc):
            made.enough = expression(node.inner.completion, node.id)
            made.inner.adhoc = made
    elif isinstance(made, complex.ComplexGateway):
        made.activation = expression(node.activation, node.id)
    if isinstance(made, (catching.Catch, throwing.Throw, throwing.SendTask)):
        events.fill(made, node, book)
    if isinstance(made, activity.Activity):
        data.fill(made, node, book)
        made.opens = made.opens or made.data_inputs is not None


def _property(node: Node, name: str):
    from workflows.diagram import Formula

    text = node.properties.get(name, "").strip()
    return expression(Formula(text, node.line), node.id) if text else None
