"""Details which change nothing in a run, but which BPMN wants said rightly or not at all."""

from __future__ import annotations

import re

from workflows import xml
from workflows.check.finding import WARNING
from workflows.check.rule import TAG, at_tag, rule

MIME = re.compile(r"\s*[\w.+-]+/[\w.+-]+\s*(;.*)?\Z")


@rule(
    TAG,
    "{who}: textFormat “{format}” ไม่ใช่ชนิดเนื้อหา (MIME) เช่น text/plain ให้แก้หรือลบ",
    "{who}: textFormat “{format}” is no media type such as text/plain; correct or delete it.",
)
def text_format_invalid(place, look):
    """BPMN 2.0.2, 8.3.1 and table 8.24: textFormat is a media type; text/plain where nothing is said."""
    given = place.xml.get("textFormat")
    if place.type is not None and given is not None and not MIME.match(given):
        yield at_tag(place.xml, format=given[:40])


@rule(
    TAG,
    "{who}: มี resourceParameterBinding แต่ไม่มี resourceRef ให้ระบุทรัพยากรหรือลบพารามิเตอร์",
    "{who} binds parameters of a resource without naming one: add a resourceRef or delete the binding.",
)
def resource_parameters_alone(place, look):
    """BPMN 2.0.2, table 10.5: parameters are bound only where a resourceRef names the resource."""
    bound = place.type is not None and xml.children(place.xml, "resourceParameterBinding")
    if bound and not xml.children(place.xml, "resourceRef"):
        yield at_tag(place.xml)


@rule(
    TAG,
    "{who}: ชื่อไม่ตรงกับข้อมูลและสถานะที่อ้างถึง ควรเป็น “{wanted}”",
    "{who}: its name does not fit the data object and state it refers to; “{wanted}” would.",
    severity=WARNING,
)
def data_reference_misnamed(place, look):
    """BPMN 2.0.2, table 10.54 (a convention): name of the data object, then its state in brackets."""
    state = xml.child(place.xml, "dataState") if place.tag == "dataObjectReference" and place.type else None
    whole = look.places_by_id.get((place.xml.get("dataObjectRef") or "").strip())
    if state is None or whole is None or not place.xml.get("name") or not whole.xml.get("name"):
        return
    plain = whole.xml.get("name").strip()
    wanted = f"{plain} [{(state.get('name') or '').strip()}]"
    if " ".join(place.xml.get("name").split()) not in (plain, wanted):
        yield at_tag(place.xml, wanted=wanted[:60])
