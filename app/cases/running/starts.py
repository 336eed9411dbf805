"""Processes that begin by themselves: when a time falls due, or a condition over the calendar becomes true.

Publication writes one due row for each such start event and centre, in its own transaction. A row that fires
opens a case and writes the next one, together: docs/decisions/0072-started-by-time.md.
"""

from datetime import timedelta

from sqlalchemy import delete, insert, select, update

from app import clock
from app.cases.models import NO_DUE
from app.cases.running.acts import ACTS
from app.cases.running.opening import begin, new_case, scene_of
from app.cases.running.statements import DUE, INCIDENT
from app.cases.waiting import MAX_ATTEMPTS
from app.extensions import db
from app.people.models import Centre
from app.people.service import centres
from app.processes.service import WHEN_PUBLISHED, current, list_processes, release
from app.refusals import Invalid
from app.registers.service import WHEN
from workflows.errors import Refused
from workflows.properties import listed
from workflows.schedule import TimedStart, holds, next_time, timed_starts

KIND = "start"
MINUTE = timedelta(minutes=1)
# How far back a condition is looked at when no worker ran: once a minute of the last day.
LOOKED_BACK = timedelta(days=1)


def plant(bundle) -> list[dict]:
    """The rows of a release just published; those of older versions go. Hands back findings for its owner."""
    now = clock.now().replace(microsecond=0)
    kept = _withdraw(sorted(bundle.processes))
    rows, findings = [], []
    for process in bundle.processes.values():
        places = _places(process)
        for start in timed_starts(bundle, process.id):
            fresh = _first(bundle, process, start, now)
            old = [kept.get(_key(start, place.id)) for place in places]
            rows += [_planted(fresh, place, row) for place, row in zip(places, old, strict=True)]
            if fresh["due_at"] == NO_DUE and not any(old):
                findings.append(_over(process, start))
    _write(rows)
    return findings


def plant_for(place: Centre, _by) -> None:
    """The rows of a centre that was founded after the processes were published."""
    now = clock.now().replace(microsecond=0)
    for version in list_processes():
        bundle = release(version.release_hash)
        process = bundle.processes[version.process_id]
        if place in _places(process):
            starts = timed_starts(bundle, process.id)
            _write([_planted(_first(bundle, process, start, now), place, None) for start in starts])


def fire(row) -> None:
    """The row is due: open a case if it is time, and write the next row. One of an old version does nothing.

    What was missed while no worker ran happens once, late; then it goes on with the next time from now on.
    """
    said = row.payload
    version = current(row.name)
    if version.release_hash != said["release"]:
        return
    bundle = release(version.release_hash)
    start = next(one for one in timed_starts(bundle, row.name) if _key(one, None)[1:4] == _named(said))
    if start.kind == "timer":
        _open(version, start, said["centre"])
        due = next_time(bundle, start, clock.moment(said["since"]), max(clock.now(), row.due_at))
        _write([_row(row.name, said, clock.moment(due) if due else NO_DUE)])
        return
    rose, was, last = _watch(bundle, start, said)
    if rose:
        _open(version, start, said["centre"])
    _write([_row(row.name, {**said, "was": was, "next": clock.text(last + MINUTE)}, last + MINUTE)])


def init_app(_app) -> None:
    """From now on publication plants rows and the worker knows what to do with them."""
    ACTS[KIND] = fire
    if plant not in WHEN_PUBLISHED:
        WHEN_PUBLISHED.append(plant)
    founded = WHEN.setdefault(("centres", "added"), [])
    if plant_for not in founded:
        founded.append(plant_for)


def _open(version, start: TimedStart, centre_id: int) -> None:
    place = db.session.get(Centre, centre_id)
    case = new_case(version, place, {"title_th": version.name, "title_en": version.name_en}, None)
    given = {"case_id": case.id, "case_no": case.case_no, "centre": place.code, "submitter": None}
    begin(scene_of(case, case.opened_at), version, "case:opened", None, variables=given, event=start.event)


def _watch(bundle, start, said):
    """Whether the condition became true since it was last looked at, its value now, the last full minute."""
    last = clock.now().replace(second=0, microsecond=0)
    moment = max(clock.moment(said["next"]), last - LOOKED_BACK)
    rose, was = False, said["was"]
    while moment <= last:
        value = holds(bundle, start, moment)
        rose, was = rose or (value and not was), value
        moment += MINUTE
    return rose, was, last


def _first(bundle, process, start, now):
    """When a start that is new is due first; Invalid for what gives no time or truth.

    A time that is over begins nothing; nor does a condition which is true already: it did not become true.
    """
    said = {"release": bundle.hash, "event": start.event, "index": start.index, "text": start.text}
    try:
        if start.kind == "timer":
            due = next_time(bundle, start, now, now)
            said["since"] = clock.text(now)
            return _row(process.id, said, clock.moment(due) if due else NO_DUE)
        following = now.replace(second=0) + MINUTE
        said |= {"was": holds(bundle, start, now), "next": clock.text(following)}
        return _row(process.id, said, following)
    except Refused as why:
        field = f"{process.file}#{start.event}"
        error = {"field": field, "code": "start_fails", "th": why.th, "en": why.en}
        raise Invalid(
            f"เหตุการณ์เริ่มต้น “{start.event}” คำนวณไม่ได้: {why.th}",
            f"The start event “{start.event}” cannot be computed: {why.en}",
            "start_fails",
            errors=[error],
        ) from why


def _planted(fresh, place, old):
    """The row of one centre. A start that says the same as before counts on, also when it is over."""
    if old is None:
        return {**fresh, "payload": {**fresh["payload"], "centre": place.id}}
    due = old.due_at if old.attempts < MAX_ATTEMPTS else fresh["created_at"]
    return {**fresh, "payload": {**old.payload, "release": fresh["payload"]["release"]}, "due_at": due}


def _withdraw(processes):
    """Take the rows of older versions away; hands them back by what they stand for.

    The first look waits for workers that are firing one, the second sees the rows they wrote meanwhile.
    """
    found = select(DUE).where(DUE.c.kind == KIND, DUE.c.name.in_(processes)).with_for_update()
    db.session.execute(found).all()
    rows = db.session.execute(found).all()
    ids = [row.id for row in rows]
    if ids:
        closed = update(INCIDENT).where(INCIDENT.c.due_row_id.in_(ids), INCIDENT.c.closed_at.is_(None))
        db.session.execute(closed.values(closed_at=clock.now()))
        db.session.execute(delete(DUE).where(DUE.c.id.in_(ids)))
    return {(row.name, *_named(row.payload), row.payload["centre"]): row for row in rows}


def _key(start, centre_id):
    return start.process, start.event, start.index, start.text, centre_id


def _named(said):
    return said["event"], said["index"], said["text"]


def _places(process) -> list[Centre]:
    """The centres in which a process begins by itself: those its property `centres` names, else all."""
    every = centres()
    codes = listed(process.properties.get("centres", ""))
    unknown = sorted(set(codes) - {place.code for place in every})
    if unknown:
        th, en = f"ไม่มีศูนย์รหัส “{unknown[0]}”", f"There is no centre “{unknown[0]}”."
        error = {"field": f"{process.file}#{process.id}", "code": "unknown_centre", "th": th, "en": en}
        raise Invalid(th, en, "unknown_centre", errors=[error])
    return [place for place in every if place.code in codes] if codes else every


def _over(process, start):
    return {
        "file": process.file,
        "element": start.event,
        "rule": "start-time-over",
        "severity": "warning",
        "th": "เวลาเริ่มผ่านไปแล้ว กระบวนการนี้จึงไม่เริ่มเอง",
        "en": "The time of this start is over: it begins nothing.",
        "line": process.elements[start.event].line,
    }


def _row(process_id, said, due_at):
    row = {"kind": KIND, "name": process_id, "payload": said, "due_at": due_at}
    return {**row, "attempts": 0, "created_at": clock.now()}


def _write(rows):
    if rows:
        db.session.execute(insert(DUE), rows)
