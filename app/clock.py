"""The clock of the application: the only place that reads the time, so that the seed, the demo and tests can set it."""

from datetime import UTC, datetime, timedelta

_offset = timedelta()


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC) + _offset


def travel_to(moment: datetime | None) -> None:
    """From here on the clock runs from `moment`; None: from the real present. For this process only."""
    global _offset
    _offset = moment - datetime.now(UTC) if moment else timedelta()
