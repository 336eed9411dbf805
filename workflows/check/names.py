"""Which variables a process reads and writes, as far as the drawing tells."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.check.formulas import SCRIPT, TIME, Said, formulas
from workflows.check.look import Bundle, form_of
from workflows.clock import kind_of
from workflows.diagram import Flow, Node, Scope
from workflows.diagram.tags import FOR_PEOPLE
from workflows.scripts import Expression, Script, ScriptRefused

GIVEN = frozenset(
    (
        *("now", "loopCounter", "numberOfInstances", "numberOfActiveInstances"),
        *("numberOfCompletedInstances", "numberOfTerminatedInstances"),
        *("activationCount", "waitingForStart"),
    )
)
CATCHES = ("startEvent", "intermediateCatchEvent", "boundaryEvent", "receiveTask")


def reads(process: Scope, look) -> Iterator[tuple[Said, str]]:
    """Every variable that a formula of the process reads from it."""
    for said in formulas(process, look.diagram):
        if not said.outside and not _is_ignored(said.owner, look):
            for name in names_of(said):
                yield said, name


def _is_ignored(owner: object, look) -> bool:
    """Whether a condition is never looked at: on a default flow, or behind a parallel gateway."""
    source = look.nodes.get(owner.source) if isinstance(owner, Flow) else None
    if source is None:
        return False
    return source.kind == "parallelGateway" or source.attributes.get("default", "") == owner.id


def names_of(said: Said) -> tuple[str, ...]:
    """The variables one formula reads; none for a time written out, or a text that does not compile."""
    text = said.formula.text
    if said.use == TIME and kind_of(text.strip()) is not None:
        return ()
    try:
        return Script.compile(text).reads if said.use == SCRIPT else Expression.compile(text).names
    except ScriptRefused:
        return ()


def writes(node: Node, bundle: Bundle) -> frozenset[str]:
    """The variables a step may write, those of the steps inside a sub-process included."""
    found = {association.target for association in node.data_out}
    if node.script is not None:
        found |= _script_writes(node.script.text)
    form = bundle.parts.forms.get(form_of(node))
    one = node.properties.get("answersVariable") or node.extensions.get("messageVariable")
    one = one or node.properties.get("resultVariable")
    if one:
        found.add(one)
    elif form is not None:
        found |= set(form.names)
    tables, table = bundle.parts.decisions, node.extensions.get("calledDecisionId", "").strip()
    if tables is not None and table in tables and not one:
        found |= set(tables.writes(table))
    if node.multi is not None:
        found.add(node.multi.output_ref)
    if node.inner is not None:
        own = {item.id for item in node.inner.data}
        found |= {name for inner in node.inner.nodes for name in writes(inner, bundle)} - own
    return frozenset(found - {""})


def declared(process: Scope) -> frozenset[str]:
    """Names that exist without being written: data objects, properties, inputs, items, counters."""
    found = set(GIVEN)
    for scope in process.every_scope():
        found |= {item.id for item in scope.data}
    if process.io is not None:
        found |= {item.id for item in (*process.io.inputs, *process.io.outputs)}
    for node in process.every_node():
        found |= {item.id for item in node.items}
        if node.io is not None:
            found |= {item.id for item in (*node.io.inputs, *node.io.outputs)}
        if node.multi is not None:
            found |= {node.multi.input_item, node.multi.output_item}
    return frozenset(found)


def is_open(process: Scope, bundle: Bundle) -> bool:
    """Whether anything from outside may bring variables of any name: messages, services, calls, answers."""
    called = any(process.id in several for several in bundle.calls.values())
    return called or any(_brings_anything(node) for node in process.every_node())


def _brings_anything(node: Node) -> bool:
    if node.kind in ("serviceTask", "callActivity"):
        return True
    if node.kind in FOR_PEOPLE:
        return not form_of(node)
    waits = node.kind == "receiveTask" or any(e.kind in ("message", "signal") for e in node.events)
    return node.kind in CATCHES and waits and not node.extensions.get("messageVariable")


def _script_writes(text: str) -> set[str]:
    try:
        script = Script.compile(text)
    except ScriptRefused:
        return set()
    return {*script.writes, *script.mutates}
