"""Sequence flows: what they may leave and enter, and where conditions may stand."""

from __future__ import annotations

from workflows import xml
from workflows.check.finding import WARNING
from workflows.check.graph import is_event_sub_process
from workflows.check.rule import FLOW, NODE, SCOPE, at, rule
from workflows.diagram.events import bare
from workflows.diagram.tags import ACTIVITIES, EVENTS


@rule(
    NODE,
    "{who} มีเส้นเข้า {flow} ให้ลบหรือย้ายปลายเส้น",
    "{who} is entered by {flow}: delete that flow or point it elsewhere.",
)
def start_has_incoming(node, look):
    """BPMN 2.0.2, 10.5.2: a start event is never the target of a sequence flow."""
    if node.kind == "startEvent" and node.incoming:
        yield at(node, flow=node.incoming[0].id)


@rule(
    NODE,
    "{who} มีเส้นออก {flow} ให้ลบเส้นนั้น หรือเปลี่ยนเป็นเหตุการณ์ระหว่างทาง",
    "{who} is left by {flow}: delete that flow or make it an intermediate event.",
)
def end_has_outgoing(node, look):
    """BPMN 2.0.2, 10.5.3: an end event is never the source of a sequence flow."""
    if node.kind == "endEvent" and node.outgoing:
        yield at(node, flow=node.outgoing[0].id)


@rule(
    NODE,
    "{who} มีเส้นเข้า {flow} ให้ลบ: เหตุการณ์ที่ขอบงานเริ่มจากงานที่มันเกาะอยู่",
    "{who} is entered by {flow}: delete it, for a boundary event starts from its activity.",
)
def boundary_has_incoming(node, look):
    """BPMN 2.0.2, 10.5.4: a boundary event is never the target of a sequence flow."""
    if node.kind == "boundaryEvent" and node.incoming:
        yield at(node, flow=node.incoming[0].id)


@rule(NODE, "{who} ไม่มีเส้นออก ให้ลากเส้นไปยังขั้นตอนแรก", "{who} leads nowhere: draw a flow to the first step.")
def start_without_outgoing(node, look):
    """BPMN 2.0.2, 10.5.2: a start event is the source of a sequence flow."""
    if node.kind == "startEvent" and not node.outgoing:
        yield at(node)


@rule(
    NODE, "{who} ไม่มีเส้นเข้า ให้ลากเส้นเข้าหรือลบออก", "{who} has no incoming flow: draw one or delete the event."
)
def end_without_incoming(node, look):
    """BPMN 2.0.2, 10.5.3: an end event is the target of a sequence flow."""
    if node.kind == "endEvent" and not node.incoming:
        yield at(node)


@rule(
    NODE,
    "{who} ไม่มีเส้นเข้า ให้ลากเส้นเข้าหรือลบออก",
    "{who} has no incoming flow: draw one or delete the event.",
)
def intermediate_without_incoming(node, look):
    """BPMN 2.0.2, 10.5.4: in normal flow an intermediate event is a target, unless it catches a link."""
    catches_link = node.kind == "intermediateCatchEvent" and _has(node, "link")
    if node.kind.startswith("intermediate") and not node.incoming and not catches_link:
        yield at(node)


@rule(
    NODE,
    "{who} ไม่มีเส้นออก ให้ลากเส้นออก หรือใช้เหตุการณ์สิ้นสุดแทน",
    "{who} has no outgoing flow: draw one or use an end event.",
)
def intermediate_without_outgoing(node, look):
    """BPMN 2.0.2, 10.5.4: an intermediate event is a source, unless it throws a link."""
    throws_link = node.kind == "intermediateThrowEvent" and _has(node, "link")
    if node.kind.startswith("intermediate") and not node.outgoing and not throws_link:
        yield at(node)


@rule(
    FLOW,
    "{who} ลากข้ามขอบกระบวนการหรือกระบวนการย่อย ให้ใช้เหตุการณ์หรือข้อความแทน",
    "{who} crosses the border of a process or sub-process: use events or messages instead.",
)
def flow_crosses_border(flow, look):
    """BPMN 2.0.2, 8.4.13 and 10.2.5: a sequence flow stays inside its process and sub-process."""
    ends = [look.nodes.get(flow.source), look.nodes.get(flow.target)]
    if not all(ends):
        return
    lists = (ends[0].outgoing, ends[1].incoming)
    if not all(any(known is flow for known in side) for side in lists):
        yield at(flow)


@rule(
    NODE,
    "{who}: ค่า default อ้างถึง “{flow}” ซึ่งไม่ใช่เส้นออกของตัวเอง ให้เลือกเส้นออกของตัวเอง",
    "{who}: its default “{flow}” is not one of its own outgoing flows; choose one of them.",
)
def default_foreign(node, look):
    """BPMN 2.0.2, 8.4.13: the default flow is an outgoing flow of the element."""
    flow = bare(node.attributes.get("default", ""))
    if flow and flow in look.flows and flow not in [out.id for out in node.outgoing]:
        yield at(node, flow=flow)


@rule(
    FLOW,
    "{who} เป็นเส้นตั้งต้น (default) เงื่อนไขบนเส้นนี้จะไม่ถูกใช้ ให้ลบเงื่อนไข",
    "{who} is the default flow, so its condition is ignored: delete the condition.",
    severity=WARNING,
)
def default_with_condition(flow, look):
    """BPMN 2.0.2, 10.6: a condition on a default flow shall be ignored."""
    source = look.nodes.get(flow.source)
    if source and flow.condition and flow.id and bare(source.attributes.get("default", "")) == flow.id:
        yield at(flow)


@rule(
    FLOW,
    "{who}: เส้นที่ออกจาก {source} มีเงื่อนไขไม่ได้ ให้ลบเงื่อนไข หรือใช้ทางแยกเลือกทาง",
    "{who} leaves {source} and may not have a condition: delete it or use an exclusive gateway.",
)
def condition_misplaced(flow, look):
    """BPMN 2.0.2, 8.4.13, 10.5.2, 10.6.6: no conditions after events and event-based gateways."""
    source = look.nodes.get(flow.source)
    plain = EVENTS | {"eventBasedGateway"}
    if source is not None and flow.condition is not None and source.kind in plain:
        yield at(flow, source=source.name or source.id)


@rule(
    FLOW,
    "{who} ออกจากทางแยกขนาน {source} เงื่อนไขบนเส้นนี้จะไม่ถูกใช้ ให้ลบเงื่อนไข",
    "{who} leaves the parallel gateway {source}, so its condition is ignored: delete the condition.",
    severity=WARNING,
)
def condition_ignored(flow, look):
    """BPMN 2.0.2, 10.6.4: a parallel gateway creates its paths without checking any conditions."""
    source = look.nodes.get(flow.source)
    if source is not None and source.kind == "parallelGateway" and flow.condition is not None:
        yield at(flow, source=source.name or source.id)


@rule(
    FLOW,
    "{who} เป็นเส้นออกเพียงเส้นเดียวของ {source} แต่มีเงื่อนไข ถ้าไม่เป็นจริงเรื่องจะค้าง ให้ลบเงื่อนไขหรือเพิ่มเส้นอื่น",
    "{who} is the only flow out of {source} but has a condition: delete it or draw another flow.",
)
def condition_alone(flow, look):
    """BPMN 2.0.2, 8.4.13: beside a conditional flow an activity has at least one other outgoing flow."""
    source = look.nodes.get(flow.source)
    if source is None or flow.condition is None or source.kind not in ACTIVITIES:
        return
    if len(source.outgoing) == 1 and bare(source.attributes.get("default", "")) != flow.id:
        yield at(flow, source=source.name or source.id)


@rule(
    NODE,
    "{who}: รายการ <{side}> อ้างถึง “{flow}” แต่ไม่มีเส้นนี้ต่อกับจุดนี้ ระบบยึดตามเส้น ให้แก้ให้ตรงกัน",
    "{who} lists “{flow}” as <{side}>, but no such flow is drawn here; the flows count: make them agree.",
    severity=WARNING,
)
def flow_list_contradicts(node, look):
    """BPMN 2.0.2, 8.4.9: incoming and outgoing only mirror targetRef and sourceRef, which decide."""
    for side, flows in (("incoming", node.incoming), ("outgoing", node.outgoing)):
        drawn = {flow.id for flow in flows}
        for part in xml.children(node.xml, side):
            name = bare(xml.text(part))
            if name not in drawn and not _comes_from_outside(look.flows.get(name), node):
                yield at(node, side=side, flow=name[:60])


@rule(
    NODE,
    "{who}: ไฟล์นี้เขียนรายการ <incoming>/<outgoing> ไว้ แต่ไม่มีจุดใดระบุ “{flow}” เป็น {side} ให้เติมที่จุดนี้",
    "{who}: this file lists incoming and outgoing flows, but nothing lists “{flow}” as {side}: add it here.",
)
def flow_list_incomplete(node, look):
    """BPMN 2.0.2, 8.4.9: where a file lists its nodes' flows, a flow in no list is half drawn."""
    listed = look.listed_flows
    for side, flows in (("incoming", node.incoming), ("outgoing", node.outgoing)):
        for flow in flows if any(listed.values()) else ():
            if flow.id and flow.id not in listed[side]:
                yield at(node, side=side, flow=flow.id)


@rule(
    FLOW,
    '{who}: isImmediate="false" ใช้กับกระบวนการที่ทำงานจริงไม่ได้ ให้ลบออก',
    '{who}: isImmediate="false" is not for executable processes; delete it.',
    running=True,
)
def flow_not_immediate(flow, look):
    """BPMN 2.0.2, table 8.48: in an executable process nothing happens between two steps unseen."""
    place = look.places_by_id.get(flow.id)
    if place is not None and place.xml.get("isImmediate", "").strip() in ("false", "0"):
        yield at(flow)


@rule(
    SCOPE,
    "{who} ไม่มีเส้นออก ทั้งที่ระดับนี้มีเหตุการณ์สิ้นสุด ให้ลากเส้นต่อจนถึงเหตุการณ์สิ้นสุด",
    "{who} leads nowhere although end events are used here: lead every path to an end event.",
    severity=WARNING,
)
def path_without_end(scope, look):
    """BPMN 2.0.2, 10.5.3: where an end event is used every other step has an outgoing flow."""
    if not any(node.kind == "endEvent" for node in scope.nodes):
        return
    for node in scope.nodes:
        if not node.outgoing and not _may_end(node):
            yield at(node)


@rule(
    SCOPE,
    "{who} มีเหตุการณ์เริ่มต้นแต่ไม่มีเหตุการณ์สิ้นสุด ให้วาดจุดสิ้นสุด",
    "{who} has a start event but no end event: draw where it ends.",
)
def end_missing(scope, look):
    """BPMN 2.0.2, 10.5.2: where a start event is used there is an end event; both or none are drawn."""
    kinds = {node.kind for node in scope.nodes}
    if "startEvent" in kinds and "endEvent" not in kinds and scope.kind != "adHocSubProcess":
        yield at(scope.node or scope)


@rule(
    SCOPE,
    "{who} มีเหตุการณ์สิ้นสุดแต่ไม่มีเหตุการณ์เริ่มต้น ให้วาดจุดเริ่มต้น",
    "{who} has an end event but no start event: draw where it begins.",
)
def start_missing(scope, look):
    """BPMN 2.0.2, 10.5.3: where an end event is used there is a start event; both or none are drawn."""
    kinds = {node.kind for node in scope.nodes}
    begins = any(node.flag("instantiate") for node in scope.nodes)
    if "endEvent" in kinds and "startEvent" not in kinds and not begins and scope.kind != "adHocSubProcess":
        yield at(scope.node or scope)


def _may_end(node) -> bool:
    """Whether a step may lead nowhere; events have rules of their own."""
    apart = node.kind.endswith("Event")
    handles = node.flag("isForCompensation") or is_event_sub_process(node)
    return apart or handles or node.scope.kind == "adHocSubProcess"


def _has(node, kind: str) -> bool:
    return any(event.kind == kind for event in node.events)


def _comes_from_outside(flow, node) -> bool:
    """Whether a listed flow does touch the node, across a border: `flow-crosses-border` tells that."""
    return flow is not None and node.id in (flow.source, flow.target)
