"""Taking a task, giving it back, handing it on, and keeping a draft of its answers."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from app import clock
from app.cases.desk import rights
from app.cases.desk.secret import NoDraft, box_variable
from app.cases.desk.stranded import HAND_ON, is_stranded, kept_away, those_with_one
from app.cases.desk.versions import CHANGED, raise_version, refuse_stale, works_on
from app.cases.models import Task, TaskDraft
from app.cases.privacy.reads import note_read
from app.cases.running.effects import on_behalf, store_head
from app.cases.running.scene import DRAFT, LOOK_AT_TASK, TASK, Scene, asked, lock_task
from app.extensions import db
from app.journal.canonical import canonical
from app.journal.service import record
from app.people.models import Person
from app.people.service import people_with, person_named
from app.processes.service import form
from app.processes.service import release as bundle
from app.refusals import Conflict, Invalid, NotAllowed, NotFound, TooLarge
from workflows import restore

MAX_DRAFT = 500_000
MAX_REASON = 2000
HOLD = (
    update(TASK)
    .where(TASK.c.id == bindparam("b_task"))
    .values(
        claimed_by=bindparam("person"),
        claimed_at=bindparam("since"),
        behalf_id=bindparam("behalf"),
        **CHANGED,
    )
)


class NamedByDiagram(NotAllowed):
    code = "named_by_diagram"
    th = "แผนภาพกระบวนการระบุตัวผู้ทำงานนี้ไว้แล้ว ผู้อื่นทำแทนไม่ได้ จึงมอบหมายใหม่ไม่ได้"
    en = "The diagram names the person for this task. Nobody else may do it, so it cannot be reassigned."


@dataclass(frozen=True)
class Saved:
    """A draft that was kept: when, and the version of the task since; None where the task is another's."""

    saved_at: datetime
    version: int | None


def get_task(task_id: int, by) -> Task:
    """A task somebody may see; NotFound otherwise. An auditor reads its case with it."""
    task = db.session.get(Task, task_id)
    if task is None or not rights.may_see(task, by):
        raise NotFound()
    note_read(task.case_id, by)
    return task


def why_not(task: Task, by):
    """The refusal somebody would get on completing; None if they may."""
    row = db.session.execute(LOOK_AT_TASK, asked(task.id, by)).first()
    return rights.refusal(row, by)


def claim(task_id: int, by, seen: Collection[str] | None = None) -> Task:
    """Take a task onto one's own desk. Claiming it again changes nothing, whatever was seen."""
    scene = _scene(task_id, by)
    if problem := rights.refusal(scene.row, by, answers=False):
        raise problem
    holder = scene.row.claimed_by
    if holder == by.id:
        return db.session.get(Task, task_id)
    behalf = rights.acting_for(scene.row, by)
    if holder is not None and holder != behalf and scene.row.behalf_id != by.id:
        raise rights.held_by(holder, scene.row.claimed_at)
    refuse_stale(scene.row, seen, by)
    _refuse_beside_another(scene)
    return hold(scene, "task:claimed", by, by.id, behalf=behalf)


def release(task_id: int, by, seen: Collection[str] | None = None) -> Task:
    """Give a task back to everybody of its role."""
    scene = _scene(task_id, by)
    _refuse_unless_open(scene, by)
    if scene.row.claimed_by != by.id and not rights.manages(by, scene.centre_id):
        raise NotAllowed("ท่านไม่ได้ถืองานนี้", "You do not hold this task.", "not_holder")
    if scene.row.claimed_by is None:
        return db.session.get(Task, task_id)
    refuse_stale(scene.row, seen, by)
    return hold(scene, "task:released", by, None)


def reassign(task_id: int, to: str, reason: str, by, seen: Collection[str] | None = None) -> Task:
    """Hand a task to somebody else of its role, with a reason: the centre's manager, or whoever holds it.

    Refused for everybody when the diagram, or the lane of the submitter, says whose task it is: one person
    would answer for another. Only when that person has left, lost the role or is kept away by four eyes does
    a manager hand it on.
    """
    scene = _scene(task_id, by)
    task = db.session.get(Task, task_id)
    named = scene.row.assignee_id is not None
    if named and not (is_stranded(task) and rights.manages(by, scene.centre_id)):
        raise NamedByDiagram()
    _refuse_unless_open(scene, by)
    if scene.row.claimed_by != by.id and not rights.manages(by, scene.centre_id):
        raise NotAllowed(
            "เฉพาะหัวหน้าศูนย์หรือผู้ถืองานมอบหมายใหม่ได้",
            "Only the centre's manager or the holder reassigns.",
            "not_holder",
        )
    refuse_stale(scene.row, seen, by)
    if not 3 <= len(reason.strip()) <= MAX_REASON:
        raise Invalid("โปรดระบุเหตุผล 3–2,000 ตัวอักษร", "Give a reason of 3 to 2,000 characters.", "reason")
    person = person_named(to)
    if person.id not in {one.id for one in reassignable_to(task)}:
        raise Invalid(
            f"{person.name} ทำงานนี้ไม่ได้", f"{person.name_en} may not do this task.", "not_assignable"
        )
    _refuse_beside_another(scene)
    given = {"to": person.id, "reason": reason.strip()}
    return hold(scene, "task:reassigned", by, person.id, given, statement=HAND_ON if named else HOLD)


def reassignable_to(task: Task) -> list[Person]:
    """Everybody who holds the task's role in its centre and is not kept away by four eyes.

    Nobody, when the task is one person's by name; once that person may not do it, who has none like it.
    """
    if task.assignee_id is not None and not is_stranded(task):
        return []
    others = people_with(task.role, task.centre_id) if task.role else []
    if task.assignee_id is not None:
        taken = those_with_one(task)
        others = [person for person in others if person.id not in taken]
    away = kept_away(task)
    return [person for person in others if person.id not in away]


def _scene(task_id, by) -> Scene:
    """The locked scene; somebody who may not even see the task gets NotFound."""
    scene = lock_task(task_id, by)
    if not scene.row.has_role:
        rights.require_sight(task_id, by)
    return scene


def _refuse_beside_another(scene):
    """Of the steps of a sequential ad-hoc sub-process only one may be on somebody's desk."""
    if not scene.state or not (steps := scene.run().rivals(scene.row.step_id)):
        return
    beside = (Task.instance_id == scene.instance_id, Task.step_id.in_(steps), Task.claimed_by.is_not(None))
    if (busy := db.session.scalar(select(Task).where(*beside))) is not None:
        raise Conflict(
            f"งานกลุ่มนี้ทำได้ทีละงาน และ{busy.claimer.name}รับงาน “{busy.name}” ไว้ โปรดรอให้เสร็จหรือคืนงานก่อน",
            f"These tasks are done one at a time, and {busy.claimer.name_en} has “{busy.name_en}” now: "
            "wait until it is done or given back.",
            "one_at_a_time",
            by=busy.claimer.name,
            by_en=busy.claimer.name_en,
            task=busy.id,
        )


def _refuse_unless_open(scene, by):
    if problem := rights.over(scene.row, by):
        raise problem


def hold(scene, kind, by, holder, given=None, behalf=None, statement=HOLD) -> Task:
    """Put the task of a locked scene on somebody's desk, or on nobody's, and write that into the journal."""
    row = scene.row
    since = scene.now if holder else None
    values = {"b_task": row.id, "person": holder, "by": by.id, "moment": scene.now}
    held = {"since": since, "behalf": behalf} if statement is HOLD else {}
    db.session.execute(statement, values | held)
    do = {"do": kind.partition(":")[2], "task": row.id, "step": row.step_id, "element": row.element}
    about = {"instance": scene.instance_id, **on_behalf(behalf)}
    head = record(scene.head, kind, scene.now, by.id, command=do, given=given, **about)
    store_head(scene, head, scene.speed)
    db.session.expire_all()
    return db.session.get(Task, row.id)


def form_of(task: Task):
    """The form of the task's own release; None for a task without one."""
    return form(task.instance.release_hash, task.form) if task.form else None


def variables_of(task: Task) -> dict:
    """What the task's form may read: the variables of the process, and of the task's own round."""
    if not task.instance.state:  # erased
        return dict(task.values)
    run = restore(bundle(task.instance.release_hash), task.instance.state)
    seen = run.variables if task.status != "open" else run.variables_of(task.step_id)
    return {**seen, **task.values}


def save_draft(task_id: int, answers: dict, by, seen: Collection[str] | None = None) -> Saved:
    """Keep what somebody has typed so far, unchecked. Also after somebody else was faster."""
    task = _locked(task_id, by)
    if not rights.acts_on(task, by):
        raise NotAllowed()
    if task.form and box_variable(task.instance.release_hash, task.instance.process_id, task.element):
        raise NoDraft()
    refuse_stale(task, seen, by)
    if len(canonical(answers)) > MAX_DRAFT:
        raise TooLarge()
    now = clock.now()
    draft = db.session.get(TaskDraft, (task.id, by.id), populate_existing=True)
    if draft is None:
        values = {"task_id": task.id, "person_id": by.id, "answers": answers, "saved_at": now}
        db.session.execute(insert(DRAFT), values)
    else:
        draft.answers, draft.saved_at = answers, now
    if not works_on(task, by):
        return Saved(now, None)
    version = raise_version(task.id, by, now)
    db.session.refresh(task)
    return Saved(now, version)


def _locked(task_id, by):
    """A task somebody may see, locked: of two drafts with one version, one is kept."""
    task = db.session.get(Task, task_id, with_for_update=True, populate_existing=True)
    if task is None or not rights.may_see(task, by):
        raise NotFound()
    return task


def draft_of(task: Task, by) -> tuple[dict, datetime] | None:
    """What somebody has kept for this task, and since when."""
    draft = db.session.get(TaskDraft, (task.id, by.id))
    return (draft.answers, draft.saved_at) if draft else None
