"""When people of the sample office work: on working days of the package's calendar, in office hours."""

from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path

from app.clock import BANGKOK
from workflows.clock import Calendar

PIPELINE = Path(__file__).parents[2] / "bpmn" / "dgti"
FIRST, LAST = (8, 35), (16, 25)


@cache
def calendar() -> Calendar:
    """The working calendar of the package."""
    return Calendar.load((PIPELINE / "calendar.json").read_bytes())


def chance(*about) -> float:
    """A number from 0 to 1 that is the same for the same things: the play is the same every time."""
    text = "/".join(map(str, about))
    return int.from_bytes(sha256(text.encode()).digest()[:4]) / 2**32


def in_office(moment: datetime, about: object = "") -> datetime:
    """This moment, or else some time in the first hour of the next working day."""
    here = moment.astimezone(BANGKOK)
    if calendar().is_workday(here.date()) and FIRST <= (here.hour, here.minute) <= LAST:
        return here
    if (here.hour, here.minute) > LAST or not calendar().is_workday(here.date()):
        here += timedelta(days=1)
    while not calendar().is_workday(here.date()):
        here += timedelta(days=1)
    opens = here.replace(hour=FIRST[0], minute=FIRST[1], second=0, microsecond=0)
    return opens + timedelta(seconds=int(chance(about, here.date()) * 5400))
