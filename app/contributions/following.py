"""Collections open and close with the process: after every command they are where its tokens stand.

A process without any costs nothing; else one read of the instance's collections. The journal entry of the
command which closes one names it with the head of its own journal, which ties both together.
"""

from datetime import datetime

from sqlalchemy import select

from app.cases.running.drawn import elements_with
from app.clock import moment
from app.contributions.listing import listed
from app.contributions.models import Collection
from app.contributions.reminding import announce
from app.contributions.rules import properties_of, rules_of
from app.contributions.rules import rules as rules_now
from app.contributions.sent import standing
from app.contributions.terms import settled_terms
from app.extensions import db
from app.registers import chain


def follow(scene, run) -> dict:
    """Open and close what the run now says; gives what its journal entry must name."""
    elements = elements_with(scene.release_hash, scene.process_id, "collects")
    if not elements:
        return {}
    known = select(Collection).where(Collection.instance_id == scene.instance_id)
    rows = {row.name: row for row in db.session.scalars(known)}
    wanted = {}
    for step_id, element in run.standing(elements):
        rules = rules_of(scene.release_hash, scene.process_id, element)
        wanted.setdefault(rules.name, (step_id, element, rules))
    for name, (step_id, element, rules) in wanted.items():
        row = rows.get(name)
        is_new, said = row is None or not row.is_open, run.variables_of(step_id)
        row = _open(scene, row, name, step_id, element, rules)
        if is_new:
            drawn = properties_of(scene.release_hash, scene.process_id, element)
            row.terms = settled_terms(drawn, said) or None
        _keep_list(scene, row, rules_now(row), said, is_new)
    closed = [row for name, row in rows.items() if row.is_open and name not in wanted]
    told = [_close(scene, row) for row in closed]
    db.session.flush()
    return {"collections": told} if told else {}


def _open(scene, row, name, step_id, element, rules):
    """A new one, or the same again: what is in it stays."""
    if row is None:
        row = Collection(
            case_id=scene.case_id, instance_id=scene.instance_id, centre_id=scene.centre_id, name=name
        )
        row.process_id, row.release_hash, row.opened_at = scene.process_id, scene.release_hash, scene.now
        db.session.add(row)
    row.step_id, row.element, row.closed_at = step_id, element, None
    row.contributors = f",{','.join(rules.contributors)},"
    return row


def _keep_list(scene, row, rules, variables, is_new):
    """Who may contribute and until when, as the process says now; a new time has reminders of its own."""
    said, closes = listed(rules, variables), _closing(rules, variables)
    if row.listed != said:
        row.listed = said
    moved = row.closes_at != closes
    if moved:
        row.closes_at = closes
    if is_new or moved:
        announce(scene, row, rules, is_new)


def _closing(rules, variables) -> datetime | None:
    """The moment in the variable that the diagram names; None without one that can be read."""
    value = variables.get(rules.closes) if rules.closes else None
    try:
        return moment(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _close(scene, row):
    row.closed_at = scene.now
    number, head = chain.head(row.subject)
    count = len(standing(row))
    return {"name": row.name, "collection": row.id, "contributions": count, "entries": number, "head": head}
