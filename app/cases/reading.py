"""Finding and reading cases."""

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app import clock
from app.cases.desk.rights import acts_on, readable, reads_whole, require_reader
from app.cases.models import Case, Task
from app.cases.privacy.reads import note_read
from app.extensions import db
from app.paging import MAX_LIMIT, BadCursor, Page, cut, read_cursor

LOADED = (joinedload(Case.centre), joinedload(Case.opener))


def get_case(case_no: str, by) -> Case:
    """A case somebody may read, with its instances and tasks; NotFound otherwise. Auditors are noted."""
    found = select(Case).where(Case.case_no == case_no).options(*LOADED, selectinload(Case.instances))
    case = require_reader(db.session.scalar(found), by)
    note_read(case.id, by)
    return case


def tasks_of(case: Case, by) -> list[Task]:
    """The tasks of a case, oldest first; its submitter sees public ones and their own."""
    people = (joinedload(Task.assignee), joinedload(Task.claimer), joinedload(Task.completer))
    found = select(Task).where(Task.case_id == case.id).order_by(Task.id).options(*people)
    tasks = list(db.session.scalars(found))
    if reads_whole(case, by):
        return tasks
    return [task for task in tasks if task.public or acts_on(task, by)]


def list_cases(by, status=None, stage=None, q=None, cursor=None, limit=50, state=None) -> Page:
    """Cases somebody may read, newest first."""
    limit = max(1, min(limit, MAX_LIMIT))
    found = select(Case).where(readable(by)).options(*LOADED)
    if status:
        found = found.where(Case.status == status)
    if stage:
        found = found.where(Case.stage == stage)
    if state:
        found = found.where(Case.state == state)
    if q and q.strip():
        said = q.strip()[:100]
        columns = (Case.case_no, Case.title, Case.title_en)
        found = found.where(or_(*(column.icontains(said, autoescape=True) for column in columns)))
    if cursor:
        text, id = read_cursor(cursor, (str, int))
        moment = _moment(text)
        found = found.where(or_(Case.opened_at < moment, and_(Case.opened_at == moment, Case.id < id)))
    found = found.order_by(Case.opened_at.desc(), Case.id.desc()).limit(limit + 1)
    rows = list(db.session.scalars(found).unique())
    return cut(rows, limit, lambda case: (case.opened_at.isoformat(), case.id))


def _moment(text):
    try:
        return clock.moment(text)
    except ValueError as error:
        raise BadCursor() from error
