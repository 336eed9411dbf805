"""How collections take part in the rest: they follow runs, are audited, erased, checked at publication."""

from sqlalchemy import delete, select, update

from app.cases.erasing import ALSO_ERASED
from app.cases.running.acts import ACTS
from app.cases.running.effects import FOLLOWERS
from app.contributions.following import follow
from app.contributions.models import Collection, Contribution, Invitation
from app.contributions.reminding import OPENED, REMIND, tell_contributors
from app.contributions.rules import LINK
from app.contributions.service import told
from app.extensions import db
from app.journal.verification import Verification
from app.people.roles import ROLES
from app.processes.service import WHEN_PUBLISHED
from app.refusals import Invalid
from app.registers import chain
from app.registers.auditing import OTHERS
from app.registers.models import RegisterValue
from workflows.properties import listed

CHANGED = ("สิ่งที่ส่งไว้ไม่ตรงกับที่บันทึกครั้งล่าสุด", "A contribution is not as its last entry left it.")


def verify(subject: str) -> Verification:
    """The chain of a collection, and every contribution against the last entry that speaks of it."""
    found = chain.verify(subject, None)
    last = {one.given["record"]["key"]: one.given["record"] for one in chain.entries(subject) if one.given}
    rows = select(Contribution).where(Contribution.collection_id == int(subject.partition(":")[2]))
    present = {row.key: told(row) for row in db.session.scalars(rows)}
    erased = any(not one.given for one in chain.entries(subject))
    if not erased and present != last:
        found.problems.append((found.entries, *CHANGED))
    return found


def erase(case_id: int) -> int:
    """What people sent and who was invited goes, with the journaled values; gives how many of those."""
    rows = list(db.session.scalars(select(Collection).where(Collection.case_id == case_id)))
    subjects, ids = [row.subject for row in rows], [row.id for row in rows]
    gone = db.session.execute(delete(RegisterValue).where(RegisterValue.subject.in_(subjects))).rowcount
    emptied = {"answers": {}, "person_id": None}
    db.session.execute(update(Contribution).where(Contribution.collection_id.in_(ids)).values(emptied))
    unnamed = {"email": None, "invitee": None}
    db.session.execute(update(Invitation).where(Invitation.case_id == case_id).values(unnamed))
    return gone


def refuse_unknown(bundle) -> list[dict]:
    """A release that opens a collection to roles there are not is refused; gives no findings."""
    errors = []
    for process in bundle.processes.values():
        for element in process.elements.values():
            errors += [_error(process, element, *why) for why in _wrong(element.properties)]
    if errors:
        raise Invalid(errors[0]["th"], errors[0]["en"], "collection_refused", errors=errors)
    return []


def _wrong(said):
    if not said.get("collects"):
        return
    for name in ("contributors", "moderators"):
        for role in listed(said.get(name, "")):
            if role != LINK and not (role in ROLES and ROLES[role].decides):
                yield (
                    f"{name}: ไม่มีบทบาท “{role}” ที่ทำงานได้",
                    f"{name}: “{role}” is no role that can act.",
                )


def _error(process, element, th, en):
    return {
        "field": f"{process.file}#{element.id}",
        "code": "collection_refused",
        "th": f"“{element.id}” {th}",
        "en": f"“{element.id}”: {en}",
    }


def init_app(_app) -> None:
    """From now on collections follow the runs, and the worker tells and reminds contributors."""
    ACTS.update(dict.fromkeys((OPENED, REMIND), tell_contributors))
    for known, mine in ((FOLLOWERS, follow), (WHEN_PUBLISHED, refuse_unknown), (ALSO_ERASED, erase)):
        if mine not in known:
            known.append(mine)
    OTHERS["collection"] = verify
