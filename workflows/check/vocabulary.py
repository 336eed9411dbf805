"""Which variables the processes that call each other can know at all, and which come from outside.

What is written in one of them is seen in the others (a call copies everything in, and out what was written),
so one vocabulary holds for the whole family. A name outside it is misspelt.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from workflows.check.look import form_of, runs
from workflows.check.names import CATCHES, declared, writes
from workflows.diagram import Diagram, Node
from workflows.diagram.events import bare
from workflows.diagram.tags import FOR_PEOPLE

NAMED_BY_PROPERTY = re.compile(r"\{(\w+)(?:\|(\w*))?(?:=(\w+))?\}")


@dataclass(frozen=True, slots=True)
class Brings:
    """What the application brings into processes, by name.

    ``given``: what each knows from its start; ``operations``: what each gives, where
    ``{intoVariable|collection}`` is what a property says (or the next, or after ``=`` a word of its own);
    ``messages``: what those bring that no diagram sends; ``references``: the kinds of things that a form may
    ask for by ``x-ref``.
    """

    given: frozenset[str] = frozenset()
    operations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    messages: Mapping[str, frozenset[str]] = field(default_factory=dict)
    references: frozenset[str] = frozenset()


def vocabularies(bundle) -> dict[str, frozenset[str] | None]:
    """For each process that runs the names its family knows; None where anything may come."""
    family = families(bundle)
    found: dict[str, set[str] | None] = {}
    sent = _sent(bundle)
    for diagram in bundle.diagrams.values():
        for process in filter(runs, diagram.processes):
            known = _known(process, diagram, bundle, sent)
            head = family[process.id]
            before = found.get(head, set())
            found[head] = None if known is None or before is None else before | known
    return {name: _frozen(found.get(head)) for name, head in family.items()}


def families(bundle) -> dict[str, str]:
    """Each process with the name of its family: the first of those that call one another."""
    head = {name: name for name in bundle.callables}
    for process, several in bundle.calls.items():
        own, joined = head[process], {head[called] for called in several if called in head}
        head = {name: own if family in joined else family for name, family in head.items()}
    return head


def message_of(event_or_node, diagram: Diagram) -> str:
    """The name of the message that an event or a task names."""
    ref = getattr(event_or_node, "ref", None)
    ref = bare(event_or_node.attributes.get("messageRef", "")) if ref is None else ref
    named = diagram.messages.get(ref)
    return named.name or ref if named else ref


def messages_of(node: Node, diagram: Diagram) -> list[str]:
    """The names of the messages a node throws or waits for."""
    if node.kind in ("sendTask", "receiveTask"):
        return [message_of(node, diagram)]
    return [message_of(event, diagram) for event in node.events if event.kind == "message"]


def catches_message(node: Node) -> bool:
    """Whether a node waits for messages."""
    return node.kind == "receiveTask" or node.kind in CATCHES


def _frozen(names: set[str] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(names)


def _known(process, diagram, bundle, sent) -> set[str] | None:
    found = set(declared(process) | bundle.brings.given)
    for node in process.every_node():
        brought = _brought(node, diagram, bundle, sent)
        if brought is None:
            return None
        found |= brought | writes(node, bundle)
    return found


def _brought(node: Node, diagram, bundle, sent) -> set[str] | None:
    """What comes from outside with a step, beside what its form says."""
    if node.kind == "serviceTask":
        return _given_by_service(node, bundle.brings)
    if node.kind in FOR_PEOPLE:
        return set() if form_of(node) or node.properties.get("secretForm") else None
    if any(event.kind == "signal" for event in node.events) and node.kind in CATCHES:
        return None
    if not catches_message(node) or node.extensions.get("messageVariable"):
        return set()
    found: set[str] = set()
    for name in messages_of(node, diagram):
        brought = sent.get(name, bundle.brings.messages.get(name, frozenset()))
        if brought is None:
            return None
        found |= brought
    return found


def _given_by_service(node: Node, brings: Brings) -> set[str] | None:
    properties = node.properties
    gives = brings.operations.get(node.attributes.get("implementation", ""))
    if gives is None:
        return None
    if properties.get("resultVariable"):
        return {properties["resultVariable"]}
    return {NAMED_BY_PROPERTY.sub(lambda match: _said(match, properties), one) for one in gives}


def _said(match: re.Match, properties: dict[str, str]) -> str:
    first, second, word = match.groups()
    return properties.get(first) or properties.get(second or "") or word or ""


def _sent(bundle) -> dict[str, set[str] | None]:
    """What each message of a diagram brings: the keys of its payload; None if they are not written out."""
    found: dict[str, set[str] | None] = {}
    for diagram in bundle.diagrams.values():
        for node in diagram.nodes():
            if catches_message(node):
                continue
            for name in messages_of(node, diagram):
                keys = keys_of(_payload(node, name, diagram))
                before = found.get(name, set())
                found[name] = None if keys is None or before is None else before | keys
    return found


def _payload(node: Node, name: str, diagram: Diagram) -> str:
    own = node.extensions.get("messagePayload")
    shared = (one.extensions.get("messagePayload") for one in diagram.messages.values() if one.name == name)
    return own or next(filter(None, shared), "") or "{}"


def keys_of(text: str) -> set[str] | None:
    """The keys of a payload written as a dictionary, None for anything else."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return None
    if not isinstance(tree, ast.Dict):
        return None
    if not all(isinstance(key, ast.Constant) and isinstance(key.value, str) for key in tree.keys):
        return None
    return {key.value for key in tree.keys}
