"""Reads event definitions, extension elements and references."""

from __future__ import annotations

from lxml import etree

from workflows import xml
from workflows.diagram.data import formula
from workflows.diagram.model import Diagram, EventDefinition

REFS = ("messageRef", "signalRef", "errorRef", "escalationRef", "activityRef")


def read_events(element, diagram: Diagram) -> list[EventDefinition]:
    """The event definitions of an event or task, those by reference resolved in place."""
    found = []
    for part in xml.children(element):
        if xml.local(part) == "eventDefinitionRef":
            found.append(resolve_event(bare(xml.text(part)), diagram, part.sourceline or 0))
        elif xml.local(part).endswith("EventDefinition"):
            found.append(read_event(part))
    return found


def resolve_event(ref: str, diagram: Diagram, line: int = 0) -> EventDefinition:
    """The root-level definition with this id, or one of kind ``unresolved``."""
    return diagram.definitions.get(ref) or EventDefinition("unresolved", id=ref, ref=ref, line=line)


def find_event(ref: str, diagram: Diagram) -> EventDefinition:
    """Any definition of the file with this id (a behaviour may name an event's own: BPMN 2.0.2, 10.3.8)."""
    if ref in diagram.definitions or diagram.root is None:
        return resolve_event(ref, diagram)
    named = (part for part in diagram.root.iter(etree.Element) if part.get("id") == ref)
    found = next((part for part in named if xml.local(part).endswith("EventDefinition")), None)
    return resolve_event(ref, diagram) if found is None else read_event(found)


def read_event(element) -> EventDefinition:
    """One event definition; ``ref`` holds whatever it points at."""
    given = xml.attributes(element)
    formulas = {
        xml.local(part): found
        for part in xml.children(element, "timeDate", "timeDuration", "timeCycle", "condition")
        if (found := formula(part)) is not None
    }
    return EventDefinition(
        kind=xml.local(element).removesuffix("EventDefinition"),
        id=given.get("id", ""),
        ref=bare(next((given[name] for name in REFS if name in given), "")),
        name=given.get("name", ""),
        formulas=formulas,
        attributes=given,
        line=element.sourceline or 0,
    )


def read_extensions(element) -> tuple[dict[str, str], dict[str, str]]:
    """(properties, other texts) of the spiffworkflow extension elements; other vendors' are ignored."""
    properties: dict[str, str] = {}
    others: dict[str, str] = {}
    holder = xml.child(element, "extensionElements")
    for part in holder if holder is not None else ():
        if not isinstance(part.tag, str) or not part.tag.startswith("{" + xml.SPIFF + "}"):
            continue
        if xml.local(part) != "properties":
            others[xml.local(part)] = xml.text(part)
            continue
        for item in part:
            if item.get("name"):
                properties[item.get("name")] = item.get("value") or ""
    return properties, others


def bare(qname: str) -> str:
    """A QName reference without its prefix: ids are looked up in the files of the release."""
    return (qname or "").strip().rpartition(":")[2]
