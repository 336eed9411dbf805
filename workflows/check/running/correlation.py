"""Correlation and data assignments: nothing is matched or copied by halves."""

from __future__ import annotations

from workflows.check.rule import DIAGRAM, NODE, at, rule


@rule(
    DIAGRAM,
    "{who}: ข้อความ “{message}” ไม่มีวิธีอ่านค่า “{property}” ให้เพิ่ม correlationPropertyRetrievalExpression",
    "{who}: the message “{message}” does not say where “{property}” stands; add its retrieval expression.",
)
def correlation_partial(diagram, look):
    """BPMN 2.0.2, 8.4.2: every property of a key is read from every message that carries the key."""
    for key in diagram.correlation_keys:
        parts = [diagram.correlation_properties.get(name) for name in key.properties]
        for message in diagram.messages:
            has = [part is not None and message in part.retrieval for part in parts]
            if any(has) and not all(has):
                missing = key.properties[has.index(False)]
                yield at(key, message=message, property=missing)


@rule(
    DIAGRAM,
    "{who} ไม่มีส่วนประกอบ (correlationPropertyRef) ให้เพิ่มอย่างน้อยหนึ่งรายการ",
    "{who} has no correlation property: add at least one.",
)
def correlation_key_empty(diagram, look):
    """BPMN 2.0.2, 8.4.2: a key consists of properties."""
    for key in diagram.correlation_keys:
        if not key.properties:
            yield at(key)


@rule(
    NODE,
    "{who}: assignment เขียนได้เพียงหนึ่งรายการ และ “to” ต้องเป็นปลายทาง “{target}” เอง",
    "{who}: one assignment only, and its “to” must be the target “{target}” itself.",
    running=True,
)
def assignment_unsupported(node, look):
    """BPMN 2.0.2, 10.4.2 lets assignments fill parts of a value; ours replace the whole value."""
    for association in (*node.data_in, *node.data_out):
        given = [to.strip() for _, to in association.assignments if to.strip()]
        place = look.places_by_id.get(association.target)
        known = {association.target, place.xml.get("name") if place else None}
        if len(given) > 1 or any(to not in known for to in given):
            yield at(node, target=association.target)


@rule(
    NODE,
    "{who}: ระบบไม่มีแหล่งข้อมูล “{store}” ให้ใช้ข้อมูลของกระบวนการ (data object) แทน",
    "{who}: the data store “{store}” cannot be read or written here; use a data object of the process.",
    running=True,
)
def data_store_unsupported(node, look):
    """BPMN 2.0.2, 10.4.1: a data store outlives the process; ours keep data in registers, not in diagrams."""
    for association in (*node.data_in, *node.data_out):
        for ref in (*association.sources, association.target):
            if look.tags.get(ref) == "dataStoreReference":
                yield at(node, store=ref)
