"""Which way every flow runs: straight ones first, loops last, then the worst ones again."""

from collections import defaultdict

from .lattice import Lattice, Traffic, search
from .plan import Box
from .ports import STEP, entering, leaving

ROUNDS = 3


class NoWay(Exception):
    """A flow finds no way through the drawing."""


class Routing:
    """The flows of one scope on a lattice, given the boxes of its nodes."""

    def __init__(self, scope, boxes: dict[str, Box], lattice: Lattice, hints, fences: list[float]):
        """`boxes`: rectangles of the nodes, boundary events among them; the lattice is already blocked.

        `fences`: y of the borders between lanes.
        """
        self.lane, self.fences = scope.lane_of(), fences
        self.scope, self.boxes, self.lattice, self.hints = scope, boxes, lattice, hints
        self.flows = {flow.id: flow for flow in scope.flows}
        self.costs: dict[str, float] = {}
        self.ends: dict[str, tuple] = {}
        self.borders: dict[str, tuple] = {}
        self.labels: dict[str, Box] = {}

    def run(self) -> None:
        """Draw every flow, then draw the worst again while that helps."""
        for flow in sorted(self.flows, key=self.turn):
            self.draw(flow)
        for _ in range(ROUNDS):
            if not self.improve():
                break

    def respect(self, labels: dict[str, Box]) -> None:
        """Make all flows but its own keep away from each of these labels."""
        for box in self.labels.values():
            self.lattice.charge(box, -1)
        self.labels = labels
        for box in labels.values():
            self.lattice.charge(box)

    def turn(self, flow: str) -> tuple:
        """When a flow is drawn: straight forward, forward, back; short ones first."""
        (x1, y1), (x2, y2) = self.middle(flow, 0), self.middle(flow, 1)
        kind = 2 if x2 < x1 else 0 if y1 == y2 or x1 == x2 else 1
        return kind, abs(x2 - x1) + abs(y2 - y1), list(self.flows).index(flow)

    def middle(self, flow: str, end: int) -> tuple[float, float]:
        """Centre of the shape at the source (0) or target (1) of a flow."""
        ends = self.flows[flow].source, self.flows[flow].target
        return self.boxes[ends[end]].middle

    def friends(self, flow: str) -> set[str]:
        """Flows on whose line this one may run: the same source or the same target."""
        mine = self.flows[flow]
        return {f.id for f in self.scope.flows if f.source == mine.source or f.target == mine.target}

    def sides(self, node: str, role: int, but: str) -> set[int]:
        """Sides of a node already used by other flows leaving (0) or entering (1) it."""
        used = set()
        for flow, ends in self.ends.items():
            if flow != but and (self.flows[flow].source, self.flows[flow].target)[role] == node:
                used.add(ends[role])
        return used

    def draw(self, flow: str) -> None:
        """Find the cheapest way of one flow among the others. Raises NoWay."""
        self.lattice.walks.pop(flow, None)
        self.ends.pop(flow, None)
        drawn, wish = self.flows[flow], self.hints.ports.get(flow, {})
        source, target = drawn.source, drawn.target
        used = self.sides(source, 1, flow), self.sides(source, 0, flow)
        starts = leaving(self.scope.nodes[source].kind, self.boxes[source], *used, wish.get("leave"))
        goals = entering(self.boxes[target], self.sides(target, 0, flow), wish.get("enter"))
        label = self.labels.get(flow)
        if label:
            self.lattice.charge(label, -1)
        found = self.search(flow, starts, goals)
        if label:
            self.lattice.charge(label)
        if found is None:
            raise NoWay(f"{flow} from {source} to {target}")
        self.costs[flow], start, self.lattice.walks[flow], goal = found
        self.ends[flow] = start.side, goal.side
        self.borders[flow] = start.border, goal.border

    def search(self, flow: str, starts: list, goals: list) -> tuple | None:
        """The cheapest way, inside its lane for a flow that stays in one, if there is room."""
        traffic = Traffic(self.lattice, self.friends(flow))
        drawn = self.flows[flow]
        ends = {self.lane.get(self.scope.anchor(node)) for node in (drawn.source, drawn.target)}
        if len(ends) > 1:
            return search(self.lattice, traffic, starts, goals)
        inside = Traffic(self.lattice, self.friends(flow))
        inside.fence(self.lattice, self.fences)
        return search(self.lattice, inside, starts, goals) or search(self.lattice, traffic, starts, goals)

    def improve(self) -> bool:
        """Draw the dearest flows again, one by one; says whether one has moved."""
        better = False
        worst = sorted(self.flows, key=lambda f: (-self.excess(f), f))
        for flow in [f for f in worst if self.excess(f) > 12]:
            walk = self.lattice.walks[flow]
            self.draw(flow)
            better = better or self.lattice.walks[flow] != walk
        return better

    def excess(self, flow: str) -> float:
        """What a flow costs beyond its bare length."""
        (x1, y1), (x2, y2) = self.middle(flow, 0), self.middle(flow, 1)
        return self.costs[flow] - (abs(x2 - x1) + abs(y2 - y1)) / STEP

    def paths(self) -> dict[str, list[tuple[float, float]]]:
        """The corners of every flow in pixels, ends on the borders of the shapes."""
        return {flow: self.corners(flow) for flow in self.flows}

    def corners(self, flow: str) -> list[tuple[float, float]]:
        """The corners of one flow."""
        start, end = self.borders[flow]
        walk = [(x * STEP, y * STEP) for x, y in self.lattice.walks[flow]]
        line = [start, *walk, end]
        kept = [start]
        for before, point, after in zip(line, line[1:], line[2:], strict=False):
            straight = before[0] == point[0] == after[0] or before[1] == point[1] == after[1]
            if not straight and point != before:
                kept.append(point)
        return [*kept, end]


def usage(paths) -> dict:
    """Upright and level pieces of all paths: {("x", x) | ("y", y): [(from, to)]}."""
    pieces = defaultdict(list)
    for corners in paths:
        for (x1, y1), (x2, y2) in zip(corners, corners[1:], strict=False):
            if x1 == x2:
                pieces["x", x1].append(tuple(sorted((y1, y2))))
            else:
                pieces["y", y1].append(tuple(sorted((x1, x2))))
    return pieces
