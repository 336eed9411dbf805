"""One BPMN file as it was drawn: a plain model that never judges and never fails on odd drawings.

``workflows.diagram.reader`` fills it, ``workflows.check`` judges it, ``workflows.compile`` makes it run.
Everything keeps the order of the document, so that moving a shape never changes behaviour.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree


@dataclass(slots=True)
class Formula:
    """A text to be evaluated: condition, script, duration; ``line`` is where it stands in the file."""

    text: str
    line: int = 0
    language: str | None = None


@dataclass(slots=True)
class Flow:
    """A sequence flow; ``source`` and ``target`` are ids as drawn (they may not exist)."""

    id: str
    source: str
    target: str
    name: str = ""
    condition: Formula | None = None
    line: int = 0
    name_en: str = ""


@dataclass(slots=True)
class EventDefinition:
    """What an event throws or catches.

    ``kind`` is the tag without ``EventDefinition``: message, timer, signal, error, escalation, conditional,
    compensate, cancel, link, terminate; ``unresolved`` for an eventDefinitionRef which points nowhere.
    ``ref`` is the id of the message, signal, error or escalation, or a compensation's activity.
    """

    kind: str
    id: str = ""
    ref: str = ""
    name: str = ""
    formulas: dict[str, Formula] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(slots=True)
class Association:
    """A data association: copies ``sources`` to ``target`` (ids or names), by assignments if any."""

    sources: list[str]
    target: str
    transformation: Formula | None = None
    assignments: list[tuple[str, str]] = field(default_factory=list)
    line: int = 0


@dataclass(slots=True)
class DataItem:
    """A data object, property, data input or output; a reference names its object in ``ref``."""

    id: str
    kind: str
    name: str = ""
    ref: str = ""
    optional: bool = False
    collection: bool = False
    default: Formula | None = None
    line: int = 0


@dataclass(slots=True)
class InputOutput:
    """An ioSpecification: what an activity or process needs and gives."""

    inputs: list[DataItem] = field(default_factory=list)
    outputs: list[DataItem] = field(default_factory=list)
    input_sets: list[list[str]] = field(default_factory=list)
    output_sets: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class Loop:
    """standardLoopCharacteristics."""

    condition: Formula | None
    test_before: bool
    maximum: str | None
    line: int = 0


@dataclass(slots=True)
class Behavior:
    """One complexBehaviorDefinition: a condition and the event it throws."""

    condition: Formula | None
    event: EventDefinition | None


@dataclass(slots=True)
class MultiInstance:
    """multiInstanceLoopCharacteristics; ``inputs`` and ``outputs`` are (collection ref, item name)."""

    sequential: bool
    cardinality: Formula | None = None
    input_ref: str = ""
    input_item: str = ""
    output_ref: str = ""
    output_item: str = ""
    completion: Formula | None = None
    behavior: str = "All"
    one_event: EventDefinition | None = None
    none_event: EventDefinition | None = None
    complex: list[Behavior] = field(default_factory=list)
    line: int = 0


@dataclass(slots=True)
class Node:
    """A flow node. ``kind`` is the BPMN tag (``userTask``); ``scope`` the process or sub-process around it.

    ``attributes`` are the XML attributes by local name, ``properties`` the spiffworkflow:property values,
    ``extensions`` the text of other spiffworkflow elements (``messagePayload``, ``calledDecisionId`` …).
    """

    id: str
    kind: str
    name: str = ""
    line: int = 0
    attributes: dict[str, str] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    extensions: dict[str, str] = field(default_factory=dict)
    scope: Scope | None = None
    lane: str | None = None
    incoming: list[Flow] = field(default_factory=list)
    outgoing: list[Flow] = field(default_factory=list)
    events: list[EventDefinition] = field(default_factory=list)
    script: Formula | None = None
    activation: Formula | None = None
    loop: Loop | None = None
    multi: MultiInstance | None = None
    markers: int = 0
    io: InputOutput | None = None
    data_in: list[Association] = field(default_factory=list)
    data_out: list[Association] = field(default_factory=list)
    items: list[DataItem] = field(default_factory=list)
    inner: Scope | None = None
    xml: etree._Element | None = field(default=None, repr=False)

    def flag(self, name: str, default: bool = False) -> bool:
        """A boolean attribute such as ``isForCompensation``."""
        value = self.attributes.get(name)
        return default if value is None else value.strip() in ("true", "1")


@dataclass(slots=True)
class Lane:
    """A lane; its id is the role. ``nodes`` are the ids it lists itself."""

    id: str
    name: str = ""
    parent: str | None = None
    nodes: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(slots=True)
class Scope:
    """A process, a sub-process of any kind, or a global task (kind = tag; ``parent`` None at the top)."""

    id: str
    kind: str
    name: str = ""
    line: int = 0
    attributes: dict[str, str] = field(default_factory=dict)
    properties: dict[str, str] = field(default_factory=dict)
    parent: Scope | None = None
    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    lanes: list[Lane] = field(default_factory=list)
    data: list[DataItem] = field(default_factory=list)
    io: InputOutput | None = None
    links: list[tuple[str, str]] = field(default_factory=list)
    subscriptions: list[tuple[str, dict[str, Formula]]] = field(default_factory=list)
    completion: Formula | None = None
    node: Node | None = None
    task: Node | None = None
    unknown: list[tuple[str, str, int]] = field(default_factory=list)
    xml: etree._Element | None = field(default=None, repr=False)

    def every_node(self):
        """All nodes of this scope and of the sub-processes in it, in document order."""
        for node in self.nodes:
            yield node
            if node.inner is not None:
                yield from node.inner.every_node()

    def every_scope(self):
        """This scope and all sub-processes in it, outermost first."""
        yield self
        for node in self.nodes:
            if node.inner is not None:
                yield from node.inner.every_scope()


@dataclass(slots=True)
class Named:
    """A message, signal, error, escalation or item definition at the top of the file."""

    id: str
    kind: str
    name: str = ""
    code: str = ""
    extensions: dict[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(slots=True)
class CorrelationProperty:
    """A part of a message that says which matter it belongs to: retrieval text by message id."""

    id: str
    name: str
    retrieval: dict[str, Formula] = field(default_factory=dict)
    line: int = 0


@dataclass(slots=True)
class CorrelationKey:
    """Several correlation properties that identify a conversation together."""

    id: str
    name: str
    properties: list[str] = field(default_factory=list)
    line: int = 0


@dataclass(slots=True)
class Participant:
    """A pool; ``process`` is the id of the process it shows, '' for a black box."""

    id: str
    name: str
    process: str
    line: int = 0


@dataclass(slots=True)
class Diagram:
    """Everything one file says about execution. ``ids`` counts every XML id, so duplicates show."""

    file: str
    processes: list[Scope] = field(default_factory=list)
    messages: dict[str, Named] = field(default_factory=dict)
    signals: dict[str, Named] = field(default_factory=dict)
    errors: dict[str, Named] = field(default_factory=dict)
    escalations: dict[str, Named] = field(default_factory=dict)
    definitions: dict[str, EventDefinition] = field(default_factory=dict)
    correlation_keys: list[CorrelationKey] = field(default_factory=list)
    correlation_properties: dict[str, CorrelationProperty] = field(default_factory=dict)
    participants: list[Participant] = field(default_factory=list)
    message_flows: list[Flow] = field(default_factory=list)
    ids: dict[str, list[int]] = field(default_factory=dict)
    root: etree._Element | None = field(default=None, repr=False)

    def nodes(self):
        """Every flow node of the file, in document order."""
        for process in self.processes:
            yield from process.every_node()
