"""Names in Thai and English, and words and a form for whoever does a task: asked of our own processes only
(``strict``)."""

from __future__ import annotations

from workflows import xml
from workflows.check.finding import WARNING
from workflows.check.rule import FLOW, NODE, PROCESS, SCOPE, at, rule
from workflows.diagram.tags import ACTIVITIES, FOR_PEOPLE

CHOOSING = ("exclusiveGateway", "inclusiveGateway")
ASKING = ("formJsonSchemaFilename", "secretForm")


@rule(
    NODE,
    "{who} ไม่มีชื่อ ให้ตั้งชื่อภาษาไทย",
    "{who} has no name: give it one in Thai.",
    severity=WARNING,
)
def name_missing(node, look):
    """Whoever reads the picture or the story of a case reads names."""
    if look.bundle.strict and _is_read(node) and not node.name.strip():
        yield at(node)


@rule(
    NODE,
    "{who} ไม่มีชื่อภาษาอังกฤษ ให้เพิ่ม nameEn",
    "{who} has no English name: add nameEn.",
    severity=WARNING,
)
def name_en_missing(node, look):
    """Every text a person sees is there in both languages."""
    if look.bundle.strict and node.name.strip() and not node.properties.get("nameEn", "").strip():
        yield at(node)


@rule(
    PROCESS,
    "{who} ต้องมีชื่อทั้งภาษาไทย (name) และภาษาอังกฤษ (nameEn)",
    "{who} needs a name in Thai (name) and in English (nameEn).",
    severity=WARNING,
)
def process_name_missing(process, look):
    """The process is chosen by its name."""
    if look.bundle.strict and not (process.name.strip() and process.properties.get("nameEn", "").strip()):
        yield at(process)


@rule(
    SCOPE,
    "{who} ต้องมีชื่อทั้งภาษาไทย (name) และภาษาอังกฤษ (nameEn)",
    "{who} needs a name in Thai (name) and in English (nameEn).",
    severity=WARNING,
)
def lane_name_missing(scope, look):
    """A lane's name is the name of the role."""
    for lane in scope.lanes if look.bundle.strict else ():
        if not (lane.name.strip() and lane.properties.get("nameEn", "").strip()):
            yield at(lane)


@rule(
    FLOW,
    "{who} ออกจากทางเลือก {source} แต่ไม่มีชื่อ ให้เขียนคำตอบที่นำมาทางนี้",
    "{who} leaves the choice {source} without a name: write the answer that leads this way.",
    severity=WARNING,
)
def choice_name_missing(flow, look):
    """Whoever reads a choice sees what each way means."""
    source = look.nodes.get(flow.source)
    chosen = source is not None and source.kind in CHOOSING and len(source.outgoing) > 1
    if look.bundle.strict and chosen and not flow.name.strip():
        yield at(flow, source=source.name or source.id)


def _is_read(node) -> bool:
    """Whether people look for the name of a node: work, events, and gateways that split."""
    if node.kind.endswith("Gateway"):
        return node.kind in CHOOSING and len(node.outgoing) > 1
    return node.kind in ACTIVITIES or node.kind.endswith("Event")


@rule(
    NODE,
    "{who} ไม่มีคำอธิบาย ให้เขียน documentation เป็นภาษาไทย · อังกฤษ",
    "{who} has no documentation: write one, in Thai · in English.",
    severity=WARNING,
)
def documentation_missing(node, look):
    """Whoever gets a task may read what it is for."""
    if look.bundle.strict and node.kind in FOR_PEOPLE and not xml.text(xml.child(node.xml, "documentation")):
        yield at(node)


@rule(
    NODE,
    "{who} ไม่มีแบบฟอร์ม ให้ระบุ formJsonSchemaFilename",
    "{who} has no form: name one in formJsonSchemaFilename.",
    severity=WARNING,
)
def form_missing(node, look):
    """What somebody decided stands in the record only if it was asked."""
    if look.bundle.strict and node.kind in FOR_PEOPLE and not any(map(node.properties.get, ASKING)):
        yield at(node)
