"""Reads a BPMN file into a ``Diagram``; prefixes and omissions do not matter, junk is kept aside."""

from __future__ import annotations

from lxml import etree

from workflows import xml
from workflows.diagram.data import data_items, formula, input_associations, input_output, output_associations
from workflows.diagram.events import bare, read_event, read_events, read_extensions
from workflows.diagram.loops import read_loops
from workflows.diagram.model import (
    CorrelationKey,
    CorrelationProperty,
    Diagram,
    Flow,
    Lane,
    Named,
    Node,
    Participant,
    Scope,
)
from workflows.diagram.tags import ASIDE, GLOBAL_TASKS, NODES, SUB_PROCESSES


def read_diagram(file: str, data: bytes) -> Diagram:
    """The model of a BPMN file. Raises only the refusals of ``workflows.xml``; odd drawings are kept so."""
    root = xml.load_xml(file, data)
    diagram = Diagram(file=file, root=root)
    for element in root.iter(etree.Element):
        if xml.is_bpmn(element) and element.get("id"):
            diagram.ids.setdefault(element.get("id"), []).append(element.sourceline or 0)
    _read_named(root, diagram)
    _read_collaborations(root, diagram)
    for element in xml.children(root):
        if xml.local(element) == "process":
            diagram.processes.append(_read_scope(element, None, diagram))
        elif xml.local(element) in GLOBAL_TASKS:
            diagram.processes.append(_read_global_task(element, diagram))
    return diagram


def _read_named(root, diagram: Diagram) -> None:
    tables = {
        "message": diagram.messages,
        "signal": diagram.signals,
        "error": diagram.errors,
        "escalation": diagram.escalations,
    }
    for element in xml.children(root):
        tag, given = xml.local(element), xml.attributes(element)
        if tag in tables:
            code = given.get("errorCode") or given.get("escalationCode") or ""
            name = given.get("name", "")
            _, extensions = read_extensions(element)
            tables[tag].setdefault(
                given.get("id", ""),
                Named(given.get("id", ""), tag, name, code, extensions, element.sourceline or 0),
            )
        elif tag.endswith("EventDefinition"):
            diagram.definitions.setdefault(given.get("id", ""), read_event(element))
        elif tag == "correlationProperty":
            diagram.correlation_properties[given.get("id", "")] = _read_property(element)


def _read_property(element) -> CorrelationProperty:
    given = xml.attributes(element)
    found = CorrelationProperty(given.get("id", ""), given.get("name", ""), line=element.sourceline or 0)
    for part in xml.children(element, "correlationPropertyRetrievalExpression"):
        path = formula(xml.child(part, "messagePath", "formalExpression"))
        if path is not None:
            found.retrieval[bare(xml.attributes(part).get("messageRef", ""))] = path
    return found


def _read_collaborations(root, diagram: Diagram) -> None:
    for element in xml.children(root, "collaboration", "globalConversation", "choreography"):
        for part in element.iter(etree.Element):
            if not xml.is_bpmn(part):
                continue
            tag, given, line = xml.local(part), xml.attributes(part), part.sourceline or 0
            if tag == "participant":
                diagram.participants.append(
                    Participant(
                        given.get("id", ""), given.get("name", ""), bare(given.get("processRef", "")), line
                    )
                )
            elif tag == "messageFlow":
                diagram.message_flows.append(_read_flow(part))
            elif tag == "correlationKey":
                refs = [bare(xml.text(ref)) for ref in xml.children(part, "correlationPropertyRef")]
                diagram.correlation_keys.append(
                    CorrelationKey(given.get("id", ""), given.get("name", ""), refs, line)
                )


def _read_scope(element, parent: Scope | None, diagram: Diagram) -> Scope:
    given = xml.attributes(element)
    properties, _ = read_extensions(element)
    scope = Scope(
        id=given.get("id", ""),
        kind=xml.local(element),
        name=given.get("name", ""),
        line=element.sourceline or 0,
        attributes=given,
        properties=properties,
        parent=parent,
        data=data_items(element),
        completion=formula(xml.child(element, "completionCondition")),
        xml=element,
    )
    if parent is None:
        scope.io = input_output(element)
    for part in xml.children(element):
        tag = xml.local(part)
        if tag in NODES:
            scope.nodes.append(_read_node(part, scope, diagram))
        elif tag == "sequenceFlow":
            scope.flows.append(_read_flow(part))
        elif tag == "laneSet":
            _read_lanes(part, None, scope)
        elif tag == "association":
            ends = xml.attributes(part)
            scope.links.append((bare(ends.get("sourceRef", "")), bare(ends.get("targetRef", ""))))
        elif tag == "correlationSubscription":
            scope.subscriptions.append(_read_subscription(part))
        elif tag not in ASIDE:
            scope.unknown.append((tag, part.get("id", ""), part.sourceline or 0))
    _connect(scope)
    return scope


def _read_subscription(element):
    bindings = {}
    for part in xml.children(element, "correlationPropertyBinding"):
        path = formula(xml.child(part, "dataPath"))
        if path is not None:
            bindings[bare(xml.attributes(part).get("correlationPropertyRef", ""))] = path
    return bare(xml.attributes(element).get("correlationKeyRef", "")), bindings


def _read_flow(element) -> Flow:
    given = xml.attributes(element)
    return Flow(
        id=given.get("id", ""),
        source=bare(given.get("sourceRef", "")),
        target=bare(given.get("targetRef", "")),
        name=given.get("name", ""),
        condition=formula(xml.child(element, "conditionExpression")),
        line=element.sourceline or 0,
        name_en=read_extensions(element)[0].get("nameEn", ""),
    )


def _read_lanes(element, parent: str | None, scope: Scope) -> None:
    for part in xml.children(element, "lane"):
        given = xml.attributes(part)
        refs = [bare(xml.text(ref)) for ref in xml.children(part, "flowNodeRef")]
        properties, _ = read_extensions(part)
        scope.lanes.append(
            Lane(given.get("id", ""), given.get("name", ""), parent, refs, properties, part.sourceline or 0)
        )
        for inner in xml.children(part, "childLaneSet"):
            _read_lanes(inner, given.get("id", ""), scope)


def _connect(scope: Scope) -> None:
    """Flows join their nodes in document order; the innermost lane wins, else the sub-process's lane.

    A list, not a mapping by id, decides what exists: of two nodes with one id both are kept for the check.
    """
    by_id = {node.id: node for node in reversed(scope.nodes)}
    for flow in scope.flows:
        if flow.source in by_id:
            by_id[flow.source].outgoing.append(flow)
        if flow.target in by_id:
            by_id[flow.target].incoming.append(flow)
    for lane in scope.lanes:
        for ref in lane.nodes:
            if ref in by_id:
                by_id[ref].lane = lane.id
    if scope.parent is None:
        _inherit_lanes(scope, None)


def _inherit_lanes(scope: Scope, lane: str | None) -> None:
    for node in scope.nodes:
        node.lane = node.lane or _lane_of_host(node, scope) or lane
        if node.inner is not None:
            _inherit_lanes(node.inner, node.lane)


def _lane_of_host(node: Node, scope: Scope) -> str | None:
    host = bare(node.attributes.get("attachedToRef", ""))
    return next((other.lane for other in scope.nodes if other.id == host), None) if host else None


def _read_node(element, scope: Scope, diagram: Diagram) -> Node:
    given = xml.attributes(element)
    properties, extensions = read_extensions(element)
    node = Node(
        id=given.get("id", ""),
        kind=xml.local(element),
        name=given.get("name", ""),
        line=element.sourceline or 0,
        attributes=given,
        properties=properties,
        extensions=extensions,
        scope=scope,
        events=read_events(element, diagram),
        script=formula(xml.child(element, "script")),
        activation=formula(xml.child(element, "activationCondition")),
        io=input_output(element),
        data_in=input_associations(element),
        data_out=output_associations(element),
        items=data_items(element, "property", "dataInput", "dataOutput"),
        xml=element,
    )
    read_loops(node, element, diagram)
    if node.kind in SUB_PROCESSES:
        node.inner = _read_scope(element, scope, diagram)
        node.inner.node = node
    return node


def _read_global_task(element, diagram: Diagram) -> Scope:
    """A global task is a process with one activity in it (BPMN 2.0.2, 10.3.6)."""
    given = xml.attributes(element)
    scope = Scope(
        id=given.get("id", ""),
        kind=xml.local(element),
        name=given.get("name", ""),
        line=element.sourceline or 0,
        attributes=given,
        io=input_output(element),
        xml=element,
    )
    node = _read_node(element, scope, diagram)
    node.kind, node.io = GLOBAL_TASKS[scope.kind], None
    scope.nodes.append(node)
    scope.task = node
    return scope
