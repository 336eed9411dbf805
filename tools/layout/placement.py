"""A cell for every node: columns first, then rows, then small moves while they help."""

import random
from collections import Counter

from .columns import columns, edges, placeable
from .diagram import BOUNDARY, Scope
from .hints import Hints
from .shake import shake
from .sketch import NEW_ROW, Sketch

SHAKES_EACH, LENIENT, REACH, SPARE_ROWS = 6, 60, 2, 2


class Placement:
    """Nodes in columns and, lane by lane, in rows; `cells` says where each stands: (column, lane, row)."""

    def __init__(self, scope: Scope, hints: Hints, seed: int):
        """Place the nodes of a scope; each seed tries other moves."""
        self.seed = seed
        self.scope, self.hints = scope, hints
        self.lane = scope.lane_of()
        self.column = columns(scope, hints, compact=True)
        self.first, self.rows = self.lay_rows()
        self.sketch = Sketch(self.sketch_flows(), self.boundary_flows(), self.onward_flows())
        self.fill()
        self.improve()
        self.cells = self.pack()

    def sketch_flows(self):
        """Flows between nodes that have a cell; a boundary event's flow starts at its host."""
        ends = [(f.id, self.scope.anchor(f.source), self.scope.anchor(f.target)) for f in self.scope.flows]
        return [(flow, a, b) for flow, a, b in ends if a != b]

    def boundary_flows(self) -> set[str]:
        """Flows that leave a boundary event."""
        return {f.id for f in self.scope.flows if self.scope.nodes[f.source].kind == BOUNDARY}

    def onward_flows(self) -> dict[str, bool]:
        """Flows that close no loop, and whether both their ends are in one lane."""
        pairs = set(edges(self.scope, self.hints))
        ends = {flow: (a, b) for flow, a, b in self.sketch_flows() if (a, b) in pairs}
        return {flow: self.lane[a] == self.lane[b] for flow, (a, b) in ends.items()}

    def lay_rows(self) -> tuple[list[int], list[int]]:
        """First row and number of rows of each lane, with room to spare."""
        crowd = Counter((self.lane[node], column) for node, column in self.column.items())
        rows = []
        for index in range(len(self.scope.lanes)):
            most = max((n for (lane, _), n in crowd.items() if lane == index), default=1)
            hinted = [row for node, row in self.hints.rows.items() if self.lane.get(node) == index]
            rows.append(max(most + SPARE_ROWS, 3, *(row + 1 for row in hinted), 0))
        return [sum(rows[:index]) for index in range(len(rows))], rows

    def fill(self) -> None:
        """Place node by node from the left, each in the cheapest row of its lane."""
        nodes = list(placeable(self.scope))
        for node in sorted(nodes, key=lambda n: (self.column[n], nodes.index(n))):
            options = self.options(node, {self.column[node]})
            while not any(cell not in self.sketch.taken for cell in options):
                self.column[node] += 1
                options = self.options(node, {self.column[node]})
            self.sketch.place(node, self.cheapest(node, options))

    def options(self, node: str, wanted: set[int]) -> list[tuple[int, int]]:
        """Cells of the sketch in which a node may stand, in the given columns or in the hinted one."""
        lane = self.lane[node]
        fixed = self.hints.columns.get(node)
        row = self.hints.rows.get(node)
        rows = range(self.rows[lane]) if row is None else [row]
        chosen = sorted(c for c in wanted if c >= 0) if fixed is None else [fixed]
        return [(2 * c, 2 * (self.first[lane] + r)) for c in chosen for r in rows]

    def cheapest(self, node: str, cells: list[tuple[int, int]]) -> tuple[int, int]:
        """The best of some cells: its flows, a new row, and a little for leaving the middle row count."""
        levels = {y for _, y in self.sketch.cells.values()}
        middle = self.first[self.lane[node]] + 1

        def price(cell: tuple[int, int]) -> float:
            cost = self.sketch.cost_at(node, cell)
            return cost + NEW_ROW * (cell[1] not in levels) + abs(cell[1] // 2 - middle) / 10

        return min(cells, key=price)

    def improve(self) -> None:
        """Settle, then shake and settle again; a little worse is accepted at first, the best is kept."""
        self.settle(list(self.sketch.cells))
        here = best = self.worth()
        stand = kept = dict(self.sketch.cells)
        chance = random.Random(self.seed)
        shakes = SHAKES_EACH * len(kept)
        for left in range(shakes, 0, -1):
            self.settle(shake(self, chance))
            now = self.worth()
            if now > here + LENIENT * left / shakes:
                self.restore(stand)
                continue
            here, stand = now, dict(self.sketch.cells)
            if now < best:
                best, kept = now, stand
        self.restore(kept)

    def settle(self, waiting: list[str]) -> None:
        """Offer these nodes better cells, and the neighbours of each that moved, until all are content."""
        patience = 3 * len(self.sketch.cells)
        while waiting and patience:
            patience -= 1
            node = waiting.pop(0)
            if self.relocate(node):
                waiting += [near for near in self.neighbours(node) if near not in waiting]
        for flow in sorted(self.sketch.paths):
            self.sketch.draw(flow)

    def neighbours(self, node: str) -> list[str]:
        """Nodes joined to a node by a flow, in a fixed order."""
        ends = [end for flow in self.sketch.of[node] for end in self.sketch.flows[flow]]
        return [end for end in dict.fromkeys(ends) if end != node]

    def relocate(self, node: str) -> bool:
        """Offer a node a better cell near its own; says whether it moved."""
        cell = self.sketch.cells[node]
        column = cell[0] // 2
        self.sketch.lift(node)
        options = self.options(node, set(range(column - REACH, column + REACH + 1)))
        better = self.cheapest(node, [cell, *options])
        self.sketch.place(node, better)
        return better != cell

    def worth(self) -> float:
        """Cost of the whole sketch: its flows, rows and columns in use."""
        used = {y for _, y in self.sketch.cells.values()}, {x for x, _ in self.sketch.cells.values()}
        return self.sketch.total() + NEW_ROW * (len(used[0]) + len(used[1]))

    def restore(self, cells: dict[str, tuple[int, int]]) -> None:
        """Put all nodes where `cells` says."""
        moved = [node for node, cell in self.sketch.cells.items() if cells[node] != cell]
        for node in moved:
            self.sketch.lift(node)
        for node in moved:
            self.sketch.place(node, cells[node])
        for flow in sorted(self.sketch.paths):
            self.sketch.draw(flow)

    def pack(self) -> dict[str, tuple[int, int, int]]:
        """Cells without the columns and rows that stayed empty."""
        used = sorted({x for x, _ in self.sketch.cells.values()})
        cells = {}
        for node, (x, y) in self.sketch.cells.items():
            lane = self.lane[node]
            levels = sorted({cy for n, (_, cy) in self.sketch.cells.items() if self.lane[n] == lane})
            cells[node] = used.index(x), lane, levels.index(y)
        return cells
