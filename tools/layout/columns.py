"""Which column each node stands in: the longest way from a start, loops left aside."""

from .diagram import Scope
from .hints import Hints


def edges(scope: Scope, hints: Hints) -> list[tuple[str, str]]:
    """Pairs of nodes that push each other to the right; loops, hinted loops and weak flows do not."""
    pairs = []
    for flow in scope.flows:
        pair = scope.anchor(flow.source), scope.anchor(flow.target)
        if pair[0] != pair[1] and flow.id not in hints.back and flow.id not in hints.weak:
            pairs.append(pair)
    loops = returning(list(placeable(scope)), pairs)
    return [pair for pair in dict.fromkeys(pairs) if pair not in loops]


def placeable(scope: Scope) -> dict[str, None]:
    """Nodes with a cell of their own in the file's order: no boundary events, no event sub-processes."""
    return {n.id: None for n in scope.nodes.values() if n.host is None and not n.apart}


def returning(nodes: list[str], pairs: list[tuple[str, str]]) -> set[tuple[str, str]]:
    """The pairs that close a loop, met by a depth-first walk in the order of the file."""
    following = {node: [b for a, b in pairs if a == node] for node in nodes}
    entered = {b for _, b in pairs}
    starts = [n for n in nodes if n not in entered] + nodes
    done, open_, loops = set(), set(), set()
    for start in starts:
        stack = [(start, iter(following[start]))] if start not in done else []
        open_.add(start)
        while stack:
            node, rest = stack[-1]
            after = next(rest, None)
            if after is None:
                stack.pop()
                open_.discard(node)
                done.add(node)
            elif after in open_:
                loops.add((node, after))
            elif after not in done:
                open_.add(after)
                stack.append((after, iter(following[after])))
        open_.discard(start)
    return loops


def order(nodes: list[str], pairs: list[tuple[str, str]]) -> list[str]:
    """Nodes so that each comes after all that push it; ties as in the file."""
    waiting = {n: sum(1 for _, b in pairs if b == n) for n in nodes}
    line = []
    while waiting:
        node = next(n for n in waiting if waiting[n] == 0)
        del waiting[node]
        line.append(node)
        for a, b in pairs:
            if a == node:
                waiting[b] -= 1
    return line


def columns(scope: Scope, hints: Hints, compact: bool) -> dict[str, int]:
    """Column of every placeable node.

    Compact: a node in another lane than the one before it may stay in that one's column, straight above or
    below, where the column is free between the two lanes.
    """
    pairs, lane = edges(scope, hints), scope.lane_of()
    column: dict[str, int] = {}
    taken: set[tuple[int, int]] = set()
    for node in order(list(placeable(scope)), pairs):
        before = [a for a, b in pairs if b == node]
        column[node] = choose(node, before, column, lane, taken if compact else None)
        if node in hints.columns:
            column[node] = hints.columns[node]
        taken.add((column[node], lane[node]))
    return column


def choose(node, before, column, lane, taken) -> int:
    """The column right of all predecessors, or theirs if the way up or down is free (marks it taken)."""
    right = max((column[a] + 1 for a in before), default=0)
    if taken is None:
        return right
    least = max((column[a] + (lane[a] == lane[node]) for a in before), default=0)
    above = [a for a in before if column[a] == least and lane[a] != lane[node]]
    if least == right or not above:
        return right
    low, high = sorted((lane[above[0]], lane[node]))
    between = [(least, index) for index in range(low + 1, high)]
    if (least, lane[node]) in taken or any(cell in taken for cell in between):
        return right
    taken.update(between)
    return least
