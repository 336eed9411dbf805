"""How a rule is written: a generator over one kind of thing, with its two sentences beside it.

    @rule(NODE, "{who} มีเส้นเข้า ให้ลบเส้นเข้า", "{who} has an incoming flow; delete it.")
    def start_has_incoming(node, look):
        \"\"\"BPMN 2.0.2, 10.5.2.\"\"\"
        if node.kind == "startEvent" and node.incoming:
            yield at(node)

The rule's id is the function's name with hyphens. ``{who}`` is the thing in words; ``at`` gives the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from workflows.check.finding import ERROR
from workflows.check.words import in_words

FILES, DIAGRAM, PROCESS = "files", "diagram", "process"
SCOPE, NODE, FLOW, TAG = "scope", "node", "flow", "tag"


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule struck, and what its sentences name."""

    element: str
    line: int
    who: tuple[str, str]
    values: dict[str, object] = field(default_factory=dict)
    file: str = ""

    def within(self, file: str) -> Hit:
        """The same hit, said of another file than the one being judged."""
        return replace(self, file=file)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with the texts it speaks; ``running`` rules judge only processes that are executable."""

    id: str
    over: str
    severity: str
    th: str
    en: str
    find: Callable[..., Iterator[Hit]]
    running: bool

    @property
    def source(self) -> str:
        """Where the rule comes from, as its docstring says."""
        return " ".join((self.find.__doc__ or "").split())

    def sentences(self, hit: Hit) -> tuple[str, str]:
        """The Thai and the English sentence about one hit; a pair of values is (Thai, English)."""
        th, en = ({k: _side(v, i) for k, v in hit.values.items()} for i in (0, 1))
        return self.th.format(who=hit.who[0], **th), self.en.format(who=hit.who[1], **en)


RULES: dict[str, Rule] = {}
UNSEEN = ("Expression", "Condition", "condition", "EventDefinition", "timeDate", "timeDuration", "timeCycle")


def rule(over: str, th: str, en: str, severity: str = ERROR, running: bool = False):
    """Register a generator of hits as a rule over one kind of thing (see the module's example)."""

    def register(find: Callable[..., Iterator[Hit]]) -> Callable[..., Iterator[Hit]]:
        name = find.__name__.replace("_", "-")
        if name in RULES:
            raise ValueError(f"two rules are called {name}")
        RULES[name] = Rule(name, over, severity, th, en, find, running)
        return find

    return register


def at(thing, **values: object) -> Hit:
    """A hit on something of the model: node, flow, scope, lane, message …"""
    return Hit(thing.id, thing.line, in_words(thing), values)


def at_formula(said, **values: object) -> Hit:
    """A hit on a formula (`workflows.check.formulas.Said`): its owner in words, its own line."""
    return replace(at(said.owner, of=said.of, **values), line=said.formula.line)


def at_tag(element, **values: object) -> Hit:
    """A hit on an XML element, named by its own id or that of the nearest element which a person can see."""
    holder = element
    while holder.getparent() is not None and (holder.get("id") is None or _is_inside(holder)):
        holder = holder.getparent()
    who = in_words(element)
    if holder is not element and holder.get("id"):
        of = in_words(holder)
        who = (f"{who[0]} ใน {of[0]}", f"{who[1]} of {of[1]}")
    return Hit(holder.get("id") or "", element.sourceline or 0, who, values)


def at_line(line: int, element: str = "", **values: object) -> Hit:
    """A hit on a place without a thing of the model to name."""
    return Hit(element, line, ("", ""), values)


def _side(value: object, side: int) -> object:
    """The Thai or the English of a pair; people's line breaks do not break a sentence."""
    chosen = value[side] if isinstance(value, tuple) else value
    return " ".join(chosen.split()) if isinstance(chosen, str) else chosen


def _is_inside(element) -> bool:
    """Whether an element is part of a flow or event: no picture shows the id of an expression."""
    inside = element.getparent().tag.rpartition("}")[2] != "definitions"
    return inside and element.tag.rpartition("}")[2].endswith(UNSEEN)
