"""What cannot go on by itself: the process owner retries it, repairs its variables, or moves it on."""

from dataclasses import dataclass

from sqlalchemy import select, update

from app import clock
from app.cases.models import Case, Instance
from app.cases.running import effects
from app.cases.running.scene import lock_instance
from app.cases.waiting import DueRow, Incident
from app.extensions import db
from app.journal.canonical import canonical, settled
from app.people.service import roles_of
from app.processes.service import release
from app.refusals import Conflict, Invalid, NotAllowed, NotFound, TooLarge
from app.waking import wake_workers
from workflows import restore

MAX_VARIABLES = 500_000
# Which case it is: by these a message finds its way, so nobody makes a case speak for another.
FIXED = frozenset({"case_id", "case_no", "centre", "submitter"})


def list_incidents(by, case_no: str | None = None) -> list[tuple[Incident, Case | None]]:
    """Open incidents in the centres whose processes somebody owns, oldest first."""
    found = select(Incident, Case).outerjoin(Case, Case.id == Incident.case_id)
    found = found.where(Incident.closed_at.is_(None)).order_by(Incident.id)
    centres = _owned(by)
    if None not in centres:
        found = found.where(Case.centre_id.in_(centres))
    if case_no:
        found = found.where(Case.case_no == case_no)
    return [tuple(row) for row in db.session.execute(found.limit(500))]


def incidents_of(case: Case) -> list[Incident]:
    """What stands still in a case, for whoever may read the case."""
    still = select(Incident).where(Incident.case_id == case.id, Incident.closed_at.is_(None))
    return list(db.session.scalars(still.order_by(Incident.id)))


@dataclass(frozen=True)
class Stuck:
    """An incident as its process owner looks at it: the variables the step sees, where it may go on."""

    incident: Incident
    case: Case | None
    instance: Instance | None
    variables: dict
    places: tuple[str, ...]


def get_incident(incident_id: int, by) -> Stuck:
    """One incident, open or dealt with, in the centres whose processes somebody owns; NotFound otherwise."""
    incident, case = _theirs(incident_id, by)
    instance = instance_of(incident)
    if incident.kind != "step" or incident.closed_at is not None:
        return Stuck(incident, case, instance, {}, ())
    run = restore(release(instance.release_hash), instance.state)
    return Stuck(incident, case, instance, run.variables_of(incident.step_id), run.places(incident.step_id))


def instance_of(incident: Incident) -> Instance | None:
    """The instance that cannot go on; None for work that belongs to none."""
    return db.session.get(Instance, incident.instance_id) if incident.instance_id else None


def still_stuck(incident_id: int, by) -> Incident | None:
    """What stands still at the same place after somebody dealt with it: the same incident, or a new one."""
    one, _ = _theirs(incident_id, by)
    again = select(Incident).where(Incident.closed_at.is_(None), Incident.instance_id == one.instance_id)
    found = again.where(Incident.step_id == one.step_id).order_by(Incident.id.desc())
    return db.session.scalar(found.limit(1)) if one.kind == "step" else None


def _theirs(incident_id, by):
    centres = _owned(by)
    incident = db.session.get(Incident, incident_id)
    case = db.session.get(Case, incident.case_id) if incident and incident.case_id else None
    if incident is None or (None not in centres and (case is None or case.centre_id not in centres)):
        raise NotFound()
    return incident, case


def _owned(by):
    centres = {centre for centre, role in roles_of(by) if role == "process_owner"}
    if not centres:
        raise NotAllowed("เฉพาะเจ้าของกระบวนการ", "Only a process owner handles incidents.")
    return centres


def _open(incident_id, by, kinds=("step",)):
    """The incident, locked with its case; NotFound, or Conflict when somebody has dealt with it."""
    incident, _ = _theirs(incident_id, by)
    if incident.kind not in kinds:
        raise Conflict("เหตุนี้ลองใหม่ได้เท่านั้น", "This incident can only be retried.", "only_retry")
    scene = lock_instance(incident.instance_id) if incident.kind == "step" else None
    db.session.refresh(incident)
    if incident.closed_at is not None:
        raise Conflict("มีผู้แก้เหตุนี้แล้ว", "This incident has been dealt with.", "incident_closed")
    return incident, scene


def retry(incident_id: int, by) -> Incident:
    """Try again: the step that broke, or the background work that failed too often."""
    incident, scene = _open(incident_id, by, ("step", "job", "message"))
    if incident.kind == "step":
        _command(scene, by, "incident:retried", {"do": "retry", "step": incident.step_id})
        return db.session.get(Incident, incident_id)
    now = clock.now()
    again = {"attempts": 0, "error": None, "due_at": now, "created_at": now}
    db.session.execute(update(DueRow).where(DueRow.id == incident.due_row_id).values(again))
    incident.closed_at, incident.closed_by = now, by.id
    wake_workers()
    return incident


def repair(incident_id: int, variables: dict, reason: str, by, process: str | None = None) -> Incident:
    """Set variables as the step sees them, with a reason; then it can be retried. Which case it is stays.

    `process` names another around the step whose variables they are: one that called the process it is in.
    """
    incident, scene = _open(incident_id, by)
    if len(canonical(variables)) > MAX_VARIABLES:
        raise TooLarge()
    if said := sorted(FIXED & variables.keys()):
        raise Invalid(
            f"“{said[0]}” บอกว่าเป็นเรื่องใด จึงแก้ไขไม่ได้", f"“{said[0]}” says which case it is: it stays.", "fixed"
        )
    given = settled({"variables": variables, "reason": _reason(reason)})
    do = {"do": "repair", "step": incident.step_id, "within": process}
    _command(scene, by, "incident:repaired", do, given)
    return db.session.get(Incident, incident_id)


def move(incident_id: int, element: str, reason: str, by) -> Incident:
    """Go on elsewhere in the same process, with a reason."""
    incident, scene = _open(incident_id, by)
    do = {"do": "move", "step": incident.step_id, "element": element}
    _command(scene, by, "token:moved", do, {"reason": _reason(reason)})
    return db.session.get(Incident, incident_id)


def _reason(text):
    if not 3 <= len(text.strip()) <= 2000:
        raise Invalid("โปรดระบุเหตุผล 3–2,000 ตัวอักษร", "Give a reason of 3 to 2,000 characters.", "reason")
    return text.strip()


def _command(scene, by, kind, do, given=None):
    run = scene.run()
    past = effects.before(run)
    match do["do"]:
        case "retry":
            run.retry(do["step"], scene.now)
        case "repair":
            run.repair(given["variables"], scene.now, do["step"], do["within"])
        case "move":
            run.move(do["step"], do["element"], scene.now)
    return effects.write(scene, run, effects.Command(kind, do, given or {}, by.id), past)
