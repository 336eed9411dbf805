"""Four eyes: who did one step of a case may not do the step that is kept apart from it.

Asked twice: when a task is looked at, and again by the statement that closes it. While a command waits for
the lock of its case, the person may have done the other step; only a statement begun after that sees it.
"""

from sqlalchemy import Date, and_, bindparam, exists, func, literal, or_, select

from app.cases.models import Task
from app.database import Id
from app.extensions import db
from app.journal.models import JournalEntry
from app.people.substitution import SUB, on
from app.refusals import NotAllowed

TASK, ENTRY = Task.__table__, JournalEntry.__table__
OTHER = TASK.alias("other")
# four_eyes reads ",assess,draft,"; ",*," means any step of the case.
ANY_STEP = "*"
DID = (OTHER.c.completed_by, OTHER.c.behalf_id)
ME, TODAY = bindparam("person", type_=Id), bindparam("today", type_=Date)
# What somebody does in a case that is no task: open it, send it a message, bring it on by hand.
ACTS = ("case:opened", "message:delivered", "incident:retried", "incident:repaired", "token:moved")


def _partner(of, centre):
    """Whoever is away and who stands in for them are one pair of eyes."""
    return exists().where(
        or_(
            and_(SUB.c.substitute_id == ME, SUB.c.person_id.in_(of)),
            and_(SUB.c.person_id == ME, SUB.c.substitute_id.in_(of)),
        ),
        or_(SUB.c.centre_id.is_(None), SUB.c.centre_id == centre),
        *on(TODAY),
    )


ACTED = exists().where(
    ENTRY.c.case_id == TASK.c.case_id,
    ENTRY.c.kind.in_(ACTS),
    or_(ENTRY.c.person_id == ME, _partner((ENTRY.c.person_id,), TASK.c.centre_id)),
)
DID_A_TASK = exists().where(
    OTHER.c.case_id == TASK.c.case_id,
    OTHER.c.id != TASK.c.id,
    or_(*(column == ME for column in DID), _partner(DID, OTHER.c.centre_id)),
    or_(
        TASK.c.four_eyes == f",{ANY_STEP},",
        func.replace(TASK.c.four_eyes, literal(",") + OTHER.c.element + literal(","), "") != TASK.c.four_eyes,
    ),
)
DID_THE_OTHER = and_(
    TASK.c.four_eyes != "",
    or_(DID_A_TASK, and_(TASK.c.four_eyes == f",{ANY_STEP},", ACTED)),
)


def who_did(case_id: int, steps: list[str], *only) -> set[int]:
    """The ids of everybody who did one of these steps of a case, or with `*` anything at all in it.

    `only`: conditions on the tasks that count.
    """
    found = select(Task.completed_by, Task.behalf_id).where(Task.case_id == case_id, *only)
    anything = ANY_STEP in steps
    pairs = db.session.execute(found if anything else found.where(Task.element.in_(steps)))
    ids = {id for pair in pairs for id in pair if id}
    return ids | _acted(case_id) if anything else ids


def _acted(case_id):
    """Who did something in a case that is no task."""
    found = select(ENTRY.c.person_id).where(ENTRY.c.case_id == case_id, ENTRY.c.kind.in_(ACTS))
    return set(db.session.scalars(found.where(ENTRY.c.person_id.is_not(None))))


class FourEyes(NotAllowed):
    code = "four_eyes"
    th = "ท่านทำขั้นตอนก่อนหน้าของเรื่องนี้แล้ว ต้องให้ผู้อื่นทำขั้นตอนนี้ (หลักสองคน)"
    en = "You did an earlier step of this case; somebody else must do this one (four eyes)."
