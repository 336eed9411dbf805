"""Who lets contributions through is told when something begins to wait for them."""

from app.contributions.models import Collection
from app.contributions.rules import rules
from app.contributions.sent import standing
from app.contributions.terms import PRE
from app.notices.telling import notify
from app.people.service import people_with

WAITING = "collection_moderation"


def ask_moderators(collection: Collection) -> None:
    """Tell who lets through, once, that something waits: with the first that does."""
    said = rules(collection)
    waiting = [one for one in standing(collection) if not (one.let_through_at or one.hidden_reason)]
    if said.moderation != PRE or len(waiting) != 1:
        return
    whom = [person for role in said.moderators for person in people_with(role, collection.centre_id)]
    case = collection.case.case_no
    th = f"“{said.title}” ของเรื่อง {case} มีรายการรอตรวจก่อนให้ผู้อื่นเห็น"
    en = f"“{said.title_en}” of {case} has something to let through before others see it."
    notify(whom, WAITING, th, en, collection.case_id)
