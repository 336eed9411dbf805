"""One scope from its nodes and flows to a finished plan; the best of a few tries."""

from dataclasses import dataclass

from . import pockets
from .demand import tracks
from .diagram import Scope
from .geometry import Geometry, up
from .hints import Hints
from .labels import Labels
from .lanes import ordered
from .lattice import Lattice
from .placement import Placement
from .plan import Box, Plan, around
from .routing import Routing

TITLE, ROUNDS, TRIES, SMALL = 20, 2, 4, 8


@dataclass
class Drawing:
    """A plan in the making: shapes, flows and what they cost."""

    boxes: dict[str, Box]
    routing: Routing
    labels: dict[str, Box]
    cost: float


@dataclass
class Draft:
    """A first drawing and the cells it comes from."""

    cells: dict
    geometry: Geometry
    drawing: Drawing


def arrange(scope: Scope, hints: Hints) -> Plan:
    """The finished plan of a scope, what stands inside its sub-processes included."""
    inner = {node.id: enclose(node, hints) for node in scope.nodes.values() if node.inner}
    scope.lanes = ordered(scope, hints)
    seeds = range(TRIES) if hints.seed is None else [hints.seed]
    drafts = [draft(scope, hints, seed) for seed in (seeds if len(scope.nodes) > SMALL else [0])]
    plan = complete(scope, hints, min(drafts, key=lambda made: made.drawing.cost))
    for node, content in inner.items():
        box = plan.boxes[node]
        plan.take(content.moved(box.x, box.y))
    return plan


def enclose(node, hints: Hints) -> Plan:
    """The plan inside a sub-process; the node takes its size, with room for the title."""
    plan = arrange(node.inner, hints)
    node.width, node.height = up(plan.width, 20), up(plan.height + TITLE, 20)
    return plan.moved((node.width - plan.width) / 2, TITLE + (node.height - TITLE - plan.height) / 2)


def draft(scope: Scope, hints: Hints, seed: int) -> Draft:
    """A first drawing of one placement, without event sub-processes and with the usual room."""
    cells = Placement(scope, hints, seed).cells
    geometry = Geometry(scope, cells)
    geometry.lay_rows({})
    drawing = draw(scope, geometry, {}, hints, 1)
    drawing.cost += geometry.width / 40 + geometry.lanes[-1][1] / 40
    return Draft(cells, geometry, drawing)


def complete(scope: Scope, hints: Hints, made: Draft) -> Plan:
    """The final drawing: event sub-processes in, and the room that the flows of the draft ask for."""
    paths = made.drawing.routing.paths()
    taken = {**made.drawing.boxes, **made.drawing.labels}
    found = pockets.stretches(scope, made.cells, made.geometry, paths, taken)
    final = Geometry(scope, made.cells, tracks(made.geometry, paths, made.drawing.labels))
    final.lay_rows({spot[:2]: scope.nodes[node].height for node, spot in found.items()})
    final.widen(left + scope.nodes[node].width for node, (_, _, left) in found.items())
    return finish(scope, final, draw(scope, final, pockets.boxes_of(found, scope, final), hints, ROUNDS))


def draw(scope, geometry: Geometry, apart: dict[str, Box], hints: Hints, rounds: int) -> Drawing:
    """Shapes, flows and labels; flows are drawn again once their labels are known."""
    boxes = {**shapes(scope, geometry), **apart}
    height = geometry.lanes[-1][1]
    lattice = Lattice(geometry.width, height)
    for box in boxes.values():
        lattice.block(box)
    borders = [top for top, _ in geometry.lanes[1:]]
    for y in borders:
        lattice.border(y)
    routing = Routing(scope, boxes, lattice, hints, borders)
    bounds = Box(5, 5, geometry.width - 5, height - 5)
    for _ in range(rounds):
        routing.run()
        maker = Labels(scope, boxes, routing.paths(), borders, bounds)
        routing.respect(maker.run())
    doubts = sum(maker.price_of(name) for name in list(maker.placed))
    return Drawing(boxes, routing, routing.labels, sum(routing.costs.values()) + doubts)


def shapes(scope: Scope, geometry: Geometry) -> dict[str, Box]:
    """Rectangles of the nodes that have cells, and of their boundary events."""
    boxes, hung = {}, {}
    for name, (column, lane, row) in geometry.cells.items():
        node = scope.nodes[name]
        boxes[name] = around(geometry.xs[column], geometry.ys[lane, row], node.width, node.height)
    for node in (n for n in scope.nodes.values() if n.host):
        host, count = boxes[node.host], hung.get(node.host, 0)
        hung[node.host] = count + 1
        offsets = (host.width / 2 - 30, 30 - host.width / 2, 0)
        x = host.middle[0] + offsets[count % 3]
        boxes[node.id] = around(x, host.bottom, node.width, node.height)
    return boxes


def finish(scope: Scope, geometry: Geometry, drawing: Drawing) -> Plan:
    """The plan with its origin at the upper left corner of the first lane."""
    height = geometry.lanes[-1][1]
    lanes = {}
    for lane, (top, bottom) in zip(scope.lanes, geometry.lanes, strict=True):
        if lane.id:
            lanes[lane.id] = Box(5, top, geometry.width - 5, bottom - top)
    plan = Plan(drawing.boxes, lanes, drawing.routing.paths(), drawing.labels)
    plan.width, plan.height = geometry.width - 5, height - 5
    return plan.moved(-5, -5)
