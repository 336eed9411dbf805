"""Data inputs, outputs, their sets and associations, as BPMN's data chapter demands."""

from __future__ import annotations

from workflows import xml
from workflows.check.items import association_ends, refs, tag_of
from workflows.check.look import is_run
from workflows.check.rule import TAG, at_tag, rule

SETS = {"dataInput": ("inputSet", "dataInputRefs"), "dataOutput": ("outputSet", "dataOutputRefs")}
PARTS = {
    "inputSet": ("dataInputRefs", "optionalInputRefs", "whileExecutingInputRefs"),
    "outputSet": ("dataOutputRefs", "optionalOutputRefs", "whileExecutingOutputRefs"),
}
MATES = {"inputSet": ("outputSetRefs", "inputSetRefs"), "outputSet": ("inputSetRefs", "outputSetRefs")}
ASSOCIATIONS = ("dataInputAssociation", "dataOutputAssociation")


@rule(
    TAG,
    "{who} ไม่อยู่ใน {set} ใด ให้เพิ่มไว้ในรายการ {list}",
    "{who} is in no {set}: list it there as {list}.",
)
def data_outside_sets(place, look):
    """BPMN 2.0.2, 10.4.1: a data input is used in an input set, a data output in an output set."""
    wanted, listed = SETS.get(place.tag, ("", ""))
    holder = place.parent.xml if place.parent else None
    sets = xml.children(holder, wanted) if wanted and place.type else []
    parts = PARTS.get(wanted, ())
    if sets and not any(place.xml.get("id") in refs(one, part) for one in sets for part in parts):
        yield at_tag(place.xml, set=wanted, list=listed)


@rule(
    TAG,
    "{who} มี {set} ให้เลือกมากกว่าหนึ่งชุด ระบบรองรับชุดเดียว ให้รวมเป็นชุดเดียว",
    "{who} offers several {set}s to choose from; only one is supported: make them one.",
)
def set_alternatives(place, look):
    """BPMN 2.0.2, 10.4.2 lets a set be chosen by what is there; what is needed would be decided by chance."""
    if place.tag != "ioSpecification" or place.type is None or not is_run(place):
        return
    for kind in ("inputSet", "outputSet"):
        if len(xml.children(place.xml, kind)) > 1:
            yield at_tag(place.parent.xml, set=kind)


@rule(
    TAG,
    "{who}: “{ref}” ใน {part} ต้องอยู่ใน {whole} ด้วย",
    "{who}: “{ref}” stands in {part} and must also stand in {whole}.",
)
def set_entry_unlisted(place, look):
    """BPMN 2.0.2, 10.4.1: optional and while-executing entries are a subset of the set."""
    whole, *parts = PARTS.get(place.tag, ("",))
    for part in parts if place.type else ():
        for ref in refs(place.xml, part):
            if ref not in refs(place.xml, whole):
                yield at_tag(place.xml, ref=ref, part=part, whole=whole)


@rule(
    TAG,
    "{who}: “{ref}” เป็นข้อมูลขององค์ประกอบอื่น ให้อ้างถึงข้อมูลของตัวเอง",
    "{who}: “{ref}” is the data of another element; refer to its own.",
)
def set_entry_foreign(place, look):
    """BPMN 2.0.2, 10.4.1: a set groups the data of its own specification."""
    listed = PARTS.get(place.tag, ("",))[0]
    for ref in refs(place.xml, listed) if listed and place.type else ():
        owner = look.places_by_id.get(ref)
        if owner is not None and owner.xml.getparent() is not place.xml.getparent():
            yield at_tag(place.xml, ref=ref)


@rule(
    TAG,
    "{who} อ้างถึง “{ref}” แต่ “{ref}” ไม่ได้อ้างกลับด้วย {back}",
    "{who} refers to “{ref}”, which does not refer back by {back}.",
)
def set_rule_one_sided(place, look):
    """BPMN 2.0.2, 10.4.2: input and output sets name each other."""
    there, back = MATES.get(place.tag, ("", ""))
    for ref in refs(place.xml, there) if there and place.type else ():
        mate = look.places_by_id.get(ref)
        if mate is not None and place.xml.get("id") not in refs(mate.xml, back):
            yield at_tag(place.xml, ref=ref, back=back)


@rule(
    TAG,
    "{who}: ถ้าไม่มี transformation ต้องมี sourceRef เพียงหนึ่งรายการ (พบ {count})",
    "{who}: without a transformation it has exactly one sourceRef, not {count}.",
)
def association_sources(place, look):
    """BPMN 2.0.2, 10.4.2: several sources need a transformation."""
    if place.tag not in ASSOCIATIONS or xml.children(place.xml, "transformation"):
        return
    count = len(refs(place.xml, "sourceRef"))
    if count > 1 or (count == 0 and not xml.children(place.xml, "assignment")):
        yield at_tag(place.xml, count=count)


@rule(
    TAG,
    "{who}: {end} เป็น{kind}ของกระบวนการ ซึ่งใช้ในทิศทางนี้ไม่ได้",
    "{who}: {end} is a {kind} of the process and cannot be used in this direction.",
)
def association_direction(place, look):
    """BPMN 2.0.2, 10.4.1: nothing inside writes a process's input or reads its output."""
    wrong = {"dataOutputAssociation": (1, "dataInput"), "dataInputAssociation": (0, "dataOutput")}
    if place.tag not in wrong or place.type is None:
        return
    side, tag = wrong[place.tag]
    kinds = {"dataInput": ("ข้อมูลเข้า", "data input"), "dataOutput": ("ข้อมูลออก", "data output")}
    for ref in association_ends(place.xml)[side]:
        found = look.places_by_id.get(ref)
        if found is not None and found.tag == tag and _is_of_process(found):
            yield at_tag(place.xml, end=ref, kind=kinds[tag])


@rule(
    TAG,
    "{who} เป็นกระบวนการย่อย จึงมี ioSpecification ไม่ได้ ให้ใช้ข้อมูลของกระบวนการแทน",
    "{who} is a sub-process and may have no ioSpecification: use the data of the process.",
)
def io_in_sub_process(place, look):
    """BPMN 2.0.2, 10.4.1: embedded sub-processes must not define data inputs and outputs directly."""
    if place.tag == "ioSpecification" and place.type and place.parent.tag in SUB_PROCESSES:
        yield at_tag(place.parent.xml)


@rule(
    TAG,
    "{who}: มีข้อมูล {data} รายการ แต่มีเหตุการณ์ {events} รายการ ต้องเท่ากัน",
    "{who} has {data} data entries but {events} event definitions; there must be one for each.",
)
def event_data_uneven(place, look):
    """BPMN 2.0.2, 10.4.1: where an event has data, each of its definitions has its own."""
    if place.type is None or not place.tag.endswith("Event") or place.tag == "event":
        return
    data = xml.children(place.xml, "dataInput", "dataOutput")
    events = [part for part in xml.children(place.xml) if tag_of(part).startswith(EVENT_PARTS)]
    events = [part for part in events if "EventDefinition" in tag_of(part)]
    if data and events and len(data) != len(events):
        yield at_tag(place.xml, data=len(data), events=len(events))


@rule(
    TAG,
    "{who} ต้องมี {need} แต่พบ {found}",
    "{who} must have {need} but has {found}.",
)
def task_data_surplus(place, look):
    """BPMN 2.0.2, 10.3.3: what a service, send or receive task may declare beside its message."""
    for kind, link, part, least, most in TASK_DATA:
        if place.tag != kind or place.type is None or not place.xml.get(link):
            continue
        holder = xml.child(place.xml, "ioSpecification")
        count = len(xml.children(holder, part)) if holder is not None else 0
        if count > most or count < least:
            need = f"{part} = 1" if least else f"{part} ≤ {most}"
            yield at_tag(place.xml, need=need, found=count)


@rule(
    TAG,
    "{who} เปิดเป็นบริการ (supportedInterfaceRef) จึงต้องมี ioBinding อย่างน้อยหนึ่งรายการ",
    "{who} is offered as a service (supportedInterfaceRef) and needs an ioBinding.",
)
def io_binding_missing(place, look):
    """BPMN 2.0.2, 10.4.1: a callable element exposed as a service binds its data to operations."""
    offered = place.type is not None and xml.children(place.xml, "supportedInterfaceRef")
    if offered and not xml.children(place.xml, "ioBinding"):
        yield at_tag(place.xml)


def _is_of_process(place) -> bool:
    holder = place.parent.parent if place.parent and place.parent.tag == "ioSpecification" else place.parent
    return holder is not None and (holder.tag == "process" or holder.tag.startswith("global"))


EVENT_PARTS = (
    *("message", "timer", "signal", "error", "escalation", "conditional"),
    *("compensate", "cancel", "link", "terminate", "eventDefinitionRef"),
)
SUB_PROCESSES = ("subProcess", "transaction", "adHocSubProcess")
TASK_DATA = (
    ("serviceTask", "operationRef", "inputSet", 1, 1),
    ("serviceTask", "operationRef", "outputSet", 0, 1),
    ("sendTask", "messageRef", "inputSet", 0, 1),
    ("sendTask", "messageRef", "dataInput", 0, 1),
    ("receiveTask", "messageRef", "outputSet", 0, 1),
    ("receiveTask", "messageRef", "dataOutput", 0, 1),
)
