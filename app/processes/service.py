"""Publishing releases and finding them again."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from app import clock
from app.extensions import db
from app.offers import BRINGS, OPERATIONS, STARTS
from app.people.roles import ROLES, SYSTEM
from app.people.service import has_role, roles_of
from app.processes.models import Content, ProcessVersion, Release, ReleaseFile
from app.refusals import Invalid, NotAllowed, NotFound
from workflows import Release as Bundle
from workflows.check import check_files
from workflows.errors import ReleaseRefused
from workflows.states import CaseState

LOADED_AT_ONCE = 64

# What else happens when processes become current, in the same transaction: each gives findings of its own.
WHEN_PUBLISHED: list[Callable[[Bundle], list[dict]]] = []

_loaded: OrderedDict[str, Bundle] = OrderedDict()


@dataclass(frozen=True)
class Startable:
    """A process somebody may start by filling in a form, and the centres where their role allows it."""

    process_id: str
    name: str
    name_en: str
    event: str
    form: str
    release_hash: str
    centres: tuple[int, ...]


def publish(files: Mapping[str, bytes], by) -> Release:
    """Store a bundle as a release and make its processes current. The same files again change nothing.

    Raises the engine's ReleaseRefused with findings, Invalid for lanes that are no role and for centres there
    are not, NotAllowed.
    """
    if not has_role(by, "process_owner"):
        raise NotAllowed("เฉพาะเจ้าของกระบวนการ", "Only a process owner publishes.")
    bundle = Bundle.load(files)
    if known := db.session.get(Release, bundle.hash):
        return known
    _refuse_unknown_lanes(bundle)
    row = Release(
        hash=bundle.hash,
        published_by=by.id,
        published_at=clock.now(),
        findings=[_finding(one) for one in _judged(files).findings],
    )
    db.session.add(row)
    _keep_files(row, files)
    for process in bundle.processes.values():
        number = (_latest(process.id) or 0) + 1
        names = {"name": process.name or process.id, "name_en": process.name_en or process.id}
        row.versions.append(ProcessVersion(process_id=process.id, number=number, **names))
    db.session.flush()
    row.findings = [*row.findings, *(one for tell in WHEN_PUBLISHED for one in tell(bundle))]
    return row


def _judged(files):
    """The check, knowing what there is here: roles, operations, ways to begin; raises ReleaseRefused."""
    checked = check_files(files, {*ROLES, SYSTEM}, OPERATIONS, begins=STARTS, brings=BRINGS)
    if checked.errors:
        raise ReleaseRefused(checked.errors)
    return checked


def _finding(finding):
    names = ("file", "element", "rule", "severity", "th", "en", "line")
    return {name: getattr(finding, name, None) for name in names}


def _refuse_unknown_lanes(bundle):
    errors = [
        {
            "field": f"{process.file}#{lane}",
            "code": "lane_is_no_role",
            "th": f"เลน “{lane}” ไม่ใช่บทบาทที่ทำงานได้",
            "en": f"The lane “{lane}” is no role that can act.",
        }
        for process in bundle.processes.values()
        for lane in _innermost(process.lanes)
        if lane != SYSTEM and not (lane in ROLES and ROLES[lane].decides)
    ]
    if errors:
        raise Invalid(errors[0]["th"], errors[0]["en"], "lane_is_no_role", errors=errors)


def _innermost(lanes):
    parents = {lane.parent for lane in lanes.values()}
    return [lane for lane in lanes if lane not in parents]


def _latest(process_id):
    return db.session.scalar(
        select(func.max(ProcessVersion.number)).where(ProcessVersion.process_id == process_id)
    )


def _keep_files(row, files):
    hashes = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    known = set(db.session.scalars(select(Content.hash).where(Content.hash.in_(hashes.values()))))
    for path, content in files.items():
        if hashes[path] not in known:
            known.add(hashes[path])
            db.session.add(Content(hash=hashes[path], bytes=content))
        db.session.add(ReleaseFile(release_hash=row.hash, path=path, content_hash=hashes[path]))


def release(hash: str) -> Bundle:
    """The compiled release, kept in memory once loaded."""
    if hash in _loaded:
        _loaded.move_to_end(hash)
        return _loaded[hash]
    bundle = Bundle.load(files(hash))
    _loaded[hash] = bundle
    if len(_loaded) > LOADED_AT_ONCE:
        _loaded.popitem(last=False)
    return bundle


def files(hash: str) -> dict[str, bytes]:
    """path → bytes of a release; NotFound without one."""
    rows = db.session.execute(
        select(ReleaseFile.path, Content.bytes)
        .join(Content, Content.hash == ReleaseFile.content_hash)
        .where(ReleaseFile.release_hash == hash)
        .order_by(ReleaseFile.path)
    )
    found = dict(rows.all())
    if not found:
        raise NotFound()
    return found


def file(hash: str, path: str) -> bytes:
    """One file of a release, byte for byte as published."""
    content = db.session.scalar(
        select(Content.bytes)
        .join(ReleaseFile, Content.hash == ReleaseFile.content_hash)
        .where(ReleaseFile.release_hash == hash, ReleaseFile.path == path)
    )
    if content is None:
        raise NotFound()
    return content


def get_release(hash: str) -> Release:
    """The row of a release; NotFound without one."""
    row = db.session.get(Release, hash)
    if row is None:
        raise NotFound()
    return row


def paths(hash: str) -> list[str]:
    """The paths of a release's files."""
    found = select(ReleaseFile.path).where(ReleaseFile.release_hash == hash).order_by(ReleaseFile.path)
    return list(db.session.scalars(found))


def list_processes() -> list[ProcessVersion]:
    """The current version of every process."""
    newest = select(ProcessVersion.process_id, func.max(ProcessVersion.number).label("number"))
    newest = newest.group_by(ProcessVersion.process_id).subquery()
    return list(
        db.session.scalars(
            select(ProcessVersion)
            .join(
                newest,
                (newest.c.process_id == ProcessVersion.process_id)
                & (newest.c.number == ProcessVersion.number),
            )
            .order_by(ProcessVersion.process_id)
        )
    )


def case_states() -> dict[str, CaseState]:
    """The states a case may be in, by id, as the current releases name them, those of the newest first."""
    hashes = {version.release_hash: version.id for version in list_processes()}
    found = {}
    for hash in sorted(hashes, key=hashes.get, reverse=True):
        found = {**found, **{id: state for id, state in release(hash).states.items() if id not in found}}
    return found


def versions(process_id: str) -> list[ProcessVersion]:
    """Every version of a process, newest first; NotFound for an unknown one."""
    found = select(ProcessVersion).where(ProcessVersion.process_id == process_id)
    rows = list(db.session.scalars(found.order_by(ProcessVersion.number.desc())))
    if not rows:
        raise NotFound(
            f"ไม่พบกระบวนการ “{process_id}”", f"There is no process “{process_id}”.", "unknown_process"
        )
    return rows


def current(process_id: str) -> ProcessVersion:
    """The version new cases run under; NotFound for an unknown process."""
    return versions(process_id)[0]


def version_label(hash: str, process_id: str) -> str:
    """What people call the version: "ฉบับที่ 3"; the hash when it is not ours."""
    number = db.session.scalar(
        select(ProcessVersion.number).where(
            ProcessVersion.release_hash == hash, ProcessVersion.process_id == process_id
        )
    )
    return f"ฉบับที่ {number}" if number else hash[:12]


def diagram(hash: str, process_id: str) -> bytes:
    """The BPMN file of a process as its owner drew it."""
    process = release(hash).processes.get(process_id)
    if process is None:
        raise NotFound()
    return file(hash, process.file)


def form(hash: str, path: str):
    """A form of a release; NotFound without one."""
    try:
        return release(hash).form(path)
    except KeyError as error:
        raise NotFound() from error


def startable(by) -> list[Startable]:
    """The processes somebody may start by a form: their role is the lane of the start event."""
    grants = roles_of(by)
    found = []
    for version in list_processes():
        for start in release(version.release_hash).processes[version.process_id].starts:
            centres = tuple(sorted(centre for centre, role in grants if role == start.lane and centre))
            if start.kind == "none" and start.form and centres:
                names = (version.process_id, version.name, version.name_en)
                found.append(Startable(*names, start.id, start.form, version.release_hash, centres))
    return found


def is_received(message: str) -> bool:
    """Whether any current process has a place for this message, at its start or later."""
    return any(
        message in release(version.release_hash).processes[version.process_id].receives
        for version in list_processes()
    )


def receivers(name: str, kind: str = "message") -> list[tuple[ProcessVersion, str]]:
    """The current processes a message (or signal) starts, with the start event that catches it."""
    return [
        (version, start.id)
        for version in list_processes()
        for start in release(version.release_hash).processes[version.process_id].starts
        if start.kind == kind and start.name == name
    ]
