"""Tasks and calls have what they need to do their work."""

from __future__ import annotations

from workflows.check.finding import WARNING
from workflows.check.look import called_by, runs
from workflows.check.rule import NODE, PROCESS, SCOPE, at, at_line, rule
from workflows.diagram.tags import ACTIVITIES

STARLARK = frozenset(
    (
        "",
        "starlark",
        "python",
        "text/x-starlark",
        "text/starlark",
        "application/x-starlark",
        "application/starlark",
    )
    + ("text/x-python", "text/python", "application/x-python", "application/python", "python3")
)
UNSUPPORTED = ("choreographyTask", "subChoreography", "callChoreography", "implicitThrowEvent")


@rule(
    NODE,
    "{who} ไม่ได้ระบุข้อความ (messageRef) ให้เลือกข้อความที่{verb}",
    "{who} names no message (messageRef): choose the one it {verb}.",
    running=True,
)
def task_message_missing(node, look):
    """BPMN 2.0.2, 10.3.3: in an executable process a send or receive task names its message."""
    verb = {"sendTask": ("จะส่ง", "sends"), "receiveTask": ("จะรับ", "receives")}.get(node.kind)
    if verb and not node.attributes.get("messageRef", "").strip():
        yield at(node, verb=verb)


@rule(
    NODE,
    "{who} ไม่มีสคริปต์ จึงผ่านไปโดยไม่ทำอะไร",
    "{who} has no script and does nothing.",
    severity=WARNING,
    running=True,
)
def script_missing(node, look):
    """BPMN 2.0.2, 10.3.3: a script task without a script acts like a plain task."""
    if node.kind == "scriptTask" and node.script is None:
        yield at(node)


@rule(
    NODE,
    '{who}: ระบบใช้สคริปต์ Starlark เท่านั้น (scriptFormat="text/x-starlark") ไม่ใช่ “{format}”',
    '{who}: scripts are written in Starlark (scriptFormat="text/x-starlark"), not in “{format}”.',
    running=True,
)
def script_format_unknown(node, look):
    """A script in another language must not be run as if it were Starlark."""
    given = node.attributes.get("scriptFormat", "")
    if node.kind == "scriptTask" and node.script and given.strip().lower() not in STARLARK:
        yield at(node, format=given[:40])


@rule(
    NODE,
    "{who} ไม่ได้ระบุตารางตัดสินใจ (calledDecisionId)",
    "{who} names no decision table (calledDecisionId).",
    running=True,
)
def decision_missing(node, look):
    """A business rule task decides by a table of the release; without one it would do nothing."""
    if node.kind == "businessRuleTask" and not node.extensions.get("calledDecisionId", "").strip():
        yield at(node)


@rule(
    NODE,
    "{who} ไม่ได้ระบุกระบวนการที่เรียก (calledElement)",
    "{who} names no process to call (calledElement).",
    running=True,
)
def called_element_missing(node, look):
    """BPMN 2.0.2, 10.3.6: a call activity calls a process or a global task."""
    if node.kind == "callActivity" and not called_by(node):
        yield at(node)


@rule(
    NODE,
    "{who}: ไม่มีกระบวนการ “{called}” ในชุดเผยแพร่นี้ ให้เพิ่มไฟล์หรือแก้ calledElement",
    "{who}: this release has no process “{called}”: add its file or correct calledElement.",
    running=True,
)
def called_element_unknown(node, look):
    """BPMN 2.0.2, 10.3.6: what is called is in the same release."""
    called = called_by(node)
    if called and called not in look.bundle.callables:
        yield at(node, called=called)


@rule(
    NODE,
    '{who} เรียก “{called}” ซึ่งไม่ได้ใส่ isExecutable="true" จึงใช้งานไม่ได้',
    '{who} calls “{called}”, which is not executable (isExecutable="true").',
    running=True,
)
def called_element_not_executable(node, look):
    """BPMN 2.0.2, 10.3.1: only executable processes run."""
    owners = look.bundle.callables.get(called_by(node), [])
    if owners and not any(runs(scope) for _, scope in owners):
        yield at(node, called=called_by(node))


@rule(
    NODE,
    "{who} เรียก “{called}” ซึ่งเริ่มได้ด้วยเหตุการณ์เท่านั้น ให้เพิ่มเหตุการณ์เริ่มต้นแบบธรรมดา",
    "{who} calls “{called}”, which begins by events only: give it a plain start event.",
    running=True,
)
def called_element_unstartable(node, look):
    """BPMN 2.0.2, 10.5.2: a called process begins at its plain start event."""
    for _, scope in look.bundle.callables.get(called_by(node), ()):
        begins = [inner for inner in scope.nodes if inner.kind == "startEvent"]
        if begins and all(inner.events for inner in begins):
            yield at(node, called=called_by(node))


@rule(
    PROCESS,
    "{who} เรียกตัวเองวนผ่าน {path} ให้ตรวจว่ามีทางออกจากการเรียกซ้ำ",
    "{who} calls itself through {path}: make sure that there is a way out.",
    severity=WARNING,
    running=True,
)
def call_recursion(process, look):
    """Recursion is legal; without a way out it would fill the server."""
    path = _way_back(process.id, look.bundle)
    if path:
        yield at(process, path=" → ".join(path))


@rule(
    NODE,
    "{who} ไม่ได้ระบุการทำงาน (implementation) ระบบจะรอจนมีผู้แจ้งผล",
    "{who} names no operation (implementation): it waits until somebody reports the result.",
    severity=WARNING,
    running=True,
)
def service_operation_missing(node, look):
    """BPMN leaves the operation open; ours is named in ``implementation``."""
    given = node.attributes.get("implementation", "")
    named = given and not given.startswith("##")
    if node.kind == "serviceTask" and not named and not node.attributes.get("operationRef"):
        yield at(node)


@rule(
    NODE,
    "{who}: ระบบไม่มีการทำงานชื่อ “{name}”",
    "{who}: there is no operation called “{name}”.",
    severity=WARNING,
    running=True,
)
def service_operation_unknown(node, look):
    """The application registers its operations; an unknown one becomes an incident when it is reached."""
    given = node.attributes.get("implementation", "")
    known = look.bundle.operations
    if (
        node.kind == "serviceTask"
        and known is not None
        and given
        and given[:2] != "##"
        and given not in known
    ):
        yield at(node, name=given[:60])


@rule(
    NODE,
    "{who}: “{name}” ต้องเป็นจำนวนเต็มตั้งแต่ 1 ขึ้นไป",
    "{who}: “{name}” must be a whole number of 1 or more.",
)
def quantity_too_small(node, look):
    """BPMN 2.0.2, table 10.3: start and completion quantities are not less than 1."""
    for name in ("startQuantity", "completionQuantity"):
        given = node.attributes.get(name, "1").strip()
        if node.kind in ACTIVITIES and given.lstrip("+-").isdigit() and int(given) < 1:
            yield at(node, name=name)


@rule(
    SCOPE,
    "<{tag}> ใช้ในกระบวนการไม่ได้ ให้ลบออกหรือใช้งานชนิดอื่น",
    "<{tag}> cannot be run inside a process: delete it or use a task instead.",
)
def element_unsupported(scope, look):
    """BPMN 2.0.2, 11.1 and 10.5: choreographies describe what happens between processes, not inside one."""
    for tag, element, line in scope.unknown:
        if tag in UNSUPPORTED:
            yield at_line(line, element, tag=tag)


def _way_back(start: str, bundle) -> list[str]:
    """The shortest chain of calls from a process back to itself, [] when there is none."""
    pending, seen = [[start]], set()
    while pending:
        path = pending.pop(0)
        for called in bundle.calls.get(path[-1], ()):
            if called == start:
                return [*path, start]
            if called not in seen:
                seen.add(called)
                pending.append([*path, called])
    return []
