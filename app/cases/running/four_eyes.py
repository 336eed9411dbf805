"""Four eyes: who did one step of a case may not do the step that is kept apart from it.

Asked twice: when a task is looked at, and again by the statement that closes it. While a command waits for
the lock of its case, the person may have done the other step; only a statement begun after that sees it.
"""

from sqlalchemy import Date, and_, bindparam, exists, func, literal, or_

from app.cases.models import Task
from app.database import Id
from app.people.substitution import SUB, on
from app.refusals import NotAllowed

TASK = Task.__table__
OTHER = TASK.alias("other")
# four_eyes reads ",assess,draft,"; ",*," means any step of the case.
ANY_STEP = "*"
DID = (OTHER.c.completed_by, OTHER.c.behalf_id)
ME, TODAY = bindparam("person", type_=Id), bindparam("today", type_=Date)
# Whoever is away and who stands in for them are one pair of eyes.
PARTNER_DID = exists().where(
    or_(
        and_(SUB.c.substitute_id == ME, SUB.c.person_id.in_(DID)),
        and_(SUB.c.person_id == ME, SUB.c.substitute_id.in_(DID)),
    ),
    or_(SUB.c.centre_id.is_(None), SUB.c.centre_id == OTHER.c.centre_id),
    *on(TODAY),
)
DID_THE_OTHER = and_(
    TASK.c.four_eyes != "",
    exists().where(
        OTHER.c.case_id == TASK.c.case_id,
        or_(*(column == ME for column in DID), PARTNER_DID),
        or_(
            TASK.c.four_eyes == f",{ANY_STEP},",
            func.replace(TASK.c.four_eyes, literal(",") + OTHER.c.element + literal(","), "")
            != TASK.c.four_eyes,
        ),
    ),
)


class FourEyes(NotAllowed):
    code = "four_eyes"
    th = "ท่านทำขั้นตอนก่อนหน้าของเรื่องนี้แล้ว ต้องให้ผู้อื่นทำขั้นตอนนี้ (หลักสองคน)"
    en = "You did an earlier step of this case; somebody else must do this one (four eyes)."
