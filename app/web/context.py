"""What every template may use: texts and dates in the visitor's language, the token of forms, the counts."""

from types import SimpleNamespace

from flask import g, request
from markupsafe import Markup

from app import clock
from app.cases import service as cases
from app.notices import service as notices
from app.people import service as people
from app.processes import service as processes
from app.registers.calendars import working_calendar
from app.web.visitor import csrf_token, duty_of, named, say
from app.web.wording.dates import show_date, show_datetime, show_time
from app.web.wording.due import mark
from app.web.wording.texts import Text, kept_together, number
from workflows.clock import THAI

PUBLIC_HASH = 10


def page_context():
    """The names every template knows."""
    person = g.get("person")
    return {
        "lang": g.get("language", "th"),
        "t": translate,
        "say": say,
        "named": named,
        "csrf": csrf_field,
        "here": request.full_path.rstrip("?") if request.method == "GET" else "/",
        "me": me_of(person),
        "badges": badges(person),
        "mark_of": mark_of,
    }


def me_of(person):
    """The visitor as the bar shows them; None before signing in."""
    if person is None:
        return None
    mends = people.has_role(person, "process_owner")
    opens = bool(processes.startable(person))
    duties = {"audits": "auditor", "protects": "dpo", "welcomes": "admin"}
    seen = {duty: people.has_role(person, role) for duty, role in duties.items()}
    return SimpleNamespace(name=named(person), duty=duty_of(person), mends=mends, opens=opens, **seen)


def translate(th, en, **values):
    """Thai or English, whichever the visitor reads; {places} are filled from the values."""
    return Text(th, en).in_language(g.get("language", "th"), **values)


def csrf_field():
    """The hidden field that proves a form is ours."""
    return Markup('<input type="hidden" name="_csrf" value="{}">').format(csrf_token())


def badges(person):
    """How many tasks and unread notices wait, counted once a request."""
    if person is None:
        return SimpleNamespace(tasks=0, notices=0)
    if "badges" not in g:
        g.counts = cases.count_tasks(person)
        g.badges = SimpleNamespace(
            tasks=g.counts["mine"] + g.counts["roles"], notices=notices.unread_count(person)
        )
    return g.badges


def mark_of(task):
    """The due mark of a task, now, by the working days of its own release."""
    if task.status != "open":
        return None
    counted = calendar_of(task.instance).workdays_between
    return mark(task.due, clock.now(), g.language, counted, task.stands_since)


def calendar_of(instance):
    """The working calendar an instance runs under, with the holidays of its centre."""
    if instance is None:
        return THAI
    return working_calendar(processes.release(instance.release_hash), instance.case.centre.calendar)


def short_hash(text):
    """4d0f7c19a2…e83b6f12: enough of a fingerprint to compare by eye."""
    return f"{text[:PUBLIC_HASH]}…{text[-8:]}" if text and len(text) > 20 else text


FILTERS = {
    "day": lambda value, style="text": show_date(value, g.get("language", "th"), style),
    "moment": lambda value, seconds=False: show_datetime(value, g.get("language", "th"), seconds),
    "clock": lambda value, seconds=False: show_time(value, g.get("language", "th"), seconds),
    "figure": number,
    "kept": kept_together,
    "short": short_hash,
}
