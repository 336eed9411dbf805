"""Which papers of a case somebody may see and have."""

from sqlalchemy import select

from app.cases.desk.rights import reads_whole, require_reader
from app.cases.desk.seal import sealed, tasks_in
from app.cases.models import Case
from app.cases.papers.withholding import kept_from
from app.cases.privacy.reads import note_read
from app.extensions import db
from app.files.models import ATTACHMENT, DOCUMENT, File
from app.files.service import files_of
from app.people.service import has_role
from app.refusals import NotFound


def documents(case: Case, by) -> list[File]:
    """The documents written for a case; whoever opened it without a role in it sees the public ones."""
    return _visible(case, by, DOCUMENT)


def attachments(case: Case, by) -> list[File]:
    """What people attached: all of it for whoever reads the whole case, else what they sent themselves."""
    return _visible(case, by, ATTACHMENT)


def paper(case_no: str, file_id: int, by) -> File:
    """A file of a case that this person may see; NotFound otherwise. Auditors are noted."""
    case = db.session.scalar(select(Case).where(Case.case_no == case_no))
    file = db.session.get(File, file_id)
    if case and file and (file.case_id, file.addressee_id) == (case.id, by.id):
        return file
    case = require_reader(case, by)
    note_read(case.id, by)
    if file is None or file.case_id != case.id or file not in _visible(case, by, file.kind):
        raise NotFound()
    return file


def letters_to(case_id: int, by) -> list[File]:
    """Documents of a case written for this person, oldest first; they need not be able to read the case."""
    mine = select(File).where(File.case_id == case_id, File.addressee_id == by.id)
    return list(db.session.scalars(mine.order_by(File.id)))


def papers_by_hash(case: Case, by) -> dict[str, File]:
    """sha256 → a file of the case this person may see."""
    return {file.sha256: file for kind in (DOCUMENT, ATTACHMENT) for file in _visible(case, by, kind)}


def _visible(case, by, kind):
    found = [file for file in files_of(case.id) if file.kind == kind]
    found = [file for file in found if not file.sealed or file.uploaded_by == by.id]
    if kept := kept_from(case, by):
        found = [file for file in found if _free(file, kept) or file.uploaded_by == by.id]
    if not reads_whole(case, by):
        return [file for file in found if file.public or file.uploaded_by == by.id]
    if has_role(by, "auditor", case.centre_id):
        return found
    # What was sent with a score or a vote is read when the last of its kind is in.
    hidden = sealed(tasks_in(case.id))
    return [file for file in found if file.task_id not in hidden or file.uploaded_by == by.id]


def _free(file, kept):
    """Whether a file is public, or of none of the matters somebody left the room for."""
    return file.public or (file.shared_from or file.case_id) not in kept
