"""Documents and attachments on pages: their lists, and handing them out."""

from types import SimpleNamespace

from flask import g, url_for

from app.cases.papers import reading
from app.files.models import DOCUMENT
from app.files.sending import send
from app.web.context import translate
from app.web.pages import pages
from app.web.visitor import named
from app.web.wording.dates import show_datetime

SCANS = {
    "clean": ("ตรวจไวรัสแล้ว", "virus-checked"),
    "not_scanned": ("ยังไม่ได้ตรวจไวรัส", "not virus-checked"),
    "failed": ("ตรวจไวรัสไม่สำเร็จ", "virus check failed"),
}


@pages.get("/cases/<case_no>/files/<int:file_id>")
def paper(case_no, file_id):
    return send(reading.paper(case_no, file_id, g.person))


def papers_of(case):
    """The documents of a case, newest first, then what people attached."""
    written = sorted(reading.documents(case, g.person), key=lambda file: -file.id)
    return [_shown(case, file) for file in (*written, *reading.attachments(case, g.person))]


def papers_of_entry(case, line):
    """What a journal entry says was written, with the address of what the visitor may see."""
    known = reading.papers_by_hash(case, g.person)
    found = []
    for said in line.documents:
        file = known.get(said["sha256"])
        address = _address(case, file) if file else None
        found.append(SimpleNamespace(name=said["name"], sha256=said["sha256"], address=address))
    return found


def size_in_words(size):
    """12 KB, 3.4 MB."""
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, round(size / 1024)):,} KB"


def _shown(case, file):
    parts = [show_datetime(file.at, g.language), size_in_words(file.size)]
    if file.kind == DOCUMENT:
        parts += [file.name.rpartition(".")[2].upper()]
        parts += [translate("{n} หน้า", "{n} pages", n=file.pages)] if file.pages else []
    else:
        parts += [named(file.uploader) if file.uploader else translate("ทางลิงก์เชิญ", "By invitation link")]
        parts += [translate(*SCANS.get(file.scan, SCANS["not_scanned"]))]
    title = named(file, "title") if file.title else file.name
    return SimpleNamespace(
        title=title, about=" · ".join(parts), sha256=file.sha256, address=_address(case, file)
    )


def _address(case, file):
    return url_for("web.paper", case_no=case.case_no, file_id=file.id)
