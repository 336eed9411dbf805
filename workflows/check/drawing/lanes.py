"""Lanes say who does what: every step in one lane at most, every lane a role we know."""

from __future__ import annotations

from workflows import xml
from workflows.check.finding import WARNING
from workflows.check.items import refs
from workflows.check.rule import NODE, SCOPE, TAG, at, at_tag, rule
from workflows.diagram.tags import FOR_PEOPLE

SYSTEM = "system"


@rule(
    SCOPE,
    "{who}: “{ref}” ไม่ได้อยู่ในกระบวนการนี้ ให้ลบออกจากเลน",
    "{who}: “{ref}” is not part of this process; take it out of the lane.",
)
def lane_node_elsewhere(scope, look):
    """BPMN 2.0.2, 10.8: a lane sub-divides its own process."""
    own = {node.id for node in scope.every_node()} if scope.lanes else set()
    for lane in scope.lanes:
        for ref in lane.nodes:
            if ref in look.nodes and ref not in own:
                yield at(lane, ref=ref)


@rule(
    TAG,
    "{who}: “{ref}” อยู่ในเลน “{other}” ด้วย ให้อยู่เลนเดียว",
    "{who}: “{ref}” is in lane “{other}” as well; keep it in one.",
)
def lane_node_twice(place, look):
    """BPMN 2.0.2, 10.8: lanes of one set are a partition: nobody would know who may act."""
    if place.tag not in ("laneSet", "childLaneSet") or place.type is None:
        return
    seen: dict[str, str] = {}
    for lane in xml.children(place.xml, "lane"):
        for ref in dict.fromkeys(_all_refs(lane)):
            if seen.setdefault(ref, lane.get("id", "")) != lane.get("id", ""):
                yield at_tag(lane, ref=ref, other=seen[ref])


@rule(
    SCOPE,
    "{who}: id “{id}” ไม่ใช่บทบาทที่ระบบรู้จัก ให้ใช้รหัสบทบาทเป็น id ของเลน",
    "{who}: “{id}” is not a role we know; a lane's id is the key of a role.",
    severity=WARNING,
    running=True,
)
def lane_role_unknown(scope, look):
    """Our convention: the lane's id is the role which may act, or ``system``."""
    known = look.bundle.roles
    parents = {lane.parent for lane in scope.lanes}
    for lane in scope.lanes if known is not None else ():
        if lane.id not in known and lane.id != SYSTEM and lane.id not in parents:
            yield at(lane, id=lane.id)


@rule(
    NODE,
    "{who} ไม่ได้อยู่ในเลนใด จึงไม่รู้ว่าใครเป็นผู้ทำ ให้วางไว้ในเลนของบทบาท",
    "{who} is in no lane, so nobody is named to do it: place it in the lane of a role.",
    severity=WARNING,
    running=True,
)
def user_task_without_lane(node, look):
    """Lanes are roles: where a process has lanes (ours all have), a task in none can be done by anybody."""
    if node.kind not in FOR_PEOPLE or node.lane or look.process.task is not None:
        return
    if look.bundle.strict or look.has_lanes:
        yield at(node)


def _all_refs(lane) -> list[str]:
    return [ref for part in lane.iter("{*}lane") for ref in refs(part, "flowNodeRef")]
