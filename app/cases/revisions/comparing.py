"""What changed between two sets of answers, field by field; rows of tables are matched by their key."""

from collections import Counter
from dataclasses import dataclass

from workflows.forms import Field, Form

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
NOTHING = (None, "", [])


@dataclass(frozen=True)
class Cell:
    """One column of a row: what stood there and what stands there now."""

    column: Field
    before: object
    after: object


@dataclass(frozen=True)
class RowChange:
    """A row that was added, removed or changed; `key` are the values it was recognised by."""

    kind: str
    key: tuple
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class FieldChange:
    """A field whose answer is another now; of a table `rows` say which rows."""

    field: Field
    kind: str
    before: object
    after: object
    rows: tuple[RowChange, ...] = ()


def changes(old: Form, before: dict, new: Form, after: dict) -> list[FieldChange]:
    """Every field answered otherwise, in the order of the newer form, then what only the older one asks."""
    fields = {one.name: one for one in (*new.fields, *old.fields)}
    asked = {one.name: one for one in new.fields}
    return [
        _change(asked.get(name, one), before.get(name), after.get(name))
        for name, one in fields.items()
        if not _same(before.get(name), after.get(name))
    ]


def _change(field, before, after):
    rows = _rows(field, before or [], after or []) if _is_table(field, before, after) else ()
    return FieldChange(field, _kind(before, after), before, after, rows)


def _is_table(field, before, after):
    sides = [one for one in (before, after) if one not in NOTHING]
    return bool(field.columns) and field.widget != "file" and all(isinstance(one, list) for one in sides)


def _rows(field, before, after):
    """Changed and added rows in their order now, then those that are gone."""
    old, new = _keyed(field, before), _keyed(field, after)
    found = [_row(field, key, old.get(key, {}), row) for key, row in new.items() if old.get(key) != row]
    gone = [_row(field, key, row, {}) for key, row in old.items() if key not in new]
    return tuple(one for one in (*found, *gone) if one.cells)


def _row(field, key, before, after):
    cells = tuple(
        Cell(column, before.get(column.name), after.get(column.name))
        for column in field.columns
        if not _same(before.get(column.name), after.get(column.name))
    )
    return RowChange(_kind(before or None, after or None), key[:-1], cells)


def _keyed(field, rows) -> dict[tuple, dict]:
    """Rows by their key; where a key stands twice, the first goes with the first and so on."""
    seen, found = Counter(), {}
    for row in rows:
        if not isinstance(row, dict):
            continue
        key = tuple(str(row.get(name) or "") for name in field.key)
        found[(*key, seen[key])] = row
        seen[key] += 1
    return found


def _kind(before, after):
    if before in NOTHING:
        return ADDED
    return REMOVED if after in NOTHING else CHANGED


def _same(before, after):
    return before == after or (before in NOTHING and after in NOTHING)
