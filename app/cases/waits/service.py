"""Why is it stuck? What a case waits for now, since when, who can act, and whether its clock goes (St10)."""

from dataclasses import dataclass, replace
from datetime import datetime

from app import clock
from app.cases.desk.rights import acts_on, reads_whole
from app.cases.models import Case
from app.cases.waits import words
from app.cases.waits.look import Look, catching, collecting, drawn, heard, places, registers, sending
from app.people.roles import ROLES
from app.processes.service import release
from workflows.elements import Element
from workflows.properties import listed

# Where the flow itself waits; any other place stands open beside it.
PLACES = ("intermediate_catch_event", "receive_task", "start_event")
OPEN_END = ("boundary_event", *PLACES)
GOES, STANDS, STOPS = "goes", "stands", "stops"


@dataclass(frozen=True)
class Wait:
    """One thing a case waits for. `kind`: incident, task, message, condition, system, timer, nothing.

    `until`: when it comes by itself, or when a task is due. `people`: how many can act; None where nobody
    has to. `clock` of a task: goes, stands, or stops (the others'). `beside`: may come, but nothing waits.
    """

    kind: str
    th: str
    en: str
    since: datetime | None = None
    until: datetime | None = None
    process_id: str | None = None
    element: str | None = None
    roles: tuple[str, ...] = ()
    people: int | None = None
    task_id: int | None = None
    clock: str | None = None
    beside: bool = False


@dataclass(frozen=True)
class Waits:
    """What a case waits for, the most pressing first, and since when its clock stands."""

    waits: tuple[Wait, ...]
    stands_since: datetime | None


def waits_of(case: Case, by) -> Waits:
    """For whoever may read the case. Its submitter hears of public tasks and their own, not of the office."""
    if case.status != "running":
        return Waits((), None)
    look = Look(case)
    if not reads_whole(case, by):
        return Waits(tuple(_outside(look, by)), case.stands_since)
    found = [*_incidents(look), *_tasks(look), *_messages(look), *_conditions(look), *_system(look)]
    timers = sorted(_timers(look), key=lambda one: one.until)
    if all(one.beside for one in (*found, *timers)):
        found.append(_nothing())
    return Waits(tuple(sorted((*found, *timers), key=lambda one: one.beside)), case.stands_since)


def _outside(look, by):
    seen = [one for task in look.tasks if task.public or acts_on(task, by) for one in [_task(look, task)]]
    yield from seen
    if not seen:
        yield Wait("system", "ศูนย์กำลังดำเนินการ", "The centre is at work on it")


def _nothing():
    th = "ไม่มีงาน ข้อความ หรือเวลาใดที่เรื่องนี้รออยู่ โปรดแจ้งเจ้าของกระบวนการ"
    return Wait("nothing", th, "No task, message or time is waited for: tell the process owner")


def _incidents(look):
    for one in look.incidents:
        th, en = words.incident_waits(one, look.holders)
        people = look.holders.get("process_owner", 0)
        about = {"element": one.element, "roles": ("process_owner",), "people": people}
        yield Wait("incident", th, en, one.opened_at, **about)


def _tasks(look):
    return [_task(look, task) for task in look.tasks]


def _task(look, task):
    th, en = words.task_waits(task, look.holders)
    roles = (task.role,) if task.role else ()
    people = 1 if task.holder else sum(look.holders.get(role, 0) for role in roles)
    place = next((row.process_id for row, _ in look.runs if row.id == task.instance_id), None)
    turns = STOPS if task.clock_stopped else STANDS if task.stands_since else GOES if task.due else None
    about = {"roles": roles, "people": people, "task_id": task.id, "clock": turns}
    return Wait("task", th, en, task.opened_at, task.due, place, task.element, **about)


def _messages(look):
    for row, run in look.runs:
        yield from (_message(look, row, one) for one in heard(run))


def _message(look, row, one):
    waits, caught = catching(row, one)
    sources = list(_sources(look, row, one.name))
    said = waits.properties.get("sentBy") or caught.properties.get("sentBy") or ""
    asked = listed(said or ("" if sources else waits.lane or ""))
    roles = [role for role in asked if role in ROLES and ROLES[role].decides]
    beside = waits.kind not in PLACES
    th, en = words.message_waits(words.called(caught), roles, look.holders, sources, beside)
    people = sum(look.holders.get(role, 0) for role in roles)
    where = {"process_id": row.process_id, "element": one.element}
    wait = Wait("message", th, en, **where, roles=tuple(roles), people=people if roles else None)
    return _placed(look, row, waits, one.step_id, wait)


def _sources(look, row, message):
    """Where a message comes from by itself: processes, collections, registers."""
    processes = release(row.release_hash).processes
    here = {other.process_id for other, _ in look.runs}
    for id in sending(row, message):
        yield words.from_process(processes[id], None if id in here else look.others.get(id, []))
    yield from map(words.from_collection, collecting(row, message))
    yield from map(words.from_register, registers(message))


def _conditions(look):
    """Places where neither a person nor a message nor a time is waited for, but a signal or a condition."""
    for row, run in look.runs:
        told = {step.id for step in run.waiting()} | {id for _, _, id in run.timers()}
        told |= {one.step_id for one in run.subscriptions() if one.kind == "message"}
        for id, element in run.standing(places(row)):
            place = drawn(row, element)
            if id not in told and place.kind in OPEN_END:
                th, en = words.called(place)
                said = (
                    f"รอที่ “{th}” จนกว่าจะเป็นตามเงื่อนไขหรือสัญญาณ",
                    f"It waits at “{en}” for a condition or signal",
                )
                wait = Wait("condition", *said, process_id=row.process_id, element=element)
                yield _placed(look, row, place, id, wait)


def _system(look):
    runs = {row.id: (row, run) for row, run in look.runs}
    for job in look.under_way:
        row, run = runs.get(job.instance_id, (None, None))
        step = next((one for one in run.waiting() if one.id == job.step_id), None) if run else None
        name = (step.name or step.element, step.name_en or step.element) if step else (job.name, job.name)
        th, en = words.system_waits(job, name)
        until = job.due_at if job.due_at > clock.now() else None
        where = {"process_id": row.process_id if row else None, "element": step.element if step else None}
        yield Wait("system", th, en, job.created_at, until, **where)


def _timers(look):
    for row, run in look.runs:
        for due, element, id in run.timers():
            place = drawn(row, element)
            th, en = words.called(place)
            at = clock.moment(due)
            wait = Wait("timer", f"ถึงเวลา “{th}”", f"The time of “{en}”", None, at, row.process_id, element)
            yield _placed(look, row, place, id, wait)


def _placed(look, row, place: Element, step_id: int, wait: Wait) -> Wait:
    """With since when it waits there, or marked as standing open beside the flow."""
    if place.kind in PLACES:
        return replace(wait, since=look.entered.get((row.id, step_id), row.started_at))
    return replace(wait, beside=True)
