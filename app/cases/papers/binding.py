"""Files named in answers: each must have been sent by the person, or be a file of the case they may see."""

from app.cases.models import Case
from app.cases.papers.reading import papers_by_hash
from app.extensions import db
from app.files import service as files
from app.files.answers import named_files, refused_file
from app.files.models import File
from workflows.errors import AnswersRefused

OF_CASE = ("หรือไฟล์ของเรื่องนี้", " or those of this case")


def bind_files(form, answers: dict, scene, by, task_id: int | None = None) -> None:
    """Make the files of accepted answers part of the case; AnswersRefused, field by field, for any other."""
    said = list(named_files(form.fields, answers))
    if not said:
        return
    errors, chosen = [], []
    known = _known({one["sha256"] for _, one in said}, scene.case_id, by)
    for place, one in said:
        file = known.get(one["sha256"])
        if file is None or file.answer != one:
            errors.append(refused_file(place, one, OF_CASE))
        else:
            chosen.append(file)
    if errors:
        raise AnswersRefused(errors)
    for file in chosen:
        files.bind(file, scene.case_id, task_id, scene.head.number + 1)
    db.session.flush()


def _known(hashes, case_id, by) -> dict[str, File]:
    """sha256 → the file this person means: one of theirs, or one of the case that they may see."""
    case = db.session.get(Case, case_id)
    seen, found = papers_by_hash(case, by), {}
    for file in files.named(hashes, case_id, by):
        if file.uploaded_by == by.id or file.sha256 in seen:
            found.setdefault(file.sha256, file)
    return found
