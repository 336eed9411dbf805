"""Answers in words: the summary lists of earlier answers, of receipts and of the journal."""

import re
from decimal import Decimal, InvalidOperation

from app.web.forms.fields import NO, YES, as_text, questions
from app.web.wording.dates import show_date, show_datetime
from app.web.wording.texts import Text

DAY = re.compile(r"(19|20|21)\d\d-\d\d-\d\d", re.ASCII)
MOMENT = re.compile(rf"{DAY.pattern}T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)", re.ASCII)
NOTHING = Text("ไม่ได้ตอบ", "Not answered")
BAHT = Text("{amount} บาท", "{amount} baht")


def answered_rows(form, answers, language, people=None, empty=False):
    """[(label, words)] of what was answered, in the order of the form; `people` names usernames.

    Fields left empty are left out, unless `empty` asks for them. An answer the form does not know comes last,
    under its own name.
    """
    asked = questions(form) if form else ()
    known = {question.name for question in asked}
    rows = [
        (question.label.in_language(language), words(question, answers.get(question.name), language, people))
        for question in asked
        if empty or is_given(answers.get(question.name))
    ]
    left = {name: value for name, value in answers.items() if name not in known and is_given(value)}
    return rows + [(name, plain_words(value, language)) for name, value in left.items()]


def words(asked, value, language, people=None):
    """One answer as a person says it: labels of choices, amounts in baht, dates in พ.ศ., rows as lines."""
    if not is_given(value):
        return NOTHING.in_language(language)
    if asked.widget == "table" and isinstance(value, list):
        return "\n".join(_row_words(asked, row, language, people) for row in value)
    if asked.widget == "files" and isinstance(value, list):
        return "\n".join(f"– {file_words(file)}" for file in value if isinstance(file, dict))
    if isinstance(value, list):
        return "\n".join(_one(asked, item, language, people) for item in value)
    return _one(asked, value, language, people)


def file_words(file):
    """แผนที่.pdf (312 KB)"""
    size = file.get("size")
    size = size if isinstance(size, int) else 0
    told = f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, round(size / 1024)):,} KB"
    return f"{file.get('name', '–')} ({told})"


def is_given(value):
    """Whether something was answered; no and zero are answers."""
    return value is not None and value != "" and value != []


def plain_words(value, language):
    """A value without a form: yes and no in words, lists and dictionaries line by line."""
    if isinstance(value, bool):
        return (YES if value else NO).in_language(language)
    if isinstance(value, dict):
        return "\n".join(f"{key}: {plain_words(inner, language)}" for key, inner in value.items())
    if isinstance(value, list):
        return "\n".join(plain_words(inner, language) for inner in value)
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, str) and MOMENT.fullmatch(value):
        return show_datetime(value, language)
    if isinstance(value, str) and DAY.fullmatch(value):
        return show_date(value, language)
    return "–" if value is None else as_text(value)


def _one(asked, value, language, people):
    choice = asked.choice(value)
    if choice:
        title = choice.label.in_language(language)
        scale = asked.widget == "scale"
        return f"{choice.text} {title.removeprefix(choice.text).strip()}" if scale else title
    if people and asked.field.ref and isinstance(value, str):
        return people.get(value, value)
    if isinstance(value, str):
        return _text(asked, value, language)
    return as_text(value) if asked.is_year else plain_words(value, language)


def _text(asked, value, language):
    """A stored text by its format; what does not fit the format is shown as it is."""
    try:
        if asked.field.format == "date":
            return show_date(value, language)
        if asked.field.format == "date-time":
            return show_datetime(value, language)
        if asked.field.format == "money":
            return BAHT.in_language(language, amount=f"{Decimal(value):,.2f}")
    except (ValueError, InvalidOperation):
        return value
    return value


def _row_words(asked, row, language, people):
    """A row of a table on one line: its cells, each after its title when there are several."""
    if not isinstance(row, dict):
        return plain_words(row, language)
    cells = [
        (column.label.in_language(language), words(column, row[column.name], language, people))
        for column in asked.columns
        if is_given(row.get(column.name))
    ]
    if len(cells) == 1:
        return f"– {cells[0][1]}"
    return "– " + " · ".join(f"{label}: {said}" for label, said in cells)
