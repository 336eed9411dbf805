"""Links that name each other by ``source`` and ``target`` beside their common name."""

from __future__ import annotations

from workflows.check.items import refs
from workflows.check.rule import TAG, at_tag, rule

THROWS, CATCHES = "intermediateThrowEvent", "intermediateCatchEvent"


@rule(
    TAG,
    "{who}: <{side}> “{ref}” ไม่ใช่ลิงก์ที่เข้าคู่กันในระดับเดียวกัน (ชื่อและทิศทางต้องตรงกัน)",
    "{who}: its <{side}> “{ref}” is not the matching link at the same level (same name, other direction).",
)
def link_contradicts(place, look):
    """BPMN 2.0.2, 10.5.5: source and target name the two ends of one link, which share a name and a scope."""
    for side, kind in (("target", CATCHES), ("source", THROWS)):
        for ref in refs(place.xml, side) if _is_link(place) else ():
            if not _matches(place, look.places_by_id.get(ref), kind):
                yield at_tag(place.xml, side=side, ref=ref)


@rule(
    TAG,
    "{who}: “{ref}” ไม่ได้อ้างกลับด้วย <{back}>",
    "{who}: “{ref}” does not refer back by <{back}>.",
)
def link_one_sided(place, look):
    """BPMN 2.0.2, 10.5.5: target and source are two ends of one association."""
    for side, back in (("target", "source"), ("source", "target")):
        for ref in refs(place.xml, side) if _is_link(place) else ():
            other = look.places_by_id.get(ref)
            kind = CATCHES if side == "target" else THROWS
            if _matches(place, other, kind) and place.xml.get("id") not in refs(other.xml, back):
                yield at_tag(place.xml, ref=ref, back=back)


@rule(
    TAG,
    "{who} ไม่มี <{side}> ทั้งที่ลิงก์อื่นในไฟล์นี้มี ให้เติม",
    "{who} has no <{side}>, although other links of this file have: add it.",
)
def link_end_missing(place, look):
    """BPMN 2.0.2, 10.5.5: where a file names the ends of its links it names them all; most name none."""
    if not _is_link(place) or place.parent.tag not in (THROWS, CATCHES) or not look.names_link_ends:
        return
    side = "target" if place.parent.tag == THROWS else "source"
    if not refs(place.xml, side):
        yield at_tag(place.xml, side=side)


def _is_link(place) -> bool:
    return place.tag == "linkEventDefinition" and place.type is not None


def _matches(place, other, kind: str) -> bool:
    if other is None or not _is_link(other) or other.parent.tag != kind:
        return False
    level, name = other.parent.parent, other.xml.get("name")
    return place.parent.parent is level and place.xml.get("name") == name
