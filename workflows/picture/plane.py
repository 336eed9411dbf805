"""Where a diagram's owner drew things: BPMN DI, bounds and waypoints."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
WAYPOINT = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in the units of the drawing."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True)
class Plane:
    """The drawing of one file: boxes of shapes, points of flows, boxes of the names that stand outside."""

    shapes: dict[str, Box] = field(default_factory=dict)
    flows: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)

    @property
    def bounds(self) -> Box:
        """What the whole drawing takes; a unit square for an empty one."""
        boxes = [*self.shapes.values(), *self.labels.values()]
        points = [point for flow in self.flows.values() for point in flow]
        left = [box.x for box in boxes] + [x for x, _ in points] or [0]
        top = [box.y for box in boxes] + [y for _, y in points] or [0]
        right = [box.x + box.width for box in boxes] + [x for x, _ in points] or [1]
        bottom = [box.y + box.height for box in boxes] + [y for _, y in points] or [1]
        return Box(min(left), min(top), max(right) - min(left), max(bottom) - min(top))


def read_plane(root: etree._Element) -> Plane:
    """The drawing in a BPMN file; what has no place in it is left out."""
    plane = Plane()
    for shape in root.iter(f"{DI}BPMNShape"):
        name, box = shape.get("bpmnElement", ""), _box(shape.find(f"{DC}Bounds"))
        if box is not None:
            plane.shapes[name] = box
        _label(shape, name, plane)
    for edge in root.iter(f"{DI}BPMNEdge"):
        name = edge.get("bpmnElement", "")
        plane.flows[name] = [(float(at.get("x", 0)), float(at.get("y", 0))) for at in edge.iter(WAYPOINT)]
        _label(edge, name, plane)
    return plane


def _label(holder, name: str, plane: Plane) -> None:
    box = _box(holder.find(f"{DI}BPMNLabel/{DC}Bounds"))
    if box is not None:
        plane.labels[name] = box


def _box(bounds) -> Box | None:
    if bounds is None:
        return None
    return Box(*(float(bounds.get(side, 0)) for side in ("x", "y", "width", "height")))
