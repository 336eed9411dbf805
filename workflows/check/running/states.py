"""The states a case goes through: the vocabulary is readable, and what is marked stands in it."""

from __future__ import annotations

from workflows.check.rule import FILES, NODE, Hit, at, rule
from workflows.states import FILE, PROPERTY, CaseStatesRefused, named_in, read_states


@rule(FILES, "{why}", "{why}")
def case_states_invalid(bundle, look):
    """Names in both languages, and only known states follow one another."""
    try:
        read_states(bundle.files.get(FILE))
    except CaseStatesRefused as why:
        yield Hit("", 1, ("", ""), {"why": (why.th, why.en)}, FILE)


@rule(
    NODE,
    "{who}: ไม่มีสถานะของเรื่อง “{state}” ใน case_states.json",
    "{who}: case_states.json has no state “{state}”.",
    running=True,
)
def case_state_unknown(node, look):
    """A misspelt state would never be shown."""
    if PROPERTY not in node.properties:
        return
    try:
        known = read_states(look.bundle.files.get(FILE))
    except CaseStatesRefused:
        return
    for state in named_in(node.properties[PROPERTY]).values():
        if state not in known:
            yield at(node, state=state)
