"""People who may contribute are told that a collection is open, and reminded before it closes.

Holders of its roles get notices (and e-mail as for every notice), holders of one-time links a letter. Who
has sent what is wanted, or has used the link, is left alone. Rows of a closing time that was moved lapse.
"""

from datetime import timedelta

from sqlalchemy import insert

from app.cases.running.later import row as due_row
from app.cases.running.statements import DUE
from app.clock import in_words, text
from app.contributions.links import invitations_of, send_letters
from app.contributions.listing import is_listed
from app.contributions.models import Collection
from app.contributions.rules import Rules, rules
from app.contributions.sent import standing
from app.contributions.wanted import asked_of, missing
from app.extensions import db
from app.notices.telling import notify
from app.people.service import people_with
from app.waking import wake_workers

OPENED, REMIND = "collection_opened", "collection_reminder"
WORDS = {
    OPENED: (
        "เปิดให้ท่านส่ง “{title}” ของเรื่อง {case}{until}",
        "“{title}” of {case} is open to you{until}.",
    ),
    REMIND: ("อย่าลืมส่ง “{title}” ของเรื่อง {case}{until}", "Do not forget “{title}” of {case}{until}."),
}


def announce(scene, row: Collection, said: Rules, is_new: bool) -> None:
    """Leave for later: the notice that it is open, and its reminders; called where it opens or moves."""
    db.session.flush()
    rows = [_due(scene, row, OPENED, scene.now)] if is_new else []
    times = [row.closes_at - timedelta(days=one) for one in said.reminders if row.closes_at]
    times += [scene.now + timedelta(days=one) for one in said.remind_after if is_new]
    rows += [_due(scene, row, REMIND, at) for at in sorted(set(times)) if at > scene.now]
    if rows:
        db.session.execute(insert(DUE), rows)
        wake_workers()


def tell_contributors(due) -> None:
    """One notice to everybody who may still send something; a letter to links not used."""
    row = db.session.get(Collection, due.payload["collection"])
    if row is None or not row.is_open or due.payload["closes_at"] != _closes(row):
        return
    said = rules(row)
    found = {person.id: person for role in said.contributors for person in people_with(role, row.centre_id)}
    sent = standing(row)
    late = [one for one in found.values() if is_listed(row, one) and _owes(row, one, sent)]
    th, en = WORDS[due.kind]
    when = in_words(row.closes_at) if row.closes_at else None
    case_no = row.case.case_no
    notify(
        late,
        due.kind,
        th.format(title=said.title, case=case_no, until=f" ปิดรับ {when[0]}" if when else ""),
        en.format(title=said.title_en, case=case_no, until=f", it closes {when[1]}" if when else ""),
        row.case_id,
    )
    if due.kind == REMIND and said.links:
        _write_again(row, due.due_at)


def _owes(row, person, sent):
    """Whether something wanted of them is not in; where nothing is named, whether they sent nothing."""
    mine, asked = [one for one in sent if one.person_id == person.id], asked_of(row, person)
    return bool(missing(asked, mine)) if asked else not mine


def _write_again(row, at):
    """The letter with the link once more, to whoever has not answered."""
    silent = [one for one in invitations_of(row.instance_id, row.name) if one.used_at is None and one.email]
    for one in silent:
        one.mailed_at = None
    send_letters(silent, at)


def _due(scene, row, kind, at):
    return due_row(scene, kind, at, payload={"collection": row.id, "closes_at": _closes(row)})


def _closes(row):
    return text(row.closes_at) if row.closes_at else None
