"""What the variables of a release are called: the words its forms and decision tables use for the same name.

So a value can be shown to people wherever it turns up: beside a form, in the record, as the input of a rule.
"""

from functools import lru_cache
from types import SimpleNamespace
from typing import NamedTuple

from app.processes import service as processes
from app.web.forms.fields import questions
from app.web.telling.brief import is_given, plain_words, words
from app.web.wording.texts import THAI, Text
from workflows.decisions.dmn import read_dmn

# What many rows hold and no form asks.
COMMON = {
    "id": Text("รหัส", "Code"),
    "by": Text("โดย", "By"),
    "similarity": Text("คล้าย (ร้อยละ)", "Similarity (%)"),
    "case_no": Text("เลขที่เรื่อง", "Case number"),
    "case_id": Text("รหัสเรื่อง", "Case id"),
    "centre": Text("ศูนย์", "Centre"),
    "submitter": Text("ผู้เปิดเรื่อง", "Opened by"),
    "votes": Text("คะแนน", "Votes"),
}
PEOPLE = ("by", "submitter", "person", "username")


class Vocabulary:
    """The words of one release for one reader; where forms share a name, `form` or its process wins."""

    def __init__(self, release_hash, language, people=None, process_id=None, form=None):
        self.words = _read(release_hash, process_id, form) if release_hash else Words({}, {}, {}, ())
        self.language, self.people = language, people

    def label(self, name, rows=None):
        """What people call a variable; its own name when no form and no table does."""
        asked = (rows or {}).get(name) or self.words.asked.get(name)
        if name in COMMON and name not in (rows or {}):
            return COMMON[name].in_language(self.language)
        if asked is not None:
            return asked.label.in_language(self.language)
        label, label_en = self.words.labels.get(name, (name, ""))
        return in_words(name, label, label_en, self.language)

    def value(self, name, value, rows=None):
        """A value in words, several lines for lists; names of people for usernames where a form says so."""
        asked = (rows or {}).get(name) or self.words.asked.get(name)
        if asked is not None and asked.widget == "files" and is_given(value):
            return words(asked, value, self.language)
        if isinstance(value, dict):
            inner = self._columns([value])
            return "\n".join(
                f"{self.label(key, inner)}: {self.value(key, one, inner)}" for key, one in value.items()
            )
        if isinstance(value, list) and any(isinstance(one, dict) for one in value):
            inner = self._columns(value)
            return "\n".join(f"– {self._row(one, inner)}" for one in value)
        if asked is not None and asked.widget != "table" and is_given(value):
            return words(asked, value, self.language, self.people)
        if name in PEOPLE and self.people and isinstance(value, str):
            return self.people.get(value, value)
        return self._plain(value)

    def column(self, name, table):
        """What a table (a decision of the release, or None) calls a variable, before what others call it."""
        columns = (*table.inputs, *table.outputs) if table else ()
        for one in columns:
            if one.label and name in (one.name, one.text):
                return in_words(name, one.label, one.label_en, self.language)
        return self.label(name)

    def pairs(self, values, table=None):
        """ผลกระทบ = 4 มาก, ความเร่งด่วน = 5 ทันที"""
        if not isinstance(values, dict) or not values:
            return "–"
        said = ((self.column(name, table), self.value(name, value)) for name, value in values.items())
        return ", ".join(f"{name} = {value}" for name, value in said)

    def fact(self, title, name, value):
        """A fact beside a form: text, or a table when it is a list of rows; `name` is its expression."""
        if not (isinstance(value, list) and value and all(isinstance(row, dict) for row in value)):
            return SimpleNamespace(title=title, text=self.value(name, value), head=(), rows=())
        keys = dict.fromkeys(key for row in value for key in row)
        names = [key for key in keys if any(is_given(row.get(key)) for row in value)]
        inner = self._columns(value)
        rows = [[self.value(key, row[key], inner) if key in row else "" for key in names] for row in value]
        return SimpleNamespace(
            title=title, text="", head=[self.label(key, inner) for key in names], rows=rows
        )

    def _columns(self, rows):
        """The questions whose names fit the keys of some rows best: the form or table they came from."""
        keys = {key for row in rows if isinstance(row, dict) for key in row}
        return max(self.words.sets, key=lambda one: (len(keys & one.keys()), -len(one)), default={})

    def _row(self, row, inner):
        if not isinstance(row, dict):
            return self._plain(row)
        return " · ".join(
            f"{self.label(key, inner)}: {self.value(key, one, inner)}" for key, one in row.items()
        )

    def _plain(self, value):
        """A value no form names: the label of the one choice with that value, if all forms agree on it."""
        if isinstance(value, list):
            return "\n".join(self._plain(one) for one in value)
        return self.choice(value) if isinstance(value, str) else plain_words(value, self.language)

    def choice(self, value):
        """The label of a choice, else the value in words."""
        label = self.words.choices.get(value)
        return label.in_language(self.language) if label else plain_words(value, self.language)


def in_words(name, label, label_en, language):
    """What a table calls a thing; in English, where its Thai label has no English beside it, its name."""
    if language == THAI:
        return label
    return label_en or (label if label.isascii() else name.replace("_", " "))


@lru_cache(maxsize=64)
def tables_of(release_hash):
    """The decisions of a release by id, read once: a release never changes."""
    files = processes.release(release_hash).files
    found = [one for path in sorted(files) if path.endswith(".dmn") for one in read_dmn(path, files[path])]
    return {one.id: one for one in found}


class Words(NamedTuple):
    """Questions and table columns by name, labels of choices by value, and the sets columns come in."""

    asked: dict
    labels: dict
    choices: dict
    sets: tuple


@lru_cache(maxsize=256)
def _read(release_hash, process_id, form):
    """The words of a release, those nearest to a form and its process first."""
    release = processes.release(release_hash)
    process = release.processes.get(process_id)
    near = [form, *(element.form for element in process.elements.values())] if process else [form]
    paths = list(dict.fromkeys(path for path in [*near, *sorted(release.forms)] if path in release.forms))
    tops = [{one.name: one for one in questions(release.forms[path])} for path in paths]
    asked = [one for top in tops for one in top.values()]
    tables = [{column.name: column for column in one.columns} for one in asked if one.columns]
    columns = [column for table in tables for column in table.values()]
    known = {one.name: one for one in reversed([*asked, *columns])}
    return Words(known, _column_labels(release_hash), _choices([*asked, *columns]), (*tables, *tops))


def _column_labels(release_hash):
    labels = {}
    for table in tables_of(release_hash).values():
        for column in (*table.inputs, *table.outputs):
            if column.label:
                said = (column.label, column.label_en)
                labels.setdefault(column.name or column.text, said)
                labels.setdefault(column.text, said)
    return labels


def _choices(asked):
    """Labels of text values which mean the same wherever they can be chosen."""
    found = {}
    for one in asked:
        for choice in one.choices:
            if isinstance(choice.value, str):
                found.setdefault(choice.value, set()).add(choice.label)
    return {value: labels.pop() for value, labels in found.items() if len(labels) == 1}
