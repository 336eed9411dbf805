"""Completing a task: one locked read, one step of the engine, one transaction."""

from collections.abc import Collection
from dataclasses import dataclass

from app.cases.desk import rights
from app.cases.desk.secret import asks_proof, box_variable, cast
from app.cases.desk.versions import refuse_stale
from app.cases.papers.binding import bind_files
from app.cases.running import effects
from app.cases.running.apart import refuse_touched
from app.cases.running.named import refuse_strangers
from app.cases.running.scene import lock_task
from app.cases.running.statements import DROP_DRAFTS
from app.extensions import db, execute
from app.journal.canonical import settled
from app.people.models import Person
from app.people.proof import require_fresh
from app.processes.service import form
from app.refusals import Invalid


class NothingAsked(Invalid):
    code = "nothing_asked"
    th = "งานนี้ไม่มีแบบฟอร์ม จึงรับคำตอบไม่ได้"
    en = "This task has no form, so it takes no answers."


@dataclass(frozen=True)
class Completed:
    """What completing led to: the entry in the journal, and the tasks that wait now."""

    task_id: int
    case_no: str
    written: effects.Written
    moves: tuple
    secret: bool = False
    behalf: Person | None = None

    def to_json(self) -> dict:
        """The receipt of whoever completed it, and for whom, when that was somebody absent."""
        return {**self.written.to_json(self.case_no), **self._for_whom()}

    def _for_whom(self):
        if self.behalf is None:
            return {}
        names = ("username", "name", "name_en")
        return {"on_behalf_of": {name: getattr(self.behalf, name) for name in names}}


def complete_task(task_id: int, answers: dict, by, seen: Collection[str] | None = None) -> Completed:
    """Answer a task and let the process go on.

    Refuses: wrong role, not held, already done (who, when), four eyes; then a task that is not one of the
    versions `seen` any more, and one with `stepUp` for who has not proved lately who they are; the engine
    refuses answers its form has no place for. Nothing is written then.
    """
    scene = lock_task(task_id, by)
    row = scene.row
    if problem := rights.refusal(row, by):
        if not row.has_role:
            rights.require_sight(task_id, by)
        raise problem
    refuse_stale(row, seen, by)
    if asks_proof(scene.release_hash, scene.process_id, row.element):
        require_fresh(by)
    if answers and not row.form:
        raise NothingAsked()
    run = scene.run()
    past = effects.before(run)
    answers = settled(answers)
    box = box_variable(scene.release_hash, scene.process_id, row.element) if row.form else None
    if box:
        cast(scene, run, box, answers)
        answers = {}
    moves = run.complete(row.step_id, answers, scene.now)
    if row.form:
        asked = form(row.release_hash, row.form)
        refuse_strangers(asked, answers, scene.centre_id)
        refuse_touched(asked, answers, scene.case_id, run.variables)
        bind_files(asked, answers, scene, by, row.id)
    do = {"do": "complete", "task": row.id, "step": row.step_id, "element": row.element, "form": row.form}
    behalf = rights.acting_for(row, by)
    command = effects.Command(effects.COMPLETED, do, {"answers": answers}, by.id, row.step_id, behalf)
    written = effects.write(scene, run, command, past)
    if row.has_draft:
        execute(DROP_DRAFTS, {"b_task": row.id})
    absent = db.session.get(Person, behalf) if behalf else None
    return Completed(row.id, scene.case_no, written, moves, secret=bool(box), behalf=absent)
