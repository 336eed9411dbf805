"""An HTML form read into the answers its schema asks for, and answers written back into the form.

What cannot be read (a date with no month, letters where a figure belongs) is kept as the text that was typed,
so that a draft loses nothing and a refused page shows what the person wrote; `read` names each such field.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from app.web.fields import as_text, fields_of
from app.web.wording.dates import THAI_DIGITS, local, read_day, read_moment, show_time, shown_year
from app.web.wording.texts import ENGLISH, Text

SAFE_INTEGER = 2**53
UNREAD = {
    "integer": Text("กรอกเป็นจำนวนเต็ม เช่น 14,600", "Enter a whole number, such as 14,600"),
    "number": Text("กรอกเป็นตัวเลข เช่น 12.5", "Enter a number, such as 12.5"),
    "money": Text("กรอกจำนวนเงินเป็นตัวเลข เช่น 3,480,000", "Enter an amount, such as 3,480,000"),
    "date": Text("กรอกวัน เดือน ปี พ.ศ. ให้ครบ เช่น 9 11 2569", "Enter day, month and year, such as 9 11 2026"),
    "datetime": Text(
        "กรอกวัน เดือน ปี พ.ศ. และเวลา เช่น 16:30", "Enter day, month, year and a time, such as 16:30"
    ),
}


@dataclass(frozen=True)
class Unread:
    """A field whose text could not be read as what the form asks: how to mend it."""

    field: str
    text: Text


def read(schema, form):
    """(answers, [Unread]) from an HTML form: `form` is a multi-dict with `get` and `getlist`.

    Fields left empty are left out; what cannot be read stays as typed text and is named in the list.
    """
    answers, unread = {}, []
    for field in fields_of(schema):
        value = _read_field(field, form, unread)
        if value is not None:
            answers[field.name] = value
    return answers, unread


def rows_in(name, form):
    """The row numbers a table was sent with, in order: `pain_points.0.point` → 0."""
    pattern = re.compile(rf"{re.escape(name)}\.(\d{{1,4}})(?:\.|$)")
    found = {int(match[1]) for key in form for match in [pattern.match(key)] if match}
    return sorted(found)


def shown(field, value, language):
    """An answer as its inputs show it: text, a dictionary of parts for dates, a list for choices and rows."""
    if field.widget in ("date", "datetime"):
        return _shown_day(field, value, language)
    if field.widget == "checkboxes":
        return [as_text(item) for item in value] if isinstance(value, list) else []
    if field.widget == "table":
        return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(as_text(item) for item in value)
    if field.widget == "money":
        return _shown_money(value)
    if field.widget == "text" and isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return as_text(value)


def _read_field(field, form, unread):
    if field.widget == "table":
        return _read_table(field, form, unread)
    if field.widget == "checkboxes":
        return _read_choices(field, form)
    if field.widget == "lines":
        return [line.strip() for line in form.get(field.name, "").splitlines() if line.strip()] or None
    if field.widget in ("date", "datetime"):
        return _read_day(field, form, unread)
    text = form.get(field.name, "").replace("\r\n", "\n").strip()
    if not text:
        return None
    return _read_text(field, text, unread)


def _read_text(field, text, unread):
    """One typed or chosen text as the type of its field."""
    if field.options:
        return next((option.value for option in field.options if option.text == text), text)
    if field.kind == "boolean":
        return {"true": True, "false": False}.get(text, text)
    readers = {"money": _money, "integer": _integer, "number": _number}
    reader = readers.get(field.widget) or readers.get(field.kind)
    if reader is None:
        return text
    try:
        return reader(text.translate(THAI_DIGITS).replace(",", "").replace(" ", ""))
    except (ValueError, InvalidOperation):
        unread.append(Unread(field.name, UNREAD["money" if field.widget == "money" else field.kind]))
        return text


def _integer(text):
    if not re.fullmatch(r"-?\d{1,16}", text) or abs(int(text)) >= SAFE_INTEGER:
        raise ValueError("not a whole number")
    return int(text)


def _number(text):
    """Decimals travel as they are written; a schema with `number` takes a whole number or a float."""
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,9})?", text):
        raise ValueError("not a number")
    return float(text) if "." in text else int(text)


def _money(text):
    """Decimal text with exactly two places, as the `money` format stores it."""
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,2})?", text.removesuffix("บาท")):
        raise ValueError("not an amount")
    return str(Decimal(text.removesuffix("บาท")).quantize(Decimal("0.01")))


def _read_choices(field, form):
    sent = [text for text in form.getlist(field.name) if text]
    known = {option.text: option.value for option in field.options}
    return [known.get(text, text) for text in sent] or None


def _read_day(field, form, unread):
    """Day, month and year boxes (or one box "9/11/2569" in a table cell) to ISO; half a date stays d/m/y."""
    parts = [form.get(f"{field.name}.{part}", "").strip() for part in ("day", "month", "year")]
    clock = form.get(f"{field.name}.time", "").strip()
    whole = form.get(field.name, "").strip()
    if whole and not any(parts):
        parts = (re.split(r"[/ ]+", whole, maxsplit=2) + ["", ""])[:3]
    if not any(parts) and not clock:
        return None
    try:
        day = read_day(*parts)
        return day.isoformat() if field.widget == "date" else read_moment(day, clock)
    except ValueError:
        unread.append(Unread(field.name, UNREAD[field.widget]))
        typed = "/".join(parts)
        return f"{typed} {clock}".strip() if field.widget == "datetime" else typed


def _read_table(field, form, unread):
    rows = []
    for index in rows_in(field.name, form):
        row, missed = {}, []
        for column in field.columns:
            cell = _read_field(_cell(field, index, column), form, missed)
            if cell is not None:
                row[column.name] = cell
        if row:
            place = f"{field.name}.{len(rows)}."
            unread += [Unread(place + miss.field.rsplit(".", 1)[1], miss.text) for miss in missed]
            rows.append(row)
    return rows or None


def _cell(field, index, column):
    """The column's field under the name it has in one row."""
    return replace(column, name=f"{field.name}.{index}.{column.name}")


def _shown_day(field, value, language):
    """{"day", "month", "year", "time"} as typed or as stored; the year in พ.ศ. (CE in English)."""
    blank = {"day": "", "month": "", "year": "", "time": ""}
    if not isinstance(value, str) or not value:
        return blank
    try:
        moment = local(value) if field.widget == "datetime" else None
        day = moment.date() if moment else date.fromisoformat(value)
    except ValueError:
        return blank | _typed_parts(value)
    clock = show_time(moment, ENGLISH) if moment else ""
    return {
        "day": str(day.day),
        "month": str(day.month),
        "year": str(shown_year(day, language)),
        "time": clock,
    }


def _typed_parts(text):
    """What a person typed into a date that could not be read: "9/11/ 16:30"."""
    typed, _, clock = text.partition(" ")
    return dict(zip(("day", "month", "year"), typed.split("/"), strict=False)) | {"time": clock}


def _shown_money(value):
    try:
        return f"{Decimal(str(value)):,.2f}"
    except InvalidOperation:
        return str(value)
