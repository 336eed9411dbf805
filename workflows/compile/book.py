"""What the compiler looks things up in while it turns one file into specs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from workflows.diagram import Diagram, Formula, Scope
from workflows.scripts import Expression, Script

BOUNDARY = re.compile(r"(?<!^)(?=[A-Z])")


def snake(tag: str) -> str:
    """A BPMN tag as we write kinds: ``userTask`` → ``user_task``."""
    return BOUNDARY.sub("_", tag).lower()


def expression(formula: Formula | None, where: str) -> Expression | None:
    """The compiled expression of a formula, None without one; raises ScriptRefused."""
    return None if formula is None else Expression.compile(formula.text, where)


def script(formula: Formula | None, where: str) -> Script | None:
    """The compiled script of a formula, None without one; raises ScriptRefused."""
    return None if formula is None else Script.compile(formula.text, where)


@dataclass
class Book:
    """One diagram being compiled, with the tables of the release around it.

    ``processes`` are the specs of the whole release by id (call activities find theirs at the end);
    ``process`` is the one being compiled, ``guarded`` whether it names what only it may write;
    ``elements`` collects every node spec of the process by drawn id, ``objects`` the ids of data objects.
    """

    diagram: Diagram
    processes: dict[str, Any]
    decisions: Any = None
    elements: dict[str, Any] = field(default_factory=dict)
    calls: list[tuple[Any, str]] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)
    objects: set[str] = field(default_factory=set)
    correlations: dict[str, Any] = field(default_factory=dict)
    process: str = ""
    guarded: bool = False

    def variable(self, ref: str) -> str:
        """The variable behind a data reference: its data object's id, or the reference itself."""
        return self.variables.get(ref, ref)

    def learn_data(self, scope: Scope) -> None:
        """Data object references of a scope point at their data object."""
        for item in scope.data:
            self.variables[item.id] = item.ref or item.id
            if item.kind == "dataObject":
                self.objects.add(item.id)
