"""What people do with collections: find them, put something in, change it, take it back.

Every act locks the case first, as a command does: whether the phase is open cannot change meanwhile, and
two contributions at the limit come one after the other. Nothing here commits.
"""

import secrets
from collections.abc import Collection as Some

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from app.cases.desk.rights import whole
from app.cases.models import Case
from app.cases.privacy.reads import note_read
from app.cases.running.named import is_own, refuse_strangers
from app.cases.running.scene import lock_instance
from app.clock import in_words, text
from app.contributions import refusals
from app.contributions.listing import is_listed
from app.contributions.models import Collection, Contribution
from app.contributions.papers import drop_files, keep_files
from app.contributions.rules import ANONYMOUS, rules
from app.contributions.wanted import pass_on, refuse_unwanted
from app.extensions import db
from app.journal.canonical import settled
from app.people.models import Centre
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
    case = db.session.scalar(select(Case).where(Case.case_no == case_no))
    found = [row for row in collections_of(case, by) if row.name == name] if case else []
    if not found:
        raise NotFound()
    note_read(case.id, by)
    return found[0]


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
    """What its form may read, and who is asked (`contributor`: a username, None for a link)."""
    instance = next(one for one in collection.case.instances if one.id == collection.instance_id)
    run = restore(release(instance.release_hash), instance.state)
    seen = run.variables_of(collection.step_id) if collection.is_open else run.variables
    return {**seen, "contributor": by.username if by else None}


def is_contributor(collection: Collection, by, grants=None) -> bool:
    """Whether somebody holds one of its roles in its centre, and is listed where that is asked."""
    grants = roles_of(by) if grants is None else grants
    held = {role for centre, role in grants if centre in (None, collection.centre_id)}
    said = rules(collection)
    mine = [role for role in said.contributors if role in held]
    fits = any(not is_own(role) or collection.case.opened_by == by.id for role in mine)
    return fits and (not collection.is_open or is_listed(collection, by))


def may_know(collection: Collection, by) -> bool:
    """Contributors, whoever has put something in, and who reads every case of the centre."""
    return is_contributor(collection, by) or reads_it(collection, by) or bool(of_person(collection, by))


def reads_it(collection: Collection, by) -> bool:
    """Whether somebody reads every case of its centre."""
    place = select(Centre.id).where(Centre.id == collection.centre_id, whole(roles_of(by), Centre.id))
    return db.session.scalar(place) is not None


def of_person(collection: Collection, by) -> list[Contribution]:
    """What somebody has put in and not withdrawn, oldest first."""
    return [one for one in standing(collection) if one.person_id == by.id]


def standing(collection: Collection) -> list[Contribution]:
    """What is in it, oldest first. For the process and for those it may be shown to."""
    found = select(Contribution).where(
        Contribution.collection_id == collection.id, Contribution.withdrawn_at.is_(None)
    )
    return list(db.session.scalars(found.order_by(Contribution.id)))


def shows_others(collection: Collection, by) -> bool:
    """Hidden ones are shown after the process itself has read them, and to readers of the case only."""
    said = rules(collection)
    if said.hidden and (collection.is_open or collection.revealed_at is None):
        return False
    theirs = said.hidden or said.own_only
    return reads_it(collection, by) or (not theirs and is_contributor(collection, by))


def shown_count(collection: Collection, by) -> int | None:
    """How many are in it; None while nobody may know."""
    if not (rules(collection).count_shown or shows_others(collection, by)):
        return None
    return len(standing(collection))


def visible(collection: Collection, by) -> list[Contribution]:
    """Their own, and those of others when they may be seen."""
    return standing(collection) if shows_others(collection, by) else of_person(collection, by)


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
    _noted(collection, row, "contribution:made")
    pass_on(collection, answers, standing(collection))
    return row


def change(
    case_no: str, name: str, key: str, answers: dict, by, seen: Some[str] | None = None
) -> Contribution:
    """Say it otherwise; refused as contributing is, and for what is not changeable or changed meanwhile."""
    collection, row = _own(case_no, name, key, by, seen)
    scene, answers = _answered(collection, answers, by)
    refuse_unwanted(collection, answers, by, [one for one in standing(collection) if one is not row])
    keep_files(collection, scene, form_of(collection), answers, by)
    row.answers = answers
    row.version, row.changed_at = row.version + 1, scene.now
    _noted(collection, row, "contribution:changed")
    drop_files(collection, form_of(collection), of_person(collection, by), by.id)
    return row


def withdraw(case_no: str, name: str, key: str, by, seen: Some[str] | None = None) -> Contribution:
    """Take it back: its content goes from the collection, that it was there stays in the journal."""
    collection, row = _own(case_no, name, key, by, seen)
    row.answers, row.version = {}, row.version + 1
    row.changed_at = row.withdrawn_at = lock_instance(collection.instance_id).now
    _noted(collection, row, "contribution:withdrawn")
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
    seen = {**seen, "contributor": by.username if by else None}
    given = checked(bundle, path, settled(answers), seen, scene.now)
    refuse_strangers(bundle.form(path), given, scene.centre_id)
    return scene, given


def _noted(collection, row, kind):
    """One entry in the journal of the collection; who, where nobody is named, only by commitment."""
    named = row.person_id if rules(collection).authors != ANONYMOUS else None
    chain.record(
        collection.subject, kind, named, told(row), None, case=collection.case_id, name=collection.name
    )
    db.session.flush()
    return row


def told(row: Contribution) -> dict:
    """A contribution as its journal commits to it."""
    return {
        "key": row.key,
        "person": row.person_id,
        "invitation": row.invitation_id,
        "answers": row.answers,
        "version": row.version,
        "at": text(row.at),
        "withdrawn_at": text(row.withdrawn_at) if row.withdrawn_at else None,
    }
