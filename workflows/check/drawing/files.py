"""The bundle as a whole: there is something to run, imports are here."""

from __future__ import annotations

from workflows.check.finding import INFO
from workflows.check.look import runs
from workflows.check.rule import DIAGRAM, FILES, at, at_line, rule
from workflows.xml import BPMN


@rule(
    FILES,
    'ไม่มีกระบวนการใดที่ใช้งานได้จริง ให้ใส่ isExecutable="true" ที่กระบวนการซึ่งต้องการใช้งาน',
    'No process is executable: set isExecutable="true" on the process that is meant to run.',
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
    for given in diagram.imports:
        if given.get("importType") == BPMN and not _is_here(given.get("location", ""), look.bundle):
            yield at_line(1, location=given.get("location", ""))


def _is_here(location: str, bundle) -> bool:
    name = location.replace("\\", "/").rpartition("/")[2]
    return any(file.rpartition("/")[2] == name for file in bundle.files)
