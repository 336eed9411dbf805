"""A rough drawing on a coarse grid, to judge quickly where a node would stand well.

Cells have even coordinates, the gutters between them odd ones. A flow is the cheapest of a few simple shapes.
"""

from collections import defaultdict

from .shapes import WIDE, points, ranked, straights

CROSSING, THROUGH, BESIDE, NEW_ROW, OVERLAP = 60, 150, 1, 22, 5
LEFTWARDS, UPRIGHT, TURN = 60, 45, 20


class Sketch:
    """Where nodes stand (column, row over all lanes) and how their flows would run."""

    def __init__(self, flows, leaves_below: set[str], onward: dict[str, bool]):
        """`flows`: (id, source, target) between placed nodes; `leaves_below`: flows of boundary events;

        `onward`: flows that should run to the right, and whether they stay in their lane.
        """
        self.onward = onward
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
        self.bare: dict[str, float] = {}
        self.level = defaultdict(set)
        self.upright = defaultdict(set)
        self.turns = defaultdict(set)
        self.busy: dict[tuple[int, int], int] = defaultdict(int)

    def place(self, node: str, cell: tuple[int, int]) -> None:
        """Put a node into a cell and draw its flows to nodes that have one."""
        self.cells[node] = cell
        self.taken[cell] = node
        self.busy[cell] += 1
        for flow in self.of[node]:
            self.draw(flow)

    def lift(self, node: str) -> None:
        """Take a node and its flows away."""
        for flow in self.of[node]:
            self.erase(flow)
        cell = self.cells.pop(node)
        del self.taken[cell]
        self.leave(cell)

    def draw(self, flow: str) -> None:
        """Draw one flow in its cheapest shape, if both its ends are placed."""
        self.erase(flow)
        if all(end in self.cells for end in self.flows[flow]):
            _, self.bare[flow], self.paths[flow] = self.best(flow)
            for x, y, level in points(self.paths[flow]):
                (self.level if level else self.upright)[x, y].add(flow)
                self.busy[x, y] += 1
            for spot in self.paths[flow][1:-1]:
                self.turns[spot].add(flow)
                self.busy[spot] += 1

    def erase(self, flow: str) -> None:
        """Take one flow away, if it is drawn."""
        if flow in self.paths:
            for spot in self.paths[flow][1:-1]:
                self.turns[spot].discard(flow)
                self.leave(spot)
            for x, y, level in points(self.paths.pop(flow)):
                (self.level if level else self.upright)[x, y].discard(flow)
                self.leave((x, y))

    def leave(self, spot: tuple[int, int]) -> None:
        """One thing less stands on or passes a point."""
        self.busy[spot] -= 1
        if not self.busy[spot]:
            del self.busy[spot]

    def best(self, flow: str) -> tuple[float, float, tuple]:
        """The cheapest shape of a flow: its cost, its cost alone on the grid, its corners."""
        source, target = self.flows[flow]
        start, end = self.cells[source], self.cells[target]
        against = self.against(flow, end[0] - start[0])
        least = float("inf"), 0.0, ()
        for alone, corners in ranked(start, end, flow in self.below):
            bare = alone + against
            if bare >= least[0]:
                break
            cost = bare + self.trouble(flow, straights(corners), least[0] - bare)
            if cost < least[0]:
                least = cost, bare, corners
        return least

    def against(self, flow: str, right: int) -> int:
        """What it costs if a flow that should lead on to the right does not."""
        if right > 0 or flow not in self.onward:
            return 0
        if right < 0:
            return LEFTWARDS - WIDE * right
        return UPRIGHT * self.onward[flow]

    def trouble(self, flow: str, passed: dict, limit: float) -> float:
        """Crossings, nodes in the way and shared lines of one shape; stops counting above the limit."""
        total = 0
        for spot in self.busy.keys() & passed.keys():
            level = passed[spot]
            total += THROUGH * (spot in self.taken)
            along, across = (self.level, self.upright) if level else (self.upright, self.level)
            if spot in across:
                total += CROSSING * len(across[spot] - {flow})
            for other in along.get(spot, ()):
                if other != flow and self.strangers(flow, other):
                    total += OVERLAP if spot[level] % 2 == 0 else BESIDE
            for other in self.turns.get(spot, ()):
                total += TURN * (other != flow and self.strangers(flow, other))
            if total >= limit:
                break
        return total

    def strangers(self, one: str, other: str) -> bool:
        """Whether two flows have no node in common."""
        a, b = self.flows[one]
        return a not in self.flows[other] and b not in self.flows[other]

    def cost_at(self, node: str, cell: tuple[int, int]) -> float:
        """What placing a node there would cost: its flows, and the flows it would stand in the way of."""
        if cell in self.taken:
            return float("inf")
        total = THROUGH * len(self.level.get(cell, set()) | self.upright.get(cell, set()))
        self.cells[node] = cell
        for flow in self.of[node]:
            if all(end in self.cells for end in self.flows[flow]):
                total += self.best(flow)[0]
        del self.cells[node]
        return total

    def total(self) -> float:
        """Cost of everything drawn."""
        troubles = (self.trouble(flow, straights(path), float("inf")) for flow, path in self.paths.items())
        return sum(troubles) + sum(self.bare[flow] for flow in self.paths)
