"""The service operation `make_document`: a template of the release becomes a document of the case."""

import re

from sqlalchemy import func, select

from app.cases.papers.facts import facts
from app.documents import docx
from app.documents.press import print_pdf
from app.documents.refusals import PrintRefused
from app.extensions import db
from app.files.models import DOCUMENT, File
from app.files.names import clean_name
from app.files.service import keep_document
from app.people.models import Person
from app.processes.service import release
from workflows.properties import listed

PDF = "application/pdf"
COUNT = re.compile(rb"/Type/Pages\b[^>]*?/Count (\d+)|/Count (\d+)[^>]*?/Type/Pages\b")
VARIABLE = "document"


def make_document(scene, variables: dict) -> dict:
    """Print, keep, and tell the process: {id, name, sha256, pages} under the step's `documentVariable`.

    `template` is the path of a .typ file in the release. With `documentFormats` "pdf,docx" the same text is
    kept as .docx too, which stands beside it as `docx`: {id, sha256}. `documentFor` names the variable with
    whom it is for: they may have it though they may not read the case.
    """
    said = scene.properties
    template, name = said.get("template", ""), said.get("documentName") or scene.element.name
    files = templates_of(scene)
    if template not in files:
        raise PrintRefused(
            template or "–", 0, "ไม่มีแม่แบบนี้ในชุดเผยแพร่", "there is no such template in the release"
        )
    number = _count(scene) + 1
    data = facts(scene, variables, name=name, name_en=said.get("documentNameEn"), number=number)
    pdf = print_pdf(template, files, data, int(scene.now.timestamp()))
    about = {
        "at": scene.now,
        "entry": scene.head.number + 1,
        "public": said.get("public") == "true",
        "title": name,
        "title_en": said.get("documentNameEn") or name,
        "template": template,
        "element": scene.element.id,
        **meant_for(said.get("documentFor"), variables),
    }
    title = f"{scene.case_no} {name}"
    pages = pages_of(pdf)
    kept = keep_document(scene.case_id, clean_name(f"{title}.pdf", PDF), PDF, pdf, pages=pages, **about)
    result = {"id": kept.id, "name": name, "sha256": kept.sha256, "pages": pages}
    scene.documents.append(_noted(kept))
    if "docx" in listed(said.get("documentFormats", "pdf")):
        written = docx.write(template, files, data, scene.now)
        also = keep_document(
            scene.case_id, clean_name(f"{title}.docx", docx.TYPE), docx.TYPE, written, **about
        )
        result["docx"] = {"id": also.id, "sha256": also.sha256}
        scene.documents.append(_noted(also))
    return {said.get("documentVariable") or VARIABLE: result}


def meant_for(variable: str | None, variables: dict) -> dict:
    """Whom a document is for: a person, or the one-time link of who has no account."""
    return {"addressee_id": addressee(variable, variables), "invitation_id": link_of(variable, variables)}


def addressee(variable: str | None, variables: dict) -> int | None:
    """The id of whom a document is for: the username in a variable, or what its row says as `by`."""
    value = variables.get(variable) if variable else None
    username = value.get("by") if isinstance(value, dict) else value
    if not isinstance(username, str):
        return None
    return db.session.scalar(select(Person.id).where(Person.username == username))


def link_of(variable: str | None, variables: dict) -> int | None:
    """The invitation whose one-time link a document is for, where its row names one and no person."""
    value = variables.get(variable) if variable else None
    link = value.get("link") if isinstance(value, dict) and not value.get("by") else None
    return link if type(link) is int else None


def templates_of(scene) -> dict[str, bytes]:
    """The files of the instance's own release."""
    return dict(release(scene.release_hash).files)


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    found = COUNT.search(pdf)
    return int(found[1] or found[2]) if found else 1


def _count(scene) -> int:
    """How many documents were written for the case before, a .docx and its PDF being one."""
    kept = select(func.count(func.distinct(File.entry))).where(
        File.case_id == scene.case_id, File.kind == DOCUMENT, File.shared_from.is_(None)
    )
    return db.session.scalar(kept)


def _noted(file: File) -> dict:
    """What the journal entry says of a document."""
    return {"name": file.name, "template": file.template, "sha256": file.sha256, "size": file.size}
