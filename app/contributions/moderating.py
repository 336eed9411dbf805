"""Moderators let contributions through to the others first (`pre`), or hide them afterwards (`post`).

The diagram names their roles (`moderators`) and the way (`moderation`). Hiding has a reason, and the author
sees it; nothing is deleted, and the process reads all of it after the close.
"""

from sqlalchemy import select

from app import clock
from app.contributions import refusals
from app.contributions.models import Contribution
from app.contributions.seeing import is_moderator
from app.contributions.service import get_collection, lock_open, noted
from app.extensions import db
from app.refusals import NotFound

LET_THROUGH, HIDE = "let_through", "hide"
LEAST_REASON = 20


def moderate(case_no: str, name: str, key: str, act: str, reason: str | None, by) -> Contribution:
    """Let a contribution through, or hide it; refused to others, after the close, and without a reason."""
    collection = get_collection(case_no, name, by)
    if not is_moderator(collection, by):
        raise refusals.NoModerator()
    lock_open(collection)
    row = db.session.scalar(
        select(Contribution).where(Contribution.collection_id == collection.id, Contribution.key == key)
    )
    if row is None or row.withdrawn_at:
        raise NotFound()
    if row.person_id == by.id:
        raise refusals.NoModerator()
    reason = " ".join((reason or "").split())
    if act == HIDE and len(reason) < LEAST_REASON:
        raise refusals.ReasonTooShort()
    row.hidden_reason = reason[:500] if act == HIDE else None
    row.let_through_at = None if act == HIDE else clock.now()
    return noted(collection, row, f"contribution:{'hidden' if act == HIDE else 'let_through'}", by.id)
