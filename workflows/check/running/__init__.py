"""Rules about behaviour: most hold only for processes marked executable."""

from workflows.check.running import boundary, events, loops, places, tasks

__all__ = ["boundary", "events", "loops", "places", "tasks"]
