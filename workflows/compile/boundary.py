"""Listeners beside activities and scopes: boundary events, event sub-processes, compensation handlers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workflows.compile import events
from workflows.compile.book import Book
from workflows.diagram import Node, Scope
from workflows.specs.activity import Activity
from workflows.specs.catching import Listener
from workflows.specs.compensation import Handler
from workflows.specs.process import ProcessSpec
from workflows.specs.subprocess import CallActivity, ScopeListener, SubProcess, UndoCall, UndoSubProcess

ARMED = "{}#armed"
UNDO = "{}#undo"


def attach(scope: Scope, spec: ProcessSpec, book: Book) -> None:
    """Give every activity its boundary listeners and the scope its event sub-processes."""
    for node in scope.nodes:
        if node.kind == "boundaryEvent":
            _boundary(node, scope, spec, book)
        elif node.kind == "subProcess" and node.flag("triggeredByEvent"):
            _event_sub_process(node, spec, book)
    for node in scope.nodes:
        made = spec.task_specs[node.id]
        if isinstance(made, Activity):
            _undo(node, made, spec)


def _boundary(node: Node, scope: Scope, spec: ProcessSpec, book: Book) -> None:
    host = spec.task_specs.get(node.attributes.get("attachedToRef", "").rpartition(":")[2])
    if not isinstance(host, Activity):
        return
    if any(event.kind == "compensate" for event in node.events):
        target = next((end for start, end in scope.links if start == node.id), None)
        handler = spec.task_specs.get(target)
        if isinstance(handler, Activity):
            handler.owner = spec.conductor
            _worker(host).handler = Handler(handler.name)
        return
    listener = Listener(spec, ARMED.format(node.id), None)
    listener.build(node, "boundary_event")
    events.fill(listener, node, book)
    listener.event = spec.task_specs[node.id]
    listener.event.writes = listener.writes
    listener.event.awaited = listener.triggers
    listener.interrupting = node.flag("cancelActivity", True) or _always_interrupts(node)
    host.listeners += (listener,)
    host.opens = True
    host.hesitates = host.hesitates or any(event.kind == "conditional" for event in node.events)


def _always_interrupts(node: Node) -> bool:
    return any(event.kind in ("error", "cancel") for event in node.events)


def _worker(spec):
    """The spec that does the work: the body of a loop, else the activity itself."""
    return getattr(spec, "body", None) or spec


def _event_sub_process(node: Node, spec: ProcessSpec, book: Book) -> None:
    made = spec.task_specs[node.id]
    start = next((inner for inner in node.inner.nodes if inner.kind == "startEvent"), None)
    if start is None:
        return
    made.start = book.elements[start.id]
    if any(event.kind == "compensate" for event in start.events):
        spec.undo_by = made
        made.owner = None
        return
    listener = ScopeListener(spec, ARMED.format(node.id), None)
    listener.build(node, "event_sub_process")
    events.fill(listener, start, book)
    listener.event = made
    listener.interrupting = start.flag("isInterrupting", True)
    spec.listeners += (listener,)


def undo_calls(processes: Iterable[ProcessSpec]) -> None:
    """Now that calls know what they call: undo what was called, and what stands around such calls.

    Processes call each other in any order, so this goes on until nothing new is found.
    """
    scopes = [scope for process in processes for scope in _scopes(process)]
    while any(_undo_within(scope) for scope in scopes):
        continue


def _scopes(spec: ProcessSpec) -> Iterator[ProcessSpec]:
    yield spec
    for node in spec.drawn.nodes:
        made = _worker(spec.task_specs[node.id])
        if isinstance(made, SubProcess) and not isinstance(made, CallActivity) and made.inner is not None:
            yield from _scopes(made.inner)


def _undo_within(spec: ProcessSpec) -> bool:
    drawn = [(node, spec.task_specs[node.id]) for node in spec.drawn.nodes]
    return any(_undo(node, made, spec) for node, made in drawn if isinstance(made, Activity))


def _undo(node: Node, outer: Activity, spec: ProcessSpec) -> bool:
    """What has undoable steps inside can be undone as a whole (BPMN 2.0.2, 13.5.5); was that new?"""
    made, name = _worker(outer), UNDO.format(node.id)
    if not isinstance(made, SubProcess) or made.inner is None or name in spec.task_specs:
        return False
    if made.kind == "event_sub_process" or spec.conductor in (outer.owner, made.owner):
        return False
    if made.inner.undo_by is None and not can_undo(made.inner):
        return False
    undo = (UndoCall if isinstance(made, CallActivity) else UndoSubProcess)(spec, name, node.id)
    undo.build(node, made.kind)
    undo.inner = made.inner
    undo.owner = spec.conductor
    undo.tells = made.data_inputs is None and made.data_outputs is None
    made.handler = made.handler or Handler(undo.name)
    return True


def can_undo(inner: ProcessSpec) -> bool:
    """Whether anything inside leaves a compensation record."""
    return any(getattr(spec, "handler", None) is not None for spec in inner.task_specs.values())
