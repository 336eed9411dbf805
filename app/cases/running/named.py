"""People named by others: by the diagram (`assignee`) and in answers (`x-ref: "person:<role>"`); and what
else answers name: records of the registers, and cases.

Whoever is named gets a seat: a ballot, a score, a declaration. So a name counts only when it is an active
person who holds the role in the case's centre, or in all of them.
"""

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from app.cases.models import Case
from app.cases.running.statements import PEOPLE_BY_NAME
from app.extensions import execute
from app.people.roles import ROLES, role_name
from app.people.service import centres
from app.refusals import Invalid
from app.registers.references import mentions, strangers
from workflows.errors import AnswersRefused
from workflows.forms import FieldError

PERSON, CASE = "person:", "case"
CASES_NAMED = select(Case.case_no).where(Case.case_no.in_(bindparam("numbers", expanding=True)))


def people_assigned(steps: Iterable, centre_id: int, opened_by: int | None) -> dict[str, int]:
    """username → id of everybody the steps name; Invalid for who does not hold the role of the step's lane.

    A lane of the submitter is the exception: whoever opened the case keeps their own tasks.
    """
    named = [step for step in steps if step.assignee]
    known = _known({step.assignee for step in named}, centre_id)
    for step in named:
        id, roles = known.get(step.assignee, (None, frozenset()))
        own = is_own(step.lane) and id is not None and id == opened_by
        if not own and step.lane not in roles:
            raise _not_of_the_role(step)
    return {name: id for name, (id, _) in known.items()}


def is_own(role: str | None) -> bool:
    """Whether tasks of this lane belong to the person who opened the case."""
    return role in ROLES and ROLES[role].reads == "own"


def refuse_strangers(form, answers: dict, centre_id: int) -> None:
    """AnswersRefused, field by field, for somebody who does not hold the role asked for, and for what there
    is not: an organisation, a committee, a case."""
    named = list(mentions(form.fields, answers))
    said = [(place, ref.removeprefix(PERSON), name) for place, ref, name in named if ref.startswith(PERSON)]
    known = _known({name for _, _, name in said}, centre_id)
    nobody = (None, frozenset())
    errors = [
        _not_to_be_named(place, role, name)
        for place, role, name in said
        if role not in known.get(name, nobody)[1]
    ]
    if len(said) < len(named):
        code = next((one.code for one in centres() if one.id == centre_id), None)
        errors += [*strangers(form.fields, answers, code), *_no_such_cases(named)]
    if errors:
        raise AnswersRefused(errors)


def _known(names, centre_id):
    """username → (id, roles held in the centre); somebody who is not active any more holds none."""
    if not names:
        return {}
    found = {}
    for name, id, active, role in execute(PEOPLE_BY_NAME, {"names": sorted(names), "centre": centre_id}):
        roles = found.setdefault(name, (id, set()))[1]
        if active and role:
            roles.add(role)
    return found


def _no_such_cases(named):
    """An error for every case that is named and is not there."""
    said = [(place, case_no) for place, ref, case_no in named if ref == CASE]
    known = set()
    if said:
        wanted = [case_no for _, case_no in said]
        known = {case_no for (case_no,) in execute(CASES_NAMED, {"numbers": wanted})}
    for place, case_no in said:
        if case_no not in known:
            th, en = f"ไม่มีเรื่องเลขที่ “{case_no}”", f"There is no case “{case_no}”."
            yield FieldError(place, "reference", th, en)


def _not_of_the_role(step):
    th, en = role_name(step.lane or "")
    return Invalid(
        f"กระบวนการมอบหมายงานให้ “{step.assignee}” ซึ่งไม่ได้ถือบทบาท “{th}” ในศูนย์ของเรื่องนี้",
        f"The process assigns a task to “{step.assignee}”, who does not hold the role “{en}” in this centre.",
        "unknown_assignee",
    )


def _not_to_be_named(place, role, name):
    th, en = role_name(role)
    return FieldError(
        place,
        "reference",
        f"“{name}” ไม่ได้ถือบทบาท “{th}” ในศูนย์ของเรื่องนี้",
        f"“{name}” does not hold the role “{en}” in this case's centre.",
    )
