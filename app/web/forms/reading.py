"""An HTML form read into the answers its schema asks for, and answers written back into the form.

What cannot be read (a date with no month, letters where a figure belongs) is kept as the text that was typed,
so that a draft loses nothing and a refused page shows what the person wrote; the form's own check refuses it.
Only dates are also named here: their sentence must speak of พ.ศ. and of boxes.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

import orjson

from app.web.forms.fields import Question, as_text
from app.web.wording.dates import THAI_DIGITS, local, read_day, read_moment, show_time, shown_year
from app.web.wording.texts import ENGLISH, JOINER, Text
from workflows.forms import formats

DAYS = ("date", "datetime", "day")
DAY = Text("กรอกวัน เดือน ปี พ.ศ. ให้ครบ เช่น 9 11 2569", "Enter day, month and year, such as 9 11 2026")
MOMENT = Text("กรอกวัน เดือน ปี พ.ศ. และเวลา เช่น 16:30", "Enter day, month, year and a time, such as 16:30")


@dataclass(frozen=True)
class Unread:
    """A date that could not be read, and how to mend it."""

    field: str
    text: Text


def read(asked, form):
    """(answers, [Unread]) of the questions in an HTML form, a multi-dict with `get` and `getlist`.

    What was left empty is left out.
    """
    answers, unread = {}, []
    for question in asked:
        value = _read(question, form, unread)
        if value is not None:
            answers[question.name] = value
    return answers, unread


def rows_in(name, form):
    """The row numbers a table was sent with, in order: `pain_points.0.point` → 0."""
    pattern = re.compile(rf"{re.escape(name)}\.(\d{{1,4}})(?:\.|$)")
    found = {int(match[1]) for key in form for match in [pattern.match(key)] if match}
    return sorted(found)


def shown(question: Question, value, language):
    """An answer as its inputs show it: text, the parts of a date, a list for choices and rows."""
    if question.widget in ("date", "datetime"):
        return _shown_day(question, value, language)
    if question.widget == "day":
        parts = _shown_day(question, value, language)
        day = "/".join(parts[name] for name in ("day", "month", "year"))
        return f"{day} {parts['time']}".strip() if any(parts.values()) else ""
    if question.widget == "checkboxes":
        return [as_text(item) for item in value] if isinstance(value, list) else []
    if question.widget in ("table", "files"):
        return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(as_text(item) for item in value)
    return _shown_text(question, value)


def _read(question, form, unread):
    if question.widget == "table":
        return _read_table(question, form, unread)
    if question.widget == "files":
        return [file for text in form.getlist(question.name) if (file := _file(text))] or None
    if question.widget == "checkboxes":
        known = {choice.text: choice.value for choice in question.choices}
        return [known.get(text, text) for text in form.getlist(question.name) if text] or None
    if question.widget in DAYS:
        return _read_day(question, form, unread)
    text = _clean(form.get(question.name, ""))
    if question.widget == "lines":
        return [line.strip() for line in text.splitlines() if line.strip()] or None
    return _read_text(question, text) if text else None


def _file(text):
    """A file the page already holds, as its check box sends it; None for anything else."""
    try:
        said = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return said if isinstance(said, dict) else None


def _read_text(question, text):
    """One typed or chosen text as the type of its field; what is not of that type stays text."""
    if question.choices:
        return next((choice.value for choice in question.choices if choice.text == text), text)
    if not question.is_figure:
        return formats.tidy(question.field.format, text)
    figure = text.translate(THAI_DIGITS).removesuffix("บาท").strip()
    if question.field.format:
        return formats.tidy(question.field.format, figure)
    bare = re.sub(r"[,\s]", "", figure)
    return int(bare) if re.fullmatch(r"-?\d{1,16}", bare) else text


def _clean(text):
    """Typed text without what no database keeps, with one kind of line end."""
    return text.replace("\0", "").replace(JOINER, "").replace("\r\n", "\n").strip()


def _read_day(question, form, unread):
    """Day, month and year boxes (or one box "9/11/2569" in a table cell) to ISO; half a date stays d/m/y."""
    parts = [_clean(form.get(f"{question.name}.{part}", "")) for part in ("day", "month", "year")]
    clock = _clean(form.get(f"{question.name}.time", ""))
    whole = _clean(form.get(question.name, ""))
    if whole and not any(parts):
        whole, _, clock = whole.partition(" ") if question.field.format == "date-time" else (whole, "", "")
        parts = (re.split(r"[/ ]+", whole, maxsplit=2) + ["", ""])[:3]
    if not any(parts) and not clock:
        return None
    moment = question.field.format == "date-time"
    try:
        day = read_day(*parts)
        return read_moment(day, clock) if moment else day.isoformat()
    except ValueError:
        unread.append(Unread(question.name, MOMENT if moment else DAY))
        return f"{'/'.join(parts)} {clock}".strip() if moment else "/".join(parts)


def _read_table(question, form, unread):
    rows = []
    for index in rows_in(question.name, form):
        row, missed = {}, []
        for column in question.columns:
            cell = _read(question.cell(index, column), form, missed)
            if cell is not None:
                row[column.name] = cell
        if row:
            place = f"{question.name}.{len(rows)}."
            unread += [replace(miss, field=place + miss.field.rsplit(".", 1)[1]) for miss in missed]
            rows.append(row)
    return rows or None


def _shown_text(question, value):
    if question.field.format == "money":
        try:
            return f"{Decimal(str(value)):,.2f}"
        except InvalidOperation:
            return str(value)
    if question.is_figure and isinstance(value, int) and not isinstance(value, bool):
        return as_text(value) if question.choices or question.is_year else f"{value:,}"
    return as_text(value)


def _shown_day(question, value, language):
    """{"day", "month", "year", "time"} as typed or as stored; the year in พ.ศ. (CE in English)."""
    blank = {"day": "", "month": "", "year": "", "time": ""}
    if not isinstance(value, str) or not value:
        return blank
    try:
        moment = local(value) if question.field.format == "date-time" else None
        day = moment.date() if moment else date.fromisoformat(value)
    except ValueError:
        return blank | _typed_parts(value)
    clock = show_time(moment, ENGLISH) if moment else ""
    year = str(shown_year(day, language))
    return {"day": str(day.day), "month": str(day.month), "year": year, "time": clock}


def _typed_parts(text):
    """What a person typed into a date that could not be read: "9/11/ 16:30"."""
    typed, _, clock = text.partition(" ")
    return dict(zip(("day", "month", "year"), typed.split("/"), strict=False)) | {"time": clock}
