"""What a script may know of the world: the moment of the command and the working calendar, nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from workflows.clock import THAI, Calendar, instant_text


class Meter:
    """How many bytes of data have passed into scripts and out: what large values cost, without a clock."""

    __slots__ = ("passed",)

    def __init__(self) -> None:
        self.passed = 0


@dataclass(frozen=True)
class Context:
    """Passed to every expression and script: ``now`` (offset-aware), the working ``calendar``, the ``meter``.

    Raises ValueError when ``now`` has no offset: a naive time would depend on the server it runs on.
    """

    now: datetime
    calendar: Calendar = THAI
    meter: Meter = field(default_factory=Meter, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.now.utcoffset() is None:
            raise ValueError("now must be offset-aware")

    @property
    def now_text(self) -> str:
        """``now`` in UTC as ``YYYY-MM-DDTHH:MM:SSZ``, the form scripts see."""
        return instant_text(self.now)

    @property
    def today(self) -> str:
        """The calendar date of ``now`` in the calendar's zone, ``YYYY-MM-DD``."""
        return self.now.astimezone(self.calendar.tz).date().isoformat()
