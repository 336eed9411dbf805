"""Straight pieces of flows: their distance from a label, and what of them no other flow runs on."""

from .plan import Box


def gap(spot: Box, piece) -> float:
    """Distance between a rectangle and a straight piece of a flow."""
    (x1, y1), (x2, y2) = piece
    dx = max(min(x1, x2) - spot.right, spot.x - max(x1, x2), 0)
    dy = max(min(y1, y2) - spot.bottom, spot.y - max(y1, y2), 0)
    return max(dx, dy) if min(dx, dy) == 0 else (dx * dx + dy * dy) ** 0.5


def unshared(pieces: list, others: list) -> list:
    """The parts of a flow's pieces on which no other piece lies, in the direction of the flow."""
    left = []
    for piece in pieces:
        level = piece[0][1] == piece[1][1]
        axis, line = (0, piece[0][1]) if level else (1, piece[0][0])
        start, end = piece[0][axis], piece[1][axis]
        spans = [(min(start, end), max(start, end))]
        for p, q in others:
            if p[1 - axis] == q[1 - axis] == line:
                spans = cut(spans, *sorted((p[axis], q[axis])))
        ordered = sorted(spans, reverse=end < start)
        ends = [(a, b) if end > start else (b, a) for a, b in ordered]
        left += [((a, line), (b, line)) if level else ((line, a), (line, b)) for a, b in ends]
    return left


def cut(spans: list, low: float, high: float) -> list:
    """Spans without the part from `low` to `high`."""
    left = [(a, min(b, low)) for a, b in spans if a < low]
    return left + [(max(a, high), b) for a, b in spans if b > high]
