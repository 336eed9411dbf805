"""The states of a case as people outside the office name them: a vocabulary of the release and marks.

``case_states.json`` names each state in both languages and says which may follow it; the property
``caseState`` of an element says which state a case that reaches it is in: ``screening``, or by a variable
``outcome: close_success=closed_success, close_partial=closed_partial``. No program knows any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import orjson

from workflows.errors import Refused

FILE = "case_states.json"
PROPERTY = "caseState"
KINDS = ("open", "waiting", "good", "bad", "ended")
ENTRIES = {"name", "nameEn", "kind", "next", "note"}
# What begins to wait is reached when it is entered; anything else by its one move.
WAITING = {
    *("user_task", "manual_task", "service_task", "receive_task", "call_activity"),
    *("intermediate_catch_event", "event_based_gateway"),
    *("sub_process", "transaction", "ad_hoc_sub_process"),
}


class CaseStatesRefused(Refused):
    """The vocabulary cannot be used as written."""

    code = "case_states_refused"
    th = "อ่านรายการสถานะของเรื่องไม่ได้: {reason_th}"
    en = "The list of case states cannot be read: {reason_en}"


@dataclass(frozen=True, slots=True)
class CaseState:
    """One state; ``kind`` (open, waiting, good, bad, ended) gives its colour, ``next`` what may follow."""

    id: str
    name: str
    name_en: str
    kind: str = "open"
    next: frozenset[str] = field(default_factory=frozenset)


def read_states(data: bytes | None) -> dict[str, CaseState]:
    """The states of a file in its order, empty without one; raises CaseStatesRefused naming the entry."""
    if data is None:
        return {}
    try:
        content = orjson.loads(data)
    except orjson.JSONDecodeError:
        raise _refused("ไฟล์ไม่ใช่ JSON", "the file is not JSON") from None
    listed = content.get("states") if isinstance(content, dict) else None
    if not isinstance(listed, dict):
        raise _refused("ไม่มี “states”", "there is no “states”")
    found = {id: _state(id, said) for id, said in listed.items()}
    for state in found.values():
        if unknown := sorted(state.next - found.keys()):
            raise _refused(
                f"{state.id}: ไม่มีสถานะ {unknown[0]}", f"{state.id}: there is no state {unknown[0]}"
            )
    return found


def _state(id: str, said: object) -> CaseState:
    if not isinstance(said, dict) or set(said) - ENTRIES:
        raise _refused(
            f"{id}: ใช้ได้เฉพาะ {', '.join(sorted(ENTRIES))}", f"{id}: only {', '.join(sorted(ENTRIES))}"
        )
    names = (said.get("name"), said.get("nameEn"))
    if not all(isinstance(name, str) and name.strip() for name in names):
        raise _refused(f"{id}: ต้องมี name และ nameEn", f"{id}: needs name and nameEn")
    kind, after = said.get("kind", "open"), said.get("next", [])
    if kind not in KINDS or not isinstance(after, list) or not all(isinstance(one, str) for one in after):
        raise _refused(f"{id}: kind หรือ next ไม่ถูกต้อง", f"{id}: kind or next is not right")
    return CaseState(id, *names, kind, frozenset(after))


def _refused(reason_th: str, reason_en: str) -> CaseStatesRefused:
    return CaseStatesRefused(reason_th=reason_th, reason_en=reason_en)


def marks_of(processes: Mapping) -> dict[str, dict[str, str]]:
    """process → {element: state} of what is marked in the processes of a release."""
    return {
        id: {
            one.id: one.properties[PROPERTY]
            for one in process.elements.values()
            if PROPERTY in one.properties
        }
        for id, process in processes.items()
    }


def named_in(mark: str) -> dict[str, str]:
    """value → state of a mark; a plain one names its state under ''."""
    variable, colon, pairs = mark.partition(":")
    if not colon:
        return {"": variable.strip()}
    return {
        value.strip(): state.strip() for value, _, state in (one.partition("=") for one in pairs.split(","))
    }


def _meant(mark: str, variables: Callable[[], Mapping]) -> str | None:
    """The state a mark leads to, None when the variable has no value that it names."""
    variable, colon, _ = mark.partition(":")
    return named_in(mark).get(str(variables().get(variable.strip())) if colon else "")


def is_passed_at_once(kind: str, event: str) -> bool:
    """Whether this is the one move of an element that waits for nothing."""
    return kind not in WAITING and event not in ("cancelled", "incident")


def reached(marks: Mapping[str, str], moves: Iterable, variables: Callable[[], Mapping]) -> Iterator[str]:
    """The states that some moves of an instance lead to, in order; ``marks`` are those of its process.

    A called process marks nothing: the call activity may.
    """
    for move in moves:
        begins = (move.event == "entered" and move.kind in WAITING) or is_passed_at_once(
            move.kind, move.event
        )
        state = _meant(marks[move.element], variables) if begins and move.element in marks else None
        if state is not None:
            yield state


def followed(states: Mapping[str, CaseState], present: str | None, led: Iterable[str]) -> str | None:
    """The state after those in turn; one that may not follow is passed over, so that two processes of a case
    which run beside each other never make it wrong."""
    for state in led:
        if may_follow(states, present, state):
            present = state
    return present


def may_follow(states: Mapping[str, CaseState], present: str | None, state: str) -> bool:
    """Whether a case may go from one state to another; from none or an unknown one, to any."""
    return state in states and (present not in states or state in states[present].next)
