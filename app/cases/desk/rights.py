"""Who may read a case, and why somebody may not do a task."""

from sqlalchemy import and_, false, or_, select, true

from app.cases.desk.seal import sealed, tasks_in
from app.cases.models import Case, Task
from app.cases.papers.withholding import left_the_room
from app.cases.running.four_eyes import FourEyes
from app.cases.running.named import is_own
from app.clock import text
from app.extensions import db
from app.journal.service import answers_of
from app.people.models import Person
from app.people.roles import role_name, that_read
from app.people.service import has_role, roles_of
from app.people.substitution import mandates_of, stands_for, within
from app.refusals import Conflict, NotAllowed, NotFound, Refusal


def readable(by):
    """The condition on Case which holds for the cases somebody may read."""
    grants = roles_of(by)
    return or_(Case.opened_by == by.id, whole(grants), touched(by, grants))


def whole(grants, column=Case.centre_id):
    """Cases a person reads because of a role in their centre (or an auditor's, in all)."""
    places = reading_places(grants)
    if None in places:
        return true()
    return column.in_(sorted(places)) if places else false()


def reading_places(grants) -> set[int | None]:
    """The ids of the centres whose cases these roles read; None in it stands for all."""
    readers = that_read("centre") | that_read("all")
    return {centre for centre, role in grants if role in readers}


def touched(by, grants, *only):
    """Cases that reached a task of theirs."""
    held = sorted((centre or 0, role) for centre, role in grants if role in that_read("tasks"))
    mine = [Task.assignee_id == by.id, Task.claimed_by == by.id, Task.completed_by == by.id]
    mine.append(Task.behalf_id == by.id)
    if mandates := mandates_of(by):
        mine.append(within(mandates, Task, holders=(Task.assignee_id, Task.claimed_by), roles=True))
    for centre, role in held:
        place = Task.centre_id == centre if centre else true()
        mine.append(and_(Task.role == role, Task.assignee_id.is_(None), place))
    return select(Task.id).where(Task.case_id == Case.id, or_(*mine), *only).exists()


def may_read(case: Case, by) -> bool:
    """Whether somebody may read a case."""
    return db.session.scalar(select(Case.id).where(Case.id == case.id, readable(by))) is not None


def reads_whole(case: Case, by) -> bool:
    """Whether somebody reads everything of a case, not only what is public or theirs, as its submitter."""
    grants = roles_of(by)
    condition = or_(whole(grants), touched(by, grants, Task.role.not_in(that_read("own"))))
    return db.session.scalar(select(Case.id).where(Case.id == case.id, condition)) is not None


def may_see(task: Task, by) -> bool:
    """Whether somebody may open a task: whose it is or may be, and who reads the case."""
    if acts_on(task, by):
        return True
    if task.case.opened_by == by.id and not reads_whole(task.case, by):
        return task.public
    return may_read(task.case, by)


def acts_on(task: Task, by) -> bool:
    """Whether the task is, was or could be on somebody's desk."""
    if by.id in (task.assignee_id, task.claimed_by, task.completed_by, task.behalf_id):
        return True
    if task.role and task.assignee_id is None and has_role(by, task.role, task.centre_id):
        return True
    return stands_for(task, mandates_of(by)) is not None


def may_read_form(task: Task, by) -> bool:
    """Whether somebody may read what the form of a task shows of the process, who may open the task: of a
    matter they left the room for only what they do themselves."""
    return acts_on(task, by) or not left_the_room(task.case, by)


def require_sight(task_id: int, by) -> None:
    """NotFound for somebody who may not even know of the task."""
    task = db.session.get(Task, task_id)
    if task is None or not may_see(task, by):
        raise NotFound()


def is_theirs(row, by) -> bool:
    """Whether the diagram gave the task to this very person."""
    return row.assignee_id == by.id


def refusal(row, by, answers: bool = True) -> Refusal | None:
    """Why `by` may not complete the task of a locked row; None if they may."""
    problem = _wrong_role(row, by) or over(row, by) or _four_eyes(row)
    return problem or (_not_held(row, by) if answers else None)


def over(row, by) -> Refusal | None:
    """Why nothing can be done with a task any more; None while it is open."""
    if row.status == "open":
        return None
    if row.status == "cancelled":
        return Conflict(
            "งานนี้ถูกยกเลิกแล้ว กระบวนการดำเนินไปทางอื่น",
            "This task was withdrawn: the process went another way.",
            "task_cancelled",
        )
    return already(row, by)


def already(row, by) -> Conflict:
    """The second completer is told who was first, when, and with which answers, if they may read them."""
    given = {}
    if _reads_answers(row, by):
        given["answers"] = answers_of(row.case_id, row.id, row.completed_by, row.completed_at)
    who = db.session.get(Person, row.completed_by)
    return Conflict(
        f"{who.name} ส่งงานนี้แล้ว",
        f"{who.name_en} has already completed this task.",
        "already_completed",
        by=who.name,
        by_en=who.name_en,
        username=who.username,
        at=text(row.completed_at),
        **given,
    )


def _reads_answers(row, by):
    """As the story has it: their own, or in a case they read as a whole what is not sealed from them."""
    if row.completed_by == by.id:
        return True
    case = db.session.get(Case, row.case_id)
    if left_the_room(case, by) or not reads_whole(case, by):
        return False
    return has_role(by, "auditor", row.centre_id) or row.id not in sealed(tasks_in(row.case_id))


def acting_for(row, by) -> int | None:
    """The id of the absent person for whom `by` would act on a task; None when they act for themselves.

    Asked of the database only where their own role, and the task being theirs or free, does not answer it.
    """
    own = _own_right(row, by)
    if own and row.claimed_by in (None, by.id) and row.behalf_id is None:
        return None
    absent = stands_for(row, mandates_of(by))
    if absent is None or (own and absent.id not in (row.claimed_by, row.behalf_id)):
        return None
    return absent.id


def _own_right(row, by):
    holds = row.has_role or (is_theirs(row, by) and is_own(row.role))
    return holds and row.assignee_id in (None, by.id)


def _wrong_role(row, by):
    if _own_right(row, by) or acting_for(row, by) is not None:
        return None
    if row.assignee_id not in (None, by.id):
        return NotAllowed("งานนี้มอบหมายให้ผู้อื่น", "This task is assigned to somebody else.", "assigned")
    th, en = role_name(row.role or "")
    return NotAllowed(f"งานนี้เป็นของบทบาท “{th}”", f"This task is for the role “{en}”.", "wrong_role")


def _four_eyes(row):
    return FourEyes() if row.did_the_other else None


def _not_held(row, by):
    if row.claimed_by == by.id or (row.claimed_by is None and is_theirs(row, by)):
        return None
    if row.behalf_id == by.id:  # their substitute has it
        return None
    if row.claimed_by is None or row.claimed_by == acting_for(row, by):
        return Conflict("โปรดรับงานก่อนส่ง", "Claim this task before completing it.", "not_claimed")
    return held_by(row.claimed_by, row.claimed_at)


def held_by(person_id: int, at) -> Conflict:
    """Somebody else has taken the task."""
    who = db.session.get(Person, person_id)
    return Conflict(
        f"{who.name} รับงานนี้ไปแล้ว",
        f"{who.name_en} has claimed this task.",
        "claimed_by_other",
        by=who.name,
        by_en=who.name_en,
        username=who.username,
        at=text(at) if at else None,
    )


def require_reader(case: Case | None, by) -> Case:
    """The case, if it exists and may be read; otherwise NotFound, which does not tell the two apart."""
    if case is None or not may_read(case, by):
        raise NotFound()
    return case


def manages(by, centre_id: int) -> bool:
    """Whether somebody hands out the tasks of a centre."""
    return has_role(by, "centre_manager", centre_id)
