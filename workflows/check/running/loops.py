"""Loops and multi-instance activities end, and know how often they run."""

from __future__ import annotations

from workflows.check.finding import WARNING
from workflows.check.graph import host_of
from workflows.check.rule import NODE, at, rule
from workflows.diagram.tags import ACTIVITIES

THROWN = frozenset(("signal", "message", "escalation", "error", "compensate", "unresolved"))


@rule(
    NODE,
    "{who} มีเครื่องหมายทำซ้ำมากกว่าหนึ่งแบบ ให้เหลือแบบเดียว",
    "{who} has several loop markers: keep one.",
)
def loop_twice(node, look):
    """BPMN 2.0.2, 10.3.7: an activity has at most one loop characteristic."""
    if node.markers > 1:
        yield at(node)


@rule(
    NODE,
    "{who} ทำซ้ำโดยไม่มีจุดจบ ให้ใส่ loopCondition หรือ loopMaximum",
    "{who} loops without an end: give it a loopCondition or a loopMaximum.",
    running=True,
)
def loop_endless(node, look):
    """BPMN 2.0.2, 10.3.7: a standard loop goes on as long as its condition holds."""
    if node.loop is not None and node.loop.condition is None and not node.loop.maximum:
        yield at(node)


@rule(
    NODE,
    "{who}: loopMaximum ต้องเป็นจำนวนเต็มตั้งแต่ 1 ขึ้นไป",
    "{who}: loopMaximum must be a whole number of 1 or more.",
)
def loop_maximum_too_small(node, look):
    """BPMN 2.0.2, table 10.29: loopMaximum is a cap on the number of rounds."""
    given = (node.loop.maximum or "1").strip() if node.loop else "1"
    if given.lstrip("+-").isdigit() and int(given) < 1:
        yield at(node)


@rule(
    NODE,
    "{who} ไม่ได้บอกจำนวนรอบ ให้ใส่ loopCardinality หรือ loopDataInputRef",
    "{who} does not say how often it runs: give it a loopCardinality or a loopDataInputRef.",
    running=True,
)
def multi_instance_uncounted(node, look):
    """BPMN 2.0.2, 10.3.7: the number of instances comes from a cardinality or a collection."""
    multi = node.multi
    if multi is not None and multi.cardinality is None and not multi.input_ref:
        yield at(node)


@rule(
    NODE,
    "{who}: loopCardinality เป็น {count} ไม่ได้ ต้องไม่ติดลบ",
    "{who}: loopCardinality cannot be {count}; it must not be negative.",
)
def cardinality_negative(node, look):
    """BPMN 2.0.2, 10.3.7: a number of instances."""
    given = node.multi.cardinality.text if node.multi and node.multi.cardinality else "0"
    if given.startswith("-") and given[1:].strip().isdigit() and int(given[1:]) > 0:
        yield at(node, count=given)


@rule(
    NODE,
    '{who}: behavior="{behavior}" ต้องมี {needed} ให้เติม',
    '{who}: behavior="{behavior}" needs {needed}: add it.',
    running=True,
)
def behavior_event_missing(node, look):
    """BPMN 2.0.2, table 10.30: One and None name the event they throw, Complex defines its own."""
    if node.multi is None:
        return
    needed = {
        "One": ("oneBehaviorEventRef", node.multi.one_event),
        "None": ("noneBehaviorEventRef", node.multi.none_event),
        "Complex": ("complexBehaviorDefinition", node.multi.complex),
    }.get(node.multi.behavior)
    if needed and not needed[1]:
        yield at(node, behavior=node.multi.behavior, needed=needed[0])


@rule(
    NODE,
    "{who}: behavior ส่ง {kind} ไม่ได้ ให้ใช้สัญญาณ ข้อความ การยกระดับ ข้อผิดพลาด หรือการชดเชย",
    "{who}: its behaviour cannot throw a {kind}: use a signal, message, escalation, error or compensation.",
)
def behavior_event_misplaced(node, look):
    """BPMN 2.0.2, 10.3.7: the behaviour of a multi-instance activity throws an event."""
    multi = node.multi
    events = [multi.one_event, multi.none_event, *(part.event for part in multi.complex)] if multi else []
    for event in filter(None, events):
        if event.kind not in THROWN:
            yield at(node, kind=f"{event.kind}EventDefinition")


@rule(
    NODE,
    "{who}: เหตุการณ์ที่ขอบ {event} รับสิ่งที่ behavior ส่ง แต่จะไม่ขัดจังหวะงานนี้ ให้วาดเป็นแบบไม่ขัดจังหวะ",
    "{who}: {event} on its border catches what its behaviour throws but will not interrupt it; draw it so.",
    severity=WARNING,
    running=True,
)
def behavior_event_interrupting(node, look):
    """BPMN 2.0.2, 10.3.8, and decision 9: the events of a behaviour never stop their own activity."""
    multi = node.multi
    thrown = {(e.kind, e.ref) for e in (multi.one_event, multi.none_event) if e} if multi else set()
    for event in node.scope.nodes if thrown else ():
        caught = {(e.kind, e.ref) for e in event.events}
        if host_of(event) == node.id and event.flag("cancelActivity", True) and caught & thrown:
            yield at(node, event=event.name or event.id)


@rule(
    NODE,
    "{who} ไม่มีงานอยู่ข้างใน ให้เพิ่มอย่างน้อยหนึ่งงาน",
    "{who} has no activity inside: add at least one.",
)
def ad_hoc_empty(node, look):
    """BPMN 2.0.2, 10.3.5: an ad-hoc sub-process contains activities."""
    if node.kind == "adHocSubProcess" and not any(inner.kind in ACTIVITIES for inner in node.inner.nodes):
        yield at(node)


@rule(
    NODE,
    "{who} อยู่ในกระบวนการย่อยแบบอิสระ ซึ่งมีเหตุการณ์เริ่มต้นหรือสิ้นสุดไม่ได้ ให้ลบออก",
    "{who} stands in an ad-hoc sub-process, which has neither start nor end events: delete it.",
)
def ad_hoc_start_or_end(node, look):
    """BPMN 2.0.2, 10.3.5: start and end events must not be used in an ad-hoc sub-process."""
    if node.scope.kind == "adHocSubProcess" and node.kind in ("startEvent", "endEvent"):
        yield at(node)


@rule(
    NODE,
    "{who} ไม่มีเงื่อนไขจบ (completionCondition) จะจบเมื่อทำทุกงานข้างในครบหนึ่งครั้ง",
    "{who} has no completionCondition: it is over when each activity in it has been done once.",
    severity=WARNING,
    running=True,
)
def ad_hoc_completion_missing(node, look):
    """BPMN 2.0.2, table 10.23: the completion condition says when an ad-hoc sub-process is over."""
    if node.kind == "adHocSubProcess" and node.inner.completion is None:
        yield at(node)
