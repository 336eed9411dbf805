"""Somebody who did a step of a case is not even named for what must be kept apart from it (`x-four-eyes`).

The same rule as `fourEyes` of a task, asked when a person is named rather than when they take the task:
whoever is away and who stands in for them are one pair of eyes. `variable:<name>` keeps apart the
usernames in that variable too: who voted on a case did so in the case of the meeting.
"""

from collections.abc import Iterator

from sqlalchemy import select

from app.cases.models import Case, Task
from app.cases.running.four_eyes import who_did
from app.extensions import db
from app.people.service import people_named, usernames
from app.people.substitution import with_partners
from workflows.errors import AnswersRefused
from workflows.forms import FieldError
from workflows.properties import listed
from workflows.tells import VARIABLE


def refuse_touched(form, answers: dict, case_id: int, variables: dict) -> None:
    """AnswersRefused, field by field, for whoever did one of the steps that the field keeps apart."""
    said = list(_kept_apart(form.fields, answers))
    if not said:
        return
    barred = {steps: _barred(case_id, steps, variables) for steps in {one for _, _, one in said}}
    ids = {one.username: one.id for one in people_named({name for _, name, _ in said})}
    errors = [_refused(place, name) for place, name, steps in said if ids.get(name) in barred[steps]]
    if errors:
        raise AnswersRefused(errors)


def _kept_apart(fields, answers, place="") -> Iterator[tuple[str, str, str]]:
    """(JSON pointer, username, steps) of everybody named in a field with `x-four-eyes`, in rows too."""
    for field in fields:
        value, here = answers.get(field.name), f"{place}/{field.name}"
        if field.columns:
            for number, row in enumerate(value or ()):
                yield from _kept_apart(field.columns, row, f"{here}/{number}")
        elif value and field.apart:
            names = value if isinstance(value, list) else [value]
            yield from ((here, name, field.apart) for name in names)


def _barred(case_id, kept, variables) -> set[int]:
    """The ids of whoever did one of the steps or stands in a variable, and of one of a pair with them."""
    said = listed(kept)
    named = [variables.get(one.removeprefix(VARIABLE)) for one in said if one.startswith(VARIABLE)]
    steps = [one for one in said if not one.startswith(VARIABLE)]
    ids = {one.id for one in people_named({name for value in named for name in usernames(value)})}
    ids |= who_did(case_id, steps, Task.status == "done")
    return with_partners(ids, db.session.scalar(select(Case.centre_id).where(Case.id == case_id)))


def _refused(place, username) -> FieldError:
    return FieldError(
        place,
        "four_eyes",
        f"“{username}” หรือผู้ที่ทำแทนกันเคยทำขั้นตอนของเรื่องนี้แล้ว เลือกผู้อื่น",
        f"“{username}”, or somebody they stand in for, did a step of this case. Choose somebody else.",
    )
