"""The versions a case holds: each time a step with the property `versions` was completed, whatever instance.

Nothing is stored twice: the answers stand in the journal. Their hash is that of the answers as the process
got them (`digest(...)` in a script gives the same), so a version can be named by it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from app.cases.models import Case
from app.cases.revisions.comparing import FieldChange, changes
from app.cases.story import story
from app.journal.canonical import canonical
from app.people.models import Person
from app.processes.service import form, release
from app.refusals import NotFound
from workflows.forms import Form

VERSIONS, COMPARES = "versions", "compares"


@dataclass(frozen=True)
class Version:
    """One version: its number in the case, its hash (None once something of it was erased), who, when."""

    number: int
    hash: str | None
    at: datetime
    person: Person | None
    task_id: int
    element: str
    name: str
    name_en: str
    asked: Form = field(repr=False)
    answers: dict = field(repr=False)


@dataclass(frozen=True)
class Comparison:
    """What is different in version `b` against version `a`."""

    name: str
    a: Version
    b: Version
    changes: list[FieldChange]


def versions_of(case: Case, by, told=None) -> dict[str, list[Version]]:
    """name → versions, oldest first, as far as somebody may read them; `told` is their story of the case."""
    found: dict[str, list[Version]] = {}
    for line in told if told is not None else story(case, by):
        if line.kind != "task:completed" or not line.answers or not line.form:
            continue
        name = property_of(line.release_hash, line.process_id, line.element, VERSIONS)
        if name:
            made = found.setdefault(name, [])
            made.append(_version(line, len(made) + 1))
    return found


def compared(case: Case, by, name: str, a: int | None = None, b: int | None = None, told=None) -> Comparison:
    """Version `b` (the last) against version `a` (the one before it); NotFound for versions there are not."""
    made = versions_of(case, by, told).get(name, [])
    last = b or len(made)
    first = a or last - 1
    if not (1 <= first <= len(made) and 1 <= last <= len(made)):
        raise NotFound()
    old, new = made[first - 1], made[last - 1]
    return Comparison(name, old, new, changes(old.asked, old.answers, new.asked, new.answers))


def compared_at(task, by, told=None) -> Comparison | None:
    """What a task has compared: the last two versions of what its property `compares` names; None for one."""
    name = property_of(task.instance.release_hash, task.instance.process_id, task.element, COMPARES)
    made = versions_of(task.case, by, told).get(name, []) if name else []
    return compared(task.case, by, name, told=told) if len(made) > 1 else None


def property_of(release_hash: str, process_id: str, element: str, name: str) -> str:
    """A property of an element as drawn, of the process itself or of one it calls; "" without."""
    drawn = release(release_hash).element(process_id, element)
    return drawn.properties.get(name, "").strip() if drawn else ""


def _version(line, number):
    asked = form(line.release_hash, line.form)
    whole = None if line.erased else sha256(canonical(asked.filled(line.answers))).hexdigest()
    step = (line.task_id, line.element, line.name, line.name_en)
    return Version(number, whole, line.at, line.actor, *step, asked, line.answers)
