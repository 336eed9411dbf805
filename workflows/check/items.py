"""Item definitions: of which kind of data something is, and whether two kinds are the same."""

from __future__ import annotations

from workflows import xml

DATA = ("dataObject", "property", "dataStore", "dataInput", "dataOutput", "inputDataItem", "outputDataItem")
HOPS = {"dataObjectReference": "dataObjectRef", "dataStoreReference": "dataStoreRef"}


def tag_of(element) -> str:
    """The local name of an element."""
    return xml.local(element)


def refs(element, name: str) -> list[str]:
    """The references an element makes by its children of one name, prefixes dropped."""
    return [xml.text(part).rpartition(":")[2] for part in xml.children(element, name)]


def association_ends(element) -> tuple[list[str], list[str]]:
    """Sources and targets of a data association."""
    return refs(element, "sourceRef"), refs(element, "targetRef")


def item_of(element, look):
    """The item definition of a data element, message, error …; None when none is named or it is elsewhere."""
    if element is None:
        return None
    hop = HOPS.get(tag_of(element))
    if hop:
        return item_of(_find(element.get(hop), look), look)
    named = element.get("itemSubjectRef") or element.get("itemRef")
    if tag_of(element) in ("error", "escalation", "signal"):
        named = element.get("structureRef")
    found = _find(named, look)
    return found if found is not None and tag_of(found) == "itemDefinition" else None


def same_item(one, other) -> bool:
    """Whether two item definitions are equivalent: the same, or of one structure (BPMN 2.0.2, 8.4.10)."""
    structure = (one.get("structureRef") or "").strip()
    return one is other or (bool(structure) and structure == (other.get("structureRef") or "").strip())


def _find(ref: str | None, look):
    place = look.places_by_id.get((ref or "").strip().rpartition(":")[2])
    return place.xml if place is not None else None
