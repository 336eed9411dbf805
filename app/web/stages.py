"""What processes and states are called in chips, rows and rails: all of it is said by the release.

A process with the property `stage` is one of the numbered stages of a case, any other a matter beside it.
"""

from dataclasses import dataclass
from types import SimpleNamespace

from flask import g

from app.processes import service as processes
from app.web.wording.texts import Text, plain

# The tag of a kind of state (workflows/states.py).
KINDS = {"open": "here", "waiting": "stopped", "good": "done", "bad": "no", "ended": "skipped"}
ENDED = ("completed", "terminated")


@dataclass(frozen=True)
class Stage:
    """A process as people count and call it; 0 is the number of a matter beside the stages.

    `begins`: a case can stand in it; a process that is only called begins nothing.
    """

    number: int
    process_id: str
    short: Text
    name: Text
    begins: bool = False


def stages() -> list[Stage]:
    """The numbered stages, in their order."""
    return sorted((one for one in _known().values() if one.number), key=lambda one: one.number)


def matters() -> list[Stage]:
    """The processes beside the stages in which a case can stand, by name."""
    found = (one for one in _known().values() if one.begins and not one.number)
    return sorted(found, key=lambda one: one.name.th)


def stage_of(process_id: str) -> Stage:
    """What a process is called; one that was never published stands for itself."""
    name = Text(process_id, process_id)
    return _known().get(process_id) or Stage(0, process_id, name, name)


def states() -> dict:
    """The states a case may be in, by id, in their order; looked up once a request."""
    if "states" not in g:
        g.states = processes.case_states()
    return g.states


def state_tag(case):
    """How a case stands, in a tag: its state as the diagrams say it, else whether it still runs."""
    known = states().get(case.state)
    if known is not None:
        return SimpleNamespace(kind=KINDS[known.kind], words=plain(known, g.language))
    if case.status in ENDED:
        return SimpleNamespace(kind="done", words=Text("สิ้นสุดแล้ว", "Finished").in_language(g.language))
    return SimpleNamespace(kind="here", words=Text("กำลังดำเนินการ", "In progress").in_language(g.language))


def _known() -> dict[str, Stage]:
    """Every process that was ever published, as its newest version says; looked up once a request."""
    if "stages" not in g:
        g.stages = {version.process_id: _stage(version) for version in processes.list_processes()}
    return g.stages


def _stage(version) -> Stage:
    process = processes.release(version.release_hash).processes[version.process_id]
    said, begins = process.properties, any(one.form or one.kind != "none" for one in process.starts)
    number, name = said.get("stage", ""), Text(version.name, version.name_en)
    short = Text(said.get("shortName") or name.th, said.get("shortNameEn") or name.en)
    return Stage(int(number) if number.isdigit() else 0, version.process_id, short, name, begins)
