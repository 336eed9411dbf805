"""What an activity reads and writes by its data associations (BPMN 2.0.2, 10.4.2)."""

from __future__ import annotations

from typing import Any

from workflows.errors import InputMissing, OutputMissing
from workflows.instance.scope import Scope


class Copy:
    """One data association: the value of its source, transformed, or put together by assignments.

    ``objects`` are the sources that are data objects: they are there once something was written to them.
    """

    def __init__(
        self, sources: tuple, target: str, transformation, assignments: list, objects: frozenset
    ) -> None:
        self.sources = sources
        self.target = target
        self.transformation = transformation
        self.assignments = assignments
        self.objects = objects

    def lacks(self, scope, patient: bool = True) -> str | None:
        """The first of its sources that is not available (yet); ``patient``: an empty data object is not."""
        for source in self.sources:
            if source not in scope or (patient and source in self.objects and scope[source] is None):
                return source
        return None

    def value(self, scope, token) -> Any:
        """The value to copy; raises InputMissing when the source does not exist, ScriptFailed otherwise."""
        context = token.workflow.top_workflow.context
        if self.transformation is not None:
            return self.transformation.evaluate(scope, context)
        if self.assignments:
            return self.assignments[-1][0].evaluate(scope, context)
        if not self.sources or self.sources[0] not in scope:
            raise InputMissing(name=self.sources[0] if self.sources else self.target)
        return scope[self.sources[0]]


def overlay(token, own: dict[str, Any]) -> None:
    """Lay variables of one step over those of its scope."""
    if token.local is None:
        recorder = token.workflow.top_workflow.recorder
        token.local = Scope(recorder, own, token.workflow.variables, closed=True)
    else:
        token.local.own.update(own)


class Inputs:
    """Data inputs are variables of the activity alone, copied in when it starts."""

    def __init__(self, copies: list[Copy], required: tuple, optional: tuple, own: tuple) -> None:
        self.copies = copies
        self.required = required
        self.optional = optional
        self.own = own

    def missing(self, scope, patient: bool = True) -> str | None:
        """What keeps the input set from being available (10.4.2); None when the activity may begin."""
        for copy in self.copies:
            if copy.target not in self.optional and (lack := copy.lacks(scope, patient)):
                return lack
        filled = {copy.target for copy in self.copies}
        return next((name for name in self.required if name not in filled and name not in scope), None)

    def given(self, token) -> dict[str, Any]:
        """The inputs by name, an optional one that is not there as None; raises InputMissing for others."""
        made = [
            copy for copy in self.copies if copy.target not in self.optional or not copy.lacks(token.data)
        ]
        values = {copy.target: copy.value(token.data, token) for copy in made}
        for name in self.required:
            if name not in values and name in token.data:
                values[name] = token.data[name]
            if name not in values:
                raise InputMissing(name=name)
        for name in self.optional:
            if name not in values:
                values[name] = token.data.get(name)
        return values

    def take(self, token) -> None:
        """Lay the inputs over the variables of the scope, for this activity only."""
        own = {name: None for name in self.own if name not in token.data}
        own.update(self.given(token))
        overlay(token, own)


class Outputs:
    """Data outputs are copied out when the activity completes."""

    def __init__(self, copies: list[Copy], required: tuple) -> None:
        self.copies = copies
        self.required = required

    def give(self, token) -> None:
        """Write the targets into the scope; raises OutputMissing for a required output nobody produced."""
        for name in self.required:
            if name not in token.data:
                raise OutputMissing(name=name)
        made = [copy for copy in self.copies if not self.is_unavailable(copy, token)]
        values = [(copy.target, copy.value(token.data, token)) for copy in made]
        for target, value in values:
            token.workflow.variables[target] = value

    def is_unavailable(self, copy: Copy, token) -> bool:
        """An output nobody has written is not there to be copied: its target keeps what it holds."""
        own = token.local.own if token.local is not None else {}
        return bool(copy.sources) and own.get(copy.sources[0], ...) is None
