"""Holidays from a table, as they are announced: CSV with the date, the Thai and the English name."""

import csv
import io
import re
from datetime import date

from sqlalchemy import select

from app.clock import BUDDHIST_ERA
from app.extensions import db
from app.refusals import Invalid
from app.registers import service
from app.registers.models import Holiday
from app.registers.numbering import EVERY_CENTRE

MOST = 400
LARGEST = 100_000
FIRST_BUDDHIST_YEAR = 2300


def import_holidays(text: str, centre: str | None, by) -> int:
    """Add the holidays of a CSV that are not there yet, all of them or none; gives how many.

    A line is `date,name,name_en`; the date is 2027-02-22 or 22/2/2570. A first line without one is a heading.
    Raises Invalid naming the first line that cannot be read, and what add_record raises.
    """
    if len(text) > LARGEST:
        raise Invalid("ตารางใหญ่เกินไป", "The table is too large.", "too_large")
    added = 0
    for number, cells in enumerate(_lines(text.lstrip("\ufeff")), 1):
        if not any(cells) or (number == 1 and not any(letter.isdigit() for letter in cells[0])):
            continue
        added += _added(number, cells, centre, by)
        if number > MOST:
            raise Invalid(f"เกิน {MOST} บรรทัด", f"More than {MOST} lines.", "too_many_lines")
    service.settle_calendars(centre, by)
    return added


def _lines(text):
    """The cells of each line, whichever line ends the table has; Invalid for what is no CSV."""
    try:
        for line in csv.reader(io.StringIO(text, newline=None)):
            yield [cell.strip() for cell in line]
    except csv.Error as error:
        raise Invalid("อ่านตาราง CSV ไม่ได้", f"This is no CSV: {error}.", "unreadable_table") from error


def _added(number, cells, centre, by) -> int:
    if len(cells) < 2 or not cells[1]:
        raise _unread(number, "ต้องมีวันที่และชื่อ", "it needs a date and a name")
    day = read_date(cells[0])
    if day is None:
        raise _unread(number, f"อ่านวันที่ “{cells[0]}” ไม่ได้", f"“{cells[0]}” is no date")
    code = f"{centre or EVERY_CENTRE}.{day.isoformat()}"
    if db.session.scalar(select(Holiday.id).where(Holiday.code == code)):
        return 0
    english = cells[2] if len(cells) > 2 and cells[2] else cells[1]
    said = {"day": day.isoformat(), "name": cells[1], "name_en": english}
    service.add_record("holidays", {**said, **({"centre": centre} if centre else {})}, by, settle=False)
    return 1


def read_date(text: str) -> date | None:
    """2027-02-22, 2570-02-22 or 22/2/2570; None for anything else."""
    found = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    parts = found.groups() if found else None
    if parts is None and (found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)):
        parts = found.groups()[::-1]
    if parts is None:
        return None
    year, month, day = map(int, parts)
    try:
        return date(year - BUDDHIST_ERA if year >= FIRST_BUDDHIST_YEAR else year, month, day)
    except ValueError:
        return None


def _unread(number, th, en):
    return Invalid(f"บรรทัดที่ {number}: {th}", f"Line {number}: {en}.", "unreadable_line")
