"""The bundle as a whole: there is something to run, imports are here."""

from __future__ import annotations

import re

from workflows import xml
from workflows.check.finding import INFO
from workflows.check.look import runs
from workflows.check.rule import DIAGRAM, FILES, at, at_line, rule
from workflows.xml import BPMN

# An address (http:, file:, C:), or a path that begins at the root of a machine or of the network.
ELSEWHERE = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*:|[/\\])")


@rule(
    FILES,
    "ไม่มีกระบวนการใดตั้งให้ใช้งานจริง จึงตรวจเฉพาะรูปวาดและเริ่มใช้งานไม่ได้ "
    'ให้ใส่ isExecutable="true" ที่กระบวนการซึ่งต้องการใช้งาน',
    "No process is executable, so only the drawing was judged and nothing can be started: "
    'set isExecutable="true" on the process that is meant to run.',
)
def no_executable_process(bundle, look):
    """BPMN 2.0.2, 10.3.1: isExecutable has no default, so silence is not consent."""
    scopes = [(d, s) for d in bundle.diagrams.values() for s in d.processes]
    if bundle.diagrams and not any(runs(scope) and scope.task is None for _, scope in scopes):
        first = next(((d, at(s)) for d, s in scopes if s.task is None), None)
        diagram, hit = first or (next(iter(bundle.diagrams.values())), at_line(1))
        yield hit.within(diagram.file)


@rule(
    FILES,
    '{who} ใน {file} เป็นภาพประกอบ (ไม่ได้ใส่ isExecutable="true") จึงเริ่มใช้งานไม่ได้',
    '{who} in {file} is a drawing only (isExecutable is not "true"): it cannot be started.',
    severity=INFO,
)
def process_not_executable(bundle, look):
    """Said for every drawing beside processes that run, so that nobody wonders."""
    scopes = [(d, s) for d in bundle.diagrams.values() for s in d.processes]
    if any(runs(scope) and scope.task is None for _, scope in scopes):
        for diagram, scope in scopes:
            if not runs(scope):
                yield at(scope, file=diagram.file).within(diagram.file)


@rule(
    DIAGRAM,
    "นำเข้าไฟล์ “{location}” แต่ไม่มีไฟล์นี้ในชุดเผยแพร่ ให้เพิ่มไฟล์หรือลบการนำเข้า",
    "The file imports “{location}”, which is not in the bundle; add the file or delete the import.",
)
def import_missing(diagram, look):
    """BPMN 2.0.2, 8.2.2: other BPMN files are looked up in the release, never fetched."""
    for given in xml.children(diagram.root, "import"):
        location = given.get("location", "")
        is_ours = given.get("importType") == BPMN and not ELSEWHERE.match(location)
        if is_ours and not _is_here(location, look.bundle):
            yield at_line(given.sourceline or 1, location=location)


@rule(
    DIAGRAM,
    "นำเข้า “{location}” จากนอกชุดเผยแพร่ ระบบไม่ดึงสิ่งใดจากภายนอก ให้ใส่ไฟล์ไว้ในชุดแล้วอ้างด้วยชื่อไฟล์ หรือลบการนำเข้า",
    "“{location}” is imported from outside of the bundle; nothing is fetched. "
    "Put the file into the bundle and name it, or delete the import.",
)
def import_external(diagram, look):
    """BPMN 2.0.2, 8.2.2: an import names a file of the release; an address or a path elsewhere is refused."""
    for given in xml.children(diagram.root, "import"):
        if ELSEWHERE.match(given.get("location", "")):
            yield at_line(given.sourceline or 1, location=given.get("location"))


@rule(
    DIAGRAM,
    "นำเข้า “{location}” ซึ่งไม่ใช่ BPMN ระบบไม่อ่านแบบข้อมูล (XSD) หรือคำอธิบายบริการ (WSDL) จึงไม่มีผลใด ลบการนำเข้าได้",
    "“{location}” is imported, but it is not BPMN: schemas and service descriptions are not read, so it "
    "has no effect. It may be deleted.",
    INFO,
)
def import_unread(diagram, look):
    """BPMN 2.0.2, 8.2.2: an import may name a schema or WSDL; variables are JSON, services have names."""
    for given in xml.children(diagram.root, "import"):
        location = given.get("location", "")
        if given.get("importType") != BPMN and not ELSEWHERE.match(location):
            yield at_line(given.sourceline or 1, location=location)


def _is_here(location: str, bundle) -> bool:
    name = location.replace("\\", "/").rpartition("/")[2]
    return any(file.rpartition("/")[2] == name for file in bundle.files)
