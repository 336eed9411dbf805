"""BPMN 2.0's own schema as tables: which element may stand where, with which attributes.

Read once from the schema files that come with SpiffWorkflow. The order of children is not kept: it never
changes the meaning of a diagram, and people write diagrams by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from lxml import etree

XSD = "{http://www.w3.org/2001/XMLSchema}"
MANY = None


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute: its schema type (``boolean``, ``ID``, ``QName`` …) and the values of an enumeration."""

    kind: str
    required: bool
    values: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Child:
    """An element that may stand inside another: its type, how often at least and at most (None: always)."""

    type: str
    least: int
    most: int | None


@dataclass(slots=True)
class Type:
    """One complex type: everything it inherits is already in it."""

    children: dict[str, Child] = field(default_factory=dict)
    attributes: dict[str, Attribute] = field(default_factory=dict)
    mixed: bool = False
    anything: bool = False


@dataclass(frozen=True, slots=True)
class Schema:
    """``types`` by name; ``elements`` gives the type of every element that may stand at several places."""

    types: dict[str, Type]
    elements: dict[str, str]


@lru_cache(maxsize=1)
def bpmn_schema() -> Schema:
    """The tables, read from the schema the first time they are asked for."""
    folder = files("SpiffWorkflow") / "bpmn" / "parser" / "schema"
    roots = [etree.fromstring((folder / name).read_bytes()) for name in ("Semantic.xsd", "BPMN20.xsd")]
    return _Reader(roots).read()


class _Reader:
    def __init__(self, roots) -> None:
        tops = [top for root in roots for top in root]
        self.complex = {top.get("name"): top for top in tops if top.tag == XSD + "complexType"}
        self.simple = {top.get("name"): top for top in tops if top.tag == XSD + "simpleType"}
        self.tops = {top.get("name"): top for top in tops if top.tag == XSD + "element"}
        self.types: dict[str, Type] = {}

    def read(self) -> Schema:
        for name in self.complex:
            self._type(name)
        elements = {name: top.get("type") for name, top in self.tops.items()}
        return Schema(self.types, elements)

    def _type(self, name: str) -> Type:
        if name in self.types:
            return self.types[name]
        found = self.types[name] = Type()
        body = self.complex[name]
        found.mixed = body.get("mixed") == "true"
        for extension in body.iter(XSD + "extension"):
            base = self._type(_bare(extension.get("base")))
            found.children.update(base.children)
            found.attributes.update(base.attributes)
            found.mixed, found.anything = found.mixed or base.mixed, base.anything
        for part in body.iter(XSD + "attribute"):
            found.attributes[part.get("name")] = self._attribute(part)
        for part in body.iter(XSD + "element"):
            found.children.update(self._children(part))
        found.anything = found.anything or next(body.iter(XSD + "any"), None) is not None
        return found

    def _attribute(self, part) -> Attribute:
        kind = _bare(part.get("type") or "string")
        values = frozenset(item.get("value") for item in self._enumeration(kind) if not self._is_open(kind))
        if kind in self.simple:
            kind = "URI" if self._is_open(kind) else "string"
        return Attribute(kind, part.get("use") == "required", values)

    def _enumeration(self, kind: str):
        return self.simple[kind].iter(XSD + "enumeration") if kind in self.simple else ()

    def _is_open(self, kind: str) -> bool:
        return next(self.simple[kind].iter(XSD + "union"), None) is not None

    def _children(self, part) -> dict[str, Child]:
        most = part.get("maxOccurs", "1")
        least = 0 if _optional(part) else int(part.get("minOccurs", "1"))
        bound = MANY if most == "unbounded" else int(most)
        if part.get("name"):
            return {part.get("name"): Child(_bare(part.get("type") or ""), least, bound)}
        head = _bare(part.get("ref"))
        names = self._substitutes(head)
        alone = names == [head]
        return {
            name: Child(
                self.tops[name].get("type") if name in self.tops else "", least if alone else 0, bound
            )
            for name in names
        }

    def _substitutes(self, head: str) -> list[str]:
        """The elements that may stand for ``head``, itself unless it is abstract."""
        found = [] if self._is_abstract(head) else [head]
        for name, top in self.tops.items():
            if _bare(top.get("substitutionGroup") or "") == head:
                found += self._substitutes(name)
        return found

    def _is_abstract(self, name: str) -> bool:
        top = self.tops.get(name)
        body = self.complex.get(_bare(top.get("type") or "")) if top is not None else None
        return body is not None and body.get("abstract") == "true"


def _optional(part) -> bool:
    """Whether a choice around the element lets it be absent."""
    return any(up.tag == XSD + "choice" for up in part.iterancestors())


def _bare(name: str) -> str:
    return name.rpartition(":")[2]
