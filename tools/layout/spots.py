"""Where a label may stand: around its shape, or along its flow."""

from .diagram import BOUNDARY, GATEWAY
from .plan import Box

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
BESIDE, START, FIRST = 5, 6, 17


def around_node(kind: str, shape: Box, size: tuple[int, int]) -> list[tuple[float, Box]]:
    """Spots for the label of an event or gateway with their prices, the customary one first."""
    w, h = size
    cx, cy = shape.middle
    below, above = Box(cx - w / 2, shape.bottom + 3, w, h), Box(cx - w / 2, shape.y - h - 2, w, h)
    if kind == BOUNDARY:
        lower = shape.bottom - 14
        near = [Box(shape.right + 3, lower, w, h), Box(shape.x - 3 - w, lower, w, h)]
        return priced([*near, below.moved(w / 2 + 6, 0), below.moved(-w / 2 - 6, 0)])
    inset = 4 if kind == GATEWAY else -2
    left, right = cx - w - 8, cx + 8
    corners = [
        Box(left, shape.y - h + inset, w, h),
        Box(right, shape.y - h + inset, w, h),
        Box(left, shape.bottom - inset, w, h),
        Box(right, shape.bottom - inset, w, h),
    ]
    sides = [Box(shape.right + 6, cy - h / 2, w, h), Box(shape.x - 6 - w, cy - h / 2, w, h)]
    if kind == GATEWAY:
        beside = [(shape.x - w - 2, cy - h - 6), (shape.right + 2, cy - h - 6), (shape.x - w - 2, cy + 6)]
        beside += [(shape.right + 2, cy + 6)]
        outer = [Box(x, y, w, h) for x, y in beside]
        return priced([above, corners[0], corners[1], below, corners[2], corners[3], *outer])
    return priced([below, above, corners[2], corners[3], corners[0], corners[1], *sides])


def priced(spots: list[Box]) -> list[tuple[float, Box]]:
    """Spots in order of preference, each a little dearer than the one before."""
    return [(5.0 * index, spot) for index, spot in enumerate(spots)]


def along_flow(pieces: list, source: tuple, size: tuple[int, int]) -> list[tuple[float, Box]]:
    """Spots on both sides of the pieces of a flow that are its own; dearer with the distance from the first.

    `source`: where the flow leaves its shape; the mark of a default flow stands there and is kept clear.
    """
    spots, walked = [], 0.0
    for piece in pieces:
        (x1, y1), (x2, y2) = piece
        start = FIRST if piece[0] == source else START
        if y1 == y2:
            spots += beside_level(x1, x2, y1, size, walked, start)
        else:
            spots += beside_upright(x1, y1, y2, size, walked, start)
        walked += abs(x2 - x1) + abs(y2 - y1)
    return spots


def beside_level(x1, x2, y, size, walked, start) -> list[tuple[float, Box]]:
    """Spots above and below a level piece, `start` clear of its beginning."""
    w, h = size
    low, high = min(x1 + start, x2 + START), max(x1 - start, x2 - START) - w
    spots = []
    for share in SHARES if high >= low else (0.5,):
        x = low + (high - low) * share
        gone = walked + abs(x + w / 2 - x1)
        tight = 0 if high >= low else 60
        spots += [(gone / 5 + tight, Box(x, y - h - 2, w, h)), (gone / 5 + tight + 2, Box(x, y + 3, w, h))]
    return spots


def beside_upright(x, y1, y2, size, walked, start) -> list[tuple[float, Box]]:
    """Spots left and right of an upright piece, `start` clear of its beginning."""
    w, h = size
    low, high = min(y1 + start, y2 + START), max(y1 - start, y2 - START) - h
    spots = []
    for share in SHARES if high >= low else (0.5,):
        y = low + (high - low) * share
        gone = walked + abs(y + h / 2 - y1)
        tight = 0 if high >= low else 60
        spots += [(gone / 5 + tight, Box(x + BESIDE, y, w, h))]
        spots += [(gone / 5 + tight + 2, Box(x - BESIDE - w, y, w, h))]
    return spots
