"""The functions a script may call beside Starlark's own: dates, numbers, money, lists, text.

The docstring of each is its manual: Thai / English, then examples that are true (the tests run them).
All are deterministic: the moment and the calendar come from the context of the command. Money and other
decimals are text with a point (``"3480000.00"``), because floats lose satang.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256
from threading import local

import rfc8785

from workflows import clock
from workflows.scripts.amounts import (
    cells,
    clocked,
    day,
    exact,
    items,
    money,
    number,
    quantize,
    same,
    shift,
    whole,
    words,
)
from workflows.scripts.errors import FunctionRefused

current = local()  # .context and .scope of the script that runs on this thread
FUNCTIONS: dict[str, Callable] = {}


def function(body: Callable) -> Callable:
    """Lets scripts call a Python function, under its name without a closing underscore."""
    FUNCTIONS[body.__name__.rstrip("_")] = body
    return body


@function
def today() -> str:
    """วันที่วันนี้ตามเขตเวลาของศูนย์ / Today's date in the centre's zone.
    today() == "2026-11-22" """
    return current.context.today


@function
def date_(value: str) -> str:
    """วันที่ที่ตรวจแล้วว่ามีจริง หรือวันที่ของวันเวลา / A checked date, or the day of a date-time.
    date("2026-11-30") == "2026-11-30"
    date("2026-11-30T20:00:00Z") == "2026-12-01" """
    return day(value, current.context.calendar.tz).isoformat()


@function
def instant(value: str) -> str:
    """วันเวลาเดียวกันในเวลา UTC เพื่อเทียบก่อนหลัง / The same moment in UTC, so that moments compare as text.
    instant("2026-11-30T16:30:00+07:00") == "2026-11-30T09:30:00Z" """
    return clock.instant_text(clocked(clock.parse_instant, value))


@function
def add_days(start: str, count: int) -> str:
    """วันที่หลังจากนั้นกี่วัน (ติดลบคือก่อน) / The date so many days later (negative: earlier).
    add_days("2026-11-30", 2) == "2026-12-02" """
    return shift(day(start, current.context.calendar.tz), whole(count, 40_000)).isoformat()


@function
def days_between(first: str, last: str) -> int:
    """จำนวนวันจากวันแรกถึงวันหลัง / Days from the first date to the second.
    days_between("2026-11-22", "2026-11-30") == 8"""
    zone = current.context.calendar.tz
    return (day(last, zone) - day(first, zone)).days


@function
def after(duration: str, start: str | None = None) -> str:
    """วันเวลาหลังจาก now (หรือเวลาที่ให้) ตามระยะเวลา ISO 8601 / The moment a duration after now or a moment.
    after("P3D") == "2026-11-25T09:00:00Z"
    after("PT10H", "2026-01-01T00:00:00Z") == "2026-01-01T10:00:00Z" """
    begin = current.context.now if start is None else clocked(clock.parse_instant, start)
    return clocked(clock.due_at, duration, begin, current.context.calendar)


@function
def workdays(count: int, start: str | None = None) -> str:
    """เวลาเลิกงานของวันทำการที่ count นับจากวันถัดไป / The close of the count-th working day after today or a day.
    workdays(3) == "2026-11-25T09:30:00Z"
    workdays(1, "2026-12-04") == "2026-12-07T09:30:00Z" """
    calendar = current.context.calendar
    begin = current.context.now if start is None else calendar.closing(day(start, calendar.tz))
    return clocked(calendar.workdays, count, begin)


@function
def workdays_between(first: str, last: str) -> int:
    """จำนวนวันทำการหลังวันแรกจนถึงวันหลัง / Working days after the first date, up to and including the second.
    workdays_between("2026-11-20", "2026-11-27") == 5"""
    calendar = current.context.calendar
    return clocked(calendar.workdays_between, day(first, calendar.tz), day(last, calendar.tz))


@function
def be_year(when: str | None = None) -> int:
    """ปี พ.ศ. ของวันที่ (ไม่ระบุคือวันนี้) / The Buddhist Era year of a date, today's when none is given.
    be_year("2026-11-22") == 2569"""
    return day(when or current.context.today, current.context.calendar.tz).year + 543


@function
def fiscal_year(when: str | None = None) -> int:
    """ปีงบประมาณ พ.ศ. (1 ต.ค.–30 ก.ย.) / The Thai fiscal year in B.E., named by the year it ends in.
    fiscal_year("2026-09-30") == 2569
    fiscal_year("2026-10-01") == 2570"""
    moment = day(when or current.context.today, current.context.calendar.tz)
    return moment.year + 543 + (moment.month >= 10)


@function
def round_(value: object, places: int = 0) -> object:
    """ปัดเศษแบบครึ่งปัดขึ้น ข้อความทศนิยมได้ข้อความ / Rounds half away from zero; decimal text stays text.
    round(2.5) == 3
    round(2.345, 2) == 2.35
    round("2.345", 2) == "2.35" """
    rounded = quantize(exact(value), whole(places, 10))
    if isinstance(value, str):
        return f"{rounded:f}"
    return float(rounded) if places > 0 else int(rounded)


@function
def to_number(value: object) -> object:
    """ตัวเลขจากข้อความ (มีจุลภาคคั่นหลักได้) / The number a text holds, thousands separators allowed.
    to_number("3,480,000.50") == 3480000.5
    to_number("12.00") == 12"""
    return number(exact(value))


@function
def decimal(value: object, places: int = 2) -> str:
    """ข้อความทศนิยมตามจำนวนตำแหน่ง / Decimal text with so many places.
    decimal(3480000) == "3480000.00" """
    return f"{quantize(exact(value), whole(places, 10)):f}"


@function
def money_add(first: object, second: object) -> str:
    """บวกเงิน / Adds two amounts of money.
    money_add("0.10", "0.20") == "0.30" """
    return money(exact(first) + exact(second))


@function
def money_subtract(first: object, second: object) -> str:
    """ลบเงิน / Subtracts the second amount from the first.
    money_subtract("500000.00", "0.05") == "499999.95" """
    return money(exact(first) - exact(second))


@function
def money_multiply(amount: object, factor: object) -> str:
    """คูณเงินด้วยตัวเลข ปัดเป็นสตางค์ / Multiplies an amount by a number, rounded to the satang.
    money_multiply("1000.00", "0.07") == "70.00" """
    return money(exact(amount) * exact(factor))


@function
def money_sum(amounts: list, key: str | None = None) -> str:
    """รวมเงินในรายการ หรือในช่อง key ของตาราง / The sum of a list of amounts, or of one column of a table.
    money_sum(["0.10", "0.20", "5"]) == "5.30"
    money_sum([{"cost": "2.50"}, {"cost": "1.00"}], "cost") == "3.50" """
    return money(sum((exact(item) for item in cells(amounts, key)), Decimal(0)))


@function
def money_compare(first: object, second: object) -> int:
    """เทียบเงิน: -1 น้อยกว่า, 0 เท่ากัน, 1 มากกว่า / Compares two amounts: -1 less, 0 equal, 1 more.
    money_compare("500000.00", "500000") == 0"""
    left, right = exact(first), exact(second)
    return (left > right) - (left < right)


@function
def sum_(values: list) -> object:
    """ผลรวมของรายการตัวเลข / The sum of a list of numbers.
    sum([1, 2, 3.5]) == 6.5"""
    return number(sum((exact(item) for item in items(values)), Decimal(0)))


@function
def sum_of(rows: list, key: str) -> object:
    """ผลรวมของช่องหนึ่งในตาราง / The sum of one column of a table.
    sum_of([{"n": 2}, {"n": 3}], "n") == 5"""
    return sum_(cells(rows, key))


@function
def mean(values: list) -> object:
    """ค่าเฉลี่ย (รายการว่างได้ None) / The mean of a list of numbers; None for an empty list.
    mean([1, 2, 4.5]) == 2.5"""
    numbers = [exact(item) for item in items(values)]
    return float(sum(numbers, Decimal(0)) / len(numbers)) if numbers else None


@function
def column(rows: list, key: str) -> list:
    """ค่าทุกแถวของช่องหนึ่งในตาราง / The values of one column of a table.
    max(column([{"n": 2}, {"n": 3}], "n")) == 3"""
    return cells(rows, key)


@function
def count_of(rows: list, key: str, value: object) -> int:
    """จำนวนแถวที่ช่อง key เท่ากับ value / How many rows have this value in that column.
    count_of([{"vote": "for"}, {"vote": "against"}], "vote", "for") == 1"""
    return [same(item) for item in cells(rows, key)].count(same(value))


@function
def all_of(values: list, allowed: list) -> bool:
    """ทุกค่าอยู่ในรายการที่กำหนดหรือไม่ / Whether every value is one of those given.
    all_of(["iot", "ai"], ["iot", "ai", "data"]) == True"""
    return {same(item) for item in items(values)} <= {same(item) for item in items(allowed)}


@function
def any_of(values: list, wanted: list) -> bool:
    """มีค่าใดค่าหนึ่งอยู่ในรายการที่กำหนดหรือไม่ / Whether at least one value is among those given.
    any_of(["iot"], ["ai", "data"]) == False"""
    return not {same(item) for item in items(values)}.isdisjoint(map(same, items(wanted)))


@function
def text(value: object) -> str:
    """ค่าเป็นข้อความ: ตัวเลขเขียนเต็ม, None เป็นข้อความว่าง / A value as text: numbers in full, "" for None.
    text(123456789.5) == "123456789.5"
    text(None) == "" """
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{exact(value):f}"
    return words(value)


@function
def trim(value: str) -> str:
    """ตัดช่องว่างหัวท้ายและยุบช่องว่างซ้ำ / Without blanks at the ends, and single ones inside.
    trim("  ศูนย์   DGTi ") == "ศูนย์ DGTi" """
    return " ".join(words(value).split())


@function
def contains(value: str, part: str) -> bool:
    """มีข้อความย่อยอยู่หรือไม่ ไม่สนตัวพิมพ์ / Whether a text holds a part, whatever the case.
    contains("Smart IoT", "iot") == True"""
    return words(part).casefold() in words(value).casefold()


@function
def blank(value: object) -> bool:
    """ไม่มีค่า ข้อความว่าง หรือรายการว่าง / Whether there is nothing: None, empty text, an empty list.
    blank("  ") == True
    blank(0) == False"""
    return value is None or (not value.strip() if isinstance(value, str) else value in ([], {}))


@function
def given(name: str) -> bool:
    """มีตัวแปรชื่อนี้และมีค่าแล้วหรือไม่ (ชื่อเป็นข้อความตรง ๆ) / Whether a variable, named literally, has a value.
    given("amount") == False"""
    return current.scope.get(name) is not None


@function
def variable(name: str, default: object = None) -> object:
    """ค่าของตัวแปร หรือค่าที่กำหนดเมื่อยังไม่มี / The value of a variable, or the default while it has none.
    variable("rounds", 0) + 1 == 1"""
    value = current.scope.get(name)
    return default if value is None else value


@function
def digest(value: object) -> str:
    """ลายนิ้วมือ SHA-256 ของค่า (JSON มาตรฐาน) / The SHA-256 of a value as canonical JSON (RFC 8785).
    digest([1, "ก"])[:8] == "867d18ac" """
    try:
        return sha256(rfc8785.dumps(value)).hexdigest()
    except rfc8785.CanonicalizationError:
        raise FunctionRefused("เขียนค่านี้เป็น JSON มาตรฐานไม่ได้", "it has no canonical JSON") from None
