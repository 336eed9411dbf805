"""Processes, sub-processes and the flows between their nodes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workflows.compile import boundary, correlation, data, nodes
from workflows.compile.book import Book, expression
from workflows.compile.reach import reaching
from workflows.diagram import Diagram, Node, Scope
from workflows.diagram.tags import EVENTS
from workflows.specs.gateways import Join
from workflows.specs.node import Exit
from workflows.specs.process import ProcessSpec


def compile_diagrams(diagrams: Iterable[Diagram], decisions: Any = None) -> dict[str, ProcessSpec]:
    """Every executable process and global task by id; raises the refusals of the script compiler."""
    processes: dict[str, ProcessSpec] = {}
    books = []
    for diagram in diagrams:
        for scope in diagram.processes:
            if not runs(scope):
                continue
            book = Book(diagram, processes, decisions)
            book.process, book.guarded = scope.id, "computed" in scope.properties
            book.correlations = correlation.correlations(diagram, scope)
            processes[scope.id] = compile_scope(scope, book)
            processes[scope.id].elements = book.elements
            books.append(book)
    for book in books:
        for call, name in book.calls:
            call.inner = processes.get(name)
            data.match_call(call)
    boundary.undo_calls(processes.values())
    return processes


def runs(scope: Scope) -> bool:
    """Executable processes and global tasks run; ``isExecutable`` has no default (BPMN 2.0.2, 10.2.1)."""
    return scope.task is not None or scope.attributes.get("isExecutable") in ("true", "1")


def compile_scope(scope: Scope, book: Book) -> ProcessSpec:
    """One process or sub-process with everything in it."""
    spec = ProcessSpec(scope.id, book.diagram.file)
    spec.drawn = scope
    spec.process, spec.guarded = book.process, book.guarded
    book.learn_data(scope)
    data.declare(spec, scope, book)
    for node in scope.nodes:
        nodes.compile_node(node, spec, book, compile_scope)
    _connect(scope, spec, book)
    _link(scope, book)
    boundary.attach(scope, spec, book)
    spec.starts = tuple(first_nodes(scope, book))
    for gateway in [s for s in spec.task_specs.values() if isinstance(s, Join)]:
        gateway.reach = reaching(gateway, spec)
    return spec


def _connect(scope: Scope, spec: ProcessSpec, book: Book) -> None:
    for flow in scope.flows:
        source, target = spec.task_specs.get(flow.source), spec.task_specs.get(flow.target)
        if source is None or target is None:
            continue
        condition = expression(flow.condition, flow.id)
        exit = Exit(flow.id, target, 0, condition, condition.text if condition else None)
        source.join_flow(exit)
    for node in scope.nodes:
        default = node.attributes.get("default")
        source = spec.task_specs[node.id]
        if default:
            source.default = next((exit for exit in source.exits if exit.flow == default), None)
            source.conditional = source.conditional or (source.default is not None and len(source.exits) > 1)


def _link(scope: Scope, book: Book) -> None:
    """A link throw event goes on at the catch event of the same name (BPMN 2.0.2, 10.5.5)."""
    catches = {
        event.name: node
        for node in scope.nodes
        for event in node.events
        if event.kind == "link" and node.kind == "intermediateCatchEvent"
    }
    for node in scope.nodes:
        for event in node.events:
            if event.kind == "link" and node.kind == "intermediateThrowEvent" and event.name in catches:
                target = book.elements[catches[event.name].id]
                book.elements[node.id].join_flow(Exit(None, target))


def first_nodes(scope: Scope, book: Book) -> Iterable:
    """Where the first tokens go: the plain start event, else every node without an incoming flow (13.2)."""
    starts = [node for node in scope.nodes if node.kind == "startEvent"]
    plain = [node for node in starts if not node.events]
    if starts:
        return [book.elements[node.id] for node in plain[:1]]
    return [book.elements[node.id] for node in scope.nodes if begins_by_itself(node)]


def begins_by_itself(node: Node) -> bool:
    """Whether a node without incoming flows gets a token when its scope starts."""
    if node.incoming or node.flag("isForCompensation") or node.flag("triggeredByEvent"):
        return False
    if node.flag("instantiate") or node.kind == "boundaryEvent":
        return False
    is_link_target = node.kind == "intermediateCatchEvent" and any(e.kind == "link" for e in node.events)
    return not is_link_target and node.kind not in EVENTS - {
        "intermediateCatchEvent",
        "intermediateThrowEvent",
    }
