"""Gateways: each splits or joins as its kind allows."""

from __future__ import annotations

from workflows.check.finding import WARNING
from workflows.check.rule import FLOW, NODE, at, rule
from workflows.check.words import in_words
from workflows.diagram.events import bare
from workflows.diagram.tags import GATEWAYS

CHOOSING = frozenset(("exclusiveGateway", "inclusiveGateway"))
AWAITED = frozenset(("message", "signal", "timer", "conditional"))


@rule(
    FLOW,
    "{who} ออกจาก {source} แต่ไม่มีเงื่อนไข ให้ใส่เงื่อนไข หรือกำหนดให้เป็นเส้นตั้งต้น (default)",
    "{who} leaves {source} without a condition: give it one or make it the default.",
    running=True,
)
def gateway_condition_missing(flow, look):
    """BPMN 2.0.2, 10.6.2 and 10.6.3: every flow out of a choice has a condition, but the default."""
    source = look.nodes.get(flow.source)
    if source is None or source.kind not in CHOOSING or flow.condition is not None:
        return
    if len(source.outgoing) > 1 and bare(source.attributes.get("default", "")) != flow.id:
        yield at(flow, source=in_words(source))


@rule(
    NODE,
    '{who}: gatewayDirection="{direction}" ขัดกับเส้นที่วาด (เข้า {entering} ออก {leaving}) ให้แก้หรือลบค่านี้',
    '{who}: gatewayDirection="{direction}" contradicts its flows ({entering} in, {leaving} out); '
    "correct or delete it.",
)
def gateway_direction_contradicted(node, look):
    """BPMN 2.0.2, 10.6.1: converging joins, diverging splits, mixed does both."""
    direction = node.attributes.get("gatewayDirection", "Unspecified")
    entering, leaving = len(node.incoming), len(node.outgoing)
    right = {
        "Converging": entering > 1 >= leaving,
        "Diverging": entering <= 1 < leaving,
        "Mixed": entering > 1 and leaving > 1,
    }
    if node.kind in GATEWAYS and not right.get(direction, True):
        yield at(node, direction=direction, entering=entering, leaving=leaving)


@rule(
    NODE,
    "{who} ไม่ได้แยกหรือรวมทาง (เข้าและออกไม่เกินอย่างละเส้น) ให้ลากเส้นเพิ่มหรือลบทางแยกนี้",
    "{who} neither splits nor joins: draw the missing flow or delete the gateway.",
    severity=WARNING,
)
def gateway_pointless(node, look):
    """BPMN 2.0.2, 10.6.1: a gateway has several incoming or several outgoing flows."""
    if node.kind in GATEWAYS - {"eventBasedGateway"} and len(node.incoming) <= 1 and len(node.outgoing) <= 1:
        yield at(node)


@rule(
    NODE,
    "{who} ต้องมีเส้นออกอย่างน้อยสองเส้น ให้เพิ่มเหตุการณ์ที่รอ",
    "{who} needs two outgoing flows at least: add another event to wait for.",
)
def event_gateway_too_narrow(node, look):
    """BPMN 2.0.2, 10.6.6: an event gateway has two or more outgoing flows."""
    if node.kind == "eventBasedGateway" and len(node.outgoing) < 2:
        yield at(node)


@rule(
    FLOW,
    "{who}: หลังทางแยกรอเหตุการณ์ต้องเป็นเหตุการณ์รอรับข้อความ สัญญาณ เวลา หรือเงื่อนไข หรืองานรับข้อความ แต่ “{target}” ไม่ใช่",
    "{who}: an event-based gateway leads to events that catch a message, signal, timer or condition, or to "
    "receive tasks; “{target}” is neither.",
)
def event_gateway_target(flow, look):
    """BPMN 2.0.2, 10.6.6: the targets an event gateway may have."""
    source, target = look.nodes.get(flow.source), look.nodes.get(flow.target)
    if source is None or target is None or source.kind != "eventBasedGateway":
        return
    caught = {event.kind for event in target.events} - {"unresolved"}
    catches = target.kind == "intermediateCatchEvent" and caught <= AWAITED
    if not catches and target.kind != "receiveTask":
        yield at(flow, target=target.name or target.id)


@rule(
    NODE,
    "{who} อยู่หลังทางแยกรอเหตุการณ์ จึงมีเส้นเข้าอื่นไม่ได้ ({flow})",
    "{who} follows an event-based gateway and may have no other incoming flow ({flow}).",
)
def event_gateway_target_shared(node, look):
    """BPMN 2.0.2, 10.6.6: a target of an event gateway has no further incoming flow."""
    sources = [look.nodes.get(flow.source) for flow in node.incoming]
    if len(sources) > 1 and any(s is not None and s.kind == "eventBasedGateway" for s in sources):
        yield at(node, flow=node.incoming[-1].id)


@rule(
    NODE,
    "{who} ใช้ทั้งเหตุการณ์รับข้อความและงานรับข้อความ ให้เลือกอย่างใดอย่างหนึ่ง",
    "{who} leads to message events and to receive tasks: use one of the two.",
)
def event_gateway_mixed(node, look):
    """BPMN 2.0.2, 10.6.6: message events and receive tasks are not mixed behind an event gateway."""
    if node.kind != "eventBasedGateway":
        return
    targets = [look.nodes[flow.target] for flow in node.outgoing if flow.target in look.nodes]
    receives = any(target.kind == "receiveTask" for target in targets)
    if receives and any(e.kind == "message" for t in targets if t.kind != "receiveTask" for e in t.events):
        yield at(node)


@rule(
    NODE,
    "{who} อยู่หลังทางแยกรอเหตุการณ์ จึงมีเหตุการณ์ที่ขอบไม่ได้",
    "{who} follows an event-based gateway and may have no boundary events.",
)
def event_gateway_target_boundary(node, look):
    """BPMN 2.0.2, 10.6.6: receive tasks behind an event gateway have no boundary events."""
    sources = [look.nodes.get(flow.source) for flow in node.incoming]
    behind = any(source is not None and source.kind == "eventBasedGateway" for source in sources)
    hosts = {bare(n.attributes.get("attachedToRef", "")) for n in node.scope.nodes} if behind else ()
    if behind and node.kind == "receiveTask" and node.id in hosts:
        yield at(node)


@rule(
    NODE,
    '{who}: eventGatewayType="Parallel" ใช้ได้เฉพาะเมื่อ instantiate="true"',
    '{who}: eventGatewayType="Parallel" is only for gateways with instantiate="true".',
)
def event_gateway_parallel(node, look):
    """BPMN 2.0.2, 10.6.6: only an instantiating event gateway may wait for all its events."""
    if node.attributes.get("eventGatewayType") == "Parallel" and not node.flag("instantiate"):
        yield at(node)


@rule(
    NODE,
    "{who} เป็นจุดเริ่มกระบวนการ (instantiate) จึงมีเส้นเข้าไม่ได้",
    "{who} starts the process (instantiate) and may have no incoming flow.",
)
def instantiating_with_incoming(node, look):
    """BPMN 2.0.2, 10.3.3 and 10.6.6: what creates the instance is not preceded by anything."""
    if node.kind in ("eventBasedGateway", "receiveTask") and node.flag("instantiate") and node.incoming:
        yield at(node)


@rule(
    NODE,
    "{who} รวมหลายเส้นแต่ไม่มี activationCondition ให้กำหนดว่าจะไปต่อเมื่อใด",
    "{who} joins several flows without an activationCondition: say when it goes on.",
    running=True,
)
def activation_missing(node, look):
    """BPMN 2.0.2, 10.6.5: the activation condition decides how many tokens a complex gateway waits for."""
    if node.kind == "complexGateway" and len(node.incoming) > 1 and node.activation is None:
        yield at(node)
