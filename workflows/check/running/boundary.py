"""Boundary events: on what they sit, and where they lead."""

from __future__ import annotations

from workflows.check.finding import WARNING
from workflows.check.graph import host_of, is_event_sub_process
from workflows.check.rule import NODE, at, rule
from workflows.diagram.tags import ACTIVITIES


@rule(
    NODE,
    "{who} เกาะอยู่กับ {host} ซึ่งอยู่คนละกระบวนการย่อย ให้ย้ายไปอยู่ระดับเดียวกัน",
    "{who} is attached to {host}, which stands in another sub-process: move it to the same level.",
)
def boundary_host_elsewhere(node, look):
    """BPMN 2.0.2, 10.5.4: a boundary event stands in the same scope as its activity."""
    host = look.nodes.get(host_of(node))
    if host is not None and host.scope is not node.scope:
        yield at(node, host=host.name or host.id)


@rule(
    NODE,
    "{who} เกาะอยู่กับ {host} ซึ่งเป็นกระบวนการย่อยตามเหตุการณ์ ทำไม่ได้",
    "{who} is attached to the event sub-process {host}, which has no border events.",
)
def boundary_host_unfit(node, look):
    """BPMN 2.0.2, 10.3.5: an event sub-process is not an activity of the normal flow."""
    host = look.nodes.get(host_of(node))
    if host is not None and is_event_sub_process(host):
        yield at(node, host=host.name or host.id)


@rule(
    NODE,
    "{who} ไม่มีเส้นออก ให้ลากเส้นไปยังขั้นตอนที่ทำเมื่อเกิดเหตุ",
    "{who} leads nowhere: draw a flow to what happens then.",
)
def boundary_without_outgoing(node, look):
    """BPMN 2.0.2, 10.5.4: a boundary event is the source of a flow (compensation: of an association)."""
    if node.kind == "boundaryEvent" and node.id and not node.outgoing and not compensates(node):
        yield at(node)


@rule(
    NODE,
    "{who}: เหตุการณ์ชดเชยโยงด้วยเส้นเชื่อมโยง (association) ไม่ใช่เส้นลำดับงาน",
    "{who}: a compensation event is linked by an association, not by a sequence flow.",
)
def compensation_boundary_with_flow(node, look):
    """BPMN 2.0.2, 10.5.4 and 10.7: compensation stands outside of the normal flow."""
    if node.kind == "boundaryEvent" and compensates(node) and node.outgoing:
        yield at(node)


@rule(
    NODE,
    '{who} ไม่มีงานชดเชย ให้โยงไปยังงานที่ตั้ง isForCompensation="true"',
    '{who} has no handler: associate it with an activity marked isForCompensation="true".',
)
def compensation_handler_missing(node, look):
    """BPMN 2.0.2, 10.7.1: a compensation boundary event is associated with its handler."""
    if node.kind == "boundaryEvent" and compensates(node) and not _handlers(node):
        yield at(node)


@rule(
    NODE,
    '{who} เป็นงานชดเชยของ {event} แต่ไม่ได้ตั้ง isForCompensation="true"',
    '{who} handles {event} but is not marked isForCompensation="true".',
)
def compensation_handler_unmarked(node, look):
    """BPMN 2.0.2, 10.7.1: the handler is marked for compensation."""
    if node.kind != "boundaryEvent" or not compensates(node):
        return
    for handler in _handlers(node):
        if not handler.flag("isForCompensation"):
            yield at(handler, event=node.name or node.id)


@rule(
    NODE,
    "{who} เป็นงานชดเชย แต่ไม่มีเหตุการณ์ชดเชยใดโยงมาถึง จึงไม่มีวันทำงาน",
    "{who} is marked for compensation, but no compensation event is associated with it: it would never run.",
)
def compensation_handler_unlinked(node, look):
    """BPMN 2.0.2, 10.7.1: a compensation handler runs only through its boundary event."""
    beside = is_event_sub_process(node)
    if not node.flag("isForCompensation") or node.kind not in ACTIVITIES or beside:
        return
    events = [e for e in node.scope.nodes if e.kind == "boundaryEvent" and compensates(e)]
    if not any(_handles(node, event) for event in events):
        yield at(node)


@rule(
    NODE,
    "{who} เป็นงานชดเชย จึงมีเส้นเข้าหรือเส้นออกไม่ได้ ให้ลบเส้นนั้น",
    "{who} is marked for compensation, so no sequence flow may enter or leave it: delete the flow.",
)
def compensation_handler_with_flows(node, look):
    """BPMN 2.0.2, 10.7.1: a compensation activity stands outside of the normal flow."""
    if node.flag("isForCompensation") and (node.incoming or node.outgoing):
        yield at(node)


@rule(
    NODE,
    "{who} มีเหตุการณ์ยกเลิกที่ขอบมากกว่าหนึ่งจุด ให้เหลือจุดเดียว",
    "{who} has more than one cancel event on its border: keep one.",
)
def cancel_boundary_twice(node, look):
    """BPMN 2.0.2, 10.5.4: a transaction is cancelled in one way."""
    if node.kind != "transaction":
        return
    border = [event for event in node.scope.nodes if host_of(event) == node.id]
    if sum(any(e.kind == "cancel" for e in event.events) for event in border) > 1:
        yield at(node)


@rule(
    NODE,
    "{who}: ธุรกรรมนี้ไม่มีเหตุการณ์ยกเลิกที่ขอบ เมื่อยกเลิกและชดเชยแล้วเส้นทางจะจบตรงนี้ ถ้าต้องไปต่อให้เพิ่มเหตุการณ์ยกเลิก",
    "{who}: its transaction has no cancel event on its border, so once it is cancelled and undone the "
    "path ends there; add one if anything shall follow.",
    WARNING,
)
def cancel_uncaught(node, look):
    """BPMN 2.0.2, 10.3.5: a cancelled transaction is left by its cancel boundary event, if it has one."""
    host = node.scope.node
    if node.kind != "endEvent" or host is None or not any(event.kind == "cancel" for event in node.events):
        return
    border = [event for event in host.scope.nodes if host_of(event) == host.id]
    if not any(e.kind == "cancel" for event in border for e in event.events):
        yield at(node)


@rule(
    NODE,
    "{who}: “{activity}” ไม่มีงานชดเชย จึงไม่มีอะไรให้ชดเชย ให้เพิ่มงานชดเชยหรือแก้ activityRef",
    "{who}: “{activity}” has no compensation handler, so there is nothing to undo; add one or correct it.",
    running=True,
)
def compensation_nothing(node, look):
    """BPMN 2.0.2, 10.7: compensation is thrown at an activity that can be undone."""
    for event in node.events if node.kind in ("endEvent", "intermediateThrowEvent") else ():
        target = look.nodes.get(event.ref) if event.kind == "compensate" else None
        if target is not None and target.inner is None and not _can_be_undone(target):
            yield at(node, activity=target.name or target.id)


def _can_be_undone(node) -> bool:
    border = [event for event in node.scope.nodes if host_of(event) == node.id]
    return any(compensates(event) for event in border)


def compensates(node) -> bool:
    """Whether a node has a compensation event definition."""
    return any(event.kind == "compensate" for event in node.events)


def _handles(node, event) -> bool:
    return any(handler is node for handler in _handlers(event))


def _handlers(event) -> list:
    """The activities which a compensation boundary event is associated with, drawn either way."""
    other = {b for a, b in event.scope.links if a == event.id} | {
        a for a, b in event.scope.links if b == event.id
    }
    return [node for node in event.scope.nodes if node.id in other and node.kind in ACTIVITIES]
