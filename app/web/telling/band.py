"""The answers a case page opens with: where it is, who holds it, since when, what next; and its stages."""

from types import SimpleNamespace

from flask import g

from app import clock
from app.people.roles import role_name
from app.web.context import calendar_of, mark_of, translate
from app.web.stages import ENDED, stage_of, stages
from app.web.telling.drawing import next_steps
from app.web.visitor import named, say
from app.web.wording.dates import day_of, show_date
from app.web.wording.texts import joined

MOST = 3


def band_of(case, rows, story):
    """The four answers, each a list of lines; `rows` are the open tasks (app/web/rows.py)."""
    if case.status in ENDED:
        return _finished(case, story)
    first = min(rows, key=lambda row: row.task.due_at, default=None)
    start = first.task.opened_at if first else (story[-1].at if story else case.opened_at)
    days = workdays(case, start, clock.now())
    shown = show_date(start, g.language)
    return SimpleNamespace(
        where=[numbered(stage_of(case.stage)), *dict.fromkeys(named(row.task) for row in rows[:MOST])],
        who=_holders(rows) or [translate("ระบบกำลังทำงานเอง", "The system works by itself")],
        since=[
            translate("{day} มา {n} วันทำการ", "{day}, {n} working days", day=shown, n=days) if days else shown
        ],
        mark=mark_of(first.task) if first else None,
        ended=None,
        next=_next(rows),
    )


def rail_of(case, stuck):
    """The numbered stages with their state, dates and working days; none for a matter beside them."""
    stops = [_stop(case, stage, stuck) for stage in stages()]
    return stops if any(stop.state != "ahead" for stop in stops) else []


def numbered(stage):
    """ "ขั้น 5 นำเสนอต่อคณะกรรมการ"; a process outside the pipeline has no number."""
    name = say(stage.name)
    return translate("ขั้น {n} {name}", "Stage {n} {name}", n=stage.number, name=name) if stage.number else name


def workdays(case, start, end):
    """Working days between two moments by the calendar of the case's release."""
    return calendar_of(case.instances[-1] if case.instances else None).workdays_between(
        day_of(start), day_of(end)
    )


def _holders(rows):
    """Names first, then roles for what nobody holds, each once."""
    held = [
        f"{named(row.holder)} ({row.role})" if row.role else named(row.holder) for row in rows if row.holder
    ]
    free = [translate("กลุ่ม{role}", "{role}", role=row.role) for row in rows if not row.holder]
    found = list(dict.fromkeys(held + free))
    more = len(found) - MOST
    return found[:MOST] + ([translate("และอีก {n} คน", "and {n} more", n=more)] if more > 0 else [])


def _next(rows):
    """The tasks that the drawing asks next, with their roles."""
    ahead = {}
    for row in rows:
        for element in next_steps(row.task.instance, [row.task.element]):
            ahead.setdefault(element.id, element)
    if not ahead:
        return [translate("เดินต่อเองตามแผนผังเมื่องานนี้เสร็จ", "It goes on by the diagram when this is done")]
    shown = [named(element) for element in list(ahead.values())[:MOST]]
    roles = dict.fromkeys(say(role_name(element.lane)) for element in ahead.values() if element.lane)
    either = translate("หรือ", "or").join((" ", " "))
    return [either.join(shown), joined(list(roles)[:MOST], g.language)]


def _finished(case, story):
    last = story[-1] if story else None
    days = workdays(case, case.opened_at, case.closed_at or clock.now())
    return SimpleNamespace(
        where=[translate("สิ้นสุดแล้ว", "Finished"), numbered(stage_of(case.stage))],
        who=[translate("ไม่มีผู้ถืองาน", "Nobody holds it")],
        since=[
            show_date(case.closed_at, g.language),
            translate("ใช้เวลา {n} วันทำการ", "It took {n} working days", n=days),
        ],
        mark=None,
        ended=translate("จบด้วยอะไร", "How it ended"),
        next=[say(last)] if last else [],
    )


def _stop(case, stage, stuck):
    """One stage of the rail: not reached, under way, stuck or done."""
    runs = [one for one in case.instances if one.process_id == stage.process_id]
    if not runs:
        return SimpleNamespace(stage=stage, state="ahead", lines=[])
    running = [one for one in runs if one.status not in ENDED]
    start, end = runs[0].started_at, None if running else runs[-1].ended_at
    state = "here" if running else "done"
    if {one.id for one in running} & {incident.instance_id for incident in stuck}:
        state = "stuck"
    shown = show_date(start, g.language)
    dates = (
        f"{shown} – {show_date(end, g.language)}"
        if end
        else translate("ตั้งแต่ {day}", "since {day}", day=shown)
    )
    days = translate("{n} วันทำการ", "{n} working days", n=workdays(case, start, end or clock.now()))
    rounds = [translate("{n} รอบ", "{n} rounds", n=len(runs))] if len(runs) > 1 else []
    return SimpleNamespace(stage=stage, state=state, lines=[dates, days, *rounds])
