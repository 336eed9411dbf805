"""Pools, message flows, links and other things between processes."""

from __future__ import annotations

from workflows import xml
from workflows.check.items import refs
from workflows.check.rule import DIAGRAM, NODE, PROCESS, TAG, at, at_line, at_tag, rule
from workflows.diagram import Flow

SENDERS = ("endEvent", "intermediateThrowEvent")
CATCHERS = ("startEvent", "intermediateCatchEvent", "boundaryEvent")


@rule(
    DIAGRAM,
    "เส้นข้อความ {flow} เชื่อมสองจุดในกระบวนการเดียวกัน ให้ใช้เส้นลำดับงานแทน",
    "Message flow {flow} connects two points of one process: use a sequence flow.",
)
def message_flow_inside_pool(diagram, look):
    """BPMN 2.0.2, 9.3: a message flow connects two separate pools."""
    owners = _owners(diagram)
    for flow in diagram.message_flows:
        ends = [owners.get(flow.source, ""), owners.get(flow.target, "")]
        if flow.source == flow.target or (ends[0] and ends[0] == ends[1]):
            yield _at(flow)


@rule(
    DIAGRAM,
    "เส้นข้อความ {flow}: {end} ส่งข้อความไม่ได้ ให้เริ่มจากงาน ผู้มีส่วนร่วม หรือเหตุการณ์ส่งข้อความ",
    "Message flow {flow}: {end} cannot send; begin at an activity, a pool or an event that throws a message.",
)
def message_flow_source(diagram, look):
    """BPMN 2.0.2, 9.3, 10.5.2 and 10.5.4: only events which throw a message are sources."""
    for flow in diagram.message_flows:
        node = look.nodes.get(flow.source)
        if node is not None and (node.kind in CATCHERS or (node.kind in SENDERS and not _has_message(node))):
            yield _at(flow, end=node.name or node.id)


@rule(
    DIAGRAM,
    "เส้นข้อความ {flow}: {end} รับข้อความไม่ได้ ให้จบที่งาน ผู้มีส่วนร่วม หรือเหตุการณ์รับข้อความ",
    "Message flow {flow}: {end} cannot receive; end at an activity, a pool or an event catching a message.",
)
def message_flow_target(diagram, look):
    """BPMN 2.0.2, 9.3, 10.5.2 and 10.5.3: only events which catch a message are targets."""
    for flow in diagram.message_flows:
        node = look.nodes.get(flow.target)
        if node is not None and (node.kind in SENDERS or (node.kind in CATCHERS and not _has_message(node))):
            yield _at(flow, end=node.name or node.id)


@rule(
    TAG,
    "{who}: จำนวนสูงสุดต้องตั้งแต่ 1 และไม่น้อยกว่าจำนวนต่ำสุด ซึ่งต้องไม่ติดลบ",
    "{who}: its maximum must be 1 or more and not below its minimum, which must not be negative.",
)
def participant_multiplicity(place, look):
    """BPMN 2.0.2, table 9.4: 0 ≤ minimum ≤ maximum, 1 ≤ maximum."""
    if place.tag != "participantMultiplicity" or place.type is None:
        return
    texts = [place.xml.get(name, default).strip() for name, default in (("minimum", "0"), ("maximum", "1"))]
    if all(text.lstrip("+-").isdigit() for text in texts):
        least, most = map(int, texts)
        if least < 0 or most < 1 or least > most:
            yield at_tag(place.xml)


@rule(
    TAG,
    "{who}: อ้างถึง choreography ไม่ได้ (choreographyRef)",
    "{who} may not refer to a choreography (choreographyRef).",
)
def choreography_reference(place, look):
    """BPMN 2.0.2, 9.2: choreographies and global conversations do not refer to choreographies."""
    if (
        place.tag in ("choreography", "globalConversation")
        and place.type
        and refs(place.xml, "choreographyRef")
    ):
        yield at_tag(place.xml)


@rule(
    TAG,
    "{who} มีได้เฉพาะผู้มีส่วนร่วม เส้นข้อความ และกุญแจจับคู่ แต่พบ <{tag}>",
    "{who} holds participants, message flows and correlation keys only, not <{tag}>.",
)
def global_conversation_content(place, look):
    """BPMN 2.0.2, 9.4.4: a global conversation contains no conversation nodes, associations or artifacts."""
    if place.tag != "globalConversation" or place.type is None:
        return
    allowed = ("participant", "messageFlow", "correlationKey", "choreographyRef", "documentation")
    for part in xml.children(place.xml):
        if xml.local(part) not in (*allowed, "extensionElements", "conversationLink"):
            yield at_tag(place.xml, tag=xml.local(part))


@rule(
    TAG,
    "{who}: isClosed ไม่ตรงกับของ choreography “{ref}”",
    "{who}: its isClosed differs from that of the choreography “{ref}”.",
)
def choreography_closed_differs(place, look):
    """BPMN 2.0.2, 9.2: a collaboration is as closed as the choreography it refers to."""
    for ref in refs(place.xml, "choreographyRef") if place.tag == "collaboration" else ():
        found = look.places_by_id.get(ref)
        if found is not None and _is_closed(found.xml) != _is_closed(place.xml):
            yield at_tag(place.xml, ref=ref)


@rule(
    PROCESS,
    "{who} เป็นกระบวนการสาธารณะ (Public) จึงใช้งานจริงไม่ได้ ให้เปลี่ยน processType หรือ isExecutable",
    "{who} is a public process and cannot be executable: change its processType or isExecutable.",
    running=True,
)
def process_public(process, look):
    """BPMN 2.0.2, 10.2.1: a public process only shows what others see."""
    if process.attributes.get("processType") == "Public":
        yield at(process)


@rule(
    NODE,
    "{who}: eventDefinitionRef “{ref}” อยู่ในเหตุการณ์อื่น ให้ประกาศไว้ระดับบนสุดของไฟล์",
    "{who}: its eventDefinitionRef “{ref}” belongs to another event; declare it at the top of the file.",
)
def event_definition_not_shared(node, look):
    """BPMN 2.0.2, 10.5.1: only definitions at the top of a file can be shared."""
    for event in node.events:
        if event.kind == "unresolved" and look.tags.get(event.ref, "").endswith("EventDefinition"):
            yield at(node, ref=event.ref)


def _owners(diagram) -> dict[str, str]:
    """The process each node and participant belongs to ('' for a black box)."""
    owners = {part.id: part.process or part.id for part in diagram.participants}
    for process in diagram.processes:
        owners |= {node.id: process.id for node in process.every_node()}
    return owners


def _at(flow: Flow, **values: object):
    called = f"“{' '.join(flow.name.split())}” ({flow.id})" if flow.name else flow.id
    return at_line(flow.line, flow.id, flow=called, **values)


def _has_message(node) -> bool:
    return any(event.kind in ("message", "unresolved") for event in node.events)


def _is_closed(element) -> bool:
    return element.get("isClosed", "").strip() in ("true", "1")
