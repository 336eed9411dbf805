"""How much room the flows of a rough drawing ask for between columns and rows."""

from .diagram import GATEWAY
from .geometry import EDGE, GUTTER, Geometry
from .spans import gap


def tracks(geometry: Geometry, paths: dict, labels: dict) -> dict:
    """Wider gutters ("x", column) and row gaps ("y", lane, row) where several flows run side by side.

    A gutter also grows where the label of a gateway or boundary event lies on a flow.
    """
    pieces = [pair for path in paths.values() for pair in zip(path, path[1:], strict=False)]
    upright = sorted({x1 for (x1, _), (x2, _) in pieces if x1 == x2})
    level = sorted({y1 for (_, y1), (_, y2) in pieces if y1 == y2})
    wanted = gutters(geometry, upright)
    for column, more in crowded(geometry, pieces, labels):
        wanted["x", column] = wanted.get(("x", column), GUTTER) + more
    return wanted | gaps(geometry, level)


def crowded(geometry: Geometry, pieces: list, labels: dict) -> list[tuple[int, int]]:
    """Gutters where a label found no free spot, and how much wider they should be."""
    found = []
    for node, (column, _, _) in geometry.cells.items():
        guest = geometry.hosts.get(node)
        sides = [(node, column - 1)] if geometry.scope.nodes[node].kind == GATEWAY else []
        sides += [(guest.id, column)] if guest else []
        for name, gutter in sides:
            label = labels.get(name)
            if label and any(gap(label, piece) == 0 for piece in pieces):
                found.append((gutter, int(label.width) // 10 * 10))
    return found


def gutters(geometry: Geometry, upright: list[float]) -> dict:
    """Room between columns: 30 and 20 for each flow that runs upright there."""
    wanted = {}
    for column, (x1, x2) in enumerate(zip(geometry.xs, geometry.xs[1:], strict=False)):
        left, right = x1 + geometry.half_width(column), x2 - geometry.half_width(column + 1)
        count = sum(left < x < right for x in upright)
        wanted["x", column] = max(GUTTER, 30 + 20 * count)
    return wanted


def gaps(geometry: Geometry, level: list[float]) -> dict:
    """Room above each row and below the last one of a lane."""
    wanted = {}
    for lane, (top, bottom) in enumerate(geometry.lanes):
        rows = sorted(row for at, row in geometry.ys if at == lane)
        edge = top
        for row in [*rows, len(rows)]:
            last = row == len(rows)
            above, below = (0, 0) if last else geometry.extent(lane, row, {})
            begins = bottom if last else geometry.ys[lane, row] - above
            count = sum(edge < y < begins for y in level)
            border = row == 0 or last
            wanted["y", lane, row] = max(EDGE - 5, 20 * count + (10 if border else 5))
            edge = bottom if last else geometry.ys[lane, row] + below
    return wanted
