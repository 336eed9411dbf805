"""What happened to a case, in words: the journal for people."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from app.cases.desk.rights import reads_whole
from app.cases.desk.seal import sealed, tasks_in
from app.cases.lateness import in_words
from app.cases.models import Case
from app.cases.papers.withholding import left_the_room
from app.extensions import db
from app.journal.canonical import GENESIS
from app.journal.service import Entry, entries
from app.people.models import Person
from app.people.service import has_role
from app.processes.service import release

# What each entry says; {who}, {task}, {to} and {what} are filled in.
SENTENCES = {
    "case:opened": ("{who} เปิดเรื่อง", "{who} opened the case"),
    "instance:started": ("เริ่มกระบวนการ “{process}”", "The process “{process}” began"),
    "task:claimed": ("{who} รับงาน “{task}”", "{who} claimed “{task}”"),
    "task:released": ("{who} คืนงาน “{task}”", "{who} released “{task}”"),
    "task:reassigned": ("{who} มอบหมายงาน “{task}” ให้ {to}", "{who} reassigned “{task}” to {to}"),
    "task:completed": ("{who} ส่งงาน “{task}”", "{who} completed “{task}”"),
    "message:delivered": ("ได้รับข้อความ “{what}” จาก {who}", "The message “{what}” arrived from {who}"),
    "signal:received": ("ได้รับสัญญาณ “{what}”", "The signal “{what}” arrived"),
    "timer:fired": ("ครบกำหนดเวลา", "Time was up"),
    "service:completed": ("ระบบทำขั้นตอน “{task}”", "The system did “{task}”"),
    "incident:retried": ("{who} ลองขั้นตอน “{task}” อีกครั้ง", "{who} retried “{task}”"),
    "incident:repaired": ("{who} แก้ไขตัวแปร", "{who} repaired variables"),
    "values:erased": ("ลบข้อมูลส่วนบุคคลของเรื่องตามคำขอ", "Personal data of the case were erased on request"),
    "entry:erased": ("{who} ลบข้อมูลส่วนบุคคลของรายการหนึ่ง", "{who} erased the personal values of an entry"),
    "token:moved": ("{who} ย้ายการดำเนินงานไปที่ “{task}”", "{who} moved the process on to “{task}”"),
}
# A case that nobody opened, by the kind of its start event.
BY_ITSELF = {
    "timer": ("ถึงเวลาที่กำหนด ระบบเปิดเรื่องเอง", "Started by time: the system opened the case"),
    "conditional": ("เงื่อนไขเป็นจริง ระบบเปิดเรื่องเอง", "Started by its condition: the system opened the case"),
}
SYSTEM = ("ระบบ", "the system")
HIDDEN = {"entry:erased", "incident:retried", "incident:repaired", "token:moved"}


@dataclass(frozen=True)
class StoryEntry:
    """One line of a case's story, with everything a page or an auditor asks of it."""

    number: int
    at: datetime
    kind: str
    th: str
    en: str
    actor: Person | None
    instance_id: int | None
    process_id: str | None
    release_hash: str | None
    element: str | None
    name: str | None
    name_en: str | None
    task_id: int | None
    form: str | None
    answers: dict | None
    reason: str | None
    moves: list[dict]
    hash: str
    prev_hash: str
    erased: bool = False
    documents: tuple = ()
    # The absent person for whom the actor acted.
    behalf: Person | None = None
    # Whether it stopped the clocks of the case, or let them go: what the journal says, and in words.
    clock: dict | None = None

    @property
    def decisions(self) -> list[dict]:
        """The moves in which a condition or a decision table chose."""
        return [move for move in self.moves if "decision" in move or "condition" in move]


@dataclass(frozen=True)
class Answered:
    """A step somebody has answered, for the brief beside the next form."""

    task_id: int
    name: str
    name_en: str
    element: str
    process_id: str
    release_hash: str
    form: str | None
    answers: dict
    person: Person | None
    at: datetime


def story(case: Case, by) -> list[StoryEntry]:
    """The whole story; whoever opened the case without a role in it reads the public part of it."""
    written = entries(case)
    people = _people(written)
    hashes = [GENESIS, *(entry.hash for entry in written)]
    places = {
        entry.instance_id: (entry.document["process"], entry.document["release"])
        for entry in written
        if "process" in entry.document
    }
    told = [_tell(entry, places, people, hashes[place]) for place, entry in enumerate(written)]
    tasks = tasks_in(case.id)
    if not has_role(by, "auditor", case.centre_id):
        hidden = sealed(tasks)
        told = [_outside(line, by) if line.task_id in hidden else line for line in told]
    if left_the_room(case, by):
        told = [_outside(line, by) for line in told]
    if reads_whole(case, by):
        return told
    public = {task.id for task in tasks if task.public}
    return [_outside(line, by) for line in told if _is_public(line, public, by)]


def _people(written):
    ids = {entry.person_id for entry in written} | {entry.given.get("to") for entry in written}
    ids |= {entry.document.get("on_behalf_of") for entry in written}
    found = select(Person).where(Person.id.in_(sorted(filter(None, ids))))
    return {person.id: person for person in db.session.scalars(found)}


def _tell(entry: Entry, places, people, prev_hash) -> StoryEntry:
    command = entry.document["command"]
    process_id, hash = places.get(entry.instance_id, (None, None))
    id = command.get("element") or _element_of(entry)
    element = _drawn(hash, process_id, id)
    actor, to = people.get(entry.person_id), people.get(entry.given.get("to"))
    behalf = people.get(entry.document.get("on_behalf_of"))
    th, en = _sentence(entry, element, who(actor, behalf), to, _process(hash, process_id))
    return StoryEntry(
        entry.number,
        entry.at,
        entry.kind,
        th,
        en,
        actor,
        entry.instance_id,
        process_id,
        hash,
        id,
        element.name if element else id,
        (element.name_en or element.id) if element else id,
        command.get("task"),
        command.get("form") or (element.form if element and "answers" in entry.given else None),
        entry.given.get("answers"),
        entry.given.get("reason"),
        entry.moves,
        entry.hash,
        prev_hash,
        erased=bool(set(entry.document["commits"]) - set(entry.values)),
        documents=tuple(entry.document.get("documents", ())),
        behalf=behalf,
        clock=in_words(entry.document.get("clock")),
    )


def _element_of(entry):
    """What a command without an element acted on: where its first move happened."""
    command = entry.document["command"]
    if command.get("event"):
        return command["event"]
    step = command.get("step")
    moves = [move for move in entry.document["moves"] if step is None or move["id"] == step]
    return moves[0]["element"] if moves else None


def _process(hash, process_id):
    return release(hash).processes[process_id] if hash else None


def _drawn(hash, process_id, element):
    """The element as drawn."""
    return release(hash).element(process_id, element) if hash and element else None


def who(actor: Person | None, behalf: Person | None = None) -> tuple[str, str]:
    """Who did it, in Thai and English; "ก แทน ข" for somebody who acted for somebody absent."""
    if actor is None:
        return SYSTEM
    if behalf is None:
        return actor.name, actor.name_en
    return f"{actor.name} แทน {behalf.name}", f"{actor.name_en} for {behalf.name_en}"


def _sentence(entry, element, actor, to, process):
    command = entry.document["command"]
    what = command.get("message") or command.get("signal") or ""
    sentences = _begun_by_itself(entry, process) or SENTENCES.get(entry.kind, (entry.kind, entry.kind))
    return tuple(
        sentence.format(
            who=actor[0 if th else 1],
            to=(to.name if th else to.name_en) if to else "–",
            task=_name(element, th),
            process=_name(process, th),
            what=what,
        )
        for sentence, th in zip(sentences, (True, False), strict=True)
    )


def _begun_by_itself(entry, process):
    """The sentence for a case that time or a condition opened; None for others."""
    if entry.kind != "case:opened" or entry.person_id is not None or "message" in entry.given:
        return None
    event = entry.document["command"].get("event")
    kinds = [start.kind for start in process.starts if start.id == event]
    return next((BY_ITSELF[kind] for kind in kinds if kind in BY_ITSELF), None)


def _name(thing, th):
    if thing is None:
        return "–"
    return (thing.name if th else thing.name_en) or thing.name or thing.id


def _is_public(line, public, by):
    if line.kind in HIDDEN:
        return False
    mine = line.actor is not None and line.actor.id == by.id
    return mine or line.kind in ("case:opened", "instance:started") or line.task_id in public


def _outside(line: StoryEntry, by) -> StoryEntry:
    """The same line without what others answered and what the process thought."""
    mine = line.actor is not None and line.actor.id == by.id
    return replace(line, moves=[], reason=None, answers=line.answers if mine else None)


def earlier_answers(case: Case, by) -> list[Answered]:
    """What was answered so far, oldest first."""
    return [
        Answered(
            line.task_id or 0,
            line.name,
            line.name_en,
            line.element,
            line.process_id,
            line.release_hash,
            line.form,
            line.answers,
            line.actor,
            line.at,
        )
        for line in story(case, by)
        if line.answers and line.kind in ("case:opened", "task:completed")
    ]
