"""A cell for every node: columns first, then rows, then small moves while they help."""

from collections import Counter

from .columns import columns, placeable
from .diagram import BOUNDARY, Scope
from .hints import Hints
from .sketch import NEW_ROW, Sketch

SWEEPS, REACH, SPARE_ROWS = 8, 2, 2


class Placement:
    """Nodes in columns and, lane by lane, in rows; `cells` says where each stands: (column, lane, row)."""

    def __init__(self, scope: Scope, hints: Hints, compact: bool):
        """Place the nodes of a scope; `compact` as in columns.columns."""
        self.scope, self.hints = scope, hints
        self.lane = scope.lane_of()
        self.column = columns(scope, hints, compact)
        self.first, self.rows = self.lay_rows()
        self.sketch = Sketch(self.sketch_flows(), self.boundary_flows())
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
            self.sketch.place(node, min(options, key=lambda cell: self.price(node, cell)))

    def options(self, node: str, wanted: set[int]) -> list[tuple[int, int]]:
        """Cells of the sketch in which a node may stand, in the given columns or in the hinted one."""
        lane = self.lane[node]
        fixed = self.hints.columns.get(node)
        row = self.hints.rows.get(node)
        rows = range(self.rows[lane]) if row is None else [row]
        chosen = sorted(c for c in wanted if c >= 0) if fixed is None else [fixed]
        return [(2 * c, 2 * (self.first[lane] + r)) for c in chosen for r in rows]

    def price(self, node: str, cell: tuple[int, int]) -> float:
        """Cost of a cell: flows, a new row, and a little for leaving the middle row."""
        cost = self.sketch.cost_at(node, cell)
        levels = {y for other, (_, y) in self.sketch.cells.items() if other != node}
        away = abs(cell[1] // 2 - self.first[self.lane[node]] - 1)
        return cost + (0 if cell[1] in levels else NEW_ROW) + away / 10

    def improve(self) -> None:
        """Move single nodes to better cells, sweep after sweep, and keep the best state."""
        best, kept = self.worth(), dict(self.sketch.cells)
        for _ in range(SWEEPS):
            if not self.sweep():
                break
            for flow in sorted(self.sketch.paths):
                self.sketch.draw(flow)
            if self.worth() < best:
                best, kept = self.worth(), dict(self.sketch.cells)
        self.restore(kept)

    def sweep(self) -> bool:
        """Offer every node a better cell near its own; says whether one moved."""
        moved = False
        for node in list(self.sketch.cells):
            cell = self.sketch.cells[node]
            column = cell[0] // 2
            self.sketch.lift(node)
            options = self.options(node, set(range(column - REACH, column + REACH + 1)))
            better = min([cell, *options], key=lambda c: self.price(node, c))
            self.sketch.place(node, better)
            moved = moved or better != cell
        return moved

    def worth(self) -> float:
        """Cost of the whole sketch: its flows, rows and columns in use."""
        used = {y for _, y in self.sketch.cells.values()}, {x for x, _ in self.sketch.cells.values()}
        return self.sketch.total() + NEW_ROW * (len(used[0]) + len(used[1]))

    def restore(self, cells: dict[str, tuple[int, int]]) -> None:
        """Put all nodes back where they stood."""
        for node in list(self.sketch.cells):
            self.sketch.lift(node)
        for node, cell in cells.items():
            self.sketch.place(node, cell)

    def pack(self) -> dict[str, tuple[int, int, int]]:
        """Cells without the columns and rows that stayed empty."""
        used = sorted({x for x, _ in self.sketch.cells.values()})
        cells = {}
        for node, (x, y) in self.sketch.cells.items():
            lane = self.lane[node]
            levels = sorted({cy for n, (_, cy) in self.sketch.cells.items() if self.lane[n] == lane})
            cells[node] = used.index(x), lane, levels.index(y)
        return cells
