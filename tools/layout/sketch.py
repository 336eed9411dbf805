"""A rough drawing on a coarse grid, to judge quickly where a node would stand well.

Cells have even coordinates, the gutters between them odd ones. A flow is the cheapest of a few simple shapes.
"""

from collections import defaultdict

from .shapes import candidates, length, points

BEND, CROSSING, THROUGH, BESIDE, NEW_ROW, OVERLAP = 8, 36, 150, 1, 22, 5


class Sketch:
    """Where nodes stand (column, row over all lanes) and how their flows would run."""

    def __init__(self, flows, leaves_below: set[str]):
        """`flows`: (id, source, target) between placed nodes; `leaves_below`: flows of boundary events."""
        self.flows = {flow: (source, target) for flow, source, target in flows}
        self.of = defaultdict(list)
        for flow, source, target in flows:
            self.of[source].append(flow)
            if target != source:
                self.of[target].append(flow)
        self.below = leaves_below
        self.cells: dict[str, tuple[int, int]] = {}
        self.taken: dict[tuple[int, int], str] = {}
        self.paths: dict[str, list] = {}
        self.level = defaultdict(set)
        self.upright = defaultdict(set)

    def place(self, node: str, cell: tuple[int, int]) -> None:
        """Put a node into a cell and draw its flows to nodes that have one."""
        self.cells[node] = cell
        self.taken[cell] = node
        for flow in self.of[node]:
            self.draw(flow)

    def lift(self, node: str) -> None:
        """Take a node and its flows away."""
        for flow in self.of[node]:
            self.erase(flow)
        del self.taken[self.cells.pop(node)]

    def draw(self, flow: str) -> None:
        """Draw one flow in its cheapest shape, if both its ends are placed."""
        self.erase(flow)
        if all(end in self.cells for end in self.flows[flow]):
            self.paths[flow] = self.best(flow)[1]
            self.mark(flow, set.add)

    def erase(self, flow: str) -> None:
        """Take one flow away, if it is drawn."""
        if flow in self.paths:
            self.mark(flow, set.discard)
            del self.paths[flow]

    def mark(self, flow: str, how) -> None:
        """Add the flow to, or drop it from, the points it passes."""
        for x, y, level in points(self.paths[flow]):
            how((self.level if level else self.upright)[x, y], flow)

    def best(self, flow: str) -> tuple[float, list]:
        """The cheapest shape of a flow: its cost and corners."""
        source, target = self.flows[flow]
        start, end = self.cells[source], self.cells[target]
        shapes = candidates(start, end, flow in self.below)
        return min((self.cost(flow, corners) + extra, corners) for extra, corners in shapes)

    def cost(self, flow: str, corners: list) -> float:
        """What one shape costs: its length, bends, crossings, and nodes in its way."""
        total = length(corners) + BEND * (len(corners) - 2)
        ends = set(self.flows[flow])
        for x, y, level in points(corners):
            if (x, y) in self.taken and (x, y) not in (corners[0], corners[-1]):
                total += THROUGH
            along, across = (self.level, self.upright) if level else (self.upright, self.level)
            for other in across.get((x, y), ()):
                total += 0 if other == flow else CROSSING
            for other in along.get((x, y), ()):
                if other != flow and ends.isdisjoint(self.flows[other]):
                    total += OVERLAP if (y if level else x) % 2 == 0 else BESIDE
        return total

    def cost_at(self, node: str, cell: tuple[int, int]) -> float:
        """What placing a node there would cost: its flows, and the flows it would stand in the way of."""
        if cell in self.taken:
            return float("inf")
        self.cells[node] = cell
        self.taken[cell] = node
        total = THROUGH * len(self.level.get(cell, set()) | self.upright.get(cell, set()))
        for flow in self.of[node]:
            if all(end in self.cells for end in self.flows[flow]):
                total += self.best(flow)[0]
        del self.cells[node], self.taken[cell]
        return total

    def total(self) -> float:
        """Cost of everything drawn."""
        return sum(self.cost(flow, corners) for flow, corners in self.paths.items())
