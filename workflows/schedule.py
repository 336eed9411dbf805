"""Start events that nobody sends: when a time falls due, or whether a condition holds, before an instance is.

    [start] = timed_starts(release, "weekly_report")
    next_time(release, start, since, after)      # "2026-11-23T02:00:00Z", None when it is over
    holds(release, start, moment)                # for a condition

Only ``now`` and the release's calendar can be read here; same arguments, same answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflows.clock import Cycle, due_at, parse_instant

BY_ITSELF = ("timer", "conditional")


@dataclass(frozen=True, slots=True)
class TimedStart:
    """One trigger of a start event: ``kind`` timer or conditional, its place ``index`` among the event's
    triggers, and its ``text`` as drawn."""

    process: str
    event: str
    index: int
    kind: str
    text: str


def timed_starts(release, process_id: str) -> tuple[TimedStart, ...]:
    """The starts of a process that time or a condition may begin, in the order of the file."""
    elements = release.specs[process_id].elements
    return tuple(
        TimedStart(process_id, event, index, trigger.kind, _text(trigger))
        for event, made in elements.items()
        if made.kind == "start_event" and made.drawn.scope.parent is None
        for index, trigger in enumerate(made.start_triggers)
        if trigger.kind in BY_ITSELF
    )


def next_time(release, start: TimedStart, since: datetime, after: datetime) -> str | None:
    """When a timer that is counted from ``since`` next falls due later than ``after``, as UTC text.

    None when it is over. Raises ClockRefused or ScriptFailed for a text that gives no time.
    """
    trigger = _trigger(release, start)
    value = trigger.text
    if trigger.expression is not None:
        value = trigger.expression.evaluate({}, release.context(since))
    if trigger.sort == "timeCycle":
        return Cycle.parse(value, since, release.calendar).next(after)
    due = due_at(value, since, release.calendar)
    return due if parse_instant(due) > after else None


def holds(release, start: TimedStart, moment: datetime) -> bool:
    """Whether a condition is true at that moment; raises ScriptFailed when it is neither true nor false."""
    return _trigger(release, start).condition.test({}, release.context(moment))


def _trigger(release, start: TimedStart):
    return release.specs[start.process].elements[start.event].start_triggers[start.index]


def _text(trigger) -> str:
    if trigger.kind == "conditional":
        return trigger.condition.text
    return f"{trigger.sort} {trigger.text or trigger.expression.text}"
