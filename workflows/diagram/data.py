"""Reads the data side of a BPMN element: formulas, data objects, inputs, outputs and associations."""

from __future__ import annotations

from workflows import xml
from workflows.diagram.model import Association, DataItem, Formula, InputOutput

HOLDERS = ("dataObject", "dataObjectReference", "dataStoreReference", "property")


def formula(element) -> Formula | None:
    """The text of an expression element, None when it is missing or empty."""
    if element is None:
        return None
    inner = xml.child(element, "formalExpression")
    source = element if inner is None else inner
    content = xml.text(source)
    if not content:
        return None
    language = xml.attributes(source).get("language") or xml.attributes(source).get("scriptFormat")
    return Formula(content, source.sourceline or 0, language)


def data_items(element, *kinds: str) -> list[DataItem]:
    """The data objects, references and properties that stand directly in an element."""
    return [_item(part) for part in xml.children(element, *(kinds or HOLDERS))]


def _item(element) -> DataItem:
    given = xml.attributes(element)
    ref = given.get("dataObjectRef") or given.get("dataStoreRef") or ""
    return DataItem(
        id=given.get("id", ""),
        kind=xml.local(element),
        name=given.get("name", ""),
        ref=ref.rpartition(":")[2],
        collection=given.get("isCollection") in ("true", "1"),
        default=formula(xml.child(element, "defaultValue")),
        line=element.sourceline or 0,
    )


def input_output(element) -> InputOutput | None:
    """The ioSpecification of an activity or process, with optional inputs marked."""
    holder = xml.child(element, "ioSpecification")
    if holder is None:
        return None
    found = InputOutput(
        inputs=[_item(part) for part in xml.children(holder, "dataInput")],
        outputs=[_item(part) for part in xml.children(holder, "dataOutput")],
        input_sets=[_refs(part, "dataInputRefs") for part in xml.children(holder, "inputSet")],
        output_sets=[_refs(part, "dataOutputRefs") for part in xml.children(holder, "outputSet")],
    )
    for items, sets in ((found.inputs, "inputSet"), (found.outputs, "outputSet")):
        optional = {ref for part in xml.children(holder, sets) for ref in _optional(part)}
        for item in items:
            item.optional = item.id in optional
    return found


def _refs(element, name: str) -> list[str]:
    return [xml.text(part).rpartition(":")[2] for part in xml.children(element, name)]


def _optional(element) -> list[str]:
    return _refs(element, "optionalInputRefs") + _refs(element, "optionalOutputRefs")


def input_associations(element) -> list[Association]:
    """The dataInputAssociation elements of an activity or throwing event."""
    return [_association(part) for part in xml.children(element, "dataInputAssociation")]


def output_associations(element) -> list[Association]:
    """The dataOutputAssociation elements of an activity or catching event."""
    return [_association(part) for part in xml.children(element, "dataOutputAssociation")]


def _association(element) -> Association:
    return Association(
        sources=_refs(element, "sourceRef"),
        target=next(iter(_refs(element, "targetRef")), ""),
        transformation=formula(xml.child(element, "transformation")),
        assignments=[
            (xml.text(xml.child(part, "from")), xml.text(xml.child(part, "to")))
            for part in xml.children(element, "assignment")
        ],
        line=element.sourceline or 0,
    )
