"""Whom an element tells: its property `tells`, a list with commas between.

`submitter` is whoever opened the case, `variable:<name>` the usernames in that variable, anything else the
key of a role: whoever holds it in the case's centre; `open_tasks` is who holds an open task of
the case, or may take it.
"""

PROPERTY = "tells"
OPENER = "submitter"
VARIABLE = "variable:"
OPEN_TASKS = "open_tasks"
