"""Checking the journal of a case: what must fit, and the sentence for what does not."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import orjson

from app import clock
from app.journal.canonical import GENESIS, canonical, commitment, entry_hash


@dataclass
class Verification:
    """What checking the journal of a case found."""

    entries: int = 0
    head: str = GENESIS
    problems: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems


SENTENCES = {
    "order": ("ลำดับรายการไม่ต่อเนื่อง", "An entry is missing, or stands in the wrong place."),
    "hash": ("ค่าแฮชไม่ตรงกับเนื้อหา", "The hash does not fit the content and the entry before it."),
    "canonical": ("เนื้อหาไม่อยู่ในรูปแบบมาตรฐาน", "The bytes are not canonical JSON."),
    "columns": ("คอลัมน์ไม่ตรงกับเนื้อหา", "A column says something else than the entry."),
    "time": ("เวลาย้อนกลับ", "The entry is older than the one before it."),
    "value": ("ค่าที่เก็บไว้ไม่ตรงกับที่ผูกไว้ในรายการ", "A stored value is not the one the entry commits to."),
    "json": ("เนื้อหาอ่านไม่ได้", "The bytes are not JSON."),
    "head": ("ค่าล่าสุดบนเรื่องไม่ตรงกับบัญชี", "The case's own head is not the journal's last entry."),
}


def faults(rows, values) -> Iterator[tuple[int, tuple[str, str]]]:
    """(number, sentence) for everything that does not fit, entry by entry."""
    previous, before = GENESIS, None
    by_number: dict[int, list] = {}
    for value in values:
        by_number.setdefault(value.number, []).append(value)
    for place, row in enumerate(rows, 1):
        document = read(row.bytes)
        stored = by_number.pop(row.number, [])
        checks = {
            "json": bool(document),
            "order": row.number == document.get("number") == place,
            "hash": row.hash == entry_hash(previous, row.bytes),
            "canonical": canonical(document) == row.bytes,
            "columns": columns_fit(row, document),
            "time": before is None or row.at >= before,
            "value": all(value_fits(value, document) for value in stored),
        }
        yield from ((row.number, SENTENCES[name]) for name, fits in checks.items() if not fits)
        previous, before = row.hash, row.at
    yield from ((number, SENTENCES["value"]) for number in by_number)


def columns_fit(row, document) -> bool:
    told = (document.get("kind"), document.get("at"), document.get("by"), document.get("instance"))
    return told == (row.kind, clock.text(row.at), row.person_id, row.instance_id)


def value_fits(value, document) -> bool:
    return document.get("commits", {}).get(value.field) == commitment(value.salt, value.field, value.value)


def read(written: bytes) -> dict:
    """The entry, or nothing when the bytes are not an entry."""
    try:
        document = orjson.loads(written)
    except orjson.JSONDecodeError:
        return {}
    return document if isinstance(document, dict) else {}


def finish(found: Verification, problems, rows, head) -> Verification:
    """Add the problems, and whether the case's own head is the last entry."""
    found.problems.extend((number, *sentence) for number, sentence in problems)
    found.entries, found.head = len(rows), rows[-1].hash if rows else GENESIS
    if head != (found.entries, found.head):
        found.problems.append((found.entries, *SENTENCES["head"]))
    return found
