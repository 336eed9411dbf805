"""What a run hands out: steps that wait, moves that happened, messages for others, incidents."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """Something that waits for a person or a service; ``values`` are the multi-instance locals."""

    id: int
    element: str
    kind: str
    name: str = ""
    name_en: str = ""
    lane: str | None = None
    form: str | None = None
    due: str | None = None
    assignee: str | None = None
    operation: str | None = None
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Move:
    """What happened to a step: ``event`` is entered, completed, cancelled, thrown, caught or incident.

    ``flow`` is the sequence flow taken, ``condition`` its text and ``values`` what it read. A fork gives one
    move a flow, with the same ``id``; the first of them carries ``changes``.
    """

    id: int
    element: str
    kind: str
    event: str
    flow: str | None = None
    condition: str | None = None
    values: dict[str, Any] | None = None
    decision: dict[str, Any] | None = None
    changes: dict[str, list] | None = None

    def to_json(self) -> dict[str, Any]:
        """A dictionary without the empty fields, in the order of the fields."""
        pairs = ((name, getattr(self, name)) for name in MOVE_FIELDS)
        return {name: value for name, value in pairs if value is not None}


MOVE_FIELDS = tuple(f.name for f in fields(Move))


@dataclass(frozen=True, slots=True)
class Message:
    """A message between instances; ``keys`` are its correlation properties."""

    name: str
    payload: Any = None
    keys: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal for every instance that listens."""

    name: str
    payload: Any = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """What an instance listens for: ``kind`` message or signal; ``keys`` must all match (empty: any)."""

    kind: str
    name: str
    keys: dict[str, Any]
    element: str
    step_id: int


@dataclass(frozen=True, slots=True)
class Incident:
    """A step that cannot go on: which rule broke, in words, with line and values."""

    step_id: int
    element: str
    rule: str
    th: str
    en: str
    line: int | None = None
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a command opened for people and services, and the ids of the steps it closed."""

    opened: tuple[Step, ...] = ()
    closed: tuple[int, ...] = ()
