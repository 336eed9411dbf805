"""Ids: present where somebody must name the thing, and never given twice."""

from __future__ import annotations

from workflows.check.finding import WARNING
from workflows.check.rule import DIAGRAM, FILES, FLOW, NODE, PROCESS, at, at_tag, rule
from workflows.diagram.tags import SUB_PROCESSES

DEEPEST = 30


@rule(NODE, "{who} ไม่มี id ให้ตั้ง id", "{who} has no id: give it one.")
def id_missing(node, look):
    """BPMN 2.0.2, 8.3.1: whatever may be referenced has an id; the journal names every step by it."""
    if not node.id:
        yield at(node)


@rule(FLOW, "{who} ไม่มี id ให้ตั้ง id", "{who} has no id: give it one.")
def flow_id_missing(flow, look):
    """BPMN 2.0.2, 8.3.1; the journal names the path taken by the flow's id."""
    if not flow.id:
        yield at(flow)


@rule(PROCESS, "{who} ไม่มี id ให้ตั้ง id", "{who} has no id: give it one.")
def process_id_missing(process, look):
    """BPMN 2.0.2, 8.3.1; a process is started and called by its id."""
    if not process.id:
        yield at(process)


@rule(
    DIAGRAM,
    "{who}: มี id นี้อยู่แล้วในบรรทัด {first} ให้ตั้ง id ใหม่ที่ไม่ซ้ำ",
    "{who}: this id is already used in line {first}; choose another.",
)
def id_twice(diagram, look):
    """BPMN 2.0.2 schema (xsd:ID): an id is unique in its file."""
    seen: dict[str, int] = {}
    pictures = diagram.root.iter("{http://www.omg.org/spec/BPMN/20100524/DI}BPMNDiagram")
    named = [place.xml for place in look.places if place.type is not None]
    for element in [*named, *(part for picture in pictures for part in picture.iter("{*}*"))]:
        name = (element.get("id") or "").strip()
        if name and name in seen:
            yield at_tag(element, first=seen[name])
        seen.setdefault(name, element.sourceline or 0)


@rule(
    FILES,
    "{who}: ไฟล์ {other} มี id นี้แล้ว ให้ใช้ id ที่ไม่ซ้ำในชุดเผยแพร่",
    "{who}: {other} already has this id; ids of processes are unique in a release.",
)
def process_id_twice(bundle, look):
    """A process is started and called by its id, so a release may have it once only."""
    for name, owners in bundle.callables.items():
        for diagram, scope in owners[1:] if name else ():
            if diagram is not owners[0][0]:
                yield at(scope, other=owners[0][0].file).within(diagram.file)


@rule(
    FILES,
    "{who}: id “{id}” มีอยู่แล้วในกระบวนการ “{other}” ซึ่งทำงานด้วยกัน (เรียกใช้) ให้ตั้ง id ที่ไม่ซ้ำ",
    "{who}: the id “{id}” also stands in “{other}”, which runs with it (calls); choose another.",
    severity=WARNING,
)
def element_id_shared(bundle, look):
    """Our convention: repairs, documents and collections name a step by its id alone."""
    for name in bundle.callables:
        seen: dict[str, str] = {}
        for process in _with_called(name, bundle):
            for diagram, node in _nodes_of(process, bundle):
                other = seen.setdefault(node.id, process)
                if other != process and node.id:
                    yield at(node, id=node.id, other=other).within(diagram.file)


@rule(
    NODE,
    "{who}: กระบวนการย่อยซ้อนกันลึกเกิน {deepest} ชั้น ให้แยกเป็นกระบวนการที่เรียกใช้",
    "{who}: sub-processes are nested deeper than {deepest} levels; call a process instead.",
)
def nesting_too_deep(node, look):
    """Our own limit, so that no drawing can exhaust the server."""
    depth, scope = 0, node.scope
    while scope is not None and depth <= DEEPEST:
        depth, scope = depth + 1, scope.parent
    if node.kind in SUB_PROCESSES and depth == DEEPEST:
        yield at(node, deepest=DEEPEST)


def _with_called(name: str, bundle) -> list[str]:
    """A process and all it calls, directly or not, each once."""
    found = [name]
    for process in found:
        found += [one for one in bundle.calls.get(process, ()) if one not in found]
    return found


def _nodes_of(process: str, bundle) -> list:
    """(file, node) of every node of a process, those of its sub-processes among them."""
    owners = bundle.callables.get(process, ())[:1]
    return [(diagram, node) for diagram, scope in owners for node in scope.every_node()]
