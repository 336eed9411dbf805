"""Terms of a collection which a diagram writes out, or leaves to a variable: a table's or a form's answer.

`contributionLimit="5"` is a number for ever; `contributionLimit="ideas_each"` is what the variable holds when
the collection opens, kept with its row, so that nobody changes it while people are contributing.
"""

import re
from collections.abc import Mapping

from app.contributions.refusals import TermUnusable
from workflows.properties import listed

NAMED, PSEUDONYMOUS, ANONYMOUS = "named", "pseudonymous", "anonymous"
SHOWN = (NAMED, PSEUDONYMOUS, ANONYMOUS)
PRE, POST, UNMODERATED = "pre", "post", "none"
CHECKED = (UNMODERATED, POST, PRE)
LIMIT, LEAST = "contributionLimit", "minContributions"
REMINDERS, REMINDERS_AFTER = "contributionReminders", "remindAfter"
AUTHORS, MODERATION = "authors", "moderation"
NO_LIMIT = MOST = 1000
MOST_DAYS = 99
DAYS = re.compile(r"P([1-9][0-9]?)D")


def literal(name: str, said: str):
    """What a property says by itself; None where it names a variable."""
    return TERMS[name][0](said)


def settled_terms(properties: Mapping[str, str], variables: Mapping) -> dict:
    """{property: value} of those that name a variable, as the process says now; TermUnusable for none."""
    found = {}
    for name, (written, held) in TERMS.items():
        said = properties.get(name, "")
        if said and written(said) is None:
            value = held(said, variables)
            if value is None:
                raise TermUnusable(name=name, variable=said[:80])
            found[name] = value
    return found


def _number(said):
    return int(said) if said.isascii() and said.isdigit() and 1 <= int(said[:9]) <= MOST else None


def _number_held(said, variables):
    value = variables.get(said.strip())
    return value if type(value) is int and 1 <= value <= MOST else None


def _days(said):
    found = [DAYS.fullmatch(part) for part in listed(said)]
    return [int(one[1]) for one in found] if all(found) else None


def _days_held(said, variables):
    """`P5D` beside names of variables with a number of days, or with a list of them; 0: no reminder."""
    found = []
    for part in listed(said):
        value = int(DAYS.fullmatch(part)[1]) if DAYS.fullmatch(part) else variables.get(part)
        found += value if isinstance(value, list) else [value]
    fits = all(type(one) is int and 0 <= one <= MOST_DAYS for one in found)
    return [one for one in found if one] if fits else None


def _one_of(known):
    return (
        lambda said: said if said in known else None,
        lambda said, variables: value if (value := variables.get(said.strip())) in known else None,
    )


TERMS = {
    LIMIT: (_number, _number_held),
    LEAST: (_number, _number_held),
    REMINDERS: (_days, _days_held),
    REMINDERS_AFTER: (_days, _days_held),
    AUTHORS: _one_of(SHOWN),
    MODERATION: _one_of(CHECKED),
}
