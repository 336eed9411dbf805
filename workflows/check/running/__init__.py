"""Rules about behaviour: most hold only for processes marked executable."""

from workflows.check.running import (
    boundary,
    bundle,
    correlation,
    events,
    expressions,
    loops,
    places,
    tasks,
    variables,
)

__all__ = [
    "boundary",
    "bundle",
    "correlation",
    "events",
    "expressions",
    "loops",
    "places",
    "tasks",
    "variables",
]
