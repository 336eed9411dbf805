"""Whom an element tells: its property `tells`, a list with commas between.

`submitter` is whoever opened the case, `variable:<name>` the usernames in that variable, anything else the
key of a role: whoever holds it in the case's centre.
"""

PROPERTY = "tells"
OPENER = "submitter"
VARIABLE = "variable:"
