"""Start events by time or condition: before an instance there is the clock and the calendar, nothing else."""

from __future__ import annotations

from workflows.check.formulas import TIME, Said
from workflows.check.names import names_of
from workflows.check.rule import NODE, at, rule
from workflows.clock import kind_of
from workflows.scripts import Expression, ScriptRefused

BY_ITSELF = ("timer", "conditional")


@rule(
    NODE,
    "{who}: {of} อ่านตัวแปร {names} แต่ก่อนเริ่มยังไม่มีตัวแปรใด ใช้ได้เฉพาะ now และปฏิทิน",
    "{who}: its {of} reads {names}, but nothing has variables before it begins: only now and the calendar.",
    running=True,
)
def start_reads_variables(node, look):
    """BPMN 2.0.2, 10.5.2: a start event's condition or time speaks of the world, not of an instance."""
    for event in served(node, look):
        for of, formula in event.formulas.items():
            use = "condition" if of == "condition" else TIME
            if names := asked(Said(node, formula, use, of)):
                yield at(node, of=of, names=", ".join(names)[:80])


@rule(
    NODE,
    "{who} รอเวลาหรือเงื่อนไขพร้อมกับเหตุการณ์อื่นทุกอย่าง ระบบเริ่มแบบนั้นไม่ได้ ให้แยกเป็นเหตุการณ์ระหว่างทาง",
    "{who} needs a time or condition together with other events; wait for the others after the start.",
    running=True,
)
def start_parallel_by_time(node, look):
    """BPMN 2.0.2, 10.5.2: a parallel multiple start needs all its events; nothing joins them with time."""
    if node.flag("parallelMultiple") and len(node.events) > 1 and any(served(node, look)):
        yield at(node)


@rule(
    NODE,
    "{who} เป็นทางเลือกหนึ่งของทางแยกที่เริ่มกระบวนการ ระบบเริ่มที่นี่ด้วยเวลาหรือเงื่อนไขไม่ได้ ให้ใช้เหตุการณ์เริ่มต้น",
    "{who} would begin the process through a gateway, by time or condition; draw it as a start event.",
    running=True,
)
def start_gateway_by_time(node, look):
    """BPMN 2.0.2, 10.6.6: a gateway creates instances by messages; time and conditions have start events."""
    known = look.bundle.begins or ()
    if node.kind != "eventBasedGateway" or not node.flag("instantiate") or node.incoming:
        return
    for flow in node.outgoing:
        target = look.nodes.get(flow.target)
        kinds = {event.kind for event in target.events} if target is not None else set()
        if kinds & set(BY_ITSELF) & set(known):
            yield at(target)


def asked(said: Said) -> list[str]:
    """The variables a formula reads, or asks for with given() and variable()."""
    names = set(names_of(said)) - {"now"}
    if said.use == TIME and kind_of(said.formula.text.strip()) is not None:
        return []
    try:
        return sorted(names | set(Expression.compile(said.formula.text).optional))
    except ScriptRefused:
        return []


def served(node, look) -> list:
    """The events by which the application itself begins a process here."""
    known = look.bundle.begins
    if known is None or node.kind != "startEvent" or node.scope.node is not None:
        return []
    return [event for event in node.events if event.kind in BY_ITSELF and event.kind in known]
