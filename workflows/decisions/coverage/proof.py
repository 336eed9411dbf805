"""Proves that the rows of a table neither leave gaps nor overlap, or shows an example where they do.

Every column is cut into the pieces within which no cell changes its answer: numbers and dates at the values
its cells name, text into its allowed values (or those named, and one that is not), true and false. A cell
that is an expression cannot be cut: it is taken to accept all when gaps are sought, and nothing when overlaps
are, so that every finding is true; the column is reported as unchecked.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from workflows.decisions.coverage.pieces import Opaque, holds, pieces_of
from workflows.decisions.feel.cells import Anything

MOST_EXAMPLES = 5
MOST_PAIRS = 20
MOST_STEPS = 100_000


@dataclass(frozen=True)
class Finding:
    """``kind``: gap, overlap, never (a row that cannot fire) or unchecked; ``example`` holds inputs."""

    kind: str
    rules: tuple[int, ...]
    th: str
    en: str
    example: dict[str, object] = field(default_factory=dict)


class _TooMany(Exception):
    """More combinations than are worth the time of a check."""


class _Grid:
    """The pieces of every column, and for each of them the rows that accept it, as bits."""

    def __init__(self, table: object) -> None:
        self.table = table
        self.count = len(table.tests)
        self.labels = [column.text for column in table.decision.inputs]
        self.opaque: set[int] = set()
        self.pieces, self.most, self.least = [], [], []
        for index in range(len(self.labels)):
            self._column(index)
        self.steps = 0

    def _column(self, index: int) -> None:
        cells = [row[index] for row in self.table.tests]
        allowed = self.table.allowed[index]
        try:
            pieces = pieces_of(cells, self.table.kinds[index], allowed and allowed[0])
        except Opaque:
            pieces = [None]
            self.opaque.add(index)
        most, least = [], []
        for piece in pieces:
            answers = [self._answer(cell, piece, index) for cell in cells]
            most.append(sum(1 << row for row, answer in enumerate(answers) if answer is not False))
            least.append(sum(1 << row for row, answer in enumerate(answers) if answer is True))
        self.pieces.append(pieces)
        self.most.append(most)
        self.least.append(least)

    def _answer(self, cell: object, piece: object, index: int) -> bool | None:
        """Whether the cell accepts the piece; None when nobody can say before it is evaluated."""
        if isinstance(cell, Anything):
            return True
        if index in self.opaque:
            return None
        try:
            return holds(cell, piece) is True
        except Opaque:
            self.opaque.add(index)
            return None

    def example(self, choice: list[int | None]) -> dict[str, object]:
        """The inputs of a choice of pieces; columns that do not matter are left out."""
        return {
            label: pieces[place]
            for label, pieces, place in zip(self.labels, self.pieces, choice, strict=True)
            if place is not None and not (len(pieces) == 1 and pieces[0] is None)
        }

    def uncovered(
        self, rows: int, accept: list, within: list | None = None, most: int = MOST_EXAMPLES
    ) -> list:
        """Choices of pieces that none of the rows accepts (of those in ``within``, when it is given)."""
        found: list[list] = []
        dead: set[tuple[int, int]] = set()

        def search(column: int, left: int, choice: list) -> bool:
            self.steps += 1
            if self.steps > MOST_STEPS:
                raise _TooMany
            if not left:
                rest = [self._first(index, within) for index in range(column, len(self.labels))]
                found.append(choice + rest)
                return True
            if column == len(self.labels) or (column, left) in dead:
                return False
            some, before = False, None
            for place, mask in enumerate(accept[column]):
                if (within and not within[column] >> place & 1) or before == left & mask:
                    continue
                before = left & mask
                some |= len(found) < most and search(column + 1, before, [*choice, place])
            if not some and len(found) < most:
                dead.add((column, left))
            return some

        search(0, rows, [])
        return found

    def _first(self, column: int, within: list | None) -> int | None:
        """Any piece will do: none is named, unless the row we look at allows only some."""
        if within is None or within[column] + 1 == 1 << len(self.pieces[column]):
            return None
        return (within[column] & -within[column]).bit_length() - 1


def look_over(table: object) -> list[Finding]:
    """The findings of one table, the gravest first."""
    grid = _Grid(table)
    findings: list[Finding] = []
    try:
        findings += _overlaps(grid, table) if table.decision.policy in ("UNIQUE", "ANY") else []
        findings += _gaps(grid) if table.default is None else []
        findings += _never(grid, table)
    except _TooMany:
        findings.append(
            Finding(
                "unchecked",
                (),
                "ตารางใหญ่เกินกว่าจะตรวจช่องว่างได้ครบ",
                "the table is too large to be checked fully",
            )
        )
    return findings + [_unchecked(grid.labels[index]) for index in sorted(grid.opaque)]


def _unchecked(label: str) -> Finding:
    return Finding(
        "unchecked",
        (),
        f"ตรวจช่อง “{label}” ไม่ได้ เพราะมีเงื่อนไขที่รู้ค่าเมื่อทำงานจริงเท่านั้น",
        f"the column “{label}” holds conditions known only when it runs, so it could not be checked",
    )


def _gaps(grid: _Grid) -> list[Finding]:
    findings = []
    for choice in grid.uncovered((1 << grid.count) - 1, grid.most):
        example = grid.example(choice)
        findings.append(
            Finding("gap", (), f"ไม่มีแถวใดรับ {_words(example)}", f"no row accepts {_words(example)}", example)
        )
    return findings


def _overlaps(grid: _Grid, table: object) -> list[Finding]:
    findings = []
    accepts = [_places(grid, grid.least, row) for row in range(grid.count)]
    for second in range(grid.count):
        for first in range(second):
            grid.steps += 1
            if grid.steps > MOST_STEPS * 10:
                raise _TooMany
            common = _common(grid, table, accepts, first, second)
            if common is None or (table.decision.policy == "ANY" and _same_outputs(table, first, second)):
                continue
            example = grid.example(common)
            rules = (first + 1, second + 1)
            words = _words(example)
            findings.append(
                Finding(
                    "overlap", rules, f"แถวที่ {rules[0]} และ {rules[1]} รับ {words} พร้อมกัน",
                    f"rows {rules[0]} and {rules[1]} both accept {words}", example,
                )
            )  # fmt: skip
            if len(findings) >= MOST_PAIRS:
                return findings
    return findings


def _places(grid: _Grid, accept: list, row: int) -> list[int]:
    """For each column the pieces a row accepts, as bits."""
    return [sum(1 << place for place, mask in enumerate(column) if mask >> row & 1) for column in accept]


def _common(grid: _Grid, table: object, accepts: list, first: int, second: int) -> list[int] | None:
    choice = []
    for column, (left, right) in enumerate(zip(accepts[first], accepts[second], strict=True)):
        both = left & right
        if not both:
            if column in grid.opaque and table.tests[first][column] == table.tests[second][column]:
                choice.append(None)
                continue
            return None
        choice.append((both & -both).bit_length() - 1)
    return choice


def _same_outputs(table: object, first: int, second: int) -> bool:
    return all(
        left[0] and right[0] and left[1] == right[1] and type(left[1]) is type(right[1])
        for left, right in zip(table.outputs[first], table.outputs[second], strict=True)
    )


def _never(grid: _Grid, table: object) -> list[Finding]:
    """Rows no input reaches: outside the allowed values, or behind the rows above in a FIRST table."""
    findings = []
    for row in range(grid.count):
        within = _places(grid, grid.most, row)
        above = (1 << row) - 1 if table.decision.policy == "FIRST" else 0
        hidden = above and not grid.uncovered(above, grid.least, within, most=1)
        if hidden or not all(within):
            number = row + 1
            findings.append(
                Finding("never", (number,), f"แถวที่ {number} ไม่มีทางถูกใช้", f"row {number} can never fire")
            )
    return findings


def _words(example: dict[str, object]) -> str:
    return ", ".join(f"{label} = {value!r}" for label, value in example.items()) or "ทุกค่า / every input"
