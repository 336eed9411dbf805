"""Variables that nobody writes, and variables that two branches write at the same time."""

from __future__ import annotations

from workflows.check.finding import WARNING
from workflows.check.formulas import TIME
from workflows.check.names import declared, is_open, reads, writes
from workflows.check.rule import PROCESS, SCOPE, at, at_formula, rule
from workflows.diagram.events import bare
from workflows.diagram.tags import ACTIVITIES


@rule(
    PROCESS,
    "{who}: {of} อ่านตัวแปร “{name}” ซึ่งไม่มีขั้นตอนใดเขียน ให้ตรวจตัวสะกด หรือส่งมาตอนเริ่มกระบวนการ",
    "{who}: its {of} reads “{name}”, which no step writes; check the spelling or give it at the start.",
    severity=WARNING,
    running=True,
)
def variable_unwritten(process, look):
    """A misspelt variable is an incident later; silent where anything may come from outside."""
    for said, name in _unwritten(process, look):
        yield at_formula(said, name=name)


@rule(
    PROCESS,
    "{who}: {of} “{name}” ไม่ใช่เวลา และไม่มีขั้นตอนใดเขียนตัวแปรชื่อนี้ ให้เขียนเวลา เช่น PT1H",
    "{who}: its {of} “{name}” is no time, and no step writes a variable of that name; write a time: PT1H.",
    running=True,
)
def time_unknown(process, look):
    """BPMN 2.0.2, 10.5.5: a timer has a time; a single word that nobody writes is not one."""
    for said, name in _unwritten(process, look):
        if said.use == TIME and said.formula.text.strip() == name:
            yield at_formula(said, name=name)


@rule(
    SCOPE,
    "{who} และ {other} ทำงานพร้อมกันและเขียนตัวแปรเดียวกัน ({names}) ค่าที่เขียนทีหลังจะชนะ ให้แยกชื่อ",
    "{who} and {other} run side by side and write the same variables ({names}): the later one wins.",
    severity=WARNING,
    running=True,
)
def variable_written_twice(scope, look):
    """Variables belong to the scope: what two parallel branches write depends on who is faster."""
    writers = {id(node): writes(node, look.bundle) for node in scope.nodes}
    by_id = {node.id: node for node in reversed(scope.nodes)}
    told: set[tuple[int, int]] = set()
    for split in scope.nodes:
        sides = [_reached(flow.target, split, by_id) for flow in _parallel(split)] if _splits(split) else []
        for index, one in enumerate(sides):
            for other in sides[index + 1 :]:
                yield from _clashes(one, other, writers, told)


def _unwritten(process, look):
    """What is read although no step writes it: (formula, name)."""
    known = _known(process, look.bundle)
    if process.task is not None or known is None:
        return
    yield from ((said, name) for said, name in reads(process, look) if name not in known)


def _known(process, bundle):
    """The names a process can know; None where anything may come from outside."""
    if process.id in bundle.known:
        return bundle.known[process.id]
    if is_open(process, bundle):
        return None
    written = (writes(node, bundle) for node in process.every_node())
    return declared(process).union(*written)


def _clashes(one: dict, other: dict, writers: dict, told: set):
    for left in (node for key, node in one.items() if key not in other and writers[key]):
        for right in (node for key, node in other.items() if key not in one and writers[key]):
            names = writers[id(left)] & writers[id(right)]
            pair = (id(left), id(right))
            if names and pair not in told:
                told.add(pair)
                yield at(left, other=right.name or right.id, names=", ".join(sorted(names)))


def _splits(node) -> bool:
    kinds = {"parallelGateway", "inclusiveGateway"} | ACTIVITIES
    return (node.kind in kinds or node.kind.endswith("Event")) and len(node.outgoing) > 1


def _parallel(node) -> list:
    """The flows that may carry a token at the same time."""
    default = bare(node.attributes.get("default", ""))
    return [flow for flow in node.outgoing if not flow.id or flow.id != default]


def _reached(target: str, split, by_id: dict) -> dict:
    """The nodes of one branch by ``id()``: everything after ``target`` up to the split itself."""
    found: dict = {}
    pending = [by_id[target]] if target in by_id else []
    while pending:
        node = pending.pop()
        if node is split or id(node) in found:
            continue
        found[id(node)] = node
        pending += [by_id[flow.target] for flow in node.outgoing if flow.target in by_id]
    return found
