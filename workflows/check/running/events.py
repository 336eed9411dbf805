"""Events say everything that is needed to throw or catch them."""

from __future__ import annotations

from workflows import xml
from workflows.check.graph import links
from workflows.check.rule import NODE, SCOPE, at, rule

THROWS = ("endEvent", "intermediateThrowEvent")
TIMES = ("timeDate", "timeDuration", "timeCycle")
CATCH_LINK, THROW_LINK = "intermediateCatchEvent", "intermediateThrowEvent"


@rule(
    NODE,
    "{who} ไม่ได้ระบุข้อความ (messageRef) ให้เลือกข้อความ",
    "{who} names no message (messageRef): choose one.",
    running=True,
)
def message_missing(node, look):
    """BPMN 2.0.2, 10.5.5: in an executable process a message event names its message."""
    for event in node.events:
        if event.kind == "message" and not event.ref:
            yield at(node)


@rule(
    NODE,
    "{who} ไม่ได้ระบุสัญญาณ (signalRef) ให้เลือกสัญญาณ",
    "{who} names no signal (signalRef): choose one.",
    running=True,
)
def signal_missing(node, look):
    """BPMN 2.0.2, 10.5.5: in an executable process a signal event names its signal."""
    for event in node.events:
        if event.kind == "signal" and not event.ref:
            yield at(node)


@rule(
    NODE,
    "{who} ส่งข้อผิดพลาดที่ไม่มีรหัส ให้ระบุ errorRef และ errorCode",
    "{who} throws an error without a code: give it an errorRef with an errorCode.",
    running=True,
)
def error_code_missing(node, look):
    """BPMN 2.0.2, table 10.88: an executable process's error end event has an error code."""
    for event in node.events:
        known = look.diagram.errors.get(event.ref)
        if event.kind == "error" and node.kind in THROWS and not (known.code if known else event.ref):
            yield at(node)


@rule(
    NODE,
    "{who} ยกระดับเรื่องโดยไม่มีรหัส ให้ระบุ escalationRef และ escalationCode",
    "{who} throws an escalation without a code: give it an escalationRef with an escalationCode.",
    running=True,
)
def escalation_code_missing(node, look):
    """BPMN 2.0.2, table 10.88: an executable process's thrown escalation has a code."""
    for event in node.events:
        known = look.diagram.escalations.get(event.ref)
        if event.kind == "escalation" and node.kind in THROWS and not (known.code if known else event.ref):
            yield at(node)


@rule(
    NODE,
    "{who} ไม่ได้กำหนดเวลา ให้ระบุ timeDate, timeDuration หรือ timeCycle",
    "{who} names no time: give it a timeDate, timeDuration or timeCycle.",
    running=True,
)
def timer_missing(node, look):
    """BPMN 2.0.2, 10.5.5: an executable process's timer has one of three times."""
    for event in node.events:
        if event.kind == "timer" and not event.formulas and not _has_empty_time(node):
            yield at(node)


@rule(
    NODE,
    "{who} กำหนดเวลาไว้มากกว่าหนึ่งแบบ ให้เหลือ timeDate, timeDuration หรือ timeCycle อย่างเดียว",
    "{who} names several times: keep one of timeDate, timeDuration and timeCycle.",
)
def timer_ambiguous(node, look):
    """BPMN 2.0.2, 10.5.5: the three times of a timer exclude each other."""
    for event in node.events:
        if event.kind == "timer" and len(event.formulas) > 1:
            yield at(node)


@rule(
    SCOPE,
    "{who}: ไม่มีจุดรับลิงก์ “{name}” ในระดับเดียวกัน ให้เพิ่มเหตุการณ์รับที่ใช้ชื่อเดียวกัน",
    "{who}: nothing at this level catches the link “{name}”: add a catch event of that name.",
)
def link_target_missing(scope, look):
    """BPMN 2.0.2, 10.5.5: a link leads to the catch event of the same name in the same scope."""
    yield from _lonely(scope, THROW_LINK, CATCH_LINK)


@rule(
    SCOPE,
    "{who}: ไม่มีจุดส่งลิงก์ “{name}” ในระดับเดียวกัน ให้เพิ่มเหตุการณ์ส่งที่ใช้ชื่อเดียวกัน",
    "{who}: nothing at this level throws the link “{name}”: add a throw event of that name.",
)
def link_source_missing(scope, look):
    """BPMN 2.0.2, 10.5.5: a link comes from a throw event of the same name in the same scope."""
    yield from _lonely(scope, CATCH_LINK, THROW_LINK)


@rule(
    SCOPE,
    "{who}: มีจุดรับลิงก์ “{name}” มากกว่าหนึ่งจุดในระดับเดียวกัน ให้เหลือจุดเดียว",
    "{who}: the link “{name}” is caught more than once at this level; keep one.",
)
def link_target_twice(scope, look):
    """BPMN 2.0.2, 10.5.5: many sources, one target."""
    seen = set()
    for node in scope.nodes:
        for name in links(node, CATCH_LINK):
            if name in seen:
                yield at(node, name=name)
            seen.add(name)


@rule(
    NODE,
    "{who} เป็นจุดส่งลิงก์ จึงมีเส้นออกไม่ได้ ให้ลบเส้นออก",
    "{who} throws a link, so no flow may leave it: delete the flow.",
)
def link_throw_with_outgoing(node, look):
    """BPMN 2.0.2, 10.5.4: a link event is never both target and source of sequence flows."""
    if links(node, THROW_LINK) and node.outgoing:
        yield at(node)


@rule(
    NODE,
    "{who} เป็นจุดรับลิงก์ จึงมีเส้นเข้าไม่ได้ ให้ลบเส้นเข้า",
    "{who} catches a link, so no flow may enter it: delete the flow.",
)
def link_catch_with_incoming(node, look):
    """BPMN 2.0.2, 10.5.4: a link event is never both target and source of sequence flows."""
    if links(node, CATCH_LINK) and node.incoming:
        yield at(node)


def _lonely(scope, kind: str, mate: str):
    """Links of one direction without a mate; an unnamed one, told elsewhere, may be anybody's mate."""
    mates = {name for node in scope.nodes for name in links(node, mate)}
    for node in scope.nodes if "" not in mates else ():
        for name in links(node, kind):
            if name and name not in mates:
                yield at(node, name=name)


def _has_empty_time(node) -> bool:
    """Whether a timer of the event has a time without a text, which `expression-empty` tells."""
    timers = xml.children(node.xml, "timerEventDefinition")
    return any(xml.children(timer, *TIMES) for timer in timers)
