"""The statements by which a command is written down: built once, bound often."""

from sqlalchemy import and_, bindparam, delete, exists, insert, or_, select, update

from app.cases.models import Case, Instance, Task, TaskDraft
from app.cases.running.four_eyes import DID_THE_OTHER
from app.cases.waiting import DueRow, Incident, Subscription
from app.people.models import Person, RoleGrant

CASE, INSTANCE, TASK, DRAFT = Case.__table__, Instance.__table__, Task.__table__, TaskDraft.__table__
DUE, INCIDENT, SUBSCRIPTION = DueRow.__table__, Incident.__table__, Subscription.__table__
MOVED = ("due_at", "name", "step_id", "payload", "created_at")
STEPS = bindparam("steps", expanding=True)

MOVE_HEAD = (
    update(CASE)
    .where(CASE.c.id == bindparam("b_case"))
    .values(
        journal_number=bindparam("number"),
        journal_hash=bindparam("hash"),
        journal_at=bindparam("moment"),
        speed=bindparam("speed"),
        state=bindparam("case_state"),
    )
)
STORE_INSTANCE = (
    update(INSTANCE)
    .where(INSTANCE.c.id == bindparam("b_instance"))
    .values(state=bindparam("state"), status=bindparam("status"), ended_at=bindparam("ended"))
)
OPEN_HERE = (TASK.c.instance_id == bindparam("b_instance"), TASK.c.status == "open")
CLOSE_TASK = (
    update(TASK)
    .where(*OPEN_HERE, TASK.c.step_id == bindparam("done"))
    .values(
        status="done",
        completed_by=bindparam("person"),
        completed_at=bindparam("moment"),
        behalf_id=bindparam("behalf"),
        version=TASK.c.version + 1,
    )
)
# Four eyes are asked again here: it sees what was committed while the command waited for its lock.
CLOSE_TASK_APART = CLOSE_TASK.where(~DID_THE_OTHER)
WITHDRAW_TASKS = (
    update(TASK)
    .where(*OPEN_HERE, TASK.c.step_id.in_(STEPS))
    .values(status="cancelled", completed_at=bindparam("moment"), version=TASK.c.version + 1)
)
OPEN_TASKS = insert(TASK).returning(TASK.c.id, TASK.c.step_id)
DROP_DRAFTS = delete(DRAFT).where(DRAFT.c.task_id == bindparam("b_task"))
DROP_DUE = delete(DUE).where(
    DUE.c.instance_id == bindparam("b_instance"),
    or_(DUE.c.step_id.in_(STEPS), DUE.c.kind == bindparam("also")),
)
WRITE_DUE = insert(DUE)
# The reminder of a task that is done becomes that of the next one; one that has failed has a past of its own.
MOVE_REMINDER = (
    update(DUE)
    .where(
        DUE.c.instance_id == bindparam("b_instance"),
        DUE.c.step_id == bindparam("done"),
        DUE.c.kind == "reminder",
        DUE.c.attempts == 0,
    )
    .values({name: bindparam(name) for name in MOVED})
)
UNSUBSCRIBE = delete(SUBSCRIPTION).where(SUBSCRIPTION.c.instance_id == bindparam("b_instance"))
SUBSCRIBE = insert(SUBSCRIPTION)
# A message that came before anybody waited for it, in this case or with these very keys: look again now.
WAKE_MESSAGES = (
    update(DUE)
    .where(
        DUE.c.kind == "message",
        DUE.c.name.in_(bindparam("names", expanding=True)),
        or_(DUE.c.case_id == bindparam("b_case"), DUE.c.digest.in_(bindparam("digests", expanding=True))),
    )
    .values(due_at=bindparam("moment"))
)
OPEN_INCIDENTS = insert(INCIDENT)
CLOSE_INCIDENTS = (
    update(INCIDENT)
    .where(
        INCIDENT.c.instance_id == bindparam("b_instance"),
        INCIDENT.c.kind == "step",
        INCIDENT.c.closed_at.is_(None),
        INCIDENT.c.step_id.in_(STEPS),
    )
    .values(closed_at=bindparam("moment"), closed_by=bindparam("person"))
)
# One row for each role somebody holds in the centre or in all of them; one without a role for others.
PEOPLE_BY_NAME = (
    select(Person.username, Person.id, Person.active, RoleGrant.role)
    .outerjoin(
        RoleGrant,
        and_(
            RoleGrant.person_id == Person.id,
            or_(RoleGrant.centre_id == bindparam("centre"), RoleGrant.centre_id.is_(None)),
        ),
    )
    .where(Person.username.in_(bindparam("names", expanding=True)))
)
# A case is over when nothing of it runs and no message of it is on its way.
SETTLE_CASE = (
    update(CASE)
    .where(
        CASE.c.id == bindparam("b_case"),
        CASE.c.status == "running",
        ~exists().where(INSTANCE.c.case_id == CASE.c.id, INSTANCE.c.ended_at.is_(None)),
        ~exists().where(
            DUE.c.case_id == CASE.c.id, DUE.c.kind.in_(("message", "signal")), DUE.c.error.is_(None)
        ),
    )
    .values(status="completed", closed_at=bindparam("moment"))
)
