"""A diagram as it is drawn in a file: shapes, edges and labels, read on their own, not from the layout."""

from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from ..diagram import BOUNDARY, GATEWAY, Diagram, Node, Scope, read
from ..plan import Box

DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DD = "{http://www.omg.org/spec/DD/20100524/DI}"


@dataclass(frozen=True)
class Finding:
    """What is wrong with the drawing of one element."""

    element: str
    rule: str
    sentence: str


@dataclass
class Drawn:
    """The drawing of a file beside its content."""

    diagram: Diagram
    shapes: dict[str, Box] = field(default_factory=dict)
    flags: dict[str, dict] = field(default_factory=dict)
    edges: dict[str, list] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)
    count: dict[str, int] = field(default_factory=dict)

    @cached_property
    def scopes(self) -> list[Scope]:
        """The process and every sub-process in it."""
        found = [self.diagram.scope]
        for scope in found:
            found += [node.inner for node in scope.nodes.values() if node.inner]
        return found

    @cached_property
    def nodes(self) -> dict[str, Node]:
        """All nodes by id."""
        return {name: node for scope in self.scopes for name, node in scope.nodes.items()}

    @cached_property
    def flows(self) -> dict:
        """All flows by id."""
        return {flow.id: flow for scope in self.scopes for flow in scope.flows}

    @cached_property
    def lanes(self) -> dict:
        """Lanes with an id."""
        return {lane.id: lane for lane in self.diagram.scope.lanes if lane.id}

    @cached_property
    def parent(self) -> dict[str, str]:
        """The sub-process around each inner node."""
        return {name: scope.id for scope in self.scopes[1:] for name in scope.nodes}

    def pieces(self, flow: str) -> list[tuple]:
        """The straight pieces of a flow."""
        path = self.edges.get(flow, [])
        return list(zip(path, path[1:], strict=False))

    def related(self, a: str, b: str) -> bool:
        """Whether two flows share their source or their target."""
        one, other = self.flows[a], self.flows[b]
        return one.source == other.source or one.target == other.target


def drawing_of(text: bytes) -> Drawn:
    """Read content and drawing of a BPMN file; raises NotDrawable as reading for the layout does."""
    drawn = Drawn(read(text))
    root = etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in root.iter(f"{DI}BPMNShape", f"{DI}BPMNEdge"):
        name = element.get("bpmnElement")
        drawn.count[name] = drawn.count.get(name, 0) + 1
        drawn.flags[name] = dict(element.attrib)
        if element.tag == f"{DI}BPMNShape":
            drawn.shapes[name] = box(element.find(f"{DC}Bounds"))
        else:
            points = element.findall(f"{DD}waypoint")
            drawn.edges[name] = [(float(p.get("x")), float(p.get("y"))) for p in points]
        label = element.find(f"{DI}BPMNLabel/{DC}Bounds")
        if label is not None:
            drawn.labels[name] = box(label)
    return drawn


def box(bounds) -> Box:
    """dc:Bounds as a rectangle."""
    return Box(*(float(bounds.get(side)) for side in ("x", "y", "width", "height")))


def on_border(node: Node, shape: Box, point: tuple[float, float], slack: float = 1.5) -> bool:
    """Whether a point lies on the border of a shape: a rectangle, a diamond or a circle."""
    cx, cy = shape.middle
    dx, dy = abs(point[0] - cx), abs(point[1] - cy)
    if node.kind == GATEWAY:
        return abs(dx / (shape.width / 2) + dy / (shape.height / 2) - 1) * shape.width / 2 <= slack
    if node.kind in ("event", BOUNDARY):
        return abs((dx * dx + dy * dy) ** 0.5 - shape.width / 2) <= slack
    inside = dx <= shape.width / 2 + slack and dy <= shape.height / 2 + slack
    return inside and (abs(dx - shape.width / 2) <= slack or abs(dy - shape.height / 2) <= slack)


def runs_through(shape: Box, piece) -> bool:
    """Whether a straight piece enters a rectangle."""
    (x1, y1), (x2, y2) = piece
    across = min(x1, x2) < shape.right and max(x1, x2) > shape.x
    return across and min(y1, y2) < shape.bottom and max(y1, y2) > shape.y
