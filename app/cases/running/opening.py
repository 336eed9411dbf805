"""Opening cases, and starting the next instance of a case."""

import secrets

from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.cases.models import Case, Instance
from app.cases.papers.binding import bind_files
from app.cases.running import effects
from app.cases.running.later import ladder_of
from app.cases.running.named import refuse_strangers
from app.cases.running.scene import Scene
from app.cases.waiting import Counter
from app.extensions import db
from app.journal.canonical import GENESIS, settled
from app.journal.service import Head
from app.people.models import Centre, Person
from app.people.service import centre as centre_named
from app.people.service import has_role
from app.processes.service import current, form, release
from app.refusals import Invalid, NotAllowed
from app.registers.calendars import working_calendar
from workflows import Message, start

# One more under a name, or the first: one statement, so that two at once do not both begin at one.
COUNT = {
    name: dialect.insert(Counter)
    .on_conflict_do_update(index_elements=["name"], set_={"value": Counter.value + 1})
    .returning(Counter.value)
    for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql))
}
TITLE_LENGTH = 300


def open_case(process_id: str, answers: dict, by, centre) -> Case:
    """A new case, begun by answering the form of a start event; its lane is a role of `by` in that centre."""
    place = centre if isinstance(centre, Centre) else centre_named(centre)
    version = current(process_id)
    process = release(version.release_hash).processes[process_id]
    event = _start_event(process, by, place)
    if answers and not event.form:
        raise Invalid("กระบวนการนี้ไม่มีแบบฟอร์มเริ่ม", "This process asks nothing at its start.", "nothing_asked")
    case = new_case(version, place, answers, by.id)
    given = {"case_id": case.id, "case_no": case.case_no, "centre": place.code, "submitter": by.username}
    scene = scene_of(case, case.opened_at)
    begin(scene, version, "case:opened", by.id, variables=given, answers=answers, event=event.id)
    db.session.refresh(case)
    return case


def open_by_message(version, event: str, message: Message, centre: str) -> Case:
    """A new case that a message opens; nobody has opened it, so nobody is its submitter."""
    payload = message.payload if isinstance(message.payload, dict) else {}
    case = new_case(version, centre_named(centre), payload, None)
    given = {"case_id": case.id, "case_no": case.case_no, "centre": centre, "submitter": None}
    scene = scene_of(case, case.opened_at)
    begin(scene, version, "case:opened", None, variables=given, event=event, message=message)
    return case


def new_case(version, place: Centre, said: dict, opened_by: int | None) -> Case:
    """The row of a case, with its number, named by what is said at its start."""
    now = clock.now()
    case = Case(
        case_no=next_case_no(place, now),
        centre_id=place.id,
        title=title(said, "title_th") or version.name,
        title_en=title(said, "title_en") or None,
        stage=version.process_id,
        status="running",
        opened_by=opened_by,
        opened_at=now,
        journal_number=0,
        journal_hash=GENESIS,
        journal_at=now,
    )
    db.session.add(case)
    db.session.flush()
    return case


def _start_event(process, by, centre):
    """The first start event that a person begins; NotAllowed when it belongs to somebody else."""
    events = [event for event in process.starts if event.kind == "none"]
    if not events:
        raise Invalid(
            "กระบวนการนี้เริ่มด้วยข้อความ ไม่ใช่โดยบุคคล",
            "This process is started by a message, not by a person.",
            "not_startable",
        )
    mine = [event for event in events if event.lane and has_role(by, event.lane, centre.id)]
    if not mine:
        raise NotAllowed(
            "บทบาทของท่านเริ่มกระบวนการนี้ไม่ได้", "Your role does not start this process.", "not_your_start"
        )
    return mine[0]


def title(answers: dict, name: str) -> str:
    """What a start form calls the case."""
    said = answers.get(name)
    return said.strip()[:TITLE_LENGTH] if isinstance(said, str) else ""


def next_case_no(centre: Centre, now) -> str:
    """SRC-2570-00001: by centre and fiscal year, without gaps."""
    name = f"{centre.code}-{clock.fiscal_year(now)}"
    return f"{name}-{counted(name):05d}"


def counted(name: str) -> int:
    """The next number under a name, from 1; two at once get two numbers."""
    return db.session.scalar(COUNT[db.engine.dialect.name], {"name": name, "value": 1})


def scene_of(case: Case, now) -> Scene:
    """The scene of a case just made."""
    head = Head(case.id, case.case_no, case.journal_number, case.journal_hash)
    about = (case.id, case.case_no, case.centre_id, case.opened_by, case.speed)
    centre = db.session.get(Centre, case.centre_id)
    ladder = ladder_of(centre.settings)
    return Scene(*about, head, now, calendar=centre.calendar, case_state=case.state, ladder=ladder)


def begin(scene: Scene, version, kind: str, by: int | None, *, event, variables, answers=None, message=None):
    """Start an instance of a process for a case, by a form (`answers`) or by a message."""
    given = {"variables": variables, "answers": answers, "message": message_json(message)}
    given = settled({name: value for name, value in given.items() if value is not None})
    told = Message(**given["message"]) if message else None
    do = {"do": "start", "seed": secrets.token_hex(16), "event": event}
    bundle = release(version.release_hash)
    run = start(
        bundle,
        version.process_id,
        given.get("variables", {}),
        scene.now,
        do["seed"],
        message=told,
        event=event,
        answers=given.get("answers"),
        calendar=working_calendar(bundle, scene.calendar),
    )
    _check_what_is_named(scene, version, event, given.get("answers"), by)
    row = Instance(
        case_id=scene.case_id,
        process_id=version.process_id,
        release_hash=version.release_hash,
        seed=do["seed"],
        state=run.state(),
        status=run.status,
        started_at=scene.now,
        ended_at=scene.now if run.status in effects.ENDED else None,
    )
    db.session.add(row)
    db.session.flush()
    scene.instance_id, scene.process_id, scene.release_hash = row.id, row.process_id, row.release_hash
    command = effects.Command(kind, do, given, by)
    return effects.write(scene, run, command, None)


def _check_what_is_named(scene, version, event, answers, by):
    """People must hold the roles asked for; files must be those of the person who answers."""
    process = release(version.release_hash).processes[version.process_id]
    path = next((one.form for one in process.starts if one.id == event), None)
    if path and answers:
        asked = form(version.release_hash, path)
        refuse_strangers(asked, answers, scene.centre_id)
        bind_files(asked, answers, scene, db.session.get(Person, by))


def message_json(message: Message | None) -> dict | None:
    """A message as it is journaled."""
    if message is None:
        return None
    return {"name": message.name, "payload": message.payload, "keys": dict(message.keys)}
