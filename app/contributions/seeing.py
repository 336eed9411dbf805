"""Who knows of a collection, who contributes, who moderates, and what of it each may see."""

import hashlib
import hmac

from flask import current_app

from app.cases.desk.rights import reading_places
from app.cases.running.named import is_own
from app.contributions.listing import is_listed
from app.contributions.models import Collection, Contribution
from app.contributions.rules import rules
from app.contributions.sent import of_person, standing
from app.contributions.terms import PRE, UNMODERATED
from app.extensions import db
from app.people.service import roles_of


def is_contributor(collection: Collection, by, grants=None) -> bool:
    """Whether somebody holds one of its roles in its centre, and is listed where that is asked."""
    grants = roles_of(by) if grants is None else grants
    held = {role for centre, role in grants if centre in (None, collection.centre_id)}
    said = rules(collection)
    mine = [role for role in said.contributors if role in held]
    fits = any(not is_own(role) or collection.case.opened_by == by.id for role in mine)
    return fits and (not collection.is_open or is_listed(collection, by))


def may_know(collection: Collection, by) -> bool:
    """Contributors, moderators, whoever has put something in, and who reads every case of the centre."""
    grants = roles_of(by)
    at_hand = is_contributor(collection, by, grants) or reads_it(collection, by, grants)
    at_hand = at_hand or is_moderator(collection, by)
    return at_hand or bool(of_person(collection, by))


def reads_it(collection: Collection, by, grants=None) -> bool:
    """Whether somebody reads every case of its centre."""
    places = reading_places(roles_of(by) if grants is None else grants)
    return None in places or collection.centre_id in places


def shows_others(collection: Collection, by) -> bool:
    """Hidden ones are shown after the process itself has read them, and to readers of the case only."""
    said = rules(collection)
    if said.hidden and (collection.is_open or collection.revealed_at is None):
        return False
    theirs = said.hidden or said.own_only
    return reads_it(collection, by) or (not theirs and is_contributor(collection, by))


def is_moderator(collection: Collection, by) -> bool:
    """Whether somebody lets contributions through to others, or hides them."""
    said = rules(collection)
    held = {role for centre, role in roles_of(by) if centre in (None, collection.centre_id)}
    return said.moderation != UNMODERATED and bool(held & set(said.moderators))


def is_shown(row: Contribution, said) -> bool:
    """Whether others may see it: let through, where that comes first; not hidden."""
    return row.hidden_reason is None and (said.moderation != PRE or row.let_through_at is not None)


def shown_count(collection: Collection, by) -> int | None:
    """How many are in it; None while nobody may know."""
    if rules(collection).count_shown:
        return len(standing(collection))
    return len(visible(collection, by)) if shows_others(collection, by) else None


def visible(collection: Collection, by) -> list[Contribution]:
    """Their own, and those of others when they may be seen."""
    if not shows_others(collection, by):
        return of_person(collection, by)
    found, said = standing(collection), rules(collection)
    if said.moderation == UNMODERATED or reads_it(collection, by) or is_moderator(collection, by):
        return found
    return [one for one in found if one.person_id == by.id or is_shown(one, said)]


def pseudonym(row: Contribution) -> str:
    """P-3F2A81: the same for all that one person says in an instance; only the server's secret links it."""
    collection = db.session.get(Collection, row.collection_id)
    said = f"{collection.instance_id}:{row.person_id or ''}:{row.invitation_id or ''}"
    key = f"dgti pseudonyms v1 {current_app.config['SECRET_KEY']}".encode()
    return f"P-{hmac.new(key, said.encode(), hashlib.sha256).hexdigest()[:6].upper()}"
