"""Files named in answers: each must have been sent by the person, or be a file of the case they may see."""

from collections.abc import Iterator

from app.cases.models import Case
from app.cases.papers.reading import papers_by_hash
from app.extensions import db
from app.files import service as files
from app.files.models import File
from workflows.errors import AnswersRefused
from workflows.forms import FieldError

WIDGET = "file"


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
            errors.append(refused_file(place, one))
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


def named_files(fields, answers) -> Iterator[tuple[str, dict]]:
    """(JSON pointer, what the answer says) of every file in answers that fit the form."""
    for field in fields:
        if field.widget == WIDGET:
            for number, one in enumerate(answers.get(field.name) or ()):
                yield f"/{field.name}/{number}", one


def refused_file(place, one) -> FieldError:
    """What is said of a file that is not the sender's."""
    return FieldError(
        place,
        "file",
        f"ไม่พบไฟล์ “{one['name'][:80]}” ในไฟล์ที่ท่านอัปโหลดหรือไฟล์ของเรื่องนี้ โปรดแนบใหม่",
        f"“{one['name'][:80]}” is not among the files you uploaded or those of this case. Attach it again.",
    )
