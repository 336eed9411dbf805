"""Dates as an office writes them: พ.ศ. in Thai, CE in English, always the clock of Asia/Bangkok.

Inside the program a date is a CE `date` or an offset-aware UTC `datetime`; the Buddhist year exists only in
the text shown and in the figures typed, so 29 February and the turn of the year need no arithmetic.
"""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from app.web.wording.texts import ENGLISH

ZONE = ZoneInfo("Asia/Bangkok")
BUDDHIST_OFFSET = 543
FIRST_BUDDHIST_YEAR = 2300  # no office types a CE year so late, nor a Buddhist year so early
NBSP = "\u00a0"

TH_MONTHS = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
TH_SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
TH_DAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
EN_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
EN_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def local(moment):
    """A moment (aware or UTC-naive `datetime`, or ISO text) on the clock of Bangkok; None stays None."""
    if moment is None or moment == "":
        return None
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(ZONE)


def day_of(value):
    """The calendar day meant by a `date`, a `datetime` or ISO text."""
    if isinstance(value, str) and len(value) == 10:
        return date.fromisoformat(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    moment = local(value)
    return moment.date() if moment else None


def show_date(value, language, style="text"):
    """`text` 20 พ.ย. 2569 · `grid` 20 พ.ย. 69 · `heading` วันศุกร์ที่ 20 พฤศจิกายน 2569; "" for None."""
    day = day_of(value)
    if day is None:
        return ""
    return (_english if language == ENGLISH else _thai)(day, style)


def show_datetime(value, language, seconds=False):
    """20 พ.ย. 2569 16:30 น.; seconds only where the record itself is shown."""
    moment = local(value)
    if moment is None:
        return ""
    return f"{show_date(moment, language)}{NBSP}{show_time(moment, language, seconds)}"


def show_time(value, language, seconds=False):
    """16:30 น. or 16:30."""
    clock = local(value).strftime("%H:%M:%S" if seconds else "%H:%M")
    return clock if language == ENGLISH else f"{clock}{NBSP}น."


def shown_year(day, language):
    """The year as a person of that language writes it."""
    return day.year if language == ENGLISH else day.year + BUDDHIST_OFFSET


def read_day(day, month, year):
    """A CE `date` from what was typed: figures of either script, month by figure or name, year พ.ศ. or CE.

    Raises ValueError when it is not a day of the calendar.
    """
    figures = [str(part).strip().translate(THAI_DIGITS) for part in (day, year)]
    if not all(re.fullmatch(r"\d{1,2}|\d{4}", figure) for figure in figures) or len(figures[1]) != 4:
        raise ValueError("not a date")
    typed_year = int(figures[1])
    ce_year = typed_year - BUDDHIST_OFFSET if typed_year >= FIRST_BUDDHIST_YEAR else typed_year
    return date(ce_year, _month(month), int(figures[0]))


def read_moment(day, clock):
    """UTC ISO text from a day and "16:30" (or "16.30") typed on the clock of Bangkok; raises ValueError."""
    found = re.fullmatch(r"(\d{1,2})[:.](\d{2})(?:\s*น\.?)?", str(clock).strip().translate(THAI_DIGITS))
    if not found:
        raise ValueError("not a time")
    moment = datetime.combine(day, time(int(found[1]), int(found[2])), ZONE)
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _month(typed):
    """1–12 from 11, พ.ย., พฤศจิกายน, Nov or November."""
    word = str(typed).strip().translate(THAI_DIGITS)
    if re.fullmatch(r"\d{1,2}", word):
        return int(word)
    for names in (TH_MONTHS, TH_SHORT):
        if word in names:
            return names.index(word) + 1
    english = word.capitalize()
    if len(english) > 2 and any(name.startswith(english) for name in EN_MONTHS):
        return next(n for n, name in enumerate(EN_MONTHS, 1) if name.startswith(english))
    raise ValueError("not a month")


def _thai(day, style):
    year = day.year + BUDDHIST_OFFSET
    if style == "heading":
        return f"วัน{TH_DAYS[day.weekday()]}ที่{NBSP}{day.day}{NBSP}{TH_MONTHS[day.month - 1]}{NBSP}{year}"
    if style == "long":
        return f"{day.day}{NBSP}{TH_MONTHS[day.month - 1]}{NBSP}{year}"
    shown = year % 100 if style == "grid" else year
    return f"{day.day}{NBSP}{TH_SHORT[day.month - 1]}{NBSP}{shown:02d}"


def _english(day, style):
    if style == "heading":
        return f"{EN_DAYS[day.weekday()]}, {day.day}{NBSP}{EN_MONTHS[day.month - 1]}{NBSP}{day.year}"
    if style == "long":
        return f"{day.day}{NBSP}{EN_MONTHS[day.month - 1]}{NBSP}{day.year}"
    shown = f"{day.year % 100:02d}" if style == "grid" else day.year
    return f"{day.day}{NBSP}{EN_MONTHS[day.month - 1][:3]}{NBSP}{shown}"
