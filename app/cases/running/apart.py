"""Somebody who did a step of a case is not even named for what must be kept apart from it (`x-four-eyes`).

The same rule as `fourEyes` of a task, asked when a person is named rather than when they take the task:
whoever is away and who stands in for them are one pair of eyes. `variable:<name>` keeps apart the
usernames in that variable too: who voted on a case did so in the case of the meeting.
"""

from collections.abc import Iterator

from sqlalchemy import and_, or_, select

from app import clock
from app.cases.models import Case, Task
from app.cases.running.four_eyes import ANY_STEP
from app.extensions import db
from app.people.models import Person
from app.people.substitution import SUB, on
from workflows.errors import AnswersRefused
from workflows.forms import FieldError
from workflows.properties import listed
from workflows.tells import VARIABLE

PERSON = "person:"


def refuse_touched(form, answers: dict, case_id: int, variables: dict) -> None:
    """AnswersRefused, field by field, for whoever did one of the steps that the field keeps apart."""
    said = list(_kept_apart(form.fields, answers))
    if not said:
        return
    errors = [
        _refused(place, name)
        for place, name, steps in said
        if name in _barred(case_id, _asked(steps, variables), name)
    ]
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


def _asked(steps, variables) -> tuple[list[str], list[str]]:
    """(steps of the case, usernames of variables) that a field keeps apart."""
    said = listed(steps)
    names = [one.removeprefix(VARIABLE) for one in said if one.startswith(VARIABLE)]
    values = [variables.get(one) for one in names]
    people = [name for value in values for name in (value if isinstance(value, list) else [value])]
    steps = [one for one in said if not one.startswith(VARIABLE)]
    return steps, [name for name in people if isinstance(name, str)]


def _barred(case_id, kept, username) -> set[str]:
    """The username, when its owner did one of the steps, or one of a pair with somebody who did."""
    asked, people = kept
    case = db.session.execute(select(Case.opened_by, Case.centre_id).where(Case.id == case_id)).one()
    did = select(Task.completed_by, Task.behalf_id).where(Task.case_id == case_id, Task.status == "done")
    if ANY_STEP not in asked:
        did = did.where(Task.element.in_(asked))
    ids = {id for row in db.session.execute(did) for id in row if id}
    if ANY_STEP in asked:
        ids.add(case.opened_by)
    if people:
        ids |= set(db.session.scalars(select(Person.id).where(Person.username.in_(people))))
    partner = and_(
        or_(
            and_(SUB.c.substitute_id == Person.id, SUB.c.person_id.in_(ids)),
            and_(SUB.c.person_id == Person.id, SUB.c.substitute_id.in_(ids)),
        ),
        or_(SUB.c.centre_id.is_(None), SUB.c.centre_id == case.centre_id),
        *on(clock.today()),
    )
    pair = select(SUB.c.id).where(partner).exists()
    found = select(Person.username).where(Person.username == username, or_(Person.id.in_(ids), pair))
    return set(db.session.scalars(found))


def _refused(place, username) -> FieldError:
    return FieldError(
        place,
        "four_eyes",
        f"“{username}” หรือผู้ที่ทำแทนกันเคยทำขั้นตอนของเรื่องนี้แล้ว เลือกผู้อื่น",
        f"“{username}”, or somebody they stand in for, did a step of this case. Choose somebody else.",
    )
