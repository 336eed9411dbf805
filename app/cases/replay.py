"""Running the commands of a case again under the releases they were given, and comparing byte for byte."""

import hashlib
from dataclasses import dataclass, field

from app import clock
from app.cases.models import Instance
from app.extensions import db
from app.journal.service import Entry, entries
from app.processes.service import release
from app.registers.calendars import working_calendar
from workflows import Message, start
from workflows.errors import Refused


@dataclass
class Replay:
    """What replaying a case found; `differences` are (entry number, sentence th, en)."""

    instances: int = 0
    commands: int = 0
    differences: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def same(self) -> bool:
        return not self.differences


ERASED = ("ข้อมูลของคำสั่งถูกลบแล้ว จึงเดินซ้ำไม่ได้", "What the command brought was erased: it cannot be run again.")
OTHER = ("สถานะหลังคำสั่งไม่ตรงกับที่บันทึก", "After the command the state is another than was recorded.")
REFUSED = ("เครื่องยนต์ปฏิเสธคำสั่งที่เคยรับ", "The engine refuses a command it once took.")
STORED = ("สถานะที่เก็บไว้ไม่ตรงกับผลการเดินซ้ำ", "The stored state is not the one the commands lead to.")


def replay_case(case) -> Replay:
    """Run every command of the journal again; each must reach the recorded state, the last the stored one."""
    found, runs = Replay(), {}
    for entry in entries(case):
        if "do" in entry.document["command"] and "state" in entry.document:
            _repeat(entry, runs, found)
    found.instances = len(runs)
    for instance in db.session.query(Instance).filter_by(case_id=case.id):
        run = runs.get(instance.id)
        if run is not None and run.state() != instance.state:
            found.differences.append((case.journal_number, *STORED))
    return found


def _repeat(entry: Entry, runs: dict, found: Replay) -> None:
    document, instance = entry.document, entry.instance_id
    if set(document["commits"]) - set(entry.values):
        runs[instance] = None
        found.differences.append((entry.number, *ERASED))
    if runs.get(instance, ...) is None:
        return
    try:
        runs[instance] = command(runs.get(instance), document, entry.given, clock.moment(document["at"]))
    except Refused as error:
        runs[instance] = None
        found.differences.append((entry.number, *REFUSED[:1], f"{REFUSED[1]} {error.en}"))
        return
    found.commands += 1
    if hashlib.sha256(runs[instance].state()).hexdigest() != document["state"]:
        found.differences.append((entry.number, *OTHER))


def command(run, document: dict, given: dict, at):
    """One command of the journal, to the engine; hands back the run."""
    do = document["command"]
    if run is not None:
        run.work_by(working_calendar(release(document["release"]), document.get("calendar")))
    match do["do"]:
        case "start":
            return _start(document, given, at)
        case "complete":
            run.complete(do["step"], given.get("answers", {}), at)
        case "deliver":
            run.deliver(Message(**given["message"]), at)
        case "signal":
            run.signal(do["signal"], given.get("payload"), at)
        case "tick":
            run.tick(at)
        case "retry":
            run.retry(do["step"], at)
        case "repair":
            # Repairs of before they named a place wrote the variables of the case's own process.
            place = (do["step"], do["within"]) if "within" in do else ()
            run.repair(given["variables"], at, *place)
        case "move":
            run.move(do["step"], do["element"], at)
    return run


def _start(document, given, at):
    do = document["command"]
    message = Message(**given["message"]) if "message" in given else None
    bundle = release(document["release"])
    return start(
        bundle,
        document["process"],
        given.get("variables", {}),
        at,
        do["seed"],
        message=message,
        event=do["event"],
        answers=given.get("answers"),
        calendar=working_calendar(bundle, document.get("calendar")),
    )
