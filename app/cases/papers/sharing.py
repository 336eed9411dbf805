"""The service operation `share_files`: papers of other cases, for who reads the case that deals with them.

A committee reads what is before it though it may not read the cases it came from. Only the very files a
matter names, and the newest documents of named templates, come along; nobody who may not read the case that
asks gains anything: the copies are not public, are for no addressee and belong to no task.
"""

from collections.abc import Iterator

from sqlalchemy import select

from app.cases.desk.seal import sealed, tasks_in
from app.cases.models import Case
from app.cases.running.scene import Scene
from app.extensions import db
from app.files.models import ATTACHMENT, DOCUMENT, File
from app.files.service import files_of, share
from workflows.properties import listed


def share_files(scene: Scene, variables: dict) -> dict:
    """Copy files of the cases in a list into the scene's own case, once each; gives {"shared": how many}.

    Properties of the service task: `itemsVariable`, rows with `case_id` and, under the name `filesVariable`
    (default `papers`), answers of a file field; `documents`: "true" for the newest document of each of
    `templates`, too; `everywhere`: "true" for cases of all centres, else the own one only.
    """
    said = scene.properties
    wanted = _wanted(variables.get(said.get("itemsVariable", "items")), said.get("filesVariable", "papers"))
    templates = listed(said.get("templates", "")) if said.get("documents") == "true" else ()
    known = {(file.shared_from, file.sha256) for file in files_of(scene.case_id)}
    before = len(scene.documents)
    for case in _cases(scene, wanted):
        for file in _chosen(case, wanted[case.id], templates):
            mark = (file.shared_from or case.id, file.sha256)
            if mark not in known:
                known.add(mark)
                _share(scene, case, file, len(scene.documents) - before + 1)
    db.session.flush()
    return {"shared": len(scene.documents) - before}


def _wanted(rows, field) -> dict[int, set[str]]:
    """case id → the hashes its row names; what has another shape is passed over."""
    wanted = {}
    for row in rows if isinstance(rows, list) else ():
        id = row.get("case_id") if isinstance(row, dict) else None
        if isinstance(id, int):
            said = row.get(field)
            hashes = {one.get("sha256") for one in said or () if isinstance(one, dict)}
            wanted.setdefault(id, set()).update(hashes)
    return wanted


def _cases(scene, wanted) -> list[Case]:
    """The cases named, without the one that asks; of its centre unless the diagram says everywhere."""
    found = select(Case).where(Case.id.in_(sorted(wanted)), Case.id != scene.case_id).order_by(Case.id)
    if scene.properties.get("everywhere") != "true":
        found = found.where(Case.centre_id == scene.centre_id)
    return list(db.session.scalars(found))


def _chosen(case, hashes, templates) -> Iterator[File]:
    """What may leave the case: nothing sealed, nothing sent with a contribution or a vote not yet told."""
    hidden = sealed(tasks_in(case.id))
    free = [
        file
        for file in files_of(case.id)
        if file.kind in (ATTACHMENT, DOCUMENT)
        and not (file.sealed or file.collection_id)
        and file.task_id not in hidden
    ]
    newest = {file.template: file.entry for file in free if file.kind == DOCUMENT and not file.shared_from}
    for file in free:
        printed = file.template in templates and file.entry == newest.get(file.template)
        if printed or file.sha256 in hashes:
            yield file


def _share(scene, case, file, number) -> None:
    """Copy a file, and have the entry name it. A name somebody typed could not be erased from an entry."""
    share(file, scene.case_id, case.case_no, scene.head.number + 1)
    name = file.title if file.kind == DOCUMENT else f"ไฟล์แนบ {number}"
    said = {"name": f"{case.case_no} {name}", "template": file.template}
    scene.documents.append({**said, "sha256": file.sha256, "size": file.size})
