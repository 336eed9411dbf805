"""What each centre has to do and whom it works with: counts for headquarters, in a few queries."""

from marshmallow import Schema, fields
from sqlalchemy import and_, case, func, select

from app import clock
from app.cases.lateness import due_before
from app.cases.models import Case, Task
from app.extensions import db
from app.people.models import Centre
from app.people.roles import ROLES
from app.people.service import centres, roles_of
from app.refusals import NotAllowed
from app.registers.models import Committee, Mou, Seat

# RESEARCH 6.6: a process owner and an administrator see aggregates, though no case.
EVERYWHERE = {"process_owner", "admin", "auditor", "director"}


class RollUpSchema(Schema):
    """A centre in counts."""

    centre = fields.String()
    name = fields.String()
    name_en = fields.String()
    cases_running = fields.Integer()
    cases = fields.Integer()
    states = fields.Dict(
        keys=fields.String(),
        values=fields.Integer(),
        metadata={"description": "How many of its cases are in each state (/processes/case-states)."},
    )
    tasks_open = fields.Integer()
    tasks_overdue = fields.Integer()
    mous = fields.Integer(metadata={"description": "In force here, those of all centres among them."})
    committees = fields.Integer()
    vacant_seats = fields.Integer()


def roll_up(by) -> list[dict]:
    """A row for each centre somebody may see counted: cases, tasks, MOUs, committees, vacant seats."""
    places = visible_centres(by)
    if not places:
        raise NotAllowed()
    cases, tasks, states = by_centre(open_cases()), by_centre(open_tasks()), in_states()
    counted = (mous_in_force(), standing(), vacancies())
    mous, committees, vacant = (dict(db.session.execute(one).all()) for one in counted)
    rows = []
    for centre in places:
        running, total = cases.get(centre.id, (0, 0))
        open_now, late = tasks.get(centre.id, (0, 0))
        rows.append(
            {
                "centre": centre.code,
                "name": centre.name,
                "name_en": centre.name_en,
                "cases_running": running,
                "cases": total,
                "states": states.get(centre.id, {}),
                "tasks_open": open_now,
                "tasks_overdue": late,
                "mous": mous.get(centre.code, 0) + mous.get(None, 0),
                "committees": committees.get(centre.code, 0) + committees.get(None, 0),
                "vacant_seats": vacant.get(centre.code, 0),
            }
        )
    return rows


def visible_centres(by) -> list[Centre]:
    """All of them for headquarters, else those where somebody reads cases."""
    grants = roles_of(by)
    if any(role in EVERYWHERE for _, role in grants):
        return centres()
    readers = {where for where, role in grants if role in ROLES and ROLES[role].reads in ("centre", "all")}
    return [centre for centre in centres() if None in readers or centre.id in readers]


def by_centre(counted) -> dict[int, tuple[int, int]]:
    return {row[0]: (int(row[1] or 0), int(row[2] or 0)) for row in db.session.execute(counted)}


def open_cases():
    running = func.sum(case((Case.status == "running", 1), else_=0))
    return select(Case.centre_id, running, func.count()).group_by(Case.centre_id)


def open_tasks():
    late = func.sum(case((and_(due_before(clock.now()), Task.clock_stopped.is_(False)), 1), else_=0))
    return select(Task.centre_id, func.count(), late).where(Task.status == "open").group_by(Task.centre_id)


def in_states() -> dict[int, dict[str, int]]:
    """centre → state → how many of its cases are in it."""
    counted = select(Case.centre_id, Case.state, func.count()).where(Case.state.is_not(None))
    found = {}
    for centre, state, count in db.session.execute(counted.group_by(Case.centre_id, Case.state)):
        found.setdefault(centre, {})[state] = count
    return found


def mous_in_force():
    standing_now = (Mou.status == "active", Mou.starts <= clock.today(), Mou.ends >= clock.today())
    return select(Mou.centre, func.count()).where(*standing_now).group_by(Mou.centre)


def standing():
    return (
        select(Committee.centre, func.count()).where(Committee.status == "active").group_by(Committee.centre)
    )


def vacancies():
    vacant = (Seat.status == "active", Seat.person.is_(None), Committee.status == "active")
    joined = select(Committee.centre, func.count()).join(Seat, Seat.committee == Committee.code)
    return joined.where(*vacant).group_by(Committee.centre)
