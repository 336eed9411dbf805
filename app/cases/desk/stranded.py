"""Tasks the diagram gave to one person by name, who may not do them any more: the manager hands them on.

Somebody who leaves, or loses the role of the lane, leaves tasks behind which nobody else may do.
"""

from sqlalchemy import bindparam, insert, select, update

from app import clock
from app.cases.desk.versions import CHANGED
from app.cases.models import Task
from app.cases.running.four_eyes import who_did
from app.cases.running.named import is_own
from app.cases.running.statements import DUE, TASK
from app.extensions import db
from app.people.service import has_role
from app.people.substitution import with_partners
from app.waking import wake_workers

KIND = "stranded"
HAND_ON = (
    update(TASK)
    .where(TASK.c.id == bindparam("b_task"))
    .values(assignee_id=bindparam("person"), claimed_by=None, claimed_at=None, behalf_id=None, **CHANGED)
)


def is_stranded(task: Task) -> bool:
    """Whether a task waits for somebody named by the diagram who left, lost the role of its lane, or may not
    do it because of four eyes.

    A task in the lane of the submitter needs no role: it is stranded only when the person has left.
    """
    if task.status != "open" or task.assignee is None:
        return False
    holds = is_own(task.role) or has_role(task.assignee, task.role, task.centre_id)
    return not (task.assignee.active and holds) or task.assignee_id in kept_away(task)


def kept_away(task: Task) -> set[int]:
    """Ids of everybody whom four eyes keep from a task today; asked only of tasks that say so."""
    apart = [name for name in task.four_eyes.split(",") if name]
    if not apart:
        return set()
    return with_partners(who_did(task.case_id, apart, Task.id != task.id), task.centre_id)


def those_with_one(task: Task) -> set[int]:
    """Who has, or did, the same step of the same instance, for somebody absent too: nobody gets a second."""
    mine = (Task.assignee_id, Task.claimed_by, Task.completed_by, Task.behalf_id)
    same = select(*mine).where(Task.instance_id == task.instance_id, Task.element == task.element)
    return {id for row in db.session.execute(same) for id in row if id is not None}


def left_behind(person) -> list[Task]:
    """The open tasks the diagram gave to somebody who may not do them any more."""
    held = select(Task).where(Task.assignee_id == person.id, Task.status == "open").order_by(Task.id)
    return [task for task in db.session.scalars(held) if is_stranded(task)]


def report_stranded(person) -> int:
    """Somebody has left or lost a role: managers are told of the tasks left behind; hands back how many."""
    left, now = left_behind(person), clock.now()
    rows = [
        {
            "kind": KIND,
            "case_id": task.case_id,
            "instance_id": task.instance_id,
            "step_id": task.step_id,
            "payload": {"task": task.id},
            "attempts": 0,
            "due_at": now,
            "created_at": now,
        }
        for task in left
    ]
    if rows:
        db.session.execute(insert(DUE), rows)
        wake_workers()
    return len(rows)
