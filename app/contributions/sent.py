"""What is in a collection, and what of it is somebody's."""

from sqlalchemy import select

from app.contributions.models import Collection, Contribution
from app.extensions import db


def standing(collection: Collection) -> list[Contribution]:
    """What is in it, oldest first. For the process and for those it may be shown to."""
    return list(db.session.scalars(_standing(collection)))


def of_person(collection: Collection, by) -> list[Contribution]:
    """What somebody has put in and not withdrawn, oldest first."""
    return list(db.session.scalars(_standing(collection).where(Contribution.person_id == by.id)))


def _standing(collection):
    found = select(Contribution).where(
        Contribution.collection_id == collection.id, Contribution.withdrawn_at.is_(None)
    )
    return found.order_by(Contribution.id)
