"""A finished drawing: rectangles, polylines and label boxes, before it is written as BPMN DI."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """y of the lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """The centre."""
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, dx: float, dy: float) -> "Box":
        """The same rectangle elsewhere."""
        return Box(self.x + dx, self.y + dy, self.width, self.height)

    def grown(self, by: float) -> "Box":
        """The rectangle with a margin on every side."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def meets(self, other: "Box") -> bool:
        """Whether two rectangles share more than an edge."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom


def around(x: float, y: float, width: float, height: float) -> Box:
    """The rectangle with its centre at (x, y)."""
    return Box(x - width / 2, y - height / 2, width, height)


@dataclass
class Plan:
    """Where everything of one scope is drawn, with the origin at its own upper left corner."""

    boxes: dict[str, Box] = field(default_factory=dict)
    lanes: dict[str, Box] = field(default_factory=dict)
    paths: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    labels: dict[str, Box] = field(default_factory=dict)
    width: int = 0
    height: int = 0

    def moved(self, dx: float, dy: float) -> "Plan":
        """The same drawing elsewhere."""
        paths = {f: [(x + dx, y + dy) for x, y in path] for f, path in self.paths.items()}
        boxes, lanes, labels = (
            {name: box.moved(dx, dy) for name, box in group.items()}
            for group in (self.boxes, self.lanes, self.labels)
        )
        return Plan(boxes, lanes, paths, labels, self.width, self.height)

    def take(self, other: "Plan") -> None:
        """Add the parts of another drawing to this one."""
        self.boxes |= other.boxes
        self.paths |= other.paths
        self.labels |= other.labels
