"""Taking files in, holding them for a person, giving them to a case, handing them out."""

import hashlib
from datetime import timedelta

from sqlalchemy import and_, delete, exists, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.extensions import db
from app.files import scanning
from app.files.content import content_type
from app.files.models import ATTACHMENT, DOCUMENT, File, FileContent
from app.files.names import clean_name
from app.people.service import has_role
from app.refusals import Invalid, NotAllowed, NotFound, TooLarge

MEGABYTE = 1024 * 1024
MAX_SIZE = 20 * MEGABYTE
MAX_HELD = 60
MAX_HELD_BYTES = 400 * MEGABYTE
HELD_FOR = timedelta(days=1)
KEEP_CONTENT = {
    name: dialect.insert(FileContent.__table__).on_conflict_do_nothing(index_elements=["sha256"])
    for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql))
}


class FileTooLarge(TooLarge):
    code = "file_too_large"
    th = "ไฟล์ใหญ่เกิน 20 เมกะไบต์"
    en = "The file is larger than 20 megabytes."


class Infected(Invalid):
    code = "file_infected"
    th = "โปรแกรมตรวจไวรัสไม่ยอมรับไฟล์นี้"
    en = "The virus scanner refuses this file."


class TooManyHeld(Invalid):
    code = "too_many_files"
    th = "มีไฟล์ที่อัปโหลดแล้วแต่ยังไม่ได้ส่งมากเกินไป โปรดส่งแบบฟอร์มก่อน หรือรอหนึ่งวัน"
    en = "Too many files are uploaded and not sent yet. Send the form first, or wait a day."


def hold(name: str, data: bytes, by, task_id: int | None = None) -> File:
    """Take a file in for a person, until a form is sent with it; the same file twice is one.

    NotAllowed for an auditor, who sends no form.
    """
    if has_role(by, "auditor"):
        raise NotAllowed("ผู้ตรวจสอบไม่ส่งไฟล์", "Auditors send no files.")
    type = _type_of(data)
    sha256 = hashlib.sha256(data).hexdigest()
    held = (File.uploaded_by == by.id, File.case_id.is_(None), File.record.is_(None))
    known = db.session.scalar(select(File).where(*held, File.sha256 == sha256))
    if known:
        known.at, known.task_id, known.name = clock.now(), task_id, clean_name(name, type)
        return known
    count, size = db.session.execute(select(func.count(), func.sum(File.size)).where(*held)).one()
    if count >= MAX_HELD or (size or 0) + len(data) > MAX_HELD_BYTES:
        raise TooManyHeld()
    return take(name, data, uploaded_by=by.id, task_id=task_id)


def take(name: str, data: bytes, **about) -> File:
    """Check a file and take it in; FileTooLarge, Infected, or refused by its content."""
    type = _type_of(data)
    scan = scanning.scan(data)
    if scan == scanning.INFECTED:
        raise Infected()
    return _add(ATTACHMENT, clean_name(name, type), type, data, scan=scan, **about)


def _type_of(data):
    if len(data) > MAX_SIZE:
        raise FileTooLarge()
    return content_type(data)


def keep_document(case_id: int, name: str, type: str, data: bytes, at, **about) -> File:
    """Keep a document written for a case; `about` are its title, template, pages and journal entry."""
    return _add(DOCUMENT, name, type, data, scan=scanning.OWN, case_id=case_id, at=at, **about)


def _add(kind, name, type, data, at=None, **about):
    sha256 = hashlib.sha256(data).hexdigest()
    db.session.execute(KEEP_CONTENT[db.engine.dialect.name], {"sha256": sha256, "bytes": data})
    file = File(kind=kind, sha256=sha256, name=name, type=type, size=len(data), at=at or clock.now(), **about)
    db.session.add(file)
    db.session.flush()
    return file


def bind(file: File, case_id: int, task_id: int | None, entry: int) -> None:
    """A file that was held becomes part of a case; one that is elsewhere is given to this one, too."""
    if file.case_id is None and file.record is None:
        file.case_id, file.task_id, file.entry = case_id, task_id, entry
    elif file.case_id != case_id:
        db.session.add(File(**_copied(file), case_id=case_id, task_id=task_id, entry=entry, public=False))


def share(file: File, case_id: int, case_no: str, entry: int) -> None:
    """Give a copy to another case, whose readers then have it; titled with the number of the case it is of.

    It is not public and for no addressee, and is erased with the case it came from.
    """
    titles = {
        "title": f"{case_no} {file.title or file.name}",
        "title_en": f"{case_no} {file.title_en or file.name}",
    }
    about = {"template": file.template, "pages": file.pages, "shared_from": file.shared_from or file.case_id}
    if file.shared_from:
        titles = {name: getattr(file, name) for name in titles}
    db.session.add(File(**_copied(file), **titles, **about, case_id=case_id, entry=entry, public=False))


def enter(file: File, record: str) -> None:
    """A file that was held becomes part of a register’s record; one that is elsewhere is given to it, too."""
    if file.case_id is None and file.record is None:
        file.record, file.task_id = record, None
    elif file.record != record:
        db.session.add(File(**_copied(file), record=record, public=False))


def of_record(record: str) -> list[File]:
    """The files of a record of a register."""
    return list(db.session.scalars(select(File).where(File.record == record).order_by(File.id)))


def _copied(file):
    kept = ("kind", "sha256", "name", "type", "size", "scan", "uploaded_by", "at")
    return {name: getattr(file, name) for name in kept}


def named(hashes, case_id: int, by) -> list[File]:
    """The files with these hashes that are in the case, or that this person sent; the case's first."""
    mine = File.uploaded_by == by.id if by else False
    found = select(File).where(
        File.sha256.in_(sorted(hashes)), File.kind == ATTACHMENT, or_(File.case_id == case_id, mine)
    )
    return sorted(db.session.scalars(found), key=lambda file: (file.case_id != case_id, file.id))


def sent_by(by, hashes) -> list[File]:
    """The files with these hashes that somebody sent and that nobody sealed."""
    mine = select(File).where(File.uploaded_by == by.id, File.sha256.in_(sorted(hashes)))
    return list(db.session.scalars(mine.where(File.kind == ATTACHMENT, File.sealed.is_(False))))


def held_file(file_id: int, by) -> File:
    """A file this person sent and has not given to a case yet; NotFound otherwise."""
    file = db.session.get(File, file_id)
    if file is None or file.uploaded_by != by.id or file.case_id is not None or file.record:
        raise NotFound()
    return file


def let_go(file_id: int, by) -> None:
    """Drop a held file."""
    db.session.delete(held_file(file_id, by))
    db.session.flush()
    forget_content()


def files_of(case_id: int) -> list[File]:
    """Every file of a case, oldest first."""
    return list(db.session.scalars(select(File).where(File.case_id == case_id).order_by(File.id)))


def data_of(file: File) -> bytes:
    """The bytes of a file."""
    return db.session.scalar(select(FileContent.bytes).where(FileContent.sha256 == file.sha256))


def erase(case_id: int) -> int:
    """Erase the files of a case and what was shared from it, and bytes no other file has; gives how many."""
    of_it = or_(File.case_id == case_id, File.shared_from == case_id)
    gone = db.session.execute(delete(File).where(of_it)).rowcount
    forget_content()
    return gone


def sweep(open_tasks) -> None:
    """Drop what was held for a day and never sent; kept for a task while that is one of `open_tasks`."""
    late = and_(File.case_id.is_(None), File.record.is_(None), File.at < clock.now() - HELD_FOR)
    waits = and_(File.task_id.is_not(None), File.task_id.in_(open_tasks))
    if db.session.execute(delete(File).where(late, ~waits)).rowcount:
        forget_content()


def forget_content() -> None:
    """Drop bytes that no file carries."""
    carried = exists().where(File.sha256 == FileContent.sha256)
    db.session.execute(delete(FileContent).where(~carried).execution_options(synchronize_session=False))
