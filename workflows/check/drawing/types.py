"""Item definitions agree wherever data is handed over."""

from __future__ import annotations

from workflows import xml
from workflows.check.items import item_of, refs, same_item
from workflows.check.rule import TAG, at_tag, rule

CARRIES = {
    "sendTask": ("messageRef", "dataInput"),
    "receiveTask": ("messageRef", "dataOutput"),
}
EVENT_REFS = ("messageRef", "signalRef", "errorRef", "escalationRef")
OPERATION = (("inMessageRef", "dataInput"), ("outMessageRef", "dataOutput"))


@rule(
    TAG,
    "{who}: isCollection ไม่ตรงกับชนิดข้อมูล “{item}” ให้แก้ให้ตรงกัน",
    "{who}: its isCollection differs from that of its item definition “{item}”; make them agree.",
)
def collection_contradicts_item(place, look):
    """BPMN 2.0.2, 10.4.1: isCollection has the value of the item definition it refers to."""
    if place.tag not in ("dataObject", "dataInput", "dataOutput") or place.type is None:
        return
    item = item_of(place.xml, look)
    if item is not None and _is_many(item) != _is_many(place.xml):
        yield at_tag(place.xml, item=item.get("id"))


@rule(
    TAG,
    "{who}: ต้นทาง “{source}” กับปลายทาง “{target}” เป็นข้อมูลต่างชนิด ให้ใช้ชนิดเดียวกันหรือเพิ่ม transformation",
    "{who}: “{source}” and “{target}” are of different item definitions: use one or add a transformation.",
)
def association_item_differs(place, look):
    """BPMN 2.0.2, 10.4.2: without a transformation source and target have the same item definition."""
    if place.tag not in ("dataInputAssociation", "dataOutputAssociation"):
        return
    if xml.children(place.xml, "transformation", "assignment"):
        return
    sources, targets = refs(place.xml, "sourceRef"), refs(place.xml, "targetRef")
    if len(sources) == len(targets) == 1 and _differ(sources[0], targets[0], look):
        yield at_tag(place.xml, source=sources[0], target=targets[0])


@rule(
    TAG,
    "{who}: ชนิดข้อมูลของ {data} ไม่ตรงกับของข้อความ “{message}”",
    "{who}: its {data} is not of the item definition of the message “{message}”.",
)
def message_item_differs(place, look):
    """BPMN 2.0.2, 10.3.3: a task's data has the item definition of the message it sends or receives."""
    for message, data in _exchanges(place, look):
        carried, declared = item_of(message, look), item_of(data, look)
        if carried is not None and (declared is None or not same_item(carried, declared)):
            yield at_tag(place.xml, data=data.get("id"), message=message.get("id"))


@rule(
    TAG,
    "{who}: ชนิดข้อมูลของ {data} ไม่ตรงกับของ “{thrown}”",
    "{who}: its {data} is not of the item definition of “{thrown}”.",
)
def event_item_differs(place, look):
    """BPMN 2.0.2, 10.5.1: an event's data has the item definition of what it throws or catches, in order."""
    if place.type is None or not place.tag.endswith("Event"):
        return
    data = xml.children(place.xml, "dataInput", "dataOutput")
    events = [part for part in xml.children(place.xml) if xml.local(part).endswith("EventDefinition")]
    for entry, event in zip(data, events, strict=False):
        ref = next((event.get(name) for name in EVENT_REFS if event.get(name)), "")
        thrown = look.places_by_id.get(ref.rpartition(":")[2])
        kinds = (item_of(entry, look), item_of(thrown.xml if thrown else None, look))
        if all(kind is not None for kind in kinds) and not same_item(*kinds):
            yield at_tag(place.xml, data=entry.get("id"), thrown=ref)


@rule(
    TAG,
    "{who}: ชนิดข้อมูลของ {item} ไม่ตรงกับข้อมูลใน {collection}",
    "{who}: {item} is not of the item definition of the entries of {collection}.",
)
def multi_item_differs(place, look):
    """BPMN 2.0.2, table 10.30: the item of a multi-instance activity is the scalar of its collection."""
    if place.tag != "multiInstanceLoopCharacteristics" or place.type is None:
        return
    for many, one in (("loopDataInputRef", "inputDataItem"), ("loopDataOutputRef", "outputDataItem")):
        ref, item = next(iter(refs(place.xml, many)), ""), xml.child(place.xml, one)
        whole = look.places_by_id.get(ref)
        kinds = (item_of(whole.xml if whole else None, look), item_of(item, look))
        if all(kind is not None for kind in kinds) and (not _same_structure(*kinds) or _is_many(kinds[1])):
            yield at_tag(place.xml, item=one, collection=ref)


@rule(
    TAG,
    "{who}: จำนวน {part} ({own}) ไม่ตรงกับของ “{called}” ({theirs})",
    "{who}: it declares {own} {part}, but “{called}” declares {theirs}.",
)
def call_data_differs(place, look):
    """BPMN 2.0.2, 10.3.6: a call activity's data specification matches that of what it calls."""
    own = xml.child(place.xml, "ioSpecification") if place.tag == "callActivity" and place.type else None
    called = (place.xml.get("calledElement") or "").strip().rpartition(":")[2]
    found = look.bundle.callables.get(called)
    if own is None or not found:
        return
    io = found[0][1].io
    theirs = {"dataInput": io.inputs if io else (), "dataOutput": io.outputs if io else ()}
    for part, items in theirs.items():
        count = len(xml.children(own, part))
        if count != len(items):
            yield at_tag(place.xml, part=part, own=count, called=called, theirs=len(items))


@rule(
    TAG,
    "{who}: ชนิดข้อมูลของ {data} ไม่ตรงกับข้อมูลใดของ “{called}” ที่เรียก",
    "{who}: {data} is of another item definition than any data of “{called}”, which it calls.",
)
def call_item_differs(place, look):
    """BPMN 2.0.2, 10.3.6: what a call activity hands over is of a kind that the called process declares."""
    own = xml.child(place.xml, "ioSpecification") if place.tag == "callActivity" and place.type else None
    called = (place.xml.get("calledElement") or "").strip().rpartition(":")[2]
    process = look.places_by_id.get(called)
    theirs = xml.child(process.xml, "ioSpecification") if process is not None else None
    if own is None or theirs is None:
        return
    for part in ("dataInput", "dataOutput"):
        kinds = [item_of(data, look) for data in xml.children(theirs, part)]
        for data in xml.children(own, part) if kinds and None not in kinds else ():
            kind = item_of(data, look)
            if kind is not None and not any(same_item(kind, other) for other in kinds):
                yield at_tag(place.xml, data=data.get("id"), called=called)


def _exchanges(place, look):
    """The (message, data) pairs of a task: by its message, or by the operation of a service task."""
    holder = xml.child(place.xml, "ioSpecification") if place.type else None
    if holder is None:
        return
    pairs = [CARRIES[place.tag]] if place.tag in CARRIES else []
    source = place.xml
    if place.tag == "serviceTask":
        operation = look.places_by_id.get((place.xml.get("operationRef") or "").rpartition(":")[2])
        pairs, source = (OPERATION, operation.xml) if operation else ([], None)
    for link, part in pairs:
        given = source.get(link) or next(iter(refs(source, link)), "")
        message = look.places_by_id.get(given.rpartition(":")[2])
        data = xml.children(holder, part)
        if message is not None and len(data) == 1:
            yield message.xml, data[0]


def _differ(source: str, target: str, look) -> bool:
    places = [look.places_by_id.get(ref) for ref in (source, target)]
    kinds = [item_of(place.xml, look) for place in places if place is not None]
    return len(kinds) == 2 and all(kind is not None for kind in kinds) and not same_item(*kinds)


def _same_structure(one, other) -> bool:
    return one is other or (one.get("structureRef") or "") == (other.get("structureRef") or "")


def _is_many(element) -> bool:
    return element.get("isCollection", "").strip() in ("true", "1")
