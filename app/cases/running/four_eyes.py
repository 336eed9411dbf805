"""Four eyes: who did one step of a case may not do the step that is kept apart from it.

Asked twice: when a task is looked at, and again by the statement that closes it. While a command waits for
the lock of its case, the person may have done the other step; only a statement begun after that sees it.
"""

from sqlalchemy import and_, bindparam, exists, func, literal, or_

from app.cases.models import Task
from app.refusals import NotAllowed

TASK = Task.__table__
OTHER = TASK.alias("other")
# four_eyes reads ",assess,draft,"; ",*," means any step of the case.
ANY_STEP = "*"
DID_THE_OTHER = and_(
    TASK.c.four_eyes != "",
    exists().where(
        OTHER.c.case_id == TASK.c.case_id,
        OTHER.c.completed_by == bindparam("person"),
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
