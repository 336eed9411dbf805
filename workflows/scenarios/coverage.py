"""How much of each process the scenarios walked: elements that ran and sequence flows that were taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from workflows.diagram import Scope
from workflows.release import Release


@dataclass(frozen=True)
class Coverage:
    """One process; ``missed`` are the ids of elements and flows that no scenario reached."""

    process: str
    elements: int
    flows: int
    missed_elements: tuple[str, ...]
    missed_flows: tuple[str, ...]

    @property
    def share(self) -> float:
        """The part of elements and flows that was walked, 0 to 1."""
        every = self.elements + self.flows
        return 1 - (len(self.missed_elements) + len(self.missed_flows)) / every if every else 1.0


def measure(release: Release, results: Iterable[Any]) -> tuple[Coverage, ...]:
    """The coverage of every process of a release by the moves of some results."""
    elements = {process: set() for process in release.processes}
    flows = {process: set() for process in release.processes}
    for result in results:
        for process, move in result.moves:
            elements[process].add(move.element)
            flows[process].add(move.flow)
    return tuple(
        _coverage(id, release.specs[id].drawn, elements[id], flows[id]) for id in sorted(release.processes)
    )


def _coverage(process: str, drawn: Scope, elements: set[str], flows: set[str | None]) -> Coverage:
    nodes = [node.id for node in drawn.every_node()]
    lines = [flow.id for scope in drawn.every_scope() for flow in scope.flows]
    return Coverage(
        process=process,
        elements=len(nodes),
        flows=len(lines),
        missed_elements=tuple(id for id in nodes if id not in elements),
        missed_flows=tuple(id for id in lines if id not in flows),
    )
