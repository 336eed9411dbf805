"""The best spot for every label: clear of shapes, flows, lane borders, labels, and near what it names."""

from .geometry import FLOW_LIMIT, label_size
from .plan import Box
from .spans import gap, unshared
from .spots import along_flow, around_node
from .text import box

ON_SHAPE, ON_LABEL, ON_FLOW, ON_BORDER, OUTSIDE = 1000, 500, 300, 250, 2000
ON_TRUNK, NEARER_OTHER, CLOSE, ROOM = 60, 45, 8, 3


class Labels:
    """Places labels on a drawing whose shapes and flows are fixed."""

    def __init__(self, scope, boxes: dict[str, Box], paths: dict, borders: list[float], bounds: Box):
        """`boxes`: shapes; `borders`: y of the lane borders; `bounds`: where labels may stand."""
        self.scope, self.boxes, self.paths = scope, boxes, paths
        self.borders, self.bounds = borders, bounds
        self.pieces = {f: list(zip(p, p[1:], strict=False)) for f, p in paths.items()}
        self.own = {flow: self.own_pieces(flow) for flow in paths}
        self.spots: dict[str, list[tuple[float, Box]]] = {}
        self.placed: dict[str, Box] = {}

    def own_pieces(self, flow: str) -> list:
        """The parts of a flow on which no other runs; all of it if there is none."""
        others = [piece for other, pieces in self.pieces.items() if other != flow for piece in pieces]
        return unshared(self.pieces[flow], others) or self.pieces[flow]

    def run(self) -> dict[str, Box]:
        """A box for every named event, gateway and flow."""
        for node in self.scope.nodes.values():
            size = label_size(node)
            if size[0]:
                self.spots[node.id] = around_node(node.kind, self.boxes[node.id], size)
        for flow in self.scope.flows:
            if flow.name and flow.id in self.paths:
                size = box(flow.name, FLOW_LIMIT)
                self.spots[flow.id] = along_flow(self.own[flow.id], self.paths[flow.id][0], size)
        for name in [*self.spots, *self.spots, *self.spots]:
            self.placed.pop(name, None)
            self.placed[name] = min(self.spots[name], key=lambda spot: self.price(name, *spot))[1]
        return {name: rounded(spot) for name, spot in self.placed.items()}

    def price(self, name: str, liking: float, spot: Box) -> float:
        """What a label costs at a spot."""
        near = spot.grown(ROOM)
        cost = liking + OUTSIDE * (not inside(spot, self.bounds))
        cost += ON_SHAPE * sum(near.meets(shape) for node, shape in self.boxes.items() if node != name)
        cost += ON_SHAPE * (name in self.boxes and self.stands_on(spot, name))
        cost += ON_LABEL * sum(near.meets(other) for other in self.placed.values())
        cost += ON_BORDER * sum(spot.y - 2 < y < spot.bottom + 2 for y in self.borders)
        cost += ON_FLOW * sum(self.crosses(spot.grown(1), flow) for flow in self.pieces)
        return cost + (self.doubt(name, spot) if name in self.pieces else self.crowd(spot))

    def price_of(self, name: str) -> float:
        """What a placed label costs where it stands, its distance from the source left aside."""
        spot = self.placed.pop(name)
        cost = self.price(name, 0, spot)
        self.placed[name] = spot
        return cost

    def stands_on(self, spot: Box, name: str) -> bool:
        """Whether a label covers its own shape; the corners beside a diamond are free."""
        shape = self.boxes[name]
        core = shape.grown(-shape.width / 4 - 1) if shape.width > 40 else shape.grown(-2)
        return spot.meets(core)

    def crosses(self, spot: Box, flow: str) -> bool:
        """Whether a flow runs through a spot."""
        return any(gap(spot, piece) == 0 for piece in self.pieces[flow])

    def doubt(self, name: str, spot: Box) -> float:
        """How easily a flow's label is read as another's: on a shared piece, or nearer to another flow."""
        own = min(gap(spot, piece) for piece in self.own[name])
        cost = 0.0
        for other, pieces in self.pieces.items():
            if other != name:
                away = min(gap(spot, piece) for piece in pieces)
                cost += ON_TRUNK if away <= own else NEARER_OTHER * (away < own + CLOSE)
        return cost

    def crowd(self, spot: Box) -> float:
        """A little for each flow close to the label of a node."""
        return sum(2.0 for pieces in self.pieces.values() if min(gap(spot, p) for p in pieces) < ROOM)


def inside(spot: Box, bounds: Box) -> bool:
    """Whether a rectangle lies in another."""
    across = bounds.x + 2 <= spot.x and spot.right <= bounds.right - 2
    return across and bounds.y + 2 <= spot.y and spot.bottom <= bounds.bottom - 2


def rounded(spot: Box) -> Box:
    """The rectangle on whole pixels."""
    return Box(round(spot.x), round(spot.y), spot.width, spot.height)
