"""Variables belong to the scope: a write in one branch is seen by the others, nothing is copied or merged.

BPMN 2.0.2, 10.4.1: data is visible in the scope that declares it and in every scope inside.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

MISSING = object()


class Recorder:
    """Remembers every write of the current step: for the move, and to undo a step that failed.

    ``dirty``: something was written since conditional events looked last.
    """

    __slots__ = ("changes", "dirty", "kept", "undo")

    def __init__(self) -> None:
        self.changes: dict[str, list] = {}
        self.kept: dict[str, list] = {}
        self.undo: list[tuple[dict, str, Any]] = []
        self.dirty = False

    def write(self, own: dict, name: str, value: Any) -> None:
        """Write one variable, noting what was there."""
        self.dirty = True
        before = own.get(name, MISSING)
        self.undo.append((own, name, before))
        own[name] = value
        shown = None if before is MISSING else before
        if name in self.changes:
            self.changes[name][1] = value
        elif before is MISSING or type(before) is not type(value) or before != value:
            self.changes[name] = [shown, value]

    def keep(self) -> None:
        """What was written until now stays, even if the step fails later."""
        self.undo.clear()
        self.kept = {name: list(pair) for name, pair in self.changes.items()} if self.changes else {}

    def roll_back(self) -> None:
        """Take back what was written since ``keep``."""
        for own, name, before in reversed(self.undo):
            if before is MISSING:
                own.pop(name, None)
            else:
                own[name] = before
        self.undo.clear()
        self.changes = self.kept
        self.kept = {}

    def take(self) -> dict[str, list] | None:
        """The changes for the next move, handed out once."""
        if not self.changes:
            return None
        taken, self.changes = self.changes, {}
        return taken


class Scope(MutableMapping):
    """Variables of one scope over those around it.

    A name is written where it is visible; a new one here, unless the scope is ``closed`` (it holds only
    what it declares, as an embedded sub-process or a loop does), then further out. ``written`` notes the
    names a called process writes: only those go back to its caller.
    """

    __slots__ = ("closed", "own", "parent", "recorder", "written")

    def __init__(
        self, recorder: Recorder, own: dict[str, Any], parent: Scope | None = None, closed: bool = False
    ) -> None:
        self.recorder = recorder
        self.own = own
        self.parent = parent
        self.closed = closed
        self.written: dict[str, None] | None = None

    def __getitem__(self, name: str) -> Any:
        scope: Scope | None = self
        while scope is not None:
            if name in scope.own:
                return scope.own[name]
            scope = scope.parent
        raise KeyError(name)

    def __setitem__(self, name: str, value: Any) -> None:
        scope: Scope | None = self
        while scope is not None and name not in scope.own:
            scope = scope.parent
        home = self._outlet() if scope is None else scope
        if home.written is not None:
            home.written[name] = None
        self.recorder.write(home.own, name, value)

    def _outlet(self) -> Scope:
        scope = self
        while scope.closed and scope.parent is not None:
            scope = scope.parent
        return scope

    def __delitem__(self, name: str) -> None:
        raise TypeError("variables are never deleted: write None")

    def __contains__(self, name: object) -> bool:
        scope: Scope | None = self
        while scope is not None:
            if name in scope.own:
                return True
            scope = scope.parent
        return False

    def __iter__(self) -> Iterator[str]:
        return iter(self.flat())

    def __len__(self) -> int:
        return len(self.flat())

    def flat(self) -> dict[str, Any]:
        """All visible variables, outermost first, inner ones over outer ones."""
        layers = []
        scope: Scope | None = self
        while scope is not None:
            layers.append(scope.own)
            scope = scope.parent
        merged: dict[str, Any] = {}
        for layer in reversed(layers):
            merged.update(layer)
        return merged
