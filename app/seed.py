"""The sample office: three centres, their people and partners, the processes, and cases in every stage.

People and the centre are rows; everything that happens to a case goes through the commands of real life, at
the times they would have happened, one commit a command.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from app import clock
from app.cases import jobs
from app.cases import service as cases
from app.cases.models import Case, Task
from app.cases.waiting import MAX_ATTEMPTS, DueRow
from app.contributions import service as contributions
from app.contributions.models import Collection
from app.extensions import db
from app.people import service as people
from app.people.models import Person
from app.people.roles import role_name
from app.processes import service as processes
from app.seeds.founding import fill_registers, found_people
from app.seeds.matter import read
from app.seeds.walk import Walk
from workflows.release import read_folder

PASSWORD = "dgti-demo"
PIPELINE = Path(__file__).parent.parent / "bpmn" / "dgti"
PACE = timedelta(hours=5)
IN_THE_MEETING = {
    "take_roll",
    "call_item",
    "hear_member",
    "cast_stay_vote",
    "record_discussion",
    "cast_vote",
    "announce_resolution",
    "close_meeting",
}
MEETING_PACE = timedelta(minutes=3)


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


def fill() -> int:
    """The office and its cases; gives how many. The clock travels, and is back when it is done."""
    open_office()
    problems = sorted(read("problems.yaml"), key=lambda row: -row["age"])
    present = clock.now()
    try:
        for problem in problems:
            clock.travel_to(min(in_office(present - timedelta(days=problem["age"])), present))
            walk(problem, present)
    finally:
        clock.travel_to(None)
    drain()
    return len(problems)


def walk(problem: dict, present: datetime) -> None:
    """One case, from its submission to where it stands today."""
    element, _, more = problem["until"].partition("+")
    case = Walk(ServiceDesk(present, problem.get("today_from")), problem)
    case.begin()
    case.until(element, int(more or 0))


class ServiceDesk:
    """Acts through the services, moving the clock on between two commands, never past the present."""

    def __init__(self, present: datetime, today_from: str | None = None):
        self.present, self.today_from = present, today_from
        everybody = db.session.execute(select(Person.id, Person.username, Person.name, Person.name_en))
        self.known = {row.username: people.Caller(*row) for row in everybody}
        self.names = {caller.id: name for name, caller in self.known.items()}
        self.centre = read("office.yaml")["centre"]["code"]

    def open_case(self, process, answers, username):
        case = cases.open_case(process, answers, self.known[username], self.centre)
        case_no = case.case_no
        self._done()
        return case_no

    def waiting(self, case_no):
        found = select(Task).join(Case).where(Case.case_no == case_no, Task.status == "open")
        return [
            {
                "id": task.id,
                "element": task.element,
                "role": task.role,
                "assignee": self.names.get(task.assignee_id),
                "values": task.values,
            }
            for task in db.session.scalars(found.order_by(Task.id))
        ]

    def complete(self, task, answers, username):
        if task["element"] == self.today_from:
            clock.travel_to(self.present)
        if not task["assignee"]:
            cases.claim(task["id"], self.known[username])
        cases.complete_task(task["id"], answers, self.known[username])
        self._done(task["element"])

    def collecting(self, case_no):
        found = select(Collection).join(Case).where(Case.case_no == case_no, Collection.closed_at.is_(None))
        return [{"element": row.element, "collects": row.name} for row in db.session.scalars(found)]

    def contribute(self, case_no, name, answers, username):
        contributions.contribute(case_no, name, answers, self.known[username])
        self._done()

    def pass_time(self, *case_nos):
        return wait(case_nos, max(self.present, clock.now()))

    def case_id(self, case_no):
        return id_of(case_no)

    def _done(self, element=None):
        db.session.commit()
        clock.travel_to(max(clock.now(), min(next_moment(element), self.present)))
        drain()


def next_moment(element: str | None = None) -> datetime:
    """When the next thing happens: minutes later in a meeting, else hours later in the office."""
    if element in IN_THE_MEETING:
        return clock.now() + MEETING_PACE
    return in_office(clock.now() + PACE)


def id_of(case_no: str) -> int:
    """The number by which other cases know a case."""
    return db.session.scalar(select(Case.id).where(Case.case_no == case_no))


def wait(case_nos: Iterable[str], latest: datetime | None = None) -> bool:
    """Let time pass until the next thing falls due in one of the cases; False when nothing does in time."""
    due = select(func.min(DueRow.due_at)).join(Case, Case.id == DueRow.case_id)
    awaited = (Case.case_no.in_(case_nos), DueRow.kind != "reminder", DueRow.attempts < MAX_ATTEMPTS)
    soonest = db.session.scalar(due.where(*awaited))
    db.session.rollback()
    if soonest is None or (latest and soonest > latest):
        return False
    clock.travel_to(max(soonest, clock.now()))
    drain()
    return True


def in_office(moment: datetime) -> datetime:
    """This moment, or the next morning on which people work."""
    here = moment.astimezone(clock.BANGKOK)
    while here.weekday() > 4 or not 8 <= here.hour < 17:
        days = 0 if here.hour < 8 else 1
        here = here.replace(hour=8, minute=35) + timedelta(days=days)
    return here


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
    for row in read("office.yaml")["people"]:
        first.setdefault(row["roles"][0], row["username"])
    return SignIns(PASSWORD, [(username, role_name(role)) for role, username in first.items()])


def sign_ins_told() -> str:
    """The same as lines of text."""
    known = sign_ins()
    lines = [f"  {username:<10} {th} · {en}" for username, (th, en) in known.people]
    return "\n".join([f"เข้าสู่ระบบด้วยรหัสผ่าน · sign in with the password: {known.password}", *lines])
