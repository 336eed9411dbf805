"""Which events may stand where: table 10.93 of BPMN 2.0.2."""

from __future__ import annotations

from workflows.check.finding import WARNING
from workflows.check.graph import is_event_sub_process
from workflows.check.rule import NODE, SCOPE, at, rule
from workflows.diagram.tags import EVENTS

PLACES = {
    "process": (("เริ่มกระบวนการ", "a process's start"), {"message", "timer", "conditional", "signal"}),
    "sub-process": (("เริ่มกระบวนการย่อย", "a sub-process's start"), set()),
    "event": (
        ("เริ่มกระบวนการย่อยตามเหตุการณ์", "an event sub-process's start"),
        {"message", "timer", "error", "escalation", "compensate", "conditional", "signal"},
    ),
    "event-beside": (
        ("เริ่มกระบวนการย่อยตามเหตุการณ์แบบไม่ขัดจังหวะ", "a non-interrupting event sub-process's start"),
        {"message", "timer", "escalation", "conditional", "signal"},
    ),
    "catch": (
        ("เหตุการณ์รอรับ", "a catch event"),
        {"message", "timer", "conditional", "link", "signal"},
    ),
    "throw": (
        ("เหตุการณ์ส่งออก", "a throw event"),
        {"message", "escalation", "compensate", "link", "signal"},
    ),
    "boundary": (
        ("เหตุการณ์ที่ขอบงาน", "a boundary event"),
        {"message", "timer", "escalation", "error", "cancel", "compensate", "conditional", "signal"},
    ),
    "boundary-beside": (
        ("เหตุการณ์ที่ขอบงานแบบไม่ขัดจังหวะ", "a non-interrupting boundary event"),
        {"message", "timer", "escalation", "conditional", "signal"},
    ),
    "end": (
        ("เหตุการณ์สิ้นสุด", "an end event"),
        {"message", "error", "escalation", "cancel", "compensate", "signal", "terminate"},
    ),
}


def place_of(node) -> str:
    """The row of the table an event belongs to."""
    if node.kind == "boundaryEvent":
        return "boundary" if node.flag("cancelActivity", True) else "boundary-beside"
    if node.kind != "startEvent":
        return {"endEvent": "end", "intermediateCatchEvent": "catch"}.get(node.kind, "throw")
    host = node.scope.node
    if host is None:
        return "process"
    if not is_event_sub_process(host):
        return "sub-process"
    return "event" if node.flag("isInterrupting", True) else "event-beside"


@rule(
    NODE,
    "{who}: ใช้ {kind} ที่{place}ไม่ได้ ให้เลือกเหตุการณ์ชนิดอื่น",
    "{who}: {kind} may not stand at {place}; choose another kind of event.",
)
def event_misplaced(node, look):
    """BPMN 2.0.2, table 10.93: which triggers and results an event may have at its place."""
    if node.kind not in EVENTS:
        return
    name, allowed = PLACES[place_of(node)]
    for event in node.events:
        if event.kind not in allowed | {"unresolved"}:
            yield at(node, kind=f"{event.kind}EventDefinition", place=name)


@rule(
    NODE,
    "{who} ไม่ได้บอกว่ารออะไร ให้กำหนดข้อความ เวลา สัญญาณ หรือเงื่อนไข",
    "{who} does not say what it waits for: give it a message, timer, signal or condition.",
)
def event_undefined(node, look):
    """BPMN 2.0.2, table 10.93: catching and boundary events are never plain."""
    if node.kind in ("intermediateCatchEvent", "boundaryEvent") and not node.events:
        yield at(node)


@rule(
    SCOPE,
    "{who} มีเหตุการณ์เริ่มต้นแบบธรรมดาหลายจุด ({starts}) ไม่รู้ว่าจะเริ่มจากจุดใด ให้เหลือจุดเดียว",
    "{who} has several plain start events ({starts}); nothing says which one begins: keep one.",
    running=True,
)
def start_ambiguous(scope, look):
    """BPMN 2.0.2, 10.5.2: each start event is an alternative; a plain one is chosen by being the only one."""
    plain = _plain_starts(scope)
    if scope.node is not None and len(plain) > 1:
        yield at(scope.node, starts=", ".join(node.id for node in plain))


@rule(
    SCOPE,
    "{who} มีเหตุการณ์เริ่มต้นแบบธรรมดาหลายจุด ({starts}) ถ้าไม่ระบุ จะเริ่มที่จุดแรกในไฟล์",
    "{who} has several plain start events ({starts}); unless one is named, the first in the file begins.",
    severity=WARNING,
    running=True,
)
def start_several(scope, look):
    """BPMN 2.0.2, 10.5.2: each start event of a process is an alternative; whoever starts it may name one."""
    plain = _plain_starts(scope)
    if scope.node is None and len(plain) > 1:
        yield at(scope, starts=", ".join(node.id for node in plain))


@rule(
    NODE,
    "{who} รอ{kind} แต่ระบบนี้ไม่เริ่มกระบวนการด้วยวิธีนั้น กระบวนการจะไม่มีวันเริ่มเอง",
    "{who} waits for {kind}, by which nothing here starts a process: it never begins by itself.",
    severity=WARNING,
    running=True,
)
def start_never_fires(node, look):
    """The application serves some kinds of start events; silence about the others would be a trap."""
    known = look.bundle.begins
    top = node.kind == "startEvent" and node.scope.node is None
    for event in node.events if top and known is not None else ():
        if event.kind not in known:
            yield at(node, kind=f"{event.kind}EventDefinition")


def _plain_starts(scope) -> list:
    return [node for node in scope.nodes if node.kind == "startEvent" and not node.events]


@rule(
    NODE,
    "{who} ต้องมีเหตุการณ์เริ่มต้นหนึ่งจุดที่บอกว่ารออะไร",
    "{who} needs exactly one start event, and that must say what it waits for.",
)
def event_sub_process_start(node, look):
    """BPMN 2.0.2, 10.3.5: an event sub-process has one start event, which has a trigger."""
    if not is_event_sub_process(node):
        return
    begins = [inner for inner in node.inner.nodes if inner.kind == "startEvent"]
    if len(begins) != 1 or not begins[0].events:
        yield at(node)


@rule(
    NODE,
    "{who} เป็นกระบวนการย่อยตามเหตุการณ์ จึงมีเส้นเข้าหรือเส้นออกไม่ได้ ให้ลบเส้นนั้น",
    "{who} is an event sub-process, which no sequence flow enters or leaves: delete the flow.",
)
def event_sub_process_with_flows(node, look):
    """BPMN 2.0.2, 10.3.5: an event sub-process is not part of the normal flow."""
    if is_event_sub_process(node) and (node.incoming or node.outgoing):
        yield at(node)


@rule(
    NODE,
    "{who}: การยกเลิกใช้ได้เฉพาะในธุรกรรม (transaction)",
    "{who}: cancel events belong inside a transaction, or on its border.",
)
def cancel_outside_transaction(node, look):
    """BPMN 2.0.2, 10.5.3, 10.5.4: cancel end events are inside, cancel boundary events on a transaction."""
    if node.kind not in ("endEvent", "boundaryEvent") or not _cancels(node):
        return
    inside = node.scope.node is not None and node.scope.node.kind == "transaction"
    host = look.nodes.get(node.attributes.get("attachedToRef", "").rpartition(":")[2])
    on_border = host is not None and host.kind == "transaction"
    if not (on_border if node.kind == "boundaryEvent" else inside):
        yield at(node)


def _cancels(node) -> bool:
    return any(event.kind == "cancel" for event in node.events)
