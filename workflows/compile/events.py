"""Event definitions become triggers; events get their triggers, payloads and what they write."""

from __future__ import annotations

from workflows.clock import kind_of
from workflows.compile import data
from workflows.compile.book import Book, expression
from workflows.diagram import EventDefinition, Formula, Node
from workflows.specs import triggers
from workflows.specs.payload import Payload
from workflows.specs.throwing import SendTask

# Branches that run side by side have no order (13.2): whoever throws lets those who listen arrive first.
LAST = 2
QUIET = ("link", "unresolved", "")


def fill(made, node: Node, book: Book) -> None:
    """Triggers in document order; a task's message stands in its attribute."""
    drawn = list(node.events)
    if node.kind in ("sendTask", "receiveTask"):
        drawn = [EventDefinition("message", ref=node.attributes.get("messageRef", "").rpartition(":")[2])]
    found = [trigger(event, node, book) for event in drawn if event.kind not in QUIET]
    made.triggers = tuple(found)
    if not hasattr(made, "every") and any(thrown.kind in ("signal", "message") for thrown in found):
        made.turn = LAST
    if hasattr(made, "every"):
        made.every = node.flag("parallelMultiple") and len(found) > 1
        made.writes = data.receiving(node, drawn, book)
        made.interrupting = node.flag("isInterrupting", True)
    if hasattr(made, "payload") or isinstance(made, SendTask):
        made.payload = sending(node, drawn, book)


def trigger(event: EventDefinition, node: Node, book: Book) -> triggers.Trigger:
    """One event definition, its references resolved to names and codes."""
    diagram = book.diagram
    if event.kind == "message":
        named = diagram.messages.get(event.ref)
        name = (named.name or named.id) if named else event.ref
        return triggers.MessageTrigger(name, event.ref, book.correlations.get(event.ref))
    if event.kind == "signal":
        named = diagram.signals.get(event.ref)
        return triggers.SignalTrigger((named.name or named.id) if named else event.ref, event.ref)
    if event.kind in ("error", "escalation"):
        table = diagram.errors if event.kind == "error" else diagram.escalations
        named = table.get(event.ref)
        code = (named.code or f"#{named.id}") if named else None
        return triggers.CodedTrigger(event.kind, code, (named.name or named.code) if named else "", event.ref)
    if event.kind == "timer":
        return _timer(event, node)
    if event.kind == "conditional":
        return triggers.ConditionalTrigger(expression(event.formulas.get("condition"), node.id))
    if event.kind == "compensate":
        waits = event.attributes.get("waitForCompletion", "true") in ("true", "1")
        return triggers.CompensateTrigger(event.ref, waits)
    return {"cancel": triggers.CancelTrigger, "terminate": triggers.TerminateTrigger}[event.kind](event.kind)


def _timer(event: EventDefinition, node: Node) -> triggers.TimerTrigger:
    sort, formula = next(iter(event.formulas.items()), ("timeDate", Formula("None")))
    if kind_of(formula.text) is not None:
        return triggers.TimerTrigger(sort, formula.text)
    return triggers.TimerTrigger(sort, None, expression(formula, node.id))


def sending(node: Node, drawn: list[EventDefinition], book: Book) -> Payload | None:
    """What goes with a thrown event: the payload expression, or the data inputs."""
    text = node.extensions.get("messagePayload")
    for event in drawn:
        named = book.diagram.messages.get(event.ref)
        text = text or (named.extensions.get("messagePayload") if named else None)
    compiled = expression(Formula(text, node.line), node.id) if text else None
    if compiled is None and not node.data_in:
        return None
    return Payload(compiled, data.copies(node.data_in, node, book))
