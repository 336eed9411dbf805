"""Who is told when a case gets somewhere, as its diagram says by `tells` (docs/operations.md).

A follower of every command: it writes one due row for each such element that was passed, in the command's own
transaction; the worker makes notices of it, once. A process without such elements costs nothing here.
"""

from sqlalchemy import insert, select, update

from app.cases.desk.rights import may_read
from app.cases.erasing import ALSO_ERASED, REDACTED
from app.cases.models import Case, Task
from app.cases.running.drawn import elements_with
from app.cases.running.effects import FOLLOWERS
from app.cases.running.later import row as due_row
from app.cases.running.statements import DUE
from app.extensions import db, execute
from app.notices.models import Notice
from app.notices.telling import TOLD, notify, whose
from app.people.models import Person
from app.people.service import people_named, people_with, usernames
from app.people.substitution import with_substitutes
from app.processes.service import release
from app.waking import wake_workers
from workflows.properties import listed
from workflows.tells import OPEN_TASKS, OPENER, VARIABLE

NAME = "drawn"
PASSED = ("completed", "thrown", "caught")
# A reason may be as long as an answer; a notice is not.
LONGEST_REASON = 500
TH, EN = "เรื่อง {case}: {said}", "{case}: {said}"
REASON_TH, REASON_EN = " · เหตุผล: {reason}", " · Reason: {reason}"


def follow(scene, run) -> dict:
    """One due row for each element with `tells` that the command passed; the journal names nothing more."""
    telling = elements_with(scene.release_hash, scene.process_id, "tells")
    passed = {move.id: move for move in run.moves if move.element in telling and _is_passed(move)}
    if not passed:
        return {}
    execute(insert(DUE), [_row(scene, run, move) for move in passed.values()])
    wake_workers()
    return {}


def _is_passed(move):
    """Whether it did what it is there for; a script that threw an error did not."""
    return move.event in PASSED and not (move.kind == "script_task" and move.event == "thrown")


def _row(scene, run, move):
    element = release(scene.release_hash).element(scene.process_id, move.element)
    said, known = element.properties, _known(run, move)
    whom = listed(said["tells"])
    variables = [one.removeprefix(VARIABLE) for one in whom if one.startswith(VARIABLE)]
    reason = known.get(said.get("tellReason", ""))
    payload = {
        "th": said.get("tellText") or element.name or element.id,
        "en": said.get("tellTextEn") or element.name_en or element.id,
        "reason": reason[:LONGEST_REASON] if isinstance(reason, str) else "",
        "opener": OPENER in whom,
        "open_tasks": OPEN_TASKS in whom,
        "roles": [one for one in whom if one not in (OPENER, OPEN_TASKS) and not one.startswith(VARIABLE)],
        "people": sorted({name for one in variables for name in usernames(known.get(one))}),
    }
    return due_row(scene, "notify", scene.now, name=NAME, payload=payload)


def _known(run, move):
    """The variables of the process, and what this command changed, also in a process it called."""
    changed = [{name: new for name, (_, new) in (one.changes or {}).items()} for one in (*run.moves, move)]
    return {
        name: value for said in (*changed[:-1], run.variables, changed[-1]) for name, value in said.items()
    }


def tell_drawn(row) -> None:
    """The notices of one such row; the reason and the link to the case go to whoever may read the case."""
    case, said = db.session.get(Case, row.case_id), row.payload
    if case is None:
        return
    people = {person.id: person for person in _people(case, said)}.values()
    readers = [person for person in people if may_read(case, person)]
    others = [person for person in people if person not in readers]
    th, en = (
        text.format(case=case.case_no, said=words) for text, words in ((TH, said["th"]), (EN, said["en"]))
    )
    notify(others, TOLD, th, en)
    if said["reason"]:
        th, en = th + REASON_TH.format(**said), en + REASON_EN.format(**said)
    notify(readers, TOLD, th, en, case.id)


def _people(case, said):
    found = [db.session.get(Person, case.opened_by)] if said["opener"] and case.opened_by else []
    for role in said["roles"]:
        found += with_substitutes(people_with(role, case.centre_id), role, case.centre_id)
    if said.get("open_tasks"):
        open_now = select(Task).where(Task.case_id == case.id, Task.status == "open").order_by(Task.id)
        found += [person for task in db.session.scalars(open_now) for person in whose(task)]
    return found + people_named(said["people"])


def erase(case_id: int) -> int:
    """What was told of a case may quote it: that is erased too; no journaled value goes with it."""
    told = update(Notice).where(Notice.case_id == case_id, Notice.kind == TOLD)
    db.session.execute(told.values(text=REDACTED[0], text_en=REDACTED[1]))
    return 0


def init_app(_app) -> None:
    """From now on diagrams tell people."""
    for known, mine in ((FOLLOWERS, follow), (ALSO_ERASED, erase)):
        if mine not in known:
            known.append(mine)
