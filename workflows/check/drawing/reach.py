"""Every step can be reached, and every process has a beginning."""

from __future__ import annotations

from workflows.check.finding import WARNING
from workflows.check.graph import reachable, starts
from workflows.check.rule import NODE, PROCESS, SCOPE, at, rule


@rule(
    SCOPE,
    "{who} ไม่มีทางไปถึงได้จากจุดเริ่มต้น ให้ลากเส้นเข้าหรือลบออก",
    "{who} cannot be reached from the start: draw a flow to it or delete it.",
)
def node_unreachable(scope, look):
    """BPMN 2.0.2, 10.5.2: where a start event is used every other flow object has an incoming flow."""
    found = reachable(scope)
    if not starts(scope):
        return
    for node in scope.nodes:
        if id(node) not in found and not _has_own_rule(node):
            yield at(node)


@rule(
    SCOPE,
    "{who} ไม่มีจุดเริ่มต้น: ทุกขั้นตอนมีเส้นเข้า ให้เพิ่มเหตุการณ์เริ่มต้น",
    "{who} never begins, for each of its steps waits for another: add a start event.",
)
def scope_never_begins(scope, look):
    """BPMN 2.0.2, 10.5.2: without a start event, what has no incoming flow starts; here nothing does."""
    if scope.nodes and not starts(scope) and scope.task is None:
        yield at(scope)


@rule(PROCESS, "{who} ไม่มีขั้นตอนใดเลย ให้เพิ่มขั้นตอน", "{who} has no step at all: add one.", running=True)
def process_empty(process, look):
    """A process that does nothing when started is a mistake of its owner."""
    if not process.nodes:
        yield at(process)


@rule(
    NODE,
    "{who} ว่างเปล่า เมื่อมาถึงจะผ่านไปทันที",
    "{who} is empty: it is over as soon as it begins.",
    severity=WARNING,
    running=True,
)
def sub_process_empty(node, look):
    """A sub-process without content is legal and over at once (ad-hoc ones have a rule of their own)."""
    if node.inner is not None and not node.inner.nodes and node.kind != "adHocSubProcess":
        yield at(node)


def _has_own_rule(node) -> bool:
    """Nodes whose missing flows are told by a rule of their own, so that one mistake gives one finding."""
    alone = not node.incoming and (
        node.kind in ("endEvent", "boundaryEvent") or node.kind.startswith("inter")
    )
    return alone or node.flag("isForCompensation")
