"""Larger moves on the sketch by which the placement leaves a dead end."""


def shake(placement, chance) -> list[str]:
    """One move drawn by lot: columns shifted, two nodes exchanged, a stretch of a lane or one node moved.

    Returns the nodes that moved and their neighbours.
    """
    move = chance.choice((shift_columns, swap, shift_stretch, wander, wander))
    before = dict(placement.sketch.cells)
    cells = move(placement, dict(before), chance)
    if not legal(placement, cells):
        return []
    placement.restore(cells)
    moved = [node for node in cells if cells[node] != before[node]]
    near = [other for node in moved for other in placement.neighbours(node)]
    return list(dict.fromkeys(near + moved))


def legal(placement, cells: dict) -> bool:
    """Whether no two nodes share a cell and every hint is kept."""
    if len(set(cells.values())) < len(cells) or min(x for x, _ in cells.values()) < 0:
        return False
    return all(cell in placement.options(node, {cell[0] // 2}) for node, cell in cells.items())


def shift_columns(_, cells: dict, chance) -> dict:
    """Everything from one column on moves right or left."""
    start, by = chance.choice(sorted({x for x, _ in cells.values()})), chance.choice((2, -2))
    return {n: (x + by if x >= start else x, y) for n, (x, y) in cells.items()}


def swap(placement, cells: dict, chance) -> dict:
    """Two nodes of one lane exchange their cells."""
    one = chance.choice(list(cells))
    others = [n for n in cells if n != one and placement.lane[n] == placement.lane[one]]
    if others:
        other = chance.choice(others)
        cells[one], cells[other] = cells[other], cells[one]
    return cells


def shift_stretch(placement, cells: dict, chance) -> dict:
    """A node and those right of it in its row move to another column or row together."""
    one = chance.choice(list(cells))
    dx, dy = chance.choice(((2, 0), (-2, 0), (0, 2), (0, -2)))
    x, y = cells[one]
    far = x + 2 * chance.choice((1, 2, 3, 6))
    moved = [n for n, (cx, cy) in cells.items() if cy == y and x <= cx <= far]
    return cells | {n: (cells[n][0] + dx, y + dy) for n in moved}


def wander(placement, cells: dict, chance) -> dict:
    """One node goes to any cell of its lane within reach."""
    one = chance.choice(list(cells))
    column = cells[one][0] // 2
    cells[one] = chance.choice(placement.options(one, set(range(column - 4, column + 5))))
    return cells
