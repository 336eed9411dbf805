"""How much of each process the scenarios walked: elements that ran and sequence flows that were taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from workflows.diagram import Scope
from workflows.release import Release


@dataclass(frozen=True)
class Coverage:
    """One process: by how many scenarios each of its elements and flows was walked, in drawn order."""

    process: str
    elements: Mapping[str, int] = field(default_factory=dict)
    flows: Mapping[str, int] = field(default_factory=dict)

    @property
    def missed_elements(self) -> tuple[str, ...]:
        """The ids of the elements that no scenario reached."""
        return tuple(id for id, times in self.elements.items() if not times)

    @property
    def missed_flows(self) -> tuple[str, ...]:
        """The ids of the sequence flows that no scenario took."""
        return tuple(id for id, times in self.flows.items() if not times)

    @property
    def share(self) -> float:
        """The part of elements and flows that was walked, 0 to 1."""
        every = len(self.elements) + len(self.flows)
        return 1 - (len(self.missed_elements) + len(self.missed_flows)) / every if every else 1.0


def measure(release: Release, results: Iterable[Any]) -> tuple[Coverage, ...]:
    """The coverage of every process of a release by the moves of some results."""
    elements = {process: Counter() for process in release.processes}
    flows = {process: Counter() for process in release.processes}
    for result in results:
        for process, element in {(process, move.element) for process, move in result.moves}:
            elements[process][element] += 1
        for process, flow in {(process, move.flow) for process, move in result.moves}:
            flows[process][flow] += 1
    return tuple(
        _coverage(id, release.specs[id].drawn, elements[id], flows[id]) for id in sorted(release.processes)
    )


def _coverage(process: str, drawn: Scope, elements: Counter, flows: Counter) -> Coverage:
    return Coverage(
        process=process,
        elements={node.id: elements[node.id] for node in drawn.every_node()},
        flows={flow.id: flows[flow.id] for scope in drawn.every_scope() for flow in scope.flows},
    )
