"""How processes run: the only place that knows SpiffWorkflow.

release = Release.open("bpmn/dgti")
run = start(release, "problem_intake", {"case_id": 7}, now, seed="case-7")
[step] = run.waiting()
run.complete(step.id, {"title": "…"}, now)
state = run.state()
run = restore(release, state)
"""

from __future__ import annotations

from importlib import import_module

_HOMES = {
    "Release": "workflows.release",
    "Run": "workflows.run",
    "start": "workflows.run",
    "restore": "workflows.run",
    "Changes": "workflows.records",
    "Incident": "workflows.records",
    "Message": "workflows.records",
    "Move": "workflows.records",
    "Signal": "workflows.records",
    "Step": "workflows.records",
    "Subscription": "workflows.records",
}

__all__ = list(_HOMES)


def __getattr__(name: str):
    """The public names, imported when they are first asked for: a sandbox process needs none of them."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
