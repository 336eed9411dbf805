"""Why is it stuck? What a case waits for now, in lines: what, since when, until when, and its clock."""

from types import SimpleNamespace

from flask import g

from app.cases.waits.service import GOES, STANDS, STOPS, waits_of
from app.web.context import translate
from app.web.visitor import say
from app.web.wording.dates import show_datetime
from app.web.wording.texts import Text

SHAPES = {
    "incident": ("incident", "red"),
    "nothing": ("incident", "red"),
    "task": ("here", "indigo"),
    "timer": ("today", "amber"),
    "condition": ("stopped", "grey"),
}
CLOCKS = {
    GOES: Text("นาฬิกาเดิน", "its clock goes"),
    STANDS: Text("นาฬิกาหยุด กำหนดจะเลื่อนออกไป", "its clock stands, the due date moves"),
    STOPS: Text("ระหว่างนี้นาฬิกาของงานอื่นหยุด", "the clocks of other tasks stand meanwhile"),
}
UNTIL = {
    "task": Text("กำหนด {at}", "due {at}"),
    "timer": Text("เมื่อ {at}", "at {at}"),
    "system": Text("ลองอีกครั้ง {at}", "tried again {at}"),
}


def waiting_of(case):
    """What waits and what may come beside it, as the page shows both; None for a case that is over."""
    found = waits_of(case, g.person)
    if not found.waits:
        return None
    lines = [(one, _line(one)) for one in found.waits]
    return SimpleNamespace(
        waits=[line for one, line in lines if not one.beside],
        beside=[line for one, line in lines if one.beside],
        clock=_clock(found.stands_since),
    )


def _line(one):
    shape, colour = SHAPES.get(one.kind, ("ahead", "grey"))
    return SimpleNamespace(
        shape=shape, colour=colour, words=say(one), about=" · ".join(_about(one)), task_id=one.task_id
    )


def _about(one):
    if one.since:
        yield translate("รอตั้งแต่ {at}", "waiting since {at}", at=_at(one.since))
    if one.until and one.kind in UNTIL:
        yield say(UNTIL[one.kind], at=_at(one.until))
    if one.clock:
        yield say(CLOCKS[one.clock])


def _clock(since):
    if since is None:
        return translate("นาฬิกาของเรื่องเดิน", "The clock of the case goes")
    stands = Text(
        "นาฬิกาของเรื่องหยุดตั้งแต่ {at} เพราะผู้อื่นต้องดำเนินการ",
        "The clock of the case stands since {at}: others must act",
    )
    return say(stands, at=_at(since))


def _at(moment):
    return show_datetime(moment, g.language)
