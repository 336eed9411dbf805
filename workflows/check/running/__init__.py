"""Rules about behaviour: most hold only for processes marked executable."""

from workflows.check.running import boundary, events, expressions, loops, places, tasks

__all__ = ["boundary", "events", "expressions", "loops", "places", "tasks"]
