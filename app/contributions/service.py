"""What people do with collections: find them, put something in, change it, take it back.

Every act locks the case first, as a command does: whether the phase is open cannot change meanwhile, and
two contributions at the limit come one after the other. Nothing here commits.
"""

import secrets
from collections.abc import Collection as Some

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from app.cases.models import Case
from app.cases.privacy.reads import note_read
from app.cases.running.named import is_own, refuse_strangers
from app.cases.running.scene import lock_instance
from app.clock import in_words, text
from app.contributions import refusals
from app.contributions.asking import ask_moderators
from app.contributions.models import Collection, Contribution
from app.contributions.papers import drop_files, keep_files
from app.contributions.rules import rules
from app.contributions.seeing import is_contributor, is_shown, may_know, of_person, standing
from app.contributions.terms import ANONYMOUS
from app.contributions.wanted import pass_on, refuse_unwanted
from app.extensions import db
from app.journal.canonical import settled
from app.people.service import roles_of
from app.processes.service import release
from app.refusals import NotFound, Stale
from app.registers import chain
from workflows import restore
from workflows.answers import checked

KEY_BYTES = 12


def collections_of(case: Case, by) -> list[Collection]:
    """The collections of a case which somebody may know of, the newest of each name, in order of opening."""
    found = select(Collection).where(Collection.case_id == case.id).order_by(Collection.id)
    newest = {row.name: row for row in db.session.scalars(found)}
    return [row for row in newest.values() if may_know(row, by)]


def get_collection(case_no: str, name: str, by) -> Collection:
    """One of them; NotFound for who neither may contribute nor reads the whole case. Auditors are noted."""
    named = select(Collection).join(Case, Case.id == Collection.case_id)
    named = named.where(Case.case_no == case_no, Collection.name == name)
    named = named.options(contains_eager(Collection.case))
    found = db.session.scalar(named.order_by(Collection.id.desc()).limit(1))
    if found is None or not may_know(found, by):
        raise NotFound()
    note_read(found.case_id, by)
    return found


def open_to(by) -> list[Collection]:
    """Open collections to which somebody may contribute, the oldest first."""
    grants = roles_of(by)
    fits = [
        Collection.contributors.contains(f",{role},", autoescape=True)
        & (Collection.centre_id == centre if centre else True)
        for centre, role in sorted(grants, key=str)
        if not is_own(role)
    ]
    owned = (Case.opened_by == by.id) & Collection.contributors.contains(",submitter,")
    found = select(Collection).join(Case, Case.id == Collection.case_id)
    found = found.where(Collection.closed_at.is_(None), or_(*fits, owned)).order_by(Collection.id)
    rows = db.session.scalars(found.options(contains_eager(Collection.case)))
    return [row for row in rows if is_contributor(row, by, grants)]


def variables_of(collection: Collection, by=None) -> dict:
    """What its form may read, who is asked (`contributor`: a username, None for a link), what others said
    that they may see (`shown_contributions`: the answers with their `key`)."""
    instance = next(one for one in collection.case.instances if one.id == collection.instance_id)
    run = restore(release(instance.release_hash), instance.state)
    seen = run.variables_of(collection.step_id) if collection.is_open else run.variables
    return {**seen, **_of_contributor(collection, by)}


def _of_contributor(collection, by):
    said = rules(collection)
    shown = (
        [] if said.hidden or said.own_only else [one for one in standing(collection) if is_shown(one, said)]
    )
    return {
        "contributor": by.username if by else None,
        "shown_contributions": [{**one.answers, "key": one.key} for one in shown],
    }


def contribute(case_no: str, name: str, answers: dict, by) -> Contribution:
    """Put something in; refused when closed, to another role, over the limit, and by the form."""
    collection = _locked(get_collection(case_no, name, by), by)
    if len(of_person(collection, by)) >= rules(collection).limit:
        raise refusals.OverLimit()
    return put(collection, answers, by)


def put(collection: Collection, answers: dict, by=None, invitation_id=None, files=()) -> Contribution:
    """The row and its entry in the journal, for a person or for the holder of a link; the case is locked."""
    scene, answers = _answered(collection, answers, by)
    refuse_unwanted(collection, answers, by, standing(collection))
    keep_files(collection, scene, form_of(collection), answers, by, files)
    row = Contribution(collection_id=collection.id, key=secrets.token_hex(KEY_BYTES), answers=answers)
    row.person_id, row.invitation_id, row.version = by.id if by else None, invitation_id, 1
    row.at = row.changed_at = scene.now
    db.session.add(row)
    noted(collection, row, "contribution:made")
    ask_moderators(collection)
    pass_on(collection, row, standing(collection))
    return row


def change(
    case_no: str, name: str, key: str, answers: dict, by, seen: Some[str] | None = None
) -> Contribution:
    """Say it otherwise; refused as contributing is, and for what is not changeable or changed meanwhile."""
    collection, row = _own(case_no, name, key, by, seen)
    say_otherwise(collection, row, answers, by)
    drop_files(collection, form_of(collection), of_person(collection, by), by.id)
    return row


def say_otherwise(collection: Collection, row: Contribution, answers: dict, by=None, files=()) -> None:
    """New answers for a contribution of a person or of a link's holder; the case is locked."""
    scene, answers = _answered(collection, answers, by)
    refuse_unwanted(collection, answers, by, [one for one in standing(collection) if one is not row])
    keep_files(collection, scene, form_of(collection), answers, by, files)
    row.answers, row.let_through_at = answers, None
    row.version, row.changed_at = row.version + 1, scene.now
    noted(collection, row, "contribution:changed")
    ask_moderators(collection)


def withdraw(case_no: str, name: str, key: str, by, seen: Some[str] | None = None) -> Contribution:
    """Take it back: its content goes from the collection, that it was there stays in the journal."""
    collection, row = _own(case_no, name, key, by, seen)
    row.answers, row.version = {}, row.version + 1
    row.changed_at = row.withdrawn_at = lock_instance(collection.instance_id).now
    noted(collection, row, "contribution:withdrawn")
    drop_files(collection, form_of(collection), of_person(collection, by), by.id)
    return row


def _locked(collection: Collection, by) -> Collection:
    """The collection under the lock of its case, open and open to this person; refused otherwise."""
    lock_open(collection)
    if not is_contributor(collection, by):
        raise refusals.NotYours()
    return collection


def lock_open(collection: Collection) -> None:
    """Lock its case and look again; Closed when it is."""
    lock_instance(collection.instance_id)
    db.session.refresh(collection)
    if not collection.is_open:
        raise refusals.Closed()


def _own(case_no, name, key, by, seen):
    collection = get_collection(case_no, name, by)
    row = db.session.scalar(
        select(Contribution).where(
            Contribution.collection_id == collection.id,
            Contribution.key == key,
            Contribution.person_id == by.id,
        )
    )
    if row is None:
        raise NotFound()
    _locked(collection, by)
    db.session.refresh(row)
    if not rules(collection).changeable:
        raise refusals.Fixed()
    if row.withdrawn_at:
        raise refusals.Gone()
    if seen is not None and str(row.version) not in seen:
        raise _stale(row)
    return collection, row


def _stale(row):
    """Only its author changes it: from another window."""
    th, en = in_words(row.changed_at)
    return Stale(
        f"ท่านแก้รายการนี้เองจากหน้าต่างอื่นเมื่อ {th} โปรดดูฉบับใหม่แล้วเลือกว่าจะใช้ฉบับใด",
        f"You changed this yourself in another window at {en}. Look at it again, then choose.",
        version=row.version,
        at=text(row.changed_at),
    )


def form_of(collection: Collection):
    """What it asks (workflows Form), of its own release."""
    return release(collection.release_hash).form(rules(collection).form)


def _answered(collection, answers, by):
    """(scene, answers as the form says); AnswersRefused, field by field, otherwise."""
    scene = lock_instance(collection.instance_id)
    bundle, path = release(scene.release_hash), rules(collection).form
    seen = scene.run().variables_of(collection.step_id)
    seen = {**seen, **_of_contributor(collection, by)}
    given = checked(bundle, path, settled(answers), seen, scene.now)
    refuse_strangers(bundle.form(path), given, scene.centre_id)
    return scene, given


def noted(collection: Collection, row: Contribution, kind: str, by_id: int | None = None) -> Contribution:
    """One entry in the journal of the collection: by its author, or by who moderated it (`by_id`); an author
    who is not named only by commitment."""
    named = by_id or (row.person_id if rules(collection).authors != ANONYMOUS else None)
    chain.record(
        collection.subject, kind, named, told(row), None, case=collection.case_id, name=collection.name
    )
    db.session.flush()
    return row


def told(row: Contribution) -> dict:
    """A contribution as its journal commits to it; what a moderator did stands there when it was done."""
    moderated = {"let_through_at": text(row.let_through_at)} if row.let_through_at else {}
    moderated |= {"hidden_reason": row.hidden_reason} if row.hidden_reason else {}
    return {
        "key": row.key,
        "person": row.person_id,
        "invitation": row.invitation_id,
        "answers": row.answers,
        "version": row.version,
        "at": text(row.at),
        "withdrawn_at": text(row.withdrawn_at) if row.withdrawn_at else None,
        **moderated,
    }
