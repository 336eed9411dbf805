"""What rules may look at: the whole bundle, one of its files, and the process they are judging."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from workflows.check.parts import Parts, read_parts
from workflows.check.schema import Type, bpmn_schema
from workflows.diagram import Diagram, Flow, Node, Scope
from workflows.diagram.events import bare
from workflows.diagram.tags import FOR_PEOPLE
from workflows.properties import forms_of
from workflows.xml import BPMN

if TYPE_CHECKING:
    from workflows.check.vocabulary import Brings

XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
LISTS = ("incoming", "outgoing")


@dataclass
class Bundle:
    """The files of a release: diagrams as models, the rest as bytes.

    ``roles`` are the known lane ids (None: any), ``operations`` the known service operations (None: any),
    ``begins`` the kinds of start event that somebody outside serves (None: all);
    ``brings`` what the application brings into processes, by name (None: anything may come);
    ``strict`` asks of a package what only our own processes must have (names in both languages, lanes).
    """

    files: Mapping[str, bytes]
    diagrams: dict[str, Diagram] = field(default_factory=dict)
    roles: frozenset[str] | None = None
    operations: frozenset[str] | None = None
    strict: bool = False
    begins: frozenset[str] | None = None
    brings: Brings | None = None

    @cached_property
    def parts(self) -> Parts:
        """The forms, decision tables and calendar of the bundle."""
        asked = (forms_of(node.properties) for _, node in self.nodes)
        return read_parts(self.files, frozenset().union(*asked))

    @cached_property
    def coverage(self) -> list[tuple]:
        """What is wrong with the rows of the decision tables: (decision, finding)."""
        tables = self.parts.decisions
        every = tables.decisions.items() if tables else ()
        return [(decision, found) for name, decision in every for found in tables.findings(name)]

    @cached_property
    def known(self) -> dict[str, frozenset[str] | None]:
        """For each process the names of variables it can know; None where anything may come."""
        from workflows.check.vocabulary import vocabularies

        return vocabularies(self) if self.brings else {}

    @cached_property
    def node_ids(self) -> frozenset[str]:
        """The ids of all flow nodes of the bundle."""
        return frozenset(node.id for _, node in self.nodes)

    @cached_property
    def tasks(self) -> frozenset[str]:
        """The ids of all tasks of people."""
        return frozenset(node.id for _, node in self.nodes if node.kind in FOR_PEOPLE)

    @cached_property
    def nodes(self) -> list[tuple[Diagram, Node]]:
        """Every flow node of the bundle with its file."""
        return [(diagram, node) for diagram in self.diagrams.values() for node in diagram.nodes()]

    @cached_property
    def callables(self) -> dict[str, list[tuple[Diagram, Scope]]]:
        """Processes and global tasks of all files by id; two under one id is a fault found elsewhere."""
        found: dict[str, list[tuple[Diagram, Scope]]] = {}
        for diagram in self.diagrams.values():
            for scope in diagram.processes:
                found.setdefault(scope.id, []).append((diagram, scope))
        return found

    @cached_property
    def calls(self) -> dict[str, list[str]]:
        """What each process of the bundle calls itself, each once; it may be missing there."""
        found: dict[str, list[str]] = {}
        for name, owners in self.callables.items():
            nodes = (node for _, scope in owners for node in scope.every_node())
            found[name] = list(dict.fromkeys(filter(None, map(called_by, nodes))))
        return found


@dataclass(frozen=True, slots=True)
class Place:
    """An XML element with the schema type that holds where it stands (None: it may not stand there)."""

    xml: etree._Element
    type: Type | None
    parent: Place | None

    @property
    def tag(self) -> str:
        """The local name."""
        return self.xml.tag.rpartition("}")[2]


@dataclass
class Look:
    """The view a rule gets: ``process`` is None for rules about a whole file."""

    bundle: Bundle
    diagram: Diagram
    process: Scope | None = None

    def at(self, process: Scope) -> Look:
        """The same view, judging one process; what is already worked out is kept."""
        other = Look(self.bundle, self.diagram, process)
        other.__dict__.update({k: v for k, v in self.__dict__.items() if k != "process"})
        return other

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """Every flow node of the file by id."""
        return {node.id: node for node in self.diagram.nodes()}

    @cached_property
    def flows(self) -> dict[str, Flow]:
        """Every sequence flow of the file by id."""
        scopes = (s for process in self.diagram.processes for s in process.every_scope())
        return {flow.id: flow for scope in scopes for flow in scope.flows}

    @cached_property
    def places(self) -> list[Place]:
        """Every element of the file which the schema has something to say about, in document order."""
        return list(_walk(self.diagram.root))

    @cached_property
    def has_lanes(self) -> bool:
        """Whether the process being judged has lanes."""
        return any(scope.lanes for scope in self.process.every_scope())

    @cached_property
    def names_link_ends(self) -> bool:
        """Whether the file names sources and targets of its links beside their names."""
        ends = [p for p in self.places if p.tag in ("source", "target") and p.parent is not None]
        return any(place.parent.tag == "linkEventDefinition" for place in ends)

    @cached_property
    def listed_flows(self) -> dict[str, frozenset[str]]:
        """The flows which the nodes of the file list, under ``incoming`` and under ``outgoing``."""
        lists = [p.xml for p in self.places if p.tag in LISTS and p.type is not None]
        return {side: frozenset(_bare(part) for part in lists if _side(part) == side) for side in LISTS}

    @cached_property
    def places_by_id(self) -> dict[str, Place]:
        """Every element that has an id, vendors' extensions left out."""
        return {p.xml.get("id"): p for p in reversed(self.places) if p.type is not None and p.xml.get("id")}

    @cached_property
    def tags(self) -> dict[str, str]:
        """The tag of every element that has an id."""
        return {name: place.tag for name, place in self.places_by_id.items()}


def form_of(node: Node) -> str:
    """The form a step asks with, '' when it asks with none."""
    return node.properties.get("formJsonSchemaFilename", "")


def called_by(node: Node) -> str:
    """The process a call activity calls, '' for what calls none."""
    return bare(node.attributes.get("calledElement", "")) if node.kind == "callActivity" else ""


def runs(process: Scope | None) -> bool:
    """Whether a process may be started: ``isExecutable`` says so (BPMN 2.0.2, 10.3.1: it has no default)."""
    if process is None:
        return False
    return process.task is not None or process.attributes.get("isExecutable", "").strip() in ("true", "1")


def is_run(place: Place | None) -> bool:
    """Whether an element belongs to something executable, or to no process at all."""
    while place is not None:
        if place.tag == "process":
            return place.xml.get("isExecutable", "").strip() in ("true", "1")
        place = place.parent
    return True


def _side(part) -> str:
    return part.tag.rpartition("}")[2]


def _bare(part) -> str:
    return (part.text or "").strip().rpartition(":")[2]


def _walk(root):
    schema = bpmn_schema()
    pending = [Place(root, schema.types["tDefinitions"], None)]
    while pending:
        place = pending.pop()
        yield place
        if place.type is None or place.type.anything:
            continue
        pending += reversed([_child(part, place, schema) for part in place.xml.iterchildren(etree.Element)])


def _child(element, parent: Place, schema) -> Place:
    allowed = parent.type.children.get(element.tag.rpartition("}")[2])
    if allowed is None or not element.tag.startswith("{" + BPMN + "}"):
        return Place(element, None, parent)
    given = element.get(XSI_TYPE, "").strip().rpartition(":")[2]
    return Place(element, schema.types.get(given) or schema.types.get(allowed.type, Type(mixed=True)), parent)
