"""Finding tasks: mine, my roles', all I may see; filtered, sorted, by pages.

A hundred thousand open tasks are searched through the index (centre, role, due); PostgreSQL is asked role by
role, because a plain join reads and sorts every open task of all roles (158 ms against 5 with 100 roles).
"""

from datetime import datetime, timedelta

from sqlalchemy import and_, case, func, literal, or_, select, true, tuple_, union
from sqlalchemy.orm import joinedload, selectinload

from app import clock
from app.cases.desk.rights import whole
from app.cases.lateness import due_before
from app.cases.models import NO_DUE, Case, Instance, Task
from app.database import is_sqlite
from app.extensions import db
from app.paging import MAX_LIMIT, Page, cut, read_cursor
from app.people.models import Centre, RoleGrant
from app.people.service import roles_of
from app.people.substitution import lent_roles, mandates_of, stands_for, within
from app.refusals import Invalid

WHOSE = ("mine", "roles", "all")
SORTS = ("due", "opened", "case")
DUES = ("overdue", "today", "week", "none")
STATUSES = ("open", "done")
LOADED = (
    joinedload(Task.case).joinedload(Case.centre),
    joinedload(Task.instance),
    selectinload(Task.assignee),
    selectinload(Task.claimer),
    selectinload(Task.completer),
    selectinload(Task.behalf),
)


def list_tasks(
    by,
    whose="mine",
    stage=None,
    due=None,
    q=None,
    case_no=None,
    status="open",
    sort="due",
    cursor=None,
    limit=50,
) -> Page:
    """Tasks somebody may see. mine: on my desk; roles: free, for my roles; all: everything I may see."""
    _refuse_unknown(("whose", whose, WHOSE), ("sort", sort, SORTS), ("status", status, STATUSES))
    limit = max(1, min(limit, MAX_LIMIT))
    lent = mandates_of(by)
    conditions = [Task.status == status, *_filters(stage, due, q, case_no)]
    if cursor:
        conditions.append(_after(sort, cursor))
    found = select(Task.id)
    if q or case_no or sort == "case":
        found = found.join(Task.case)
    if stage:
        found = found.join(Task.instance)
    found = found.where(*conditions).order_by(*_order(sort)).limit(limit + 1)
    if whose == "roles" and sort == "due" and status == "open" and not is_sqlite(db.engine):
        found = _role_by_role(by, lent, found, limit + 1)
    else:
        found = found.where(_mine(by, lent) if whose == "mine" else _theirs(by, lent, whose, status))
    rows = _loaded(list(db.session.scalars(found)), lent, by)
    return cut(rows, limit, lambda task: _position(sort, task))


def _loaded(ids, lent, by):
    """The tasks in this order, marked where somebody may act for who is away.

    Two small statements are planned faster than one that joins everything.
    """
    if not ids:
        return []
    found = db.session.scalars(select(Task).where(Task.id.in_(ids)).options(*LOADED)).unique()
    tasks = {task.id: task for task in found}
    grants = roles_of(by) if lent else set()
    for task in tasks.values() if lent else ():
        task.stands_in_for = absent_of(task, lent, grants, by)
    return [tasks[id] for id in ids]


def absent_of(task: Task, lent: list, grants: set, by):
    """For whom somebody would act on a task: who is away; None where it is theirs, or their own role's."""
    absent = stands_for(task, lent)
    if absent is None or task.claimed_by == absent.id:
        return absent
    own = task.assignee_id is None and {(task.centre_id, task.role), (None, task.role)} & grants
    return None if own or task.claimed_by == by.id else absent


def _refuse_unknown(*choices):
    for name, said, known in choices:
        if said not in known:
            raise Invalid(
                f"{name} ต้องเป็นค่าใดค่าหนึ่งใน {', '.join(known)}",
                f"{name} is one of {', '.join(known)}.",
                "unknown_choice",
            )


def _mine(by, lent):
    """On their desk, or on that of somebody they stand in for."""
    mine = or_(Task.claimed_by == by.id, Task.assignee_id == by.id, Task.completed_by == by.id)
    return or_(mine, within(lent, Task, holders=(Task.claimed_by, Task.assignee_id))) if lent else mine


def _theirs(by, lent, whose, status):
    """Tasks of a person's roles that nobody has; for `all`, also taken ones and those of cases they read."""
    held = _held(by, lent)
    role = select(literal(1)).select_from(held).where(held.c.role == Task.role)
    role = role.where(held.c.centre_id == Task.centre_id)
    if whose == "roles":
        free = [Task.assignee_id.is_(None)] + ([Task.claimed_by.is_(None)] if status == "open" else [])
        return and_(*free, role.exists())
    grants = roles_of(by)
    return or_(
        _mine(by, lent), and_(Task.assignee_id.is_(None), role.exists()), whole(grants, Task.centre_id)
    )


def _held(by, lent):
    """(centre, role) pairs of a person, a role in all centres spelled out; and those lent by who is away."""
    own = (
        select(Centre.id.label("centre_id"), RoleGrant.role)
        .join(RoleGrant, or_(RoleGrant.centre_id == Centre.id, RoleGrant.centre_id.is_(None)))
        .where(RoleGrant.person_id == by.id)
    )
    return (union(own, lent_roles(by)) if lent else own).subquery("held")


def _role_by_role(by, lent, found, limit):
    """The first tasks of each role, by index; one plain join would read and sort every open task of all."""
    held = _held(by, lent)
    free = (Task.assignee_id.is_(None), Task.claimed_by.is_(None))
    each = found.add_columns(Task.due_at).where(
        Task.centre_id == held.c.centre_id, Task.role == held.c.role, *free
    )
    each = each.lateral("each")
    nearest = select(each.c.id).select_from(held.join(each, literal(True)))
    return nearest.order_by(each.c.due_at, each.c.id).limit(limit)


def _filters(stage, due, q, case_no):
    if stage:
        yield Instance.process_id == stage
    if case_no:
        yield Case.case_no == case_no
    if due:
        _refuse_unknown(("due", due, DUES))
        yield _due(due, clock.now())
    if q and q.strip():
        said = q.strip()[:100]
        yield or_(
            *(
                column.icontains(said, autoescape=True)
                for column in (Case.case_no, Case.title, Case.title_en, Task.name, Task.name_en)
            )
        )


def _due(word: str, now: datetime):
    midnight = now.astimezone(clock.BANGKOK).replace(hour=0, minute=0, second=0, microsecond=0)
    ends = {"today": midnight + timedelta(days=1), "week": midnight + timedelta(days=7)}
    if word == "none":
        return Task.due_at >= NO_DUE
    return due_before(ends.get(word, now))


def _order(sort):
    if sort == "opened":
        return Task.id.desc(), Task.opened_at
    return (Task.due_at, Task.id) if sort == "due" else (Case.case_no, Task.id)


def _position(sort, task):
    if sort == "opened":
        return sort, task.id
    return sort, task.due_at.isoformat() if sort == "due" else task.case.case_no, task.id


def _after(sort, cursor):
    """The condition that skips what earlier pages showed."""
    said, *place = read_cursor(cursor, (str, int) if sort == "opened" else (str, str, int))
    if said != sort:
        raise Invalid("ตัวชี้หน้าใช้กับการเรียงแบบอื่น", "This cursor belongs to another order.", "bad_cursor")
    if sort == "opened":
        return Task.id < place[0]
    if sort == "case":
        return tuple_(Case.case_no, Task.id) > tuple_(*place)
    try:
        moment = clock.moment(place[0])
    except ValueError as error:
        raise Invalid("ตัวชี้หน้าไม่ถูกต้อง", "This cursor is not one of ours.", "bad_cursor") from error
    return or_(Task.due_at > moment, and_(Task.due_at == moment, Task.id > place[1]))


def count_tasks(by, whose: str = "all") -> dict:
    """Open tasks by box; by urgency and by stage those of one box, `whose`."""
    _refuse_unknown(("whose", whose, WHOSE))
    now = clock.now()
    lent = mandates_of(by)
    boxes = {"mine": _mine(by, lent), "roles": _theirs(by, lent, "roles", "open")}
    shown = boxes.get(whose, true())
    sums = [*boxes.values(), true(), shown, *(and_(shown, _due(word, now)) for word in ("overdue", "today"))]
    rows = db.session.execute(
        select(Instance.process_id, *(func.sum(case((condition, 1), else_=0)) for condition in sums))
        .join(Task.instance)
        .where(Task.status == "open", or_(boxes["mine"], _theirs(by, lent, "all", "open")))
        .group_by(Instance.process_id)
    ).all()
    total = [sum(int(row[place]) for row in rows) for place in range(1, len(sums) + 1)]
    names = ("mine", "roles", "all", "shown", "overdue", "today")
    stages = {row[0]: int(row[4]) for row in rows if row[4]}
    return {**dict(zip(names, total, strict=True)), "stages": stages}


def next_task(by, after: Task | None = None) -> Task | None:
    """What to open next: of my own desk first, then of my roles."""
    for whose in ("mine", "roles"):
        for task in list_tasks(by, whose, limit=2).items:
            if after is None or task.id != after.id:
                return task
    return None
