"""The registers: finding records, adding and changing them, and taking them from one state to another.

`by` is who asks; None is the system, when a diagram's operation does it in the name of a case. Rights are
asked here and nowhere else (rights.py holds the table). Every change writes one entry (chain.py).
"""

from collections.abc import Callable, Collection

from sqlalchemy import select

from app import clock
from app.extensions import db
from app.paging import MAX_LIMIT, Page, cut, read_cursor
from app.people.ways_in import shut_out
from app.refusals import Conflict, Invalid, NotFound, Stale
from app.registers import calendars, chain, checks, messages, papers, references, rights
from app.registers.fields import answers_of, snapshot, write_answers
from app.registers.kinds import KINDS, Kind, kind_named
from app.registers.models import Interest
from app.registers.numbering import code_for
from workflows.errors import AnswersRefused
from workflows.forms import FieldError
from workflows.scripts import Context

LEAST_REASON, MOST_REASON = 5, 2000
BELONGS = ("centre", "committee", "organisation", "person")
# What features to the right do when something happens to a record, such as ("centres", "added").
WHEN: dict[tuple[str, str], list[Callable]] = {}


def list_records(key, by, q=None, state=None, cursor=None, limit=50, **belongs) -> Page:
    """Records somebody may read, by their codes; in a state, found by q, or of a centre or organisation."""
    kind = kind_named(key)
    table, limit = kind.table, max(1, min(limit, MAX_LIMIT))
    found = select(table).order_by(table.code).limit(limit + 1)
    if by is not None and (condition := rights.readable(kind, by)) is not None:
        found = found.where(condition)
    if state:
        found = found.where(kind.in_state(state, clock.today()))
    if q and q.strip():
        found = found.where(kind.matching(q.strip()[:100]))
    for name, value in belongs.items():
        if value and name in BELONGS and hasattr(table, name):
            found = found.where(getattr(table, name) == value)
    if cursor:
        found = found.where(table.code > read_cursor(cursor, (str,))[0])
    return cut(list(db.session.scalars(found)), limit, lambda row: (row.code,))


def get_record(key: str, code: str, by):
    """A record somebody may read; NotFound otherwise."""
    kind = kind_named(key)
    found = select(kind.table).where(kind.table.code == code)
    if by is not None and (condition := rights.readable(kind, by)) is not None:
        found = found.where(condition)
    row = db.session.scalar(found)
    if row is None:
        raise NotFound()
    return row


def add_record(key: str, answers: dict, by, case_no: str | None = None, settle: bool = True):
    """A new record; `settle` False leaves calendars to settle_calendars.

    Raises NotAllowed, AnswersRefused by field, Conflict for a code that is taken.
    """
    kind = kind_named(key)
    row = kind.table(status=kind.begins, version=1)
    if isinstance(row, Interest):
        row.person, row.declared_at = by.username, clock.now()
    if by is not None and not rights.may_add_somewhere(kind, by):
        rights.refuse(kind)
    checks.refuse_own_writing(kind, {}, answers, by)
    _accepted(kind, None, answers)
    given = {**answers, "code": code_for(kind, answers)}
    row.code = given["code"]
    write_answers(kind, row, given)
    rights.refuse_unless_allowed(kind, "add", row, by)
    if db.session.scalar(select(kind.table.id).where(kind.table.code == row.code)):
        raise Conflict(f"มี “{row.code}” ในทะเบียนแล้ว", f"There is a “{row.code}” already.", "code_taken")
    db.session.add(row)
    db.session.flush()
    papers.keep(kind, row, given, by)
    _journal(kind, row, "added", by, None, case_no)
    _keep_calendars(key, row, by, settle)
    return row


def settle_calendars(centre: str | None, by) -> None:
    """Bring the days off of a centre (None: of all) up to the register of holidays, and journal that."""
    for row in calendars.refresh(centre):
        _journal(KINDS["centres"], row, "calendar", by, None)


def _keep_calendars(key, row, by, settle=True):
    if settle and key in ("centres", "holidays"):
        settle_calendars(row.code if key == "centres" else row.centre, by)


def change_record(key, code, answers: dict, by, seen: Collection[str] | None = None, case_no=None):
    """Change what is asked of a record; what `answers` does not name stays, None empties it.

    Raises NotAllowed, Stale for a version that is not among those seen, AnswersRefused, Invalid.
    """
    kind = kind_named(key)
    row = locked(kind, code, by, seen)
    rights.refuse_unless_allowed(kind, "change", row, by)
    before, state = answers_of(kind, row), kind.state_of(row, clock.today())
    after = kind.form.tidy({**before, **answers})
    checks.refuse_fixed(kind, row, before, after, by)
    checks.refuse_own_writing(kind, before, after, by)
    after = checks.begun_anew(before, after)
    _accepted(kind, row, after)
    if before == after:
        return row
    write_answers(kind, row, after)
    papers.keep(kind, row, after, by)
    note(kind, row, "changed", by, None, case_no, state)
    return row


def act_on(key, code, act, reason, by, seen: Collection[str] | None = None, case_no: str | None = None):
    """Take a record to another state. Raises NotAllowed, Stale, Conflict where it is not legal, Invalid."""
    kind = kind_named(key)
    if act not in kind.acts:
        raise NotFound()
    row = locked(kind, code, by, seen)
    rights.refuse_unless_allowed(kind, act, row, by)
    does, state = kind.acts[act], kind.state_of(row, clock.today())
    if state not in does.sources:
        said = kind.states[state]
        raise Conflict(
            f"{does.th}ไม่ได้ ขณะนี้: {said.th}", f"{does.en}: not while it is {said.en.lower()}.", "illegal_act"
        )
    kept = reason_given(reason) if does.asks_reason else (reason or "").strip()[:MOST_REASON] or None
    checks.refuse_act(kind, act, row, by)
    if (key, act) == ("seats", "vacate"):
        row.person = row.alternate = None
        row.vacated_reason = kept
        row.absences = None
    if (key, act) == ("people", "leave"):
        shut_out(row)
    row.status = does.to
    note(kind, row, act, by, kept, case_no, state)
    if key == "holidays":
        _keep_calendars(key, row, by)
    return row


def acts_for(key: str, row, by) -> list[str]:
    """What somebody may do with a record now: "change" and the acts of its state."""
    kind = kind_named(key)
    state = kind.state_of(row, clock.today())
    open_to_change = dict(kind.editable).get(state, kind.form.names)
    legal = [name for name, act in kind.acts.items() if state in act.sources]
    return [
        name
        for name in (["change"] if open_to_change else []) + legal
        if rights.may(kind, name, row, by) and not checks.waits_for_another(kind, name, row, by)
    ]


def told(key: str, row, by) -> dict:
    """The fields of a record as somebody may see them."""
    kind = kind_named(key)
    answers = answers_of(kind, row)
    hidden = () if rights.sees_personal(kind, row, by) else kind.form.personal
    return {name: value for name, value in answers.items() if name not in hidden}


def history(key: str, code: str, by) -> list[chain.Written]:
    """What happened to a record somebody may read, oldest first."""
    row = get_record(key, code, by)
    return chain.entries(kind_named(key).subject(row))


def verify_record(key: str, row):
    """Whether the chain of a record fits, and the record is as its last entry left it."""
    return chain.verify(kind_named(key).subject(row), snapshot(row))


def locked(kind: Kind, code: str, by, seen: Collection[str] | None = None):
    """A record somebody may read, locked till the transaction ends; Stale for a version nobody has seen."""
    get_record(kind.key, code, by)
    found = select(kind.table).where(kind.table.code == code).with_for_update(key_share=True)
    row = db.session.scalar(found.execution_options(populate_existing=True))
    if seen is not None and str(row.version) not in seen:
        raise Stale(
            "รายการนี้เปลี่ยนไปหลังจากที่ท่านเปิด โปรดโหลดใหม่แล้วดูอีกครั้ง",
            "The record changed after you had opened it. Reload and look again.",
            version=row.version,
        )
    return row


def note(kind: Kind, row, word: str, by, reason, case_no: str | None = None, before: str | None = None):
    """A record was changed, from the state `before`: raise its version, write the entry, tell who waits."""
    row.version += 1
    db.session.flush()
    _journal(kind, row, word, by, reason, case_no, before)


def reason_given(reason: str | None) -> str:
    """A reason as it is kept; Invalid, at its field, for none."""
    said = (reason or "").strip()
    if not LEAST_REASON <= len(said) <= MOST_REASON:
        th = f"บอกเหตุผล {LEAST_REASON}–{MOST_REASON:,} ตัวอักษร"
        en = f"Give a reason of {LEAST_REASON} to {MOST_REASON:,} characters."
        raise Invalid.at("reason", th, en, "reason")
    return said


def _accepted(kind: Kind, row, answers: dict) -> None:
    """AnswersRefused, field by field, for what cannot stand."""
    errors = kind.form.check(answers, {}, Context(clock.now()))
    said = kind.form.tidy(answers)
    errors = errors or [*_newly_named(kind, row, said), *checks.own_errors(kind, row, said)]
    if errors:
        raise AnswersRefused(errors)


def _newly_named(kind, row, said) -> list[FieldError]:
    """What is named for the first time must be in use; what stood there before may stay."""
    before = answers_of(kind, row) if row is not None else {}
    new = {name: value for name, value in said.items() if before.get(name) != value}
    return list(references.strangers(kind.form.fields, new))


def _journal(kind, row, word, by, reason, case_no=None, before=None):
    """The entry of a change; it names the messages which the change sent, coming from the state `before`."""
    sent = messages.tell(kind, row, before, case_no, reason)
    about = {"case": case_no} if case_no else {}
    about |= {"messages": sent} if sent else {}
    chain.record(
        kind.subject(row), f"{kind.one}:{word}", by.id if by else None, snapshot(row), reason, **about
    )
    for follow in WHEN.get((kind.key, word), ()):
        follow(row, by)
