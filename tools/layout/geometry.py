"""From cells to pixels: column and row centres on a 10 px lattice, lane borders between its lines."""

from collections import defaultdict

from .diagram import BOUNDARY, EVENT, GATEWAY, Scope
from .text import SHAPE_SIZE, box, width

GUTTER, GAP, EDGE, MARGIN = 50, 40, 30, 20
EDGE_AT = 5
LIMITS = {EVENT: 100, BOUNDARY: 100, GATEWAY: 120}
FLOW_LIMIT = 130


def up(value: float, step: int = 10) -> int:
    """The next multiple of `step`."""
    return int(-(-value // step) * step)


def label_size(node) -> tuple[int, int]:
    """Size of a node's outer label; (0, 0) for a task, whose name stands inside."""
    if node.kind not in LIMITS or not node.name:
        return 0, 0
    return box(node.name, LIMITS[node.kind])


class Geometry:
    """Pixel positions of the cells of one scope."""

    def __init__(self, scope: Scope, cells: dict, tracks: dict | None = None):
        """`tracks`: room in pixels that gutters ("x", i) and gaps above rows ("y", lane, row) need."""
        self.scope, self.cells, self.tracks = scope, cells, tracks or {}
        self.hosts = {n.host: n for n in scope.nodes.values() if n.host}
        self.xs = self.lay_columns()
        self.ys: dict[tuple[int, int], int] = {}
        self.lanes: list[tuple[int, int]] = []
        last = max((x for x in self.xs), default=0)
        self.width = up(max([last + self.right_of(len(self.xs) - 1) + EDGE, 200])) + 5

    def lay_columns(self) -> list[int]:
        """x of each column's centre, from the left; the lanes begin at x = 5."""
        count = max((c for c, _, _ in self.cells.values()), default=-1) + 1
        apart = self.distances()
        xs: list[int] = []
        for column in range(count):
            least = self.right_of(column) + EDGE if column == 0 else EDGE
            for before in range(column):
                least = max(least, xs[before] + apart.get((before, column), 0))
            if column:
                gutter = self.tracks.get(("x", column - 1), GUTTER)
                least = max(least, xs[-1] + self.half_width(column - 1) + gutter + self.half_width(column))
            xs.append(up(least))
        return xs

    def widen(self, rights) -> None:
        """Make the lanes reach right of these x."""
        self.width = max([self.width, *(up(x + EDGE) + 5 for x in rights)])

    def half_width(self, column: int) -> float:
        """Half the width of the widest shape in a column."""
        widths = [self.scope.nodes[n].width for n, cell in self.cells.items() if cell[0] == column]
        return max(widths, default=0) / 2

    def right_of(self, column: int) -> float:
        """How far shapes and labels of a column reach right (and left) of its centre."""
        nodes = [self.scope.nodes[n] for n, cell in self.cells.items() if cell[0] == column]
        return max((max(n.width, label_size(n)[0]) / 2 for n in nodes), default=0)

    def distances(self) -> dict[tuple[int, int], float]:
        """Least distance of column centres that labels in one row ask for."""
        apart = defaultdict(float)
        rows = defaultdict(list)
        for node, (column, lane, row) in self.cells.items():
            rows[lane, row].append((column, node))
        for line in rows.values():
            line.sort()
            for (c1, a), (c2, b) in zip(line, line[1:], strict=False):
                wide = sum(max(label_size(self.scope.nodes[n])[0], self.scope.nodes[n].width) for n in (a, b))
                apart[c1, c2] = max(apart[c1, c2], wide / 2 + 12)
        for flow in self.scope.flows:
            source, target = flow.source, self.scope.anchor(flow.target)
            if flow.name and source in self.cells and self.cells[source][1:] == self.cells[target][1:]:
                pair = self.cells[source][0], self.cells[target][0]
                halves = self.scope.nodes[source].width / 2 + self.scope.nodes[target].width / 2
                apart[pair] = max(apart[pair], halves + box(flow.name, FLOW_LIMIT)[0] + 36)
        return apart

    def reach(self, node: str) -> tuple[float, float]:
        """How far a node, its label and its boundary events reach above and below its centre."""
        drawn = self.scope.nodes[node]
        half, label = drawn.height / 2, label_size(drawn)[1]
        if drawn.kind == GATEWAY:
            return half + 4 + label, half
        if drawn.kind == EVENT:
            return half, half + 4 + label
        if node in self.hosts:
            return half, half + max(18, 6 + label_size(self.hosts[node])[1])
        return half, half

    def lay_rows(self, pockets: dict) -> None:
        """y of row centres and lane borders; `pockets`: (lane, row) → height of a box in that row."""
        top = EDGE_AT
        for lane in range(len(self.scope.lanes)):
            rows = sorted({c[2] for c in self.cells.values() if c[1] == lane})
            rows = sorted(set(rows) | {row for at, row in pockets if at == lane}) or [0]
            y = top + 5
            for row in rows:
                above, below = self.extent(lane, row, pockets)
                self.ys[lane, row] = y = up(y + self.tracks.get(("y", lane, row), EDGE - 5) + above)
                y += below + (GAP - EDGE + 5)
            bottom = up(y - (GAP - EDGE + 5) + self.tracks.get(("y", lane, len(rows)), EDGE - 5)) + 5
            bottom = max(bottom, top + self.name_height(lane))
            self.centre(lane, rows, top, bottom, pockets)
            self.lanes.append((top, bottom))
            top = bottom

    def name_height(self, lane: int) -> int:
        """Height a lane needs for its name, turned upright, in one line."""
        return up(width(self.scope.lanes[lane].name, SHAPE_SIZE) + 2 * MARGIN)

    def centre(self, lane, rows, top, bottom, pockets) -> None:
        """Move the rows of a lane to its middle where its name makes it higher than they need."""
        first, last = rows[0], rows[-1]
        above = self.ys[lane, first] - self.extent(lane, first, pockets)[0] - top
        below = bottom - self.ys[lane, last] - self.extent(lane, last, pockets)[1]
        shift = int((below - above) / 2) // 10 * 10
        for row in rows if shift > 0 else []:
            self.ys[lane, row] += shift

    def extent(self, lane: int, row: int, pockets: dict) -> tuple[float, float]:
        """How far the content of a row reaches above and below its centre."""
        reaches = [self.reach(n) for n, cell in self.cells.items() if cell[1:] == (lane, row)]
        half = pockets.get((lane, row), 0) / 2
        return max([r[0] for r in reaches] + [half]), max([r[1] for r in reaches] + [half])
