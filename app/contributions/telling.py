"""A collection and contributions as somebody may see them: nothing counts, orders or dates what is hidden."""

from app.cases.papers.reading import letters_to
from app.clock import text
from app.contributions import service
from app.contributions.models import Collection, Contribution
from app.contributions.papers import files_for
from app.contributions.seeing import is_contributor, is_moderator, is_shown, pseudonym, shown_count, visible
from app.contributions.terms import NAMED, NO_LIMIT, PSEUDONYMOUS, UNMODERATED
from app.contributions.wanted import wanted_of


def collection_json(row: Collection, by, is_mine: bool | None = None) -> dict:
    """What a case collects, for one person; `is_mine` where it is known whether they may contribute."""
    rules = service.rules(row)
    return {
        "name": row.name,
        "element": row.element,
        "title": rules.title,
        "title_en": rules.title_en,
        "open": row.is_open,
        "opened_at": text(row.opened_at),
        "closes_at": text(row.closes_at) if row.closes_at else None,
        "closed_at": text(row.closed_at) if row.closed_at else None,
        "form": rules.form,
        "release": row.release_hash,
        "limit": rules.limit if rules.limit < NO_LIMIT else None,
        "changeable": rules.changeable,
        "hidden": rules.hidden,
        "moderation": rules.moderation,
        "may_moderate": row.is_open and is_moderator(row, by),
        "may_contribute": row.is_open and (is_contributor(row, by) if is_mine is None else is_mine),
        "count": shown_count(row, by),
    }


def contribution_json(row: Contribution, rules, by) -> dict:
    """One contribution: mine whole; another's with its author and times only when authors are named, under
    one pseudonym in all collections of the case's stage where they go by pseudonyms."""
    mine = row.person_id is not None and row.person_id == by.id
    dated = mine or rules.authors == NAMED
    return {
        "key": row.key,
        "mine": mine,
        "author": row.person.username if row.person and dated else None,
        "pseudonym": pseudonym(row) if rules.authors == PSEUDONYMOUS else None,
        "state": state_of(row, rules),
        "hidden_reason": row.hidden_reason,
        "answers": row.answers,
        "version": row.version if mine or rules.moderation != UNMODERATED else None,
        "at": text(row.at) if dated else None,
        "changed_at": text(row.changed_at) if dated else None,
        "withdrawn": row.withdrawn_at is not None,
    }


def state_of(row: Contribution, rules) -> str:
    """`shown` to others, `waiting` to be let through, or `hidden`."""
    if row.hidden_reason:
        return "hidden"
    return "shown" if is_shown(row, rules) else "waiting"


def contributions_json(row: Collection, by) -> dict:
    """Everything of a collection that somebody may see; unnamed authors' in an order that says nothing."""
    rules = service.rules(row)
    found = visible(row, by)
    mine = [one for one in found if one.person_id == by.id]
    if rules.authors != NAMED:
        found = sorted(found, key=lambda one: one.key)
    items = [contribution_json(one, rules, by) for one in found]
    letters = [paper_json(one) for one in letters_to(row.case_id, by)]
    return {
        "collection": collection_json(row, by),
        "items": items,
        "letters": letters,
        "wanted": wanted_of(row, by, mine),
        "files": files_for(row, by),
    }


def paper_json(file) -> dict:
    """A document for this person: under /cases/{no}/files/{id}."""
    told = {name: getattr(file, name) for name in ("id", "name", "title", "title_en", "sha256", "size")}
    return {**told, "at": text(file.at)}
