"""The other files of a bundle, read once: forms, decision tables, the calendar; and why some cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workflows.clock import Calendar
from workflows.decisions import Decisions
from workflows.decisions.dmn import read_dmn
from workflows.errors import Refused
from workflows.forms import Form

CALENDAR = "calendar.json"


@dataclass(frozen=True, slots=True)
class Parts:
    """``refused`` holds (file, why) for each file that cannot be used."""

    forms: Mapping[str, Form] = field(default_factory=dict)
    decisions: Decisions | None = None
    refused: tuple[tuple[str, Refused], ...] = ()


def read_parts(files: Mapping[str, bytes], named: frozenset[str]) -> Parts:
    """Forms are the files under ``forms/`` and those a step names; tables are the ``.dmn`` files."""
    refused: list[tuple[str, Refused]] = []
    forms = {}
    for path in sorted(files):
        if path in named or (path.startswith("forms/") and path.endswith(".json")):
            try:
                forms[path] = Form.load(path, files[path])
            except Refused as why:
                refused.append((path, why))
    decisions = _read_decisions({p: d for p, d in files.items() if p.lower().endswith(".dmn")}, refused)
    if CALENDAR in files:
        try:
            Calendar.load(files[CALENDAR])
        except Refused as why:
            refused.append((CALENDAR, why))
    return Parts(forms, decisions, tuple(refused))


def _read_decisions(tables: dict[str, bytes], refused: list[tuple[str, Refused]]) -> Decisions | None:
    """Each file alone, so that every bad one is named, then all together: tables may require each other."""
    bad = {}
    for path in sorted(tables):
        try:
            _judge_alone(path, tables[path])
        except Refused as why:
            bad[path] = why
    refused += bad.items()
    try:
        return Decisions.load(tables) if tables and not bad else None
    except Refused as why:
        refused.append((getattr(why, "file", ""), why))
        return None


def _judge_alone(path: str, data: bytes) -> None:
    """Raises what is wrong with one file, as far as it can be judged without the others."""
    decisions = read_dmn(path, data)
    own = {decision.id for decision in decisions}
    if all(required in own for decision in decisions for required in decision.requires):
        Decisions(decisions)
