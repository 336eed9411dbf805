"""Files sent with contributions: held for the sender like all files, sealed with what they came with.

A sealed file is known to its sender only: no list, count or number of the case tells of it. It opens when
the process reads its collection. Links bring their files with the form. Who may see a contribution may
open its files; a reviewer those of what is wanted of them.
"""

from sqlalchemy import delete, select, update

from app.contributions.models import Collection, Contribution
from app.contributions.rules import rules
from app.contributions.seeing import visible
from app.contributions.wanted import asked_of
from app.extensions import db
from app.files.answers import WIDGET, named_files, refused_file
from app.files.models import File
from app.files.service import forget_content
from app.processes.service import release
from app.refusals import NotFound
from workflows.errors import AnswersRefused


def keep_files(collection: Collection, scene, form, answers: dict, by, brought=()) -> None:
    """Give the files of accepted answers to the case; AnswersRefused, by field, for any but the sender's."""
    said = list(named_files(form.fields, answers))
    if not said:
        return
    own = {
        file.sha256: file
        for file in (_of(by, collection, {one["sha256"] for _, one in said}) if by else brought)
    }
    errors = [
        refused_file(place, one)
        for place, one in said
        if one["sha256"] not in own or own[one["sha256"]].answer != one
    ]
    if errors:
        raise AnswersRefused(errors)
    hidden = rules(collection).hidden
    for _, one in said:
        file = own[one["sha256"]]
        file.case_id, file.collection_id, file.sealed = scene.case_id, collection.id, hidden
    db.session.flush()


def held_by_link(collection: Collection, form, row: Contribution) -> tuple[dict, list[File]]:
    """(answers of its file fields, these files): what a link's holder need not send again."""
    named = {one["sha256"] for _, one in named_files(form.fields, row.answers)}
    found = select(File).where(File.collection_id == collection.id, File.sha256.in_(sorted(named)))
    asked = {field.name for field in form.fields if field.widget == WIDGET}
    return {name: row.answers[name] for name in asked & set(row.answers)}, list(db.session.scalars(found))


def drop_files(collection: Collection, form, standing: list[Contribution], person_id: int) -> None:
    """What somebody's contributions do not name any more goes."""
    kept = {one["sha256"] for row in standing for _, one in named_files(form.fields, row.answers)}
    mine = (File.collection_id == collection.id, File.uploaded_by == person_id)
    if db.session.execute(delete(File).where(*mine, File.sha256.not_in(sorted(kept)))).rowcount:
        forget_content()


def unseal(collection: Collection) -> None:
    """The process has read it: who reads the case sees its files."""
    opened = update(File).where(File.collection_id == collection.id, File.sealed.is_(True))
    db.session.execute(opened.values(sealed=False))


def files_for(collection: Collection, by) -> list[dict]:
    """What somebody may open, by the name they may know: files for what is wanted of them while that is open
    ([{"sha256", "name", **same}]), and those of contributions they see ([{"sha256", "name", "key"}])."""
    asked = asked_of(collection, by) if collection.is_open else []
    found = [{**one, **row["same"]} for row in asked for one in row.get("files", [])]
    fields = release(collection.release_hash).form(rules(collection).form).fields
    if not any(field.widget == WIDGET for field in fields):
        return found
    seen = [(row.key, one) for row in visible(collection, by) for _, one in named_files(fields, row.answers)]
    return found + [{"sha256": one["sha256"], "name": one["name"], "key": key} for key, one in seen]


def file_for(collection: Collection, by, sha256: str) -> tuple[File, str]:
    """(file of the case, the name it goes by for this person); NotFound for any other."""
    name = next((one["name"] for one in files_for(collection, by) if one["sha256"] == sha256), None)
    known = select(File).where(File.case_id == collection.case_id, File.sha256 == sha256).order_by(File.id)
    file = db.session.scalars(known).first() if name is not None else None
    if file is None:
        raise NotFound()
    return file, name or file.name


def _of(by, collection, hashes):
    """What this person holds, or has sent to this collection before."""
    found = select(File).where(File.sha256.in_(sorted(hashes)), File.uploaded_by == by.id)
    fits = File.case_id.is_(None) | (File.collection_id == collection.id)
    return db.session.scalars(found.where(fits).order_by(File.collection_id.is_(None), File.id)).all()[::-1]
