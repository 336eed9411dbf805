"""Rules about behaviour: most hold only for processes marked executable."""

from workflows.check.running import (
    begins,
    boundary,
    bundle,
    collections,
    correlation,
    events,
    expressions,
    forms,
    loops,
    naming,
    places,
    states,
    tasks,
    tells,
    variables,
)

__all__ = [
    "begins",
    "boundary",
    "bundle",
    "collections",
    "correlation",
    "events",
    "expressions",
    "forms",
    "loops",
    "naming",
    "places",
    "states",
    "tasks",
    "tells",
    "variables",
]
