"""The sample office: three centres, their people and partners, the processes, and cases in every state.

People and registers are entered by those who keep them; everything that happens to a case goes through the
commands of real life, at the times they would have happened, one commit a command.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, func, select

from app import clock, database
from app.cases import jobs
from app.cases import service as cases
from app.cases.models import Case, Instance, Task
from app.cases.waiting import MAX_ATTEMPTS, DueRow, Subscription
from app.contributions import service as contributions
from app.contributions.models import Collection
from app.extensions import db
from app.files import service as files
from app.people import service as people
from app.people.models import Person
from app.people.roles import role_name
from app.processes import service as processes
from app.refusals import Refusal
from app.seeds.cast import offices
from app.seeds.founding import fill_registers, found_people, set_substitutions
from app.seeds.hours import PIPELINE
from app.seeds.play import Play
from app.seeds.seen import collection_seen, paper, task_seen
from app.seeds.story import Story, stories
from workflows.release import read_folder

PASSWORD = "dgti-demo"
NEWEST = select(
    select(func.max(Task.id)).scalar_subquery(),
    select(func.max(Collection.id)).scalar_subquery(),
    select(func.min(DueRow.due_at)).where(DueRow.attempts < MAX_ATTEMPTS).scalar_subquery(),
)
LISTENING = select(Subscription.case_id, Subscription.element)
CLOSED = select(Collection.closed_at).where(Collection.id == bindparam("one"))
STATUS = select(Task.status).where(Task.id == bindparam("one"))
ASKS = select(Task.form, Instance.release_hash).join(Instance).where(Task.id == bindparam("one"))


def is_empty() -> bool:
    """Whether nobody lives in this database yet."""
    return not db.session.scalar(select(func.count()).select_from(Person))


def found_office() -> dict[str, Person]:
    """Add the centres, the people, the registers and the processes; gives the first person of each role."""
    first = found_people(PASSWORD)
    fill_registers(first)
    processes.publish(read_folder(PIPELINE), by=first["process_owner"])
    return first


def open_office() -> None:
    """Found the office for good: without a case."""
    found_office()
    db.session.commit()


def fill(told: Callable[[Story], None] = lambda story: None) -> list[Story]:
    """The office and its cases; gives their stories. The clock travels, and is back when it is done.

    `told` hears of each case when it is opened.
    """
    present = clock.now()
    play = stories(present)
    quiet, jobs.log.disabled = jobs.log.disabled, True  # of the step that a story wants to fail
    try:
        with database.hurrying(db.engine):
            clock.travel_to(play[0].begins)
            open_office()
            acted = perform(play, present, told)
    finally:
        clock.travel_to(None)
        jobs.log.disabled = quiet
    drain()
    set_substitutions()
    db.session.commit()
    return acted


def perform(play: list[Story], present: datetime, told=lambda story: None) -> list[Story]:
    """Play these stories up to the present; gives them with the meetings they called for."""
    stage = Play(ServiceDesk(), play, present, told)
    stage.run()
    return stage.stories


class ServiceDesk:
    """Acts through the services, one commit a command. What is due next is as `news` last saw it."""

    def __init__(self):
        everybody = db.session.execute(select(Person.id, Person.username, Person.name, Person.name_en))
        self.known = {row.username: people.Caller(*row) for row in everybody}
        db.session.rollback()  # nobody else could write while this session held what it has read
        self.names = {caller.id: name for name, caller in self.known.items()}
        self.last = {Task: 0, Collection: 0}
        self.due: datetime | None = None

    def open_case(self, process, centre, answers, username):
        case = cases.open_case(process, answers, self.known[username], centre)
        found = case.id, case.case_no
        self._done()
        return found

    def news(self):
        with reading() as connection:
            newest_task, newest_collection, self.due = connection.execute(NEWEST).one()
        tasks = [task_seen(row, self.names) for row in self._new(Task, newest_task)]
        collections = [collection_seen(row) for row in self._new(Collection, newest_collection)]
        if tasks or collections:
            db.session.rollback()
        return tasks + collections

    def _new(self, table, newest):
        since, self.last[table] = self.last[table], newest or 0
        if since == self.last[table]:
            return []
        return list(db.session.scalars(select(table).where(table.id > since).order_by(table.id)))

    def listening(self, elements):
        with reading() as connection:
            return {tuple(row) for row in connection.execute(LISTENING) if row.element in elements}

    def is_open(self, waiting):
        with reading() as connection:
            if waiting.name:
                return connection.scalar(CLOSED, {"one": waiting.id}) is None
            return connection.scalar(STATUS, {"one": waiting.id}) == "open"

    def asked(self, waiting):
        if waiting.name:
            return None, lambda: looked_up(Collection, waiting.id, contributions.variables_of)
        with reading() as connection:
            row = connection.execute(ASKS, {"one": waiting.id}).one()
        form = processes.form(row.release_hash, row.form) if row.form else None
        return form, lambda: looked_up(Task, waiting.id, cases.variables_of)

    def take(self, task, usernames):
        if task.assignee:
            return task.assignee
        for username in usernames:
            try:
                cases.claim(task.id, self.known[username])
            except Refusal:
                db.session.rollback()
                continue
            db.session.commit()
            return username
        return None

    def attach(self, task, username, name):
        file = files.hold(name, paper(name), self.known[username], task.id)
        said = {"sha256": file.sha256, "name": file.name, "size": file.size, "type": file.type}
        db.session.commit()
        return said

    def complete(self, task, answers, username):
        by = replace(self.known[username], proved_at=clock.now())
        cases.complete_task(task.id, answers, by)
        self._done()

    def keep_draft(self, task, answers, username):
        cases.save_draft(task.id, answers, self.known[username])
        self._done()

    def contribute(self, case_no, collection, answers, username):
        contributions.contribute(case_no, collection.name, answers, self.known[username])
        self._done()

    def tell(self, case_no, message, answers, username):
        cases.send_message(case_no, message, answers, self.known[username])
        self._done()

    def next_due(self):
        return self.due

    def travel(self, moment):
        if moment > clock.now():
            clock.travel_to(moment)
        if self.due and self.due <= moment:
            drain()

    def _done(self):
        db.session.commit()
        drain()


def reading():
    """A connection to look at what is committed; the session stays as it is."""
    return database.reading(db.engine).connect()


def looked_up(table, id, variables_of) -> dict:
    """What the form of this row may read."""
    found = variables_of(db.session.get(table, id))
    db.session.rollback()
    return found


def id_of(case_no: str) -> int:
    """The number by which other cases know a case."""
    return _read(select(Case.id).where(Case.case_no == case_no))


def number_of(case_id: int) -> str:
    """The number by which people know a case."""
    return _read(select(Case.case_no).where(Case.id == case_id))


def all_closed(case_ids: Iterable[int]) -> bool:
    """Whether these cases have come to their end."""
    return not _read(select(func.count()).where(Case.id.in_(case_ids), Case.closed_at.is_(None)))


def _read(statement):
    found = db.session.scalar(statement)
    db.session.rollback()
    return found


def drain() -> None:
    """Do the background work that is due by now."""
    while jobs.run_one():
        pass


@dataclass(frozen=True)
class SignIns:
    """Who can try the sample office: (username, (role in Thai, in English)), one person a role."""

    password: str
    people: list[tuple[str, tuple[str, str]]]


def sign_ins() -> SignIns:
    """For the sign-in page of the demo, and for the terminal."""
    first = {}
    for row in offices()[0]["people"]:
        first.setdefault(row["roles"][0], row["username"])
    return SignIns(PASSWORD, [(username, role_name(role)) for role, username in first.items()])


def sign_ins_told() -> str:
    """The same as lines of text."""
    known = sign_ins()
    lines = [f"  {username:<10} {th} · {en}" for username, (th, en) in known.people]
    return "\n".join([f"เข้าสู่ระบบด้วยรหัสผ่าน · sign in with the password: {known.password}", *lines])
