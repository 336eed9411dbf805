"""What changed between two versions, as lines of a table: what, how, before, now."""

from types import SimpleNamespace

from app.cases.revisions.comparing import ADDED, CHANGED, REMOVED
from app.web.forms.fields import question
from app.web.telling.brief import words
from app.web.wording.texts import Text

KINDS = {
    ADDED: Text("เพิ่ม", "added"),
    REMOVED: Text("ตัดออก", "removed"),
    CHANGED: Text("แก้", "changed"),
}
ARROW = " › "


def shown(found, language, people=None):
    """A Comparison as pages show it, with its lines; None stays None."""
    if found is None:
        return None
    lines = lines_of(found.changes, language, people)
    return SimpleNamespace(name=found.name, a=found.a, b=found.b, lines=lines)


def lines_of(found, language, people=None):
    """The lines of a list of FieldChange: a table has one a row, one a column of a changed row."""
    return [line for change in found for line in _lines(change, language, people)]


def _lines(change, language, people):
    asked = question(change.field)
    label = asked.label.in_language(language)
    if not change.rows:
        sides = (words(asked, side, language, people) for side in (change.before, change.after))
        return [_line((label,), change.kind, *sides, language)]
    return [line for row in change.rows for line in _row(change.field, label, row, language, people)]


def _row(field, label, row, language, people):
    place = (label, *_told(field, row, language, people))
    if row.kind == CHANGED:
        return [_cell(place, cell, language, people) for cell in row.cells]
    whole = [
        "\n".join(_named(cell, side, language, people) for cell in row.cells) for side in ("before", "after")
    ]
    shown = [text if row.kind == kind else "" for text, kind in zip(whole, (REMOVED, ADDED), strict=True)]
    return [_line(place, row.kind, *shown, language)]


def _told(field, row, language, people):
    """What a row is recognised by, the words of a choice where its key is one."""
    columns = {column.name: column for column in field.columns}
    pairs = zip(field.key, row.key, strict=True)
    return (words(question(columns[name]), part, language, people) for name, part in pairs if part)


def _cell(place, cell, language, people):
    asked = question(cell.column)
    sides = (words(asked, side, language, people) for side in (cell.before, cell.after))
    return _line((*place, asked.label.in_language(language)), CHANGED, *sides, language)


def _named(cell, side, language, people):
    asked = question(cell.column)
    return f"{asked.label.in_language(language)}: {words(asked, getattr(cell, side), language, people)}"


def _line(place, kind, before, after, language):
    return SimpleNamespace(
        what=ARROW.join(place), kind=kind, how=KINDS[kind].in_language(language), before=before, after=after
    )
