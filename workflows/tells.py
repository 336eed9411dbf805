"""Whom an element tells: its property `tells`, a list with commas between.

`submitter` is whoever opened the case, `variable:<name>` the usernames in that variable, anything else the
key of a role: whoever holds it in the case's centre.
"""

PROPERTY = "tells"
OPENER = "submitter"
VARIABLE = "variable:"


def told_by(said: str) -> tuple[str, ...]:
    """The parts of the property, without blanks and empty ones, each once."""
    return tuple(dict.fromkeys(part.strip() for part in said.split(",") if part.strip()))
