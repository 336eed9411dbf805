"""Decision tables as their owners wrote them, with the rows that fired."""

import re
from types import SimpleNamespace

from flask import g

from app.web.context import translate
from app.web.telling.vocabulary import in_words, tables_of

ANYTHING = ("", "-")


def table_named(release_hash, name):
    """The decision with that id in a release, or None."""
    return tables_of(release_hash).get(name)


def fired_table(release_hash, made, said):
    """A decision table with the rows that fired marked, and the values it saw; None for an expression.

    `made` is the decision of a move, `said` the Vocabulary its values are told in.
    """
    drawn = table_named(release_hash, made.get("table"))
    if drawn is None or not drawn.rules:
        return None
    fired = set(made.get("rules", ()))
    columns = (*drawn.inputs, *drawn.outputs)
    rows = [
        ([number, *(_cell(text, said) for text in (*rule.inputs, *rule.outputs))], number in fired)
        for number, rule in enumerate(drawn.rules, 1)
    ]
    return SimpleNamespace(
        title=translate(
            "กฎที่ใช้: {table}",
            "The rule: {table}",
            table=in_words(drawn.id, drawn.name or drawn.id, drawn.name_en, g.language),
        ),
        source=drawn.policy,
        head=[
            translate("แถว", "Row"),
            *(_head(column, said) for column in columns),
        ],
        rows=rows,
        lines=[
            translate(
                "ค่าที่อ่าน: {values}", "Values read: {values}", values=said.pairs(made.get("inputs"), drawn)
            ),
            translate("ผล: {values}", "Result: {values}", values=said.pairs(made.get("outputs"), drawn)),
        ],
    )


def _head(column, said):
    """What a column is called: as its owner labelled it, else as the variable it reads or sets."""
    name = column.name or column.text
    return in_words(name, column.label, column.label_en, g.language) if column.label else said.label(name)


def _cell(text, said):
    """A cell as written, quoted values by their labels."""
    if text.strip() in ANYTHING:
        return "–"
    return re.sub(r'"([^"]*)"', lambda found: said.choice(found[1]), text)
