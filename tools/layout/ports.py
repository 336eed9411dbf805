"""Where flows leave and enter a shape, and what each side costs."""

from dataclasses import dataclass

from .diagram import BOUNDARY, GATEWAY
from .plan import Box

STEP, CLEAR = 10, 18
RIGHT, DOWN, LEFT, UP = 0, 1, 2, 3
TOWARDS = {RIGHT: (1, 0), DOWN: (0, 1), LEFT: (-1, 0), UP: (0, -1)}
SIDES = {"right": RIGHT, "bottom": DOWN, "left": LEFT, "top": UP}
LEAVE_LEFT, ENTER_RIGHT, ENTER_UPRIGHT, BOTH_WAYS, SHARED = 60, 45, 5, 200, 6


@dataclass(frozen=True)
class Port:
    """A side of a shape: its point on the border, and where the straight stub ends (lattice units)."""

    side: int
    border: tuple[float, float]
    stub: tuple[int, int]
    cost: float

    def lane(self) -> list[tuple[int, int]]:
        """Lattice points from the border to the end of the stub."""
        dx, dy = TOWARDS[self.side]
        (bx, by), (sx, sy) = self.border, self.stub
        count = int((abs(sx * STEP - bx) + abs(sy * STEP - by)) // STEP)
        return [(sx - dx * i, sy - dy * i) for i in range(count, -1, -1)]


def port(box: Box, side: int, cost: float) -> Port:
    """The middle of one side of a shape."""
    (cx, cy), (dx, dy) = box.middle, TOWARDS[side]
    half = box.width / 2 if dx else box.height / 2
    far = int(-(-(half + CLEAR + ((cx * dx + cy * dy) % STEP)) // STEP) * STEP)
    stub = round((cx + dx * far) / STEP), round((cy + dy * far) / STEP)
    return Port(side, (cx + dx * half, cy + dy * half), stub, cost)


def leaving(kind: str, box: Box, used_in: set[int], used_out: set[int], wish: str | None) -> list[Port]:
    """The sides a flow may leave by; a boundary event only downwards."""
    if kind == BOUNDARY:
        return [port(box, DOWN, 0)]
    upright = 3 if kind == GATEWAY else 8
    costs = {RIGHT: 0, DOWN: upright, UP: upright, LEFT: LEAVE_LEFT}
    return offered(box, costs, used_in, used_out if kind == GATEWAY else set(), wish)


def entering(box: Box, used_out: set[int], wish: str | None) -> list[Port]:
    """The sides a flow may enter by."""
    costs = {LEFT: 0, UP: ENTER_UPRIGHT, DOWN: ENTER_UPRIGHT, RIGHT: ENTER_RIGHT}
    return offered(box, costs, used_out, set(), wish)


def offered(box: Box, costs: dict, against: set[int], shared: set[int], wish: str | None) -> list[Port]:
    """Ports with their costs, dearer where flows run the other way; only one if a side is wished."""
    if wish:
        costs = {SIDES[wish]: 0}
    extra = {side: BOTH_WAYS * (side in against) + SHARED * (side in shared) for side in costs}
    return [port(box, side, cost + extra[side]) for side, cost in costs.items()]
