"""Answers that stay sealed until the last of several people has given theirs."""

from sqlalchemy import bindparam, select

from app.cases.models import Task
from app.extensions import db

TASKS = (
    select(
        Task.id,
        Task.instance_id,
        Task.element,
        Task.status,
        Task.public,
        Task.opened_at,
        Task.completed_at,
    )
    .where(Task.case_id == bindparam("case"))
    .order_by(Task.id)
)


def tasks_in(case_id: int) -> list:
    """What the seal, and the story, ask of the tasks of a case; oldest first."""
    return db.session.execute(TASKS, {"case": case_id}).all()


def sealed(tasks) -> set[int]:
    """Votes and scores are given alone: while one of several people who do the same step in the same round
    has not answered, the answers of the others are shown to themselves and to auditors only.

    A round is opened together: what was opened before the first that still waits belongs to one that is over.
    """
    waiting = {}
    for task in tasks:
        if task.status == "open":
            waiting.setdefault((task.instance_id, task.element), task.opened_at)
    closed = set()
    for task in tasks:
        since = waiting.get((task.instance_id, task.element))
        if since and task.completed_at and task.opened_at >= since:
            closed.add(task.id)
    return closed
