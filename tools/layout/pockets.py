"""Room for event sub-processes: the first free stretch of a row in their lane that no flow needs."""

from .plan import Box, around

ROOM = 20


def stretches(scope, cells: dict, geometry, paths: dict, boxes: dict[str, Box]) -> dict[str, tuple]:
    """Where each event sub-process goes: {node: (lane, row, left)}.

    `paths` and `boxes` come from a drawing without them. A row may grow for them; a new row comes last.
    """
    lane_of, found = scope.lane_of(), {}
    pieces = [pair for path in paths.values() for pair in zip(path, path[1:], strict=False)]
    for node in (n for n in scope.nodes.values() if n.apart):
        lane = lane_of[node.id]
        rows = sorted({c[2] for c in cells.values() if c[1] == lane})
        taken = [box.grown(ROOM) for box in boxes.values()]
        for row in [*reversed(rows), len(rows)]:
            band = bands(geometry, lane, row, rows)
            placed = [span for span in found.values() if span[:2] == (lane, row)]
            limit = geometry.width if row in rows else float("inf")
            left = first_free(node.width, band, taken, pieces, placed, limit)
            if left is not None:
                found[node.id] = lane, row, left, node.width
                break
    return {node: (lane, row, left) for node, (lane, row, left, _) in found.items()}


def bands(geometry, lane: int, row: int, rows: list[int]) -> tuple[float, float]:
    """Top and bottom of what must be free: the row, or the lower border of the lane for a new row."""
    if row in rows:
        return geometry.ys[lane, row] - 42, geometry.ys[lane, row] + 42
    bottom = geometry.lanes[lane][1]
    return bottom - 5, bottom + 5


def first_free(wide, band, taken, pieces, placed, limit) -> float | None:
    """Smallest x at which a box of that width is free; None if the drawing is too narrow."""
    x = 30
    while x + wide + ROOM <= max(limit, wide + 60):
        box = Box(x, band[0], wide, band[1] - band[0])
        clear = not any(box.meets(other) for other in taken)
        clear = clear and not any(touches(box.grown(ROOM), piece) for piece in pieces)
        if clear and not any(x < at + w + ROOM and at < x + wide + ROOM for _, _, at, w in placed):
            return x
        x += 10
    return None


def touches(box: Box, piece) -> bool:
    """Whether a piece of a flow runs through a rectangle."""
    (x1, y1), (x2, y2) = piece
    across = min(x1, x2) < box.right and max(x1, x2) > box.x
    return across and min(y1, y2) < box.bottom and max(y1, y2) > box.y


def boxes_of(found: dict, scope, geometry) -> dict[str, Box]:
    """The rectangles of the event sub-processes once the rows have their heights."""
    placed = {}
    for name, (lane, row, left) in found.items():
        node = scope.nodes[name]
        y = geometry.ys[lane, row]
        placed[name] = around(left + node.width / 2, y, node.width, node.height)
    return placed
