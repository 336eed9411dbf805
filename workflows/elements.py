"""What a release says about its processes to those outside: names, lanes, ways to start, elements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workflows.compile.book import snake
from workflows.diagram import Node, Scope

CATCHING = ("startEvent", "intermediateCatchEvent", "boundaryEvent", "receiveTask")
THROWING = ("intermediateThrowEvent", "endEvent", "sendTask")


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane; its id is the role."""

    id: str
    name: str
    name_en: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """A way to begin: ``kind`` none, message, signal, timer, conditional or multiple; ``name`` what comes."""

    id: str
    kind: str
    name: str | None
    lane: str | None
    form: str | None
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Element:
    """A node as drawn; ``scope`` is the process or sub-process it stands in.

    ``receives``, ``sends`` are its messages. ``form`` is what a step asks; where a message is caught,
    what a person who sends it is asked. ``calls`` is the process or task that a call activity names.
    """

    id: str
    kind: str
    name: str
    name_en: str
    lane: str | None
    form: str | None
    scope: str
    line: int
    properties: Mapping[str, str] = field(default_factory=dict)
    receives: frozenset[str] = frozenset()
    sends: frozenset[str] = frozenset()
    calls: str | None = None


@dataclass(frozen=True, slots=True)
class Process:
    """A process that can be started or called."""

    id: str
    name: str
    name_en: str
    file: str
    lanes: Mapping[str, Lane]
    starts: tuple[Start, ...]
    elements: Mapping[str, Element]
    properties: Mapping[str, str] = field(default_factory=dict)
    receives: frozenset[str] = frozenset()

    def catcher(self, element: str, message: str) -> Element | None:
        """What catches a message that ``element`` waits for: itself, or the start of an event sub-process."""
        own = self.elements.get(element)
        if own is None or message in own.receives:
            return own
        begins = (one for one in self.elements.values() if one.kind == "start_event" and one.scope == element)
        return next((one for one in begins if message in one.receives), None)


def describe(specs: Mapping) -> dict[str, Process]:
    """The processes of a release, in the order of its files."""
    return {id: _process(spec.drawn, spec) for id, spec in specs.items()}


def _process(drawn: Scope, spec) -> Process:
    nodes = list(drawn.every_node())
    return Process(
        id=drawn.id,
        name=drawn.name,
        name_en=drawn.properties.get("nameEn", ""),
        file=spec.file,
        lanes={
            lane.id: Lane(lane.id, lane.name, lane.properties.get("nameEn", ""), lane.parent)
            for scope in drawn.every_scope()
            for lane in scope.lanes
        },
        starts=tuple(start for node in drawn.nodes for start in _starts(node, spec)),
        elements={node.id: _element(node, spec) for node in nodes},
        properties=drawn.properties,
        receives=frozenset().union(*(_receives(node, spec) for node in nodes)),
    )


def _receives(node: Node, spec) -> frozenset[str]:
    """The names of the messages that a node can catch, at its start or later."""
    made = spec.elements.get(node.id) if node.kind in CATCHING else None
    triggers = getattr(made, "triggers", None) or getattr(made, "awaited", ())
    return frozenset(trigger.name for trigger in triggers if trigger.kind == "message")


def _sends(node: Node, spec) -> frozenset[str]:
    """The names of the messages that a node throws."""
    made = spec.elements.get(node.id) if node.kind in THROWING else None
    thrown = getattr(getattr(made, "body", made), "triggers", ())  # a loop throws in its body
    return frozenset(trigger.name for trigger in thrown if trigger.kind == "message")


def _element(node: Node, spec) -> Element:
    return Element(
        id=node.id,
        kind=snake(node.kind),
        name=node.name,
        name_en=node.properties.get("nameEn", ""),
        lane=node.lane,
        form=node.properties.get("formJsonSchemaFilename"),
        scope=node.scope.id,
        line=node.line,
        properties=node.properties,
        receives=_receives(node, spec),
        sends=_sends(node, spec),
        calls=node.attributes.get("calledElement", "").rpartition(":")[2] or None,
    )


def _starts(node: Node, spec) -> list[Start]:
    """The ways in through one node: a start event, or a receive task or gateway that instantiates."""
    made = spec.elements.get(node.id)
    if node.kind == "startEvent" or node.flag("instantiate") and node.kind == "receiveTask":
        triggers = made.triggers
    elif node.flag("instantiate") and node.kind == "eventBasedGateway":
        triggers = [trigger for exit in made.exits for trigger in exit.target.triggers]
    else:
        return []
    form, given = node.properties.get("formJsonSchemaFilename"), node.properties
    if not triggers:
        return [Start(node.id, "none", None, node.lane, form, given)]
    return [Start(node.id, trigger.kind, trigger.name, node.lane, form, given) for trigger in triggers]
