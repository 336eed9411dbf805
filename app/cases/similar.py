"""Which cases resemble a text: a sketch of each case, found again through an index.

Why bands of a MinHash and not one list of the smallest hashes: docs/decisions/0040-similar-cases.md.
"""

import array
import hashlib
import unicodedata
from datetime import timedelta

from sqlalchemy import ForeignKey, LargeBinary, delete, func, insert, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from app.cases.models import Case
from app.database import Id, Table
from app.extensions import db

TEXTS = ("title_th", "problem_statement", "service_affected", "province")
SHINGLE = 3
BANDS, ROWS = 50, 4
PRIME = 2**61 - 1
WORD = 2**32
CANDIDATES = 50
SHOWN = 10
WORTH_SHOWING = 20
# A case closed longer ago is no duplicate any more.
STILL_COMPARED = timedelta(days=730)


class Sketch(Table):
    """How often two texts share their smallest hashes estimates how much of them is the same."""

    __tablename__ = "sketch"

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    hashes: Mapped[bytes] = mapped_column(LargeBinary)


class SketchBand(Table):
    """Parts of a sketch as keys: two cases that resemble each other share one."""

    __tablename__ = "sketch_band"

    band: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)


def number(text: str) -> int:
    """A number below 2^60 that depends on the text only, on every machine."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) >> 4


SHUFFLES = [(number(f"a{n}") | 1, number(f"b{n}")) for n in range(BANDS * ROWS)]


def shingles(text: str) -> set[int]:
    """Every three characters of a text in a row, spaces and marks of punctuation left out."""
    plain = unicodedata.normalize("NFKC", text).lower()
    kept = "".join(letter for letter in plain if letter.isalnum() or unicodedata.category(letter) == "Mn")
    return {number(kept[place : place + SHINGLE]) for place in range(max(len(kept) - SHINGLE + 1, 0))}


def sketch(text: str) -> list[int]:
    """The smallest hash under each of 200 shufflings; empty for a text too short to compare."""
    found = shingles(text)
    if not found:
        return []
    return [min((a * one + b) % PRIME for one in found) % WORD for a, b in SHUFFLES]


def bands(hashes: list[int]) -> list[int]:
    """The keys of a sketch: four hashes in a row, with their place."""
    return [number(f"{place}:{rows}") for place, rows in enumerate(in_rows(hashes, ROWS))]


def in_rows(hashes, size):
    return [tuple(hashes[place : place + size]) for place in range(0, len(hashes), size)]


def likeness(mine: list[int], theirs: list[int]) -> int:
    """Per cent of the two texts' shingles that they share, within about 3.5."""
    return round(100 * sum(map(int.__eq__, mine, theirs)) / len(mine))


def find_similar(scene, variables: dict) -> dict:
    """Remember this case's text; the most similar cases of its centre, and how similar the nearest is."""
    text = " ".join(str(variables.get(name) or "") for name in TEXTS)
    mine = sketch(text)
    remember(scene.case_id, mine)
    found = similar_to(scene, mine) if mine else []
    return {"similar": found, "max_sim": max((one["similarity"] for one in found), default=0)}


def remember(case_id: int, hashes: list[int]) -> None:
    """Store the sketch of a case in place of an older one."""
    forget_sketch(case_id)
    if hashes:
        packed = array.array("I", hashes).tobytes()
        db.session.execute(insert(Sketch.__table__), {"case_id": case_id, "hashes": packed})
        rows = [{"band": band, "case_id": case_id} for band in sorted(set(bands(hashes)))]
        db.session.execute(insert(SketchBand.__table__), rows)


def forget_sketch(case_id: int) -> None:
    """From now on the case resembles none."""
    db.session.execute(delete(SketchBand).where(SketchBand.case_id == case_id))
    db.session.execute(delete(Sketch).where(Sketch.case_id == case_id))


def similar_to(scene, mine: list[int]) -> list[dict]:
    """Cases of the same centre that share a band and were not closed long ago, nearest first."""
    near = (
        select(SketchBand.case_id, func.count().label("shared"))
        .where(SketchBand.band.in_(bands(mine)), SketchBand.case_id != scene.case_id)
        .group_by(SketchBand.case_id)
        .order_by(func.count().desc(), SketchBand.case_id)
        .limit(CANDIDATES)
        .subquery()
    )
    rows = db.session.execute(
        select(Case.case_no, Case.title, Sketch.hashes)
        .join(near, near.c.case_id == Case.id)
        .join(Sketch, Sketch.case_id == Case.id)
        .where(Case.centre_id == scene.centre_id)
        .where(or_(Case.closed_at.is_(None), Case.closed_at > scene.now - STILL_COMPARED))
    )
    found = [
        {"case_no": row.case_no, "title": row.title, "similarity": likeness(mine, unpacked(row.hashes))}
        for row in rows
    ]
    worth = [one for one in found if one["similarity"] >= WORTH_SHOWING]
    return sorted(worth, key=lambda one: (-one["similarity"], one["case_no"]))[:SHOWN]


def unpacked(packed: bytes) -> list[int]:
    return array.array("I", packed).tolist()
