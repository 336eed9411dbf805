"""Who left, or lost a role: what they had taken goes back to the role, what was theirs to the manager."""

from types import SimpleNamespace

from sqlalchemy import select

from app.cases.desk.stranded import report_stranded
from app.cases.desk.tasks import hold
from app.cases.models import Task
from app.cases.running.scene import lock_task
from app.extensions import db
from app.people.service import has_role
from app.registers.service import WHEN

SYSTEM = SimpleNamespace(id=None)


def let_go(person, by) -> None:
    """The open tasks somebody had taken and may not do any more are free again to everybody of the role."""
    for task_id in held_without_right(person):
        scene = lock_task(task_id, person)
        if scene.row.status == "open" and scene.row.claimed_by == person.id:
            hold(scene, "task:released", by or SYSTEM, None)
    report_stranded(person)


def held_without_right(person) -> list[int]:
    """Ids of the open tasks of a role somebody has taken and may not do any more, in the order of locks."""
    taken = (Task.claimed_by == person.id, Task.status == "open", Task.assignee_id.is_(None))
    found = db.session.scalars(select(Task).where(*taken).order_by(Task.case_id, Task.id))
    return [task.id for task in found if not (person.active and _may(person, task))]


def _may(person, task):
    return task.behalf_id is not None or has_role(person, task.role, task.centre_id)


def init_app(_app) -> None:
    """From now on tasks are let go when the register of people says that somebody left or lost a role."""
    for word in ("leave", "revoked"):
        told = WHEN.setdefault(("people", word), [])
        if let_go not in told:
            told.append(let_go)
