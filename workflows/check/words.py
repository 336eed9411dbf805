"""The names of BPMN's elements in Thai and English, and how a sentence speaks of one element."""

from __future__ import annotations

WORDS = {
    "definitions": ("ไฟล์แผนภาพ", "The diagram file"),
    "process": ("กระบวนการ", "Process"),
    "task": ("งาน", "Task"),
    "userTask": ("งานของบุคคล", "User task"),
    "manualTask": ("งานทำด้วยมือ", "Manual task"),
    "serviceTask": ("งานบริการ", "Service task"),
    "sendTask": ("งานส่งข้อความ", "Send task"),
    "receiveTask": ("งานรับข้อความ", "Receive task"),
    "scriptTask": ("งานสคริปต์", "Script task"),
    "businessRuleTask": ("งานตารางตัดสินใจ", "Business rule task"),
    "callActivity": ("งานเรียกกระบวนการ", "Call activity"),
    "subProcess": ("กระบวนการย่อย", "Sub-process"),
    "transaction": ("ธุรกรรม", "Transaction"),
    "adHocSubProcess": ("กระบวนการย่อยแบบอิสระ", "Ad-hoc sub-process"),
    "globalTask": ("งานส่วนกลาง", "Global task"),
    "globalUserTask": ("งานส่วนกลางของบุคคล", "Global user task"),
    "globalManualTask": ("งานส่วนกลางทำด้วยมือ", "Global manual task"),
    "globalScriptTask": ("งานส่วนกลางแบบสคริปต์", "Global script task"),
    "globalBusinessRuleTask": ("งานส่วนกลางแบบตารางตัดสินใจ", "Global business rule task"),
    "exclusiveGateway": ("ทางแยกเลือกทางเดียว", "Exclusive gateway"),
    "inclusiveGateway": ("ทางแยกเลือกหลายทาง", "Inclusive gateway"),
    "parallelGateway": ("ทางแยกขนาน", "Parallel gateway"),
    "eventBasedGateway": ("ทางแยกรอเหตุการณ์", "Event-based gateway"),
    "complexGateway": ("ทางแยกซับซ้อน", "Complex gateway"),
    "startEvent": ("เหตุการณ์เริ่มต้น", "Start event"),
    "endEvent": ("เหตุการณ์สิ้นสุด", "End event"),
    "intermediateCatchEvent": ("เหตุการณ์รอรับ", "Catch event"),
    "intermediateThrowEvent": ("เหตุการณ์ส่งออก", "Throw event"),
    "boundaryEvent": ("เหตุการณ์ที่ขอบงาน", "Boundary event"),
    "sequenceFlow": ("เส้นลำดับงาน", "Sequence flow"),
    "messageFlow": ("เส้นข้อความ", "Message flow"),
    "association": ("เส้นเชื่อมโยง", "Association"),
    "lane": ("เลน", "Lane"),
    "participant": ("ผู้มีส่วนร่วม", "Participant"),
    "message": ("ข้อความ", "Message"),
    "signal": ("สัญญาณ", "Signal"),
    "error": ("ข้อผิดพลาด", "Error"),
    "escalation": ("การยกระดับเรื่อง", "Escalation"),
    "dataObject": ("ข้อมูล", "Data object"),
    "dataObjectReference": ("การอ้างถึงข้อมูล", "Data object reference"),
    "dataStoreReference": ("การอ้างถึงแหล่งข้อมูล", "Data store reference"),
    "dataInput": ("ข้อมูลเข้า", "Data input"),
    "dataOutput": ("ข้อมูลออก", "Data output"),
    "property": ("ตัวแปร", "Property"),
    "correlationKey": ("กุญแจจับคู่ข้อความ", "Correlation key"),
    "correlationProperty": ("ส่วนของกุญแจจับคู่ข้อความ", "Correlation property"),
}


def tag_in_words(tag: str) -> tuple[str, str]:
    """The kind of an element in Thai and English; the tag itself where people have no word for it."""
    return WORDS.get(tag, (f"<{tag}>", f"<{tag}>"))


def in_words(thing) -> tuple[str, str]:
    """How a sentence speaks of a thing: its kind, its name in quotes, its id in brackets."""
    tag = _tag(thing)
    return tuple(f"{word}{_called(thing)}" for word in tag_in_words(tag))


def _tag(thing) -> str:
    kind = getattr(thing, "kind", None)
    if isinstance(kind, str):
        return kind
    tag = getattr(thing, "tag", None)
    if isinstance(tag, str):
        return tag.rpartition("}")[2]
    return _OF_TYPE.get(type(thing).__name__, type(thing).__name__.lower())


_OF_TYPE = {
    "Flow": "sequenceFlow",
    "Lane": "lane",
    "Participant": "participant",
    "CorrelationKey": "correlationKey",
    "CorrelationProperty": "correlationProperty",
}


def _called(thing) -> str:
    get = getattr(thing, "get", None)
    read = get if callable(get) else lambda name: getattr(thing, name, "")
    name, element = " ".join((read("name") or "").split()), read("id") or ""
    if name and element:
        return f" “{name}” ({element})"
    return f" “{name}”" if name else f" {element}" if element else ""
