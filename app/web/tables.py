"""Decision tables as their owners wrote them, with the rows that fired."""

from functools import lru_cache
from types import SimpleNamespace

from flask import g

from app.processes import service as processes
from app.web.brief import plain_words
from app.web.context import translate
from workflows.decisions.dmn import read_dmn

ANYTHING = ("", "-")


def table_named(release_hash, name):
    """The decision with that id in a release, or None."""
    return _tables(release_hash).get(name)


def fired_table(release_hash, made):
    """A decision table with the rows that fired marked, and the values it saw: what the entry page shows."""
    drawn = table_named(release_hash, made.get("table"))
    if drawn is None or not drawn.rules:
        return None
    fired = set(made.get("rules", ()))
    head = [
        translate("แถว", "Row"),
        *(column.label or column.name or column.text for column in _columns(drawn)),
    ]
    rows = [
        ([number, *(_cell(text) for text in (*rule.inputs, *rule.outputs))], number in fired)
        for number, rule in enumerate(drawn.rules, 1)
    ]
    return SimpleNamespace(
        title=translate("กฎที่ใช้: {table}", "The rule: {table}", table=drawn.name or drawn.id),
        source=drawn.policy,
        head=head,
        rows=rows,
        lines=[
            _line(("ค่าที่อ่าน", "Values read"), made.get("inputs")),
            _line(("ผล", "Result"), made.get("outputs")),
        ],
    )


def pairs(values):
    """name = value, name = value."""
    if not isinstance(values, dict) or not values:
        return "–"
    return ", ".join(f"{name} = {plain_words(value, g.language)}" for name, value in values.items())


def _columns(drawn):
    return (*drawn.inputs, *drawn.outputs)


def _cell(text):
    return "–" if text.strip() in ANYTHING else text


def _line(words, values):
    return f"{translate(*words)}: {pairs(values)}"


@lru_cache(maxsize=64)
def _tables(release_hash):
    """Read once: a release never changes."""
    files = processes.release(release_hash).files
    found = [one for path in sorted(files) if path.endswith(".dmn") for one in read_dmn(path, files[path])]
    return {one.id: one for one in found}
