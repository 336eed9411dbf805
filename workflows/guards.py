"""What nobody sets by hand: a process may name, in ``computed``, variables that only it writes.

Such a process guards more than the names: the results of its decision tables, and what people have
answered. A value that a form should have given and that is not there may still be given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from workflows.errors import Refused
from workflows.forms import FieldError
from workflows.instance.token import Token
from workflows.properties import forms_of, listed
from workflows.specs.process import ProcessSpec

PROPERTY = "computed"
NOTHING: tuple = (None, "", 0, [], {})  # as scripts begin what they will compute; False is among them


class Computed(Refused):
    """``errors`` names the variable that a repair may not set."""

    code = "computed"
    th = "“{name}” เป็นผลที่กระบวนการคำนวณหรือเป็นคำตอบของผู้มีหน้าที่ แก้ด้วยมือไม่ได้ ให้ย้อนกลับไปทำขั้นที่ให้ค่านี้ใหม่"
    en = "“{name}” is computed or answered by those who are asked: go back to the step that gives it."

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self.errors = (FieldError(name, self.code, self.th, self.en),)


def named(properties: Mapping[str, str]) -> frozenset[str]:
    """The variables that a process names as written by itself only."""
    return frozenset(listed(properties.get(PROPERTY, "")))


def computed(release: Any, process: str) -> frozenset[str]:
    """Those, and what its decision tables give; nothing for a process that names none."""
    spec = release.specs[process]
    if not spec.guarded:
        return frozenset()
    found = set(named(spec.drawn.properties))
    for node in spec.drawn.every_node():
        table = node.extensions.get("calledDecisionId", "").strip()
        if table in release.decisions:
            own = node.properties.get("resultVariable")
            found |= {own} if own else set(release.decisions.writes(table))
    return frozenset(found)


def asked(release: Any, process: str) -> tuple[frozenset[str], frozenset[str]]:
    """What the forms of its starts and those of its steps answer, by the names of the variables."""
    begun: set[str] = set()
    later: set[str] = set()
    for node in release.specs[process].drawn.every_node():
        for form in forms_of(node.properties):
            if form in release.forms:
                one = node.properties.get("answersVariable")
                (begun if node.kind == "startEvent" else later).update(
                    [one] if one else release.forms[form].names
                )
    return frozenset(begun), frozenset(later)


def refuse_computed(release: Any, process: str, given: Mapping[str, Any], present: Mapping) -> None:
    """Raise Computed for the first variable, or path into one, that is not for a hand to write.

    What a step asks is set only while it is not there at all: one that stands empty awaits its answer.
    What a start asked may also have been left empty, and is corrected while nothing is computed yet: from
    then on something may follow from it.
    """
    if not release.specs[process].guarded:
        return
    only, (begun, later) = computed(release, process), asked(release, process)
    settled = any(present.get(name) not in NOTHING for name in only)
    for name in given:
        root = re.split(r"[.\[/]", name, maxsplit=1)[0].strip()
        follows = settled and root in begun and present.get(root) is not None
        if root in only or (root in later and root in present) or follows:
            raise Computed(name)


def roots_around(token: Token) -> dict[str, Token]:
    """The roots of the process a token is in and of those that called it, by name, the innermost first."""
    frame = token.workflow
    found: dict[str, Token] = {}
    while frame is not None:
        host = getattr(frame, "host", None)
        if host is None or host.task_spec.kind == "call_activity":
            found.setdefault(frame.spec.process, frame.task_tree)
        frame = host.workflow if host is not None else None
    return found


def before(spec: ProcessSpec, name: str) -> frozenset[str]:
    """The elements of a scope from which flows, or the boundary events of a step, lead to this one."""
    sources: dict[str, list[str]] = {}
    for node in spec.task_specs.values():
        for exit in node.exits:
            sources.setdefault(exit.target.name, []).append(node.name)
        for listener in getattr(node, "listeners", ()):
            sources.setdefault(listener.event.name, []).append(node.name)
    found: set[str] = set()
    waiting = [name]
    while waiting:
        new = set(sources.get(waiting.pop(), ())) - found
        found |= new
        waiting.extend(new)
    return frozenset(found)
