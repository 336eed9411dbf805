"""Who can be reached from where, as the tokens of BPMN walk."""

from __future__ import annotations

from workflows.diagram import Node, Scope
from workflows.diagram.events import bare


def is_event_sub_process(node: Node) -> bool:
    """Whether a node is an event sub-process: it starts by an event, not by a flow."""
    return node.kind == "subProcess" and node.flag("triggeredByEvent")


def host_of(node: Node) -> str:
    """The id of the activity a boundary event is attached to ('' for other nodes)."""
    return bare(node.attributes.get("attachedToRef", "")) if node.kind == "boundaryEvent" else ""


def links(node: Node, kind: str) -> list[str]:
    """The link names a throwing or catching intermediate event has."""
    return [event.name for event in node.events if event.kind == "link"] if node.kind == kind else []


def starts(scope: Scope) -> list[Node]:
    """Where tokens appear when a scope starts: start events and the like, or all that nothing leads to."""
    if scope.kind == "adHocSubProcess":
        return [node for node in scope.nodes if not node.incoming and node.kind != "boundaryEvent"]
    free = [node for node in scope.nodes if not node.incoming and _may_start(node)]
    begun = [node for node in scope.nodes if node.kind == "startEvent"]
    if not begun:
        return free
    return begun + [node for node in free if node.flag("instantiate")]


def reachable(scope: Scope) -> set[int]:
    """``id()`` of every node of a scope that a token can get to (nodes may share an XML id by mistake)."""
    by_id = {node.id: node for node in reversed(scope.nodes)}
    apart = [node for node in scope.nodes if is_event_sub_process(node) or _has_own_way_in(node, by_id)]
    pending = starts(scope) + apart
    attached: dict[str, list[Node]] = {}
    for node in scope.nodes:
        attached.setdefault(host_of(node) or "-", []).append(node)
    found: set[int] = set()
    while pending:
        node = pending.pop()
        if id(node) not in found:
            found.add(id(node))
            pending += _next(node, scope, by_id, attached)
    return found


def _next(node: Node, scope: Scope, by_id: dict[str, Node], attached: dict[str, list[Node]]) -> list[Node]:
    ahead = [by_id[flow.target] for flow in node.outgoing if flow.target in by_id]
    ahead += attached.get(node.id, ())
    if node.kind == "boundaryEvent":
        ahead += [by_id[b] for a, b in scope.links if a == node.id and b in by_id]
    return ahead


def _has_own_way_in(node: Node, by_id: dict[str, Node]) -> bool:
    """Links, and boundary events on nothing: whether they can be reached is told by rules of their own."""
    lost = node.kind == "boundaryEvent" and host_of(node) not in by_id
    return lost or bool(links(node, "intermediateCatchEvent"))


def _may_start(node: Node) -> bool:
    kept = node.kind in ("boundaryEvent", "endEvent") or links(node, "intermediateCatchEvent")
    return not (kept or node.flag("isForCompensation") or is_event_sub_process(node))
