"""In which order lanes stand above each other."""

from itertools import permutations

from .diagram import Scope
from .hints import Hints

MOST = 8


def ordered(scope: Scope, hints: Hints) -> list:
    """The lanes from top to bottom: as in the file, which is the order the office thinks in, or as hinted.

    The hint is a list of lane ids, or "best": the order in which flows pass the fewest lanes.
    """
    lanes = list(scope.lanes)
    if isinstance(hints.lanes, list):
        return sorted(lanes, key=lambda lane: ([*hints.lanes, lane.id]).index(lane.id))
    if len(lanes) > MOST:
        return lanes
    lane_of = scope.lane_of()
    pairs = [(lane_of[scope.anchor(f.source)], lane_of[scope.anchor(f.target)]) for f in scope.flows]
    pairs = [pair for pair in pairs if pair[0] != pair[1]]

    def passed(places: tuple[int, ...]) -> tuple[int, int]:
        moved = sum(abs(place - index) for index, place in enumerate(places))
        return sum(abs(places[a] - places[b]) for a, b in pairs), moved

    best = min(permutations(range(len(lanes))), key=passed)
    return [lane for _, lane in sorted(zip(best, lanes, strict=True), key=lambda pair: pair[0])]
