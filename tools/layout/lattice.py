"""The 10 px lattice on which flows run: what is blocked, who runs where, and the cheapest way (A*)."""

from heapq import heappop, heappush

from .plan import Box
from .ports import STEP, Port

BEND, CROSSING, NEAR, BESIDE, ALONG, OVER_LABEL = 8, 36, 0.5, 0.7, 1, 15
CLEARANCE, NEARBY = 12, 22
FAR = float("inf")


class Lattice:
    """Points in rows of `width`; each direction of a point is a state of the search."""

    def __init__(self, width: float, height: float):
        """A lattice over a drawing of that many pixels; its rim is closed."""
        self.width, self.height = int(width // STEP) + 1, int(height // STEP) + 1
        self.size = self.width * self.height
        self.blocked = bytearray(self.size)
        self.level = [1.0] * self.size
        self.upright = [1.0] * self.size
        self.walks: dict[str, list[tuple[int, int]]] = {}
        for x in range(self.width):
            self.blocked[x] = self.blocked[self.size - 1 - x] = 1
        for y in range(self.height):
            self.blocked[y * self.width] = self.blocked[(y + 1) * self.width - 1] = 1

    def at(self, x: int, y: int) -> int:
        """Number of a point."""
        return y * self.width + x

    def within(self, box: Box) -> list[int]:
        """Points strictly inside a rectangle of pixels."""
        xs = range(max(0, int(box.x // STEP) + 1), min(self.width, int(-(-box.right // STEP))))
        ys = range(max(0, int(box.y // STEP) + 1), min(self.height, int(-(-box.bottom // STEP))))
        return [y * self.width + x for y in ys for x in xs]

    def block(self, box: Box) -> None:
        """Close the ground of a shape and make the points around it dearer."""
        for point in self.within(box.grown(NEARBY)):
            self.level[point] += NEAR
            self.upright[point] += NEAR
        for point in self.within(box.grown(CLEARANCE)):
            self.blocked[point] = 1

    def border(self, y: float) -> None:
        """Make running along a lane border dearer."""
        for row in (int(y // STEP), int(y // STEP) + 1):
            for point in range(row * self.width, min((row + 1) * self.width, self.size)):
                self.level[point] += ALONG

    def charge(self, box: Box, sign: int = 1) -> None:
        """Make passing a label dearer (or, with -1, cheap again)."""
        for point in self.within(box.grown(4)):
            self.level[point] += sign * OVER_LABEL
            self.upright[point] += sign * OVER_LABEL


class Traffic:
    """What the flows already drawn mean for one more flow."""

    def __init__(self, lattice: Lattice, friends: set[str]):
        """`friends`: flows with the same source or target, on which this one may run."""
        size, width = lattice.size, lattice.width
        self.shut = bytearray(size), bytearray(size)
        self.corner = bytearray(size)
        self.across = [0.0] * size, [0.0] * size
        self.level, self.upright = list(lattice.level), list(lattice.upright)
        for flow, walk in lattice.walks.items():
            self.meet([y * width + x for x, y in walk], width, flow in friends)

    def meet(self, walk: list[int], width: int, friend: bool) -> None:
        """Account for one drawn flow, given by its points."""
        level = [abs(b - a) == 1 for a, b in zip(walk, walk[1:], strict=False)]
        for index, (a, b) in enumerate(zip(walk, walk[1:], strict=False)):
            if not friend:
                self.shut[0 if level[index] else 1][min(a, b)] = 1
                self.corner[a] = self.corner[b] = 1
                self.crowd(a, width, level[index])
            if index and level[index - 1] == level[index]:
                self.across[1 if level[index] else 0][a] += CROSSING

    def fence(self, lattice: Lattice, borders: list[float]) -> None:
        """Let nothing pass these borders of lanes."""
        for y in borders:
            first = int(y // STEP) * lattice.width
            self.shut[1][first : first + lattice.width] = b"\1" * lattice.width

    def crowd(self, point: int, width: int, level: bool) -> None:
        """Running right beside a flow is dearer."""
        line, side = (self.level, width) if level else (self.upright, 1)
        for near in (point - side, point + side):
            if 0 <= near < len(line):
                line[near] += BESIDE


def search(lattice: Lattice, traffic: Traffic, starts: list[Port], goals: list[Port]) -> tuple | None:
    """The cheapest way: (cost, start port, points, goal port), or None if there is none."""
    delta = 1, lattice.width, -1, -lattice.width
    spots = [goal.stub for goal in goals]
    ends: dict[int, list[Port]] = {}
    for goal in goals:
        ends.setdefault(lattice.at(*goal.stub), []).append(goal)
    best = [FAR] * (lattice.size * 4)
    came: dict[int, int] = {}
    closed = bytearray(lattice.size * 4)
    heap, arrived = [], {}
    for start in starts:
        state = lattice.at(*start.stub) * 4 + start.side
        cost = start.cost + stub_cost(lattice, traffic, start)
        if cost < best[state]:
            best[state] = cost
            heappush(heap, (cost + rest(*start.stub, start.side, spots), state))
    while heap:
        _, state = heappop(heap)
        if state < 0:
            return trace(lattice, state, arrived, came, starts)
        if closed[state]:
            continue
        closed[state] = 1
        point = state // 4
        cost = best[state]
        for goal in ends.get(point, ()):
            finish(lattice, traffic, goal, state, cost, arrived, heap)
        expand(lattice, traffic, state, cost, delta, best, came, heap, spots)
    return None


def expand(lattice, traffic, state, cost, delta, best, came, heap, spots) -> None:
    """Push the states one step further: straight on, or round a corner."""
    point, way = divmod(state, 4)
    width = lattice.width
    for turn in (way, (way + 1) % 4, (way + 3) % 4):
        upright = turn % 2
        if turn == way:
            price = traffic.across[upright][point]
        elif traffic.corner[point]:
            continue
        else:
            price = BEND
        there = point + delta[turn]
        if lattice.blocked[there] or traffic.shut[upright][min(point, there)]:
            continue
        price += cost + (traffic.upright if upright else traffic.level)[there]
        after = there * 4 + turn
        if price < best[after]:
            best[after] = price
            came[after] = state
            heappush(heap, (price + rest(there % width, there // width, turn, spots), after))


def rest(x: int, y: int, way: int, spots: list[tuple[int, int]]) -> float:
    """The least that is still to pay to the nearest goal: steps, and corners where it does not lie ahead."""
    least = FAR
    sign = -1 if way > 1 else 1
    for gx, gy in spots:
        ahead, aside = (gy - y, abs(gx - x)) if way % 2 else (gx - x, abs(gy - y))
        ahead *= sign
        cost = aside + abs(ahead) + (2 * BEND if ahead < 0 else BEND if aside else 0)
        if cost < least:
            least = cost
    return least


def stub_cost(lattice, traffic, port: Port) -> float:
    """What the straight piece at a shape costs; infinite where a foreign flow runs in it."""
    upright = port.side % 2
    walk = [lattice.at(*spot) for spot in port.lane()]
    cost = 0.0
    for a, b in zip(walk, walk[1:], strict=False):
        if traffic.shut[upright][min(a, b)]:
            return FAR
        cost += 1 + traffic.across[upright][a]
    return cost


def finish(lattice, traffic, goal: Port, state: int, cost: float, arrived: dict, heap: list) -> None:
    """Push the end of a way that has reached the stub of a goal."""
    point, way = divmod(state, 4)
    inwards = (goal.side + 2) % 4
    if way == goal.side:
        return
    if way != inwards:
        cost = FAR if traffic.corner[point] else cost + BEND
    else:
        cost += traffic.across[inwards % 2][point]
    cost += goal.cost + stub_cost(lattice, traffic, goal)
    if cost < FAR:
        number = -len(arrived) - 1
        arrived[number] = cost, state, goal
        heappush(heap, (cost, number))


def trace(lattice, number: int, arrived: dict, came: dict, starts: list[Port]) -> tuple:
    """The way back from the end of a search, as points from border to border."""
    cost, state, goal = arrived[number]
    states = [state]
    while states[-1] in came:
        states.append(came[states[-1]])
    spots = [divmod(s // 4, lattice.width)[::-1] for s in reversed(states)]
    start = next(p for p in starts if p.stub == spots[0] and p.side == states[-1] % 4)
    walk = start.lane()[:-1] + spots + goal.lane()[-2::-1]
    return cost, start, walk, goal
