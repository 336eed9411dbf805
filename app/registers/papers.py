"""Files of a record: the signed paper an agreement stands on, kept with it under its SHA-256."""

from app.files import service as files
from app.files.answers import named_files, refused_file
from app.files.models import ATTACHMENT, File
from app.refusals import NotAllowed, NotFound
from app.registers import rights
from app.registers.kinds import Kind
from workflows.errors import AnswersRefused


def keep(kind: Kind, row, answers: dict, by) -> None:
    """Make the files of accepted answers part of the record; AnswersRefused for any that is not the sender's.

    The system names what it likes: it gives a record no file of its own.
    """
    said = list(named_files(kind.form.fields, answers)) if by is not None else []
    if not said:
        return
    subject = kind.subject(row)
    known = [*files.of_record(subject), *files.sent_by(by, {one["sha256"] for _, one in said})]
    meant = [(at, one, next((file for file in known if file.answer == one), None)) for at, one in said]
    if errors := [refused_file(at, one) for at, one, file in meant if file is None]:
        raise AnswersRefused(errors)
    for _, _, file in meant:
        files.enter(file, subject)


def file_of(kind: Kind, row, sha256: str, by) -> File:
    """A file of a record, for who may change the record, and for auditors. NotAllowed, NotFound."""
    if not rights.sees_personal(kind, row, by):
        raise NotAllowed()
    found = (
        one for one in files.of_record(kind.subject(row)) if one.sha256 == sha256 and one.kind == ATTACHMENT
    )
    file = next(found, None)
    if file is None:
        raise NotFound()
    return file
