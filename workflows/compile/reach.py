"""Which inflows of an inclusive join a token can still reach (BPMN 2.0.2, 13.4.3)."""

from __future__ import annotations

from workflows.specs.node import Node
from workflows.specs.process import ProcessSpec


def reaching(gateway: Node, spec: ProcessSpec) -> dict[str, frozenset[int]]:
    """For each element the inflows of ``gateway`` that its tokens can reach without passing it.

    A token in an activity can also leave by the boundary events of the activity.
    """
    sources: dict[str, list[str]] = {}
    feeds: dict[int, str] = {}
    for node in spec.task_specs.values():
        for exit in node.exits:
            if exit.target is gateway:
                feeds[exit.slot] = node.name
            else:
                sources.setdefault(exit.target.name, []).append(node.name)
        for listener in getattr(node, "listeners", ()):
            sources.setdefault(listener.event.name, []).append(node.name)
    reached: dict[str, set[int]] = {}
    for slot, feed in feeds.items():
        waiting = [feed]
        while waiting:
            name = waiting.pop()
            if name == gateway.name or slot in reached.setdefault(name, set()):
                continue
            reached[name].add(slot)
            waiting.extend(sources.get(name, ()))
    return {name: frozenset(slots) for name, slots in reached.items()}
