"""Findings about flows: from border to border, level or upright, through nothing, on no foreign flow."""

from collections.abc import Iterator
from itertools import combinations

from ..diagram import BOUNDARY
from .drawn import Drawn, Finding, on_border, runs_through

LAST, ALMOST = 14, 12


def ends_on_borders(drawn: Drawn) -> Iterator[Finding]:
    """A flow begins and ends on the borders of its shapes."""
    for name, flow in drawn.flows.items():
        path = drawn.edges.get(name)
        if not path:
            continue
        for node, point in ((flow.source, path[0]), (flow.target, path[-1])):
            if node in drawn.shapes and not on_border(drawn.nodes[node], drawn.shapes[node], point):
                yield Finding(name, "ends", f"does not end on the border of {node}")


def square(drawn: Drawn) -> Iterator[Finding]:
    """Pieces are level or upright, and the arrow has room on the last one."""
    for name in drawn.flows:
        pieces = drawn.pieces(name)
        if any(x1 != x2 and y1 != y2 for (x1, y1), (x2, y2) in pieces):
            yield Finding(name, "slanted", "has a slanted piece")
        if pieces and length(pieces[-1]) < LAST:
            yield Finding(name, "arrow", f"has a last piece shorter than {LAST} px")


def length(piece) -> float:
    """Length of a level or upright piece."""
    (x1, y1), (x2, y2) = piece
    return abs(x2 - x1) + abs(y2 - y1)


def through_nothing(drawn: Drawn) -> Iterator[Finding]:
    """A flow runs through no shape; sub-processes hold their own flows."""
    for scope in drawn.scopes:
        for flow in scope.flows:
            for node in scope.nodes.values():
                ends = node.id in (flow.source, flow.target)
                shape = drawn.shapes.get(node.id)
                if shape is None or (node.kind == BOUNDARY and ends):
                    continue
                inner = shape.grown(-2 if ends else 0)
                if node.id == scope.nodes[flow.source].host:
                    inner = shape.grown(-2)
                if any(runs_through(inner, piece) for piece in drawn.pieces(flow.id)):
                    yield Finding(flow.id, "through", f"runs through {node.id}")


def not_on_others(drawn: Drawn) -> Iterator[Finding]:
    """Flows without a common end do not run on or touch each other."""
    for a, b in combinations(drawn.edges, 2):
        if a not in drawn.flows or b not in drawn.flows or drawn.related(a, b):
            continue
        if any(touch(p, q) for p in drawn.pieces(a) for q in drawn.pieces(b)):
            yield Finding(a, "on-flow", f"runs on or touches {b}")


def touch(p, q) -> bool:
    """Whether two pieces lie on each other or meet at an end, rather than cross."""
    (ax1, ay1), (ax2, ay2) = map(tuple, (map(min, *p), map(max, *p)))
    (bx1, by1), (bx2, by2) = map(tuple, (map(min, *q), map(max, *q)))
    if max(ax1, bx1) > min(ax2, bx2) or max(ay1, by1) > min(ay2, by2):
        return False
    return not crosses(p, q)


def crosses(p, q) -> bool:
    """Whether a level and an upright piece cross, both going on."""
    if (p[0][1] == p[1][1]) == (q[0][1] == q[1][1]):
        return False
    level, upright = (p, q) if p[0][1] == p[1][1] else (q, p)
    x, y = upright[0][0], level[0][1]
    xs, ys = sorted((level[0][0], level[1][0])), sorted((upright[0][1], upright[1][1]))
    return xs[0] < x < xs[1] and ys[0] < y < ys[1]


def crossings(drawn: Drawn) -> list[tuple[str, str]]:
    """Pairs of flows that cross, once for each crossing."""
    found = []
    for a, b in combinations([flow for flow in drawn.edges if flow in drawn.flows], 2):
        found += [(a, b) for p in drawn.pieces(a) for q in drawn.pieces(b) if crosses(p, q)]
    return found


def well_aligned(drawn: Drawn) -> Iterator[Finding]:
    """Nodes joined by a flow share a centre line, or are clearly apart."""
    for name, flow in drawn.flows.items():
        ends = [drawn.shapes.get(node) for node in (flow.source, flow.target)]
        if None in ends or BOUNDARY in (drawn.nodes[flow.source].kind, drawn.nodes[flow.target].kind):
            continue
        (x1, y1), (x2, y2) = ends[0].middle, ends[1].middle
        if any(0 < away < ALMOST for away in (abs(x1 - x2), abs(y1 - y2))):
            yield Finding(name, "askew", f"joins {flow.source} and {flow.target}, almost but not on one line")


RULES = (ends_on_borders, square, through_nothing, not_on_others, well_aligned)
