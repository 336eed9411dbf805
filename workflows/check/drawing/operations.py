"""Operations: what messages and called processes promise to those who use them as services."""

from __future__ import annotations

from workflows import xml
from workflows.check.items import item_of, refs, same_item
from workflows.check.look import is_run
from workflows.check.rule import TAG, at_tag, rule

BINDING = (("inputDataRef", "inMessageRef"), ("outputDataRef", "outMessageRef"))


@rule(
    TAG,
    "{who}: ข้อความ “{message}” มีชนิดข้อมูล (itemRef) จึงต้องระบุ operationRef ที่รับส่งข้อความนี้ หรือลบ itemRef",
    "{who}: the message “{message}” has an item definition, so name the operation (operationRef) that "
    "exchanges it, or drop its itemRef.",
)
def operation_missing(place, look):
    """BPMN 2.0.2, table 10.98: a message event names its operation; asked for where messages are typed."""
    if place.tag != "messageEventDefinition" or place.type is None or not is_run(place):
        return
    message = look.places_by_id.get((place.xml.get("messageRef") or "").strip().rpartition(":")[2])
    typed = message is not None and item_of(message.xml, look) is not None
    if typed and not xml.children(place.xml, "operationRef"):
        yield at_tag(place.xml, message=message.xml.get("id"))


@rule(
    TAG,
    "{who}: ชนิดข้อมูลของ {data} ไม่ตรงกับข้อความ “{message}” ของ operation ที่ผูกไว้",
    "{who}: {data} is not of the item definition of “{message}”, the message of its operation.",
)
def io_binding_item_differs(place, look):
    """BPMN 2.0.2, 10.4.1: a binding joins an operation's messages with data of the same item definitions."""
    if place.tag != "ioBinding" or place.type is None:
        return
    operation = look.places_by_id.get((place.xml.get("operationRef") or "").strip().rpartition(":")[2])
    for name, side in BINDING if operation is not None else ():
        data = look.places_by_id.get((place.xml.get(name) or "").strip())
        message = look.places_by_id.get(next(iter(refs(operation.xml, side)), ""))
        kinds = [item_of(found.xml, look) for found in (data, message) if found is not None]
        if len(kinds) == 2 and None not in kinds and not same_item(*kinds):
            yield at_tag(place.parent.xml, data=data.xml.get("id"), message=message.xml.get("id"))
