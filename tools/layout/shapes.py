"""The few simple shapes a flow may have on the coarse grid, and their points."""

from functools import lru_cache

WIDE, HIGH = 10, 7
SIDEWAYS, UPWARD, FROM_RIGHT = 3, 5, 45
ASKEW, BEND = 24, 8


@lru_cache(maxsize=300_000)
def ranked(start, end, below: bool) -> tuple:
    """The shapes from a cell to another, cheapest first: (length, bends and sides; corners)."""
    shapes = candidates(start, end, below)
    priced = sorted((extra + length(c) + BEND * (len(c) - 2), c) for extra, c in shapes)
    return tuple((bare, tuple(corners)) for bare, corners in priced)


@lru_cache(maxsize=300_000)
def straights(corners: tuple) -> dict[tuple[int, int], bool]:
    """Points passed straight on, and whether level."""
    return {(x, y): level for x, y, level in points(corners)}


def length(corners: list) -> int:
    """Length in steps of the fine lattice."""
    pairs = zip(corners, corners[1:], strict=False)
    return sum(abs(a[0] - b[0]) * WIDE + abs(a[1] - b[1]) * HIGH for a, b in pairs)


def points(corners: list) -> list[tuple[int, int, bool]]:
    """Points passed straight (x, y, level?), corners and ends left out."""
    passed = []
    for (x1, y1), (x2, y2) in zip(corners, corners[1:], strict=False):
        if y1 == y2:
            step = 1 if x2 > x1 else -1
            passed += [(x, y1, True) for x in range(x1 + step, x2, step)]
        else:
            step = 1 if y2 > y1 else -1
            passed += [(x1, y, False) for y in range(y1 + step, y2, step)]
    return passed


def candidates(start, end, below: bool) -> list[tuple[int, list]]:
    """Shapes from a cell to another with the cost of the sides they use; `below`: only downwards out."""
    shapes = upright_first(start, end)
    if not below:
        return shapes + level_first(start, end)
    downwards = [(cost, corners) for cost, corners in shapes if corners[1][1] > start[1]]
    level = (ASKEW + 10) * (end[1] <= start[1])
    return [(cost + level + ASKEW * (len(corners) == 2), corners) for cost, corners in downwards]


def level_first(start, end) -> list[tuple[int, list]]:
    """Shapes that leave to the right."""
    (x1, y1), (x2, y2) = start, end
    shapes = []
    if x2 > x1:
        if y1 == y2:
            return [(0, [start, end])]
        shapes.append((UPWARD, [start, (x2, y1), end]))
        for gutter in {x1 + 1, x2 - 1}:
            shapes.append((0, [start, (gutter, y1), (gutter, y2), end]))
    for channel in {y1 - 1, y1 + 1, y2 - 1, y2 + 1} - {y1}:
        shapes.append((UPWARD, [start, (x1 + 1, y1), (x1 + 1, channel), (x2, channel), end]))
    if x2 <= x1 and y1 != y2:
        shapes.append((FROM_RIGHT, [start, (x1 + 1, y1), (x1 + 1, y2), end]))
    return shapes


def upright_first(start, end) -> list[tuple[int, list]]:
    """Shapes that leave upwards or downwards."""
    (x1, y1), (x2, y2) = start, end
    shapes = []
    if x1 == x2 and y1 != y2:
        shapes.append((SIDEWAYS + UPWARD, [start, end]))
    if y1 != y2 and x1 != x2:
        shapes.append((SIDEWAYS if x2 > x1 else FROM_RIGHT, [start, (x1, y2), end]))
    for channel in {y1 - 1, y1 + 1, y2 - 1, y2 + 1} - {y1}:
        if x1 != x2:
            shapes.append((SIDEWAYS + UPWARD, [start, (x1, channel), (x2, channel), end]))
        if channel != y2:
            corners = [start, (x1, channel), (x2 - 1, channel), (x2 - 1, y2), end]
            shapes.append((SIDEWAYS, corners))
    return shapes
