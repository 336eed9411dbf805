"""One look at a case: everything its waits are told from, read in a fixed number of statements."""

from functools import cached_property

import orjson
from sqlalchemy import distinct, func, or_, select
from sqlalchemy.orm import joinedload

from app.cases.models import Case, Instance, Task
from app.cases.running.incidents import incidents_of
from app.cases.running.messages import catcher
from app.cases.waiting import DueRow
from app.extensions import db
from app.journal.models import JournalEntry
from app.people.models import Person, RoleGrant
from app.processes.service import release
from app.registers.kinds import KINDS
from workflows import restore

BY_CONTRIBUTION = ("whenAllIn", "whenContributed")
UNDER_WAY = ("service", "message", "signal")
RUNNING = (Instance.id, Instance.process_id, Instance.release_hash, Instance.state, Instance.started_at)


class Look:
    """A case with its running instances, brought back to where they stand."""

    def __init__(self, case: Case):
        self.case = case
        found = select(*RUNNING).where(Instance.case_id == case.id, Instance.ended_at.is_(None))
        rows = db.session.execute(found.order_by(Instance.id)).all()
        self.runs = [(row, restore(release(row.release_hash), row.state)) for row in rows if row.state]

    @cached_property
    def tasks(self) -> list[Task]:
        """Its open tasks with who has them, the oldest first."""
        people = (joinedload(Task.assignee), joinedload(Task.claimer))
        found = select(Task).where(Task.case_id == self.case.id, Task.status == "open").options(*people)
        return list(db.session.scalars(found.order_by(Task.id)))

    @cached_property
    def incidents(self) -> list:
        """What cannot go on by itself."""
        return incidents_of(self.case)

    @cached_property
    def under_way(self) -> list:
        """Work of the system, and messages that have not arrived, the oldest first."""
        found = select(DueRow.__table__).where(DueRow.case_id == self.case.id, DueRow.kind.in_(UNDER_WAY))
        return db.session.execute(found.order_by(DueRow.id)).all()

    @cached_property
    def holders(self) -> dict[str, int]:
        """How many active people hold each role in the case's centre."""
        here = or_(RoleGrant.centre_id == self.case.centre_id, RoleGrant.centre_id.is_(None))
        counted = (
            select(RoleGrant.role, func.count(distinct(Person.id)))
            .join(Person, Person.id == RoleGrant.person_id)
            .where(Person.active.is_(True), here)
            .group_by(RoleGrant.role)
        )
        return dict(db.session.execute(counted).all())

    @cached_property
    def entered(self) -> dict:
        """When each step began to wait: (instance, step) → moment, by the journal."""
        entries = select(JournalEntry.at, JournalEntry.instance_id, JournalEntry.bytes)
        entries = entries.where(JournalEntry.case_id == self.case.id).order_by(JournalEntry.number)
        return {
            (instance_id, move["id"]): at
            for at, instance_id, written in db.session.execute(entries)
            for move in orjson.loads(written)["moves"]
            if move["event"] == "entered"
        }

    @cached_property
    def others(self) -> dict[str, list[str]]:
        """Other cases of the centre in a process that sends what is waited for: process → case numbers."""
        senders = sorted(
            {id for row, run in self.runs for one in heard(run) for id in sending(row, one.name)}
        )
        found = (
            select(Instance.process_id, Case.case_no)
            .join(Case, Case.id == Instance.case_id)
            .where(Instance.process_id.in_(senders), Instance.ended_at.is_(None))
            .where(Case.centre_id == self.case.centre_id, Case.id != self.case.id)
            .order_by(Case.id.desc())
        )
        cases = {}
        for process_id, case_no in db.session.execute(found.limit(500)).all() if senders else ():
            cases.setdefault(process_id, []).append(case_no)
        return cases


def heard(run) -> list:
    """The messages an instance waits for, one wait a message and place."""
    waiting = [one for one in run.subscriptions() if one.kind == "message"]
    return list({(one.name, one.element): one for one in reversed(waiting)}.values())[::-1]


def sending(row, message: str) -> list[str]:
    """The processes of its release that throw a message; for one that others call, those that call it."""
    processes = release(row.release_hash).processes.values()
    throw = [one.id for one in processes if any(message in drawn.sends for drawn in one.elements.values())]
    return sorted({caller for id in throw for caller in calling(processes, id) or [id]})


def calling(processes, called: str) -> list[str]:
    """The processes that call this one."""
    return [one.id for one in processes if any(drawn.calls == called for drawn in one.elements.values())]


def collecting(row, message: str) -> list:
    """The elements of its release that have people hand something in, which sends a message."""
    processes = release(row.release_hash).processes.values()
    found = (one for process in processes for one in process.elements.values())
    return [one for one in found if message in {one.properties.get(name) for name in BY_CONTRIBUTION}]


def registers(message: str) -> list:
    """The registers of which a change sends a message."""
    return [kind for kind in KINDS.values() if message in {one.message for one in kind.tells}]


def drawn(row, element: str):
    """The element of an instance as drawn."""
    return release(row.release_hash).element(row.process_id, element)


def places(row) -> set[str]:
    """Every element that its release has drawn."""
    return {id for process in release(row.release_hash).processes.values() for id in process.elements}


def catching(row, one):
    """(what waits, what catches) for a message that an instance waits for."""
    return catcher(row, one.element, one.name)
