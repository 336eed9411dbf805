"""What service tasks do with collections: invite by link, count who took part, read what came in."""

from sqlalchemy import select

from app.cases.operations import OPERATIONS
from app.contributions import refusals
from app.contributions.links import invitations_of, invite
from app.contributions.models import Collection, Contribution
from app.contributions.papers import unseal
from app.contributions.rules import rules
from app.contributions.seeing import is_shown, pseudonym, standing
from app.contributions.terms import ANONYMOUS, NAMED, SHOWN
from app.contributions.wanted import missing, wanted_rows
from app.extensions import db
from app.people.models import Person
from workflows.properties import listed


def read_collection(scene, variables: dict) -> dict:
    """What came into a closed collection; from now on it may be shown.

    Properties: `collection`; `intoVariable` (default: the same name); `authors` may hide more than the
    collection does, never less. A row is the answers with an `id` (`idPrefix`, default C: C1, C2 …)
    and, unless anonymous, `by` (and `organisation`, or the number of their `link`, when named); where it was
    moderated also `hidden_reason`, or `waiting`. Named rows come in the order they were sent, others in an
    order that says nothing. Gives `{into}_count` and `invited` too.
    """
    name = _named(scene)
    into = scene.properties.get("intoVariable", name)
    row = _collection(scene, name)
    invited = len(invitations_of(scene.instance_id, name))
    if row is None:
        return {into: [], f"{into}_count": 0, "invited": invited}
    if row.is_open:
        raise refusals.StillOpen()
    row.revealed_at = row.revealed_at or scene.now
    unseal(row)
    authors = max(rules(row).authors, scene.properties.get("authors", NAMED), key=SHOWN.index)
    found = standing(row)
    if authors != NAMED:
        found.sort(key=lambda one: one.key)
    ids = scene.properties.get("idPrefix", "C")
    said = rules(row)
    # What was hidden gets numbers of its own: a vote is not to be matched with the ideas of its voter.
    known = pseudonyms(found) if said.hidden else {_who(one): pseudonym(one) for one in found}
    rows = [_row(one, f"{ids}{number}", authors, known, said) for number, one in enumerate(found, 1)]
    db.session.flush()
    return {into: rows, f"{into}_count": len(rows), "invited": invited}


def count_contributors(scene, variables: dict) -> dict:
    """Who took part, in numbers only: what was sent stays hidden.

    Properties: `collections` (names, commas between), `organisationsVariable` (username → organisation; else
    the person's own). Gives `participants`, `participating_orgs`, `contributions` (collection → how many) and
    `enough`: whether each has the `minContributions` of its element.
    """
    said = listed(scene.properties.get("collections", ""))
    if not said:
        raise refusals.NoCollectionNamed()
    rows = [row for name in said if (row := _collection(scene, name))]
    known = variables.get(scene.properties.get("organisationsVariable", "")) or {}
    whom = {(one.person_id, one.invitation_id): one.person for row in rows for one in standing(row)}
    places = {known.get(one.username) or one.organisation for one in whom.values() if one}
    contributions = {row.name: len(standing(row)) for row in rows}
    return {
        "participants": len(whom),
        "participating_orgs": len(places - {None}),
        "contributions": {name: contributions.get(name, 0) for name in said},
        "enough": all(contributions[row.name] >= rules(row).least for row in rows),
    }


def invite_by_link(scene, variables: dict) -> dict:
    """One-time links for the entries (`email`, `name`) in the variable named by property `inviteesVariable`.

    Properties: `collection`, `inviteesVariable` (default `invitees`). Somebody invited before is not again.
    Gives numbers only: `invited` in all, `newly_invited` by this.
    """
    name = _named(scene)
    entries = variables.get(scene.properties.get("inviteesVariable", "invitees")) or []
    new = invite(scene, name, entries)
    return {"invited": len(invitations_of(scene.instance_id, name)), "newly_invited": new}


def missing_contributions(scene, variables: dict) -> dict:
    """Which of the rows that were wanted nobody answered; what was sent stays hidden.

    Properties: `collection`, `intoVariable` (default `missing`). The rows are those of the variable which
    `wantedContributions` of the collecting element names.
    """
    row = _collection(scene, _named(scene))
    into = scene.properties.get("intoVariable", "missing")
    if row is None:
        return {into: []}
    said = rules(row)
    asked = variables.get(said.wanted) or []
    places = missing(wanted_rows(said, variables), standing(row))
    return {into: [asked[place] for place in places]}


def pseudonyms(found: list[Contribution]) -> dict:
    """(person, link) → P1, P2 … in the order of the list."""
    whom = dict.fromkeys(_who(one) for one in found)
    return {who: f"P{number}" for number, who in enumerate(whom, 1)}


def _who(one):
    return one.person_id, one.invitation_id


def _row(one, id, authors, known, said):
    told = {**one.answers, "id": id}
    if one.hidden_reason:
        told["hidden_reason"] = one.hidden_reason
    elif not is_shown(one, said):
        told["waiting"] = True
    if authors == ANONYMOUS:
        return told
    if authors == NAMED:
        person = db.session.get(Person, one.person_id) if one.person_id else None
        who = {
            "by": person.username if person else None,
            "organisation": person.organisation if person else None,
            **({"link": one.invitation_id} if one.invitation_id else {}),
        }
        return {**told, **who}
    return {**told, "by": known[_who(one)]}


def _named(scene):
    name = scene.properties.get("collection")
    if not name:
        raise refusals.NoCollectionNamed()
    return name


def _collection(scene, name):
    found = select(Collection).where(Collection.instance_id == scene.instance_id, Collection.name == name)
    return db.session.scalar(found)


OFFERED = {
    one.__name__: one for one in (read_collection, count_contributors, missing_contributions, invite_by_link)
}


def init_app(_app) -> None:
    """From now on service tasks know these operations."""
    OPERATIONS.update(OFFERED)
