"""Reads the loop markers of an activity: standard loop, multi-instance and its behaviour events."""

from __future__ import annotations

from workflows import xml
from workflows.diagram.data import formula
from workflows.diagram.events import bare, find_event, read_events
from workflows.diagram.model import Behavior, Diagram, EventDefinition, Loop, MultiInstance, Node


def read_loops(node: Node, element, diagram: Diagram) -> None:
    """Fill ``node.loop`` and ``node.multi``; ``markers`` counts them, since a node may carry one only."""
    for part in xml.children(element, "standardLoopCharacteristics"):
        node.markers += 1
        given = xml.attributes(part)
        node.loop = Loop(
            condition=formula(xml.child(part, "loopCondition")),
            test_before=given.get("testBefore") in ("true", "1"),
            maximum=given.get("loopMaximum"),
            line=part.sourceline or 0,
        )
    for part in xml.children(element, "multiInstanceLoopCharacteristics"):
        node.markers += 1
        node.multi = _multi(part, diagram)


def _multi(element, diagram: Diagram) -> MultiInstance:
    given = xml.attributes(element)
    return MultiInstance(
        sequential=given.get("isSequential") in ("true", "1"),
        cardinality=formula(xml.child(element, "loopCardinality")),
        input_ref=_ref(element, "loopDataInputRef"),
        input_item=_item(element, "inputDataItem"),
        output_ref=_ref(element, "loopDataOutputRef"),
        output_item=_item(element, "outputDataItem"),
        completion=formula(xml.child(element, "completionCondition")),
        behavior=given.get("behavior", "All"),
        one_event=_event(given.get("oneBehaviorEventRef"), diagram),
        none_event=_event(given.get("noneBehaviorEventRef"), diagram),
        complex=[_behavior(part, diagram) for part in xml.children(element, "complexBehaviorDefinition")],
        line=element.sourceline or 0,
    )


def _ref(element, name: str) -> str:
    return xml.text(xml.child(element, name)).rpartition(":")[2]


def _item(element, name: str) -> str:
    part = xml.child(element, name)
    return "" if part is None else part.get("name") or part.get("id") or ""


def _event(ref: str | None, diagram: Diagram) -> EventDefinition | None:
    return find_event(bare(ref), diagram) if ref else None


def _behavior(element, diagram: Diagram) -> Behavior:
    event = next(iter(xml.children(element, "event")), None)
    thrown = read_events(event, diagram) if event is not None else []
    return Behavior(formula(xml.child(element, "condition")), thrown[0] if thrown else None)
