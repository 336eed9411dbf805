"""Findings about shapes: all drawn once, each in its place, none on another, every name fits."""

from collections.abc import Iterator

from ..diagram import BOUNDARY, SUBPROCESS, TASK
from ..text import LINE, SHAPE_SIZE, widest, width, wrap
from .drawn import Drawn, Finding

PADDING, ICON = 7, 26


def drawn_once(drawn: Drawn) -> Iterator[Finding]:
    """Every node, lane, pool and flow has one drawing, and every drawing something that it draws."""
    wanted = {drawn.diagram.pool, *drawn.lanes, *drawn.nodes, *drawn.flows}
    for name in sorted(wanted | drawn.count.keys()):
        if name not in wanted:
            yield Finding(name, "orphan", "is drawn but not in the process")
        elif drawn.count.get(name, 0) != 1:
            yield Finding(name, "drawn-once", f"is drawn {drawn.count.get(name, 0)} times")
    for name in drawn.flows.keys() & drawn.shapes.keys() | drawn.nodes.keys() & drawn.edges.keys():
        yield Finding(name, "drawn-once", "is drawn as the wrong kind of thing")


def in_their_place(drawn: Drawn) -> Iterator[Finding]:
    """Nodes stand in their lane or sub-process, boundary events on the border of their host."""
    home = {node: lane.id for lane in drawn.lanes.values() for node in lane.nodes} | drawn.parent
    for name, node in drawn.nodes.items():
        shape, around = drawn.shapes.get(name), drawn.shapes.get(home.get(name))
        if shape is None:
            continue
        if node.kind == BOUNDARY:
            if not rides(drawn.shapes[node.host], shape):
                yield Finding(name, "boundary", f"does not sit on the border of {node.host}")
        elif around and not holds(around, shape):
            yield Finding(name, "outside", f"stands outside {home[name]}")


def rides(host, shape) -> bool:
    """Whether the centre of a boundary event lies on its host's border."""
    x, y = shape.middle
    level = host.x <= x <= host.right and min(abs(y - host.y), abs(y - host.bottom)) <= 1
    return level or (host.y <= y <= host.bottom and min(abs(x - host.x), abs(x - host.right)) <= 1)


def holds(outer, inner) -> bool:
    """Whether a rectangle lies in another."""
    across = outer.x <= inner.x and inner.right <= outer.right
    return across and outer.y <= inner.y and inner.bottom <= outer.bottom


def lanes_stacked(drawn: Drawn) -> Iterator[Finding]:
    """Lanes fill the pool from top to bottom without a gap."""
    pool = drawn.shapes.get(drawn.diagram.pool)
    boxes = sorted((drawn.shapes[lane].y, lane) for lane in drawn.lanes if lane in drawn.shapes)
    if not pool or not boxes:
        return
    edge = pool.y
    for y, lane in boxes:
        shape = drawn.shapes[lane]
        if abs(y - edge) > 1 or abs(shape.right - pool.right) > 1:
            yield Finding(lane, "lanes", "does not join the lane above or the edge of the pool")
        edge = shape.bottom
    if abs(edge - pool.bottom) > 1:
        yield Finding(drawn.diagram.pool, "lanes", "is not filled by its lanes")


def apart(drawn: Drawn) -> Iterator[Finding]:
    """No shape lies on another; a boundary event may lie on its host only."""
    for scope in drawn.scopes:
        names = [name for name in scope.nodes if name in drawn.shapes]
        for index, a in enumerate(names):
            for b in names[index + 1 :]:
                hosted = scope.nodes[a].host == b or scope.nodes[b].host == a
                if not hosted and drawn.shapes[a].meets(drawn.shapes[b]):
                    yield Finding(a, "overlap", f"overlaps {b}")


def names_fit(drawn: Drawn) -> Iterator[Finding]:
    """The name of a task fits into it beside its icon, the name of a lane along it, in one line."""
    for name, node in drawn.nodes.items():
        shape = drawn.shapes.get(name)
        if shape is None or node.kind != TASK:
            continue
        lines = wrap(node.name, shape.width - 2 * PADDING, SHAPE_SIZE)
        high = len(lines) * SHAPE_SIZE * LINE
        if widest(lines, SHAPE_SIZE) > shape.width - 2 * PADDING + 1 or high > shape.height - 2:
            yield Finding(name, "text", f"has a name too long for its shape: {node.name}")
        elif (shape.height - high) / 2 < ICON - 8 and width(lines[0], SHAPE_SIZE) > shape.width - 2 * ICON:
            yield Finding(name, "text", f"has a name that runs into its icon: {node.name}")
    for lane in drawn.lanes.values():
        if lane.id in drawn.shapes and width(lane.name, SHAPE_SIZE) > drawn.shapes[lane.id].height - 8:
            yield Finding(lane.id, "text", f"has a name longer than the lane is high: {lane.name}")


def shown_in_full(drawn: Drawn) -> Iterator[Finding]:
    """Exclusive gateways show their mark, sub-processes what they contain."""
    for name, node in drawn.nodes.items():
        flags = drawn.flags.get(name, {})
        if node.tag == "exclusiveGateway" and flags.get("isMarkerVisible") != "true":
            yield Finding(name, "marker", "hides the mark of an exclusive gateway")
        if node.kind == SUBPROCESS and flags.get("isExpanded") != "true":
            yield Finding(name, "collapsed", "hides what it contains")


RULES = (drawn_once, in_their_place, lanes_stacked, apart, names_fit, shown_in_full)
