"""Rows of tasks as lists show them."""

from types import SimpleNamespace

from flask import g

from app import clock
from app.cases import service as cases
from app.people import service as people
from app.people.roles import role_name
from app.people.substitution import mandates_of
from app.web.context import mark_of
from app.web.stages import stage_of
from app.web.visitor import say
from app.web.wording.texts import Text

SPEEDS = {
    "002": (Text("ด่วน", "Urgent"), "care"),
    "003": (Text("ด่วนมาก", "Very urgent"), "care"),
    "004": (Text("ด่วนที่สุด", "Most urgent"), "max"),
}


def row_of(task):
    """What a row says about a task."""
    return SimpleNamespace(
        task=task,
        mark=mark_of(task),
        stage=stage_of(task.instance.process_id),
        speed=SPEEDS.get(task.case.speed),
        holder=task.holder,
        is_mine=task.holder is not None and task.holder.id == g.person.id,
        can_claim=_can_claim(task),
        behalf=absent_of(task),
        role=say(role_name(task.role)) if task.role else "",
        waited=(clock.now() - task.opened_at).days,
    )


def _can_claim(task):
    """Whether a claim makes sense; four eyes may still refuse it, with a sentence."""
    if task.status != "open" or task.claimed_by == g.person.id:
        return False
    if absent_of(task) is not None:
        return True
    if task.claimed_by is not None:
        return False
    if task.assignee_id is not None:
        return task.assignee_id == g.person.id
    if "grants" not in g:
        g.grants = people.roles_of(g.person)
    return bool({(task.centre_id, task.role), (None, task.role)} & g.grants)


def absent_of(task):
    """Who is away, for whom the task is held or done, or for whom the visitor may do it; or None."""
    if task.behalf_id is not None:
        return task.behalf
    if "lent" not in g:
        g.lent, g.grants = mandates_of(g.person), people.roles_of(g.person)
    return cases.absent_of(task, g.lent, g.grants, g.person)
