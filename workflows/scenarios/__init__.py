"""Scenario tests: what must stay true of a process, written in YAML beside it and walked without a server.

>>> report = run_folder("bpmn/dgti")
>>> [(result.file, result.ok, result.th) for result in report.results if not result.ok]
>>> [(line.process, line.share) for line in report.coverage]

The format is explained for process owners in bpmn/README.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workflows.release import Release
from workflows.scenarios.coverage import Coverage, measure
from workflows.scenarios.playing import Result, play
from workflows.scenarios.reading import Scenario, ScenarioRefused, read_folder, read_scenario

__all__ = [
    "Coverage",
    "Report",
    "Result",
    "Scenario",
    "ScenarioRefused",
    "play",
    "read_scenario",
    "run_folder",
]


@dataclass(frozen=True)
class Report:
    """One result a scenario file, and how much of each process they walked together."""

    results: tuple[Result, ...]
    coverage: tuple[Coverage, ...]

    @property
    def ok(self) -> bool:
        """Whether every scenario came out as it says."""
        return all(result.ok for result in self.results)


def run_folder(folder: str | Path, release: Release | None = None) -> Report:
    """Walk every tests/*.yaml of a folder of processes.

    Raises ReleaseRefused when the processes do not check; a scenario that cannot be read is a failed result.
    """
    release = release or Release.open(folder)
    results = []
    for file, scenario in read_folder(Path(folder) / "tests"):
        failed = isinstance(scenario, ScenarioRefused)
        results.append(Result.unreadable(file, scenario) if failed else play(release, scenario))
    return Report(tuple(results), measure(release, results))
