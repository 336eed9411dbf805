"""What a command needs to know of its case and instance: one locked read.

Locks are taken in one order everywhere: case, instance, task. So two people who finish sibling tasks queue up
instead of failing. No key changes here, so whoever only points to a case, with a message, need not wait.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import bindparam, exists, or_, select

from app import clock
from app.cases.models import Case, Instance, Task, TaskDraft
from app.cases.running.four_eyes import DID_THE_OTHER
from app.cases.running.later import LADDER, ladder_of
from app.extensions import execute
from app.journal.service import Head
from app.people.models import Centre, RoleGrant
from app.processes.service import release
from app.refusals import NotFound
from app.registers.calendars import working_calendar
from workflows import restore

CASE, INSTANCE, TASK = Case.__table__, Instance.__table__, Task.__table__
DRAFT, GRANT, CENTRE = TaskDraft.__table__, RoleGrant.__table__, Centre.__table__

OF_CASE = (
    CASE.c.id.label("case_id"),
    CASE.c.case_no,
    CASE.c.centre_id,
    CASE.c.opened_by,
    CASE.c.speed,
    CASE.c.state.label("case_state"),
    CASE.c.status.label("case_status"),
    CASE.c.journal_number,
    CASE.c.journal_hash,
    CASE.c.journal_at,
    CASE.c.stands_since.label("case_stands_since"),
    select(CENTRE.c.calendar).where(CENTRE.c.id == CASE.c.centre_id).scalar_subquery().label("calendar"),
    select(CENTRE.c.settings).where(CENTRE.c.id == CASE.c.centre_id).scalar_subquery().label("settings"),
)
OF_INSTANCE = (
    INSTANCE.c.id.label("instance_id"),
    INSTANCE.c.process_id,
    INSTANCE.c.release_hash,
    INSTANCE.c.state,
    INSTANCE.c.status.label("instance_status"),
    INSTANCE.c.clock_stops,
)
TAKEN = {"case_id", "centre_id", "instance_id", "values"}
OF_TASK = tuple(column for column in TASK.c if column.name not in TAKEN)
# The role of the lane, held in the case's centre or in all of them.
HAS_ROLE = exists().where(
    GRANT.c.person_id == bindparam("person"),
    GRANT.c.role == TASK.c.role,
    or_(GRANT.c.centre_id == TASK.c.centre_id, GRANT.c.centre_id.is_(None)),
)
HAS_DRAFT = exists().where(DRAFT.c.task_id == TASK.c.id)

LOCK_INSTANCE = (
    select(*OF_CASE, *OF_INSTANCE)
    .select_from(INSTANCE.join(CASE, CASE.c.id == INSTANCE.c.case_id))
    .where(INSTANCE.c.id == bindparam("instance"))
    .with_for_update(of=[CASE, INSTANCE], key_share=True)
)
LOCK_CASE = select(*OF_CASE).where(CASE.c.id == bindparam("case")).with_for_update(key_share=True)
LOOK_AT_TASK = (
    select(
        *OF_CASE,
        *OF_INSTANCE,
        *OF_TASK,
        HAS_ROLE.label("has_role"),
        DID_THE_OTHER.label("did_the_other"),
        HAS_DRAFT.label("has_draft"),
    )
    .select_from(
        TASK.join(INSTANCE, INSTANCE.c.id == TASK.c.instance_id).join(CASE, CASE.c.id == TASK.c.case_id)
    )
    .where(TASK.c.id == bindparam("task"))
)
LOCK_TASK = LOOK_AT_TASK.with_for_update(of=[CASE, INSTANCE, TASK], key_share=True)


@dataclass(slots=True)
class Scene:
    """A case, its journal's head, and one of its instances, locked until the transaction ends."""

    case_id: int
    case_no: str
    centre_id: int
    opened_by: int | None
    speed: str | None
    head: Head
    now: datetime
    instance_id: int | None = None
    process_id: str | None = None
    release_hash: str | None = None
    state: bytes = b""
    # The state of the case as the diagrams say it, kept up with by effects.write.
    case_state: str | None = None
    row: object = None
    # The service task that is being performed, as drawn (workflows Element); None for any other command.
    element: object = None
    # The hash of the days off of the case's centre; None without any.
    calendar: str | None = None
    # At which per cent of its time a task of the centre is told of.
    ladder: tuple[int, ...] = LADDER
    # What that service wrote: named with its hash in the journal entry of the command.
    documents: list = field(default_factory=list)

    @classmethod
    def of(cls, row):
        """From a row of one of the statements above. Time never runs backwards within a case."""
        fields = row._mapping
        head = Head(row.case_id, row.case_no, row.journal_number, row.journal_hash)
        names = ("instance_id", "process_id", "release_hash", "state")
        return cls(
            *(fields[name] for name in ("case_id", "case_no", "centre_id", "opened_by", "speed")),
            head=head,
            now=max(clock.now(), row.journal_at),
            **{name: fields[name] for name in names if name in fields},
            row=row,
            calendar=row.calendar,
            case_state=row.case_state,
            ladder=ladder_of(row.settings or {}),
        )

    def run(self):
        """The instance, brought back to where it stands."""
        bundle = release(self.release_hash)
        return restore(bundle, self.state, working_calendar(bundle, self.calendar))

    @property
    def properties(self) -> dict[str, str]:
        """What the diagram fixes for the service task being performed."""
        return dict(self.element.properties) if self.element else {}

    def look_at(self, run, step_id: int) -> dict:
        """Remember the service task that is performed; gives every variable its step sees."""
        step = next((one for one in run.waiting() if one.id == step_id), None)
        if step is None:
            return run.variables
        self.element = release(self.release_hash).element(self.process_id, step.element)
        return run.variables_of(step_id)


def asked(task_id: int, by) -> dict:
    """What LOOK_AT_TASK and LOCK_TASK are bound with."""
    return {"task": task_id, "person": by.id, "today": clock.today()}


def lock_task(task_id: int, by) -> Scene:
    """The scene of a task, with what `by` may do there in `.row`; NotFound without such a task."""
    row = execute(LOCK_TASK, asked(task_id, by)).first()
    if row is None:
        raise NotFound()
    return Scene.of(row)


def lock_instance(instance_id: int) -> Scene:
    """The scene of an instance; NotFound without one."""
    row = execute(LOCK_INSTANCE, {"instance": instance_id}).first()
    if row is None:
        raise NotFound()
    return Scene.of(row)


def lock_case(case_id: int) -> Scene:
    """The scene of a case without an instance; NotFound without one."""
    row = execute(LOCK_CASE, {"case": case_id}).first()
    if row is None:
        raise NotFound()
    return Scene.of(row)
