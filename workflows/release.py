"""A release: an immutable bundle of diagrams, tables and forms, named by the hash of its content."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Lock

import rfc8785

from workflows.check import check_files
from workflows.clock import THAI, Calendar
from workflows.compile import compile_diagrams
from workflows.decisions import Decisions
from workflows.elements import Element, Process, describe
from workflows.errors import ReleaseRefused
from workflows.forms import Form
from workflows.properties import forms_of
from workflows.scripts import Context
from workflows.states import FILE, CaseState, marks_of, read_states

KEPT = 64
CALENDAR = "calendar.json"

_loaded: OrderedDict[str, Release] = OrderedDict()
_lock = Lock()


def content_hash(files: Mapping[str, bytes]) -> str:
    """SHA-256 over the canonical list of (path, SHA-256 of the bytes), sorted by path."""
    listing = [[path, sha256(files[path]).hexdigest()] for path in sorted(files)]
    return sha256(rfc8785.dumps(listing)).hexdigest()


@dataclass(frozen=True)
class Release:
    """Checked and compiled; ``processes`` describes what may be started, ``specs`` is what runs.

    ``states`` are those a case may be in, ``marks`` the elements of each process that lead there.
    """

    hash: str
    files: Mapping[str, bytes]
    processes: Mapping[str, Process]
    findings: tuple = ()
    calendar: Calendar = THAI
    specs: Mapping = field(default_factory=dict, repr=False)
    forms: Mapping = field(default_factory=dict, repr=False)
    decisions: Decisions = field(default_factory=lambda: Decisions.load({}), repr=False)
    states: Mapping[str, CaseState] = field(default_factory=dict, repr=False)
    marks: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, files: Mapping[str, bytes]) -> Release:
        """Check and compile a bundle, or take it from the cache; raises ReleaseRefused with all findings."""
        hash = content_hash(files)
        with _lock:
            if hash in _loaded:
                _loaded.move_to_end(hash)
                return _loaded[hash]
        release = _build(hash, dict(files))
        with _lock:
            _loaded[hash] = release
            while len(_loaded) > KEPT:
                _loaded.popitem(last=False)
        return release

    @classmethod
    def open(cls, folder: str | Path) -> Release:
        """Load a folder; its ``tests`` folder, READMEs and hidden files are not part of the bundle."""
        return cls.load(read_folder(folder))

    def within(self, process_id: str) -> list[Process]:
        """A process and all it calls, however deep: the caller before the called, each once."""
        found, ahead = {}, [process_id]
        while ahead:
            id = ahead.pop(0)
            if id in self.processes and id not in found:
                found[id] = self.processes[id]
                ahead += [element.calls for element in found[id].elements.values() if element.calls]
        return list(found.values())

    def home(self, process_id: str, element: str) -> Process | None:
        """Where an element of an instance stands: in its own process, or one that it calls; None in none."""
        own = self.processes[process_id]
        if element in own.elements:
            return own
        return next((one for one in self.within(process_id) if element in one.elements), None)

    def element(self, process_id: str, id: str) -> Element | None:
        """The element of an instance as drawn, of its own process or one that it calls; None without."""
        home = self.home(process_id, id)
        return home.elements[id] if home else None

    def form(self, path: str):
        """The form a step asks with; raises KeyError for a path that is not in the bundle."""
        return self.forms[path]

    def context(self, now) -> Context:
        """What expressions may know at ``now`` under this release's calendar."""
        return Context(now, self.calendar)


def read_folder(folder: str | Path) -> dict[str, bytes]:
    """The files of a bundle in a folder, by their path with forward slashes."""
    root = Path(folder)
    found = {}
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if path.is_file() and parts[0] != "tests" and not any(map(_left_out, parts)):
            found["/".join(parts)] = path.read_bytes()
    return found


def _left_out(name: str) -> bool:
    return name.startswith((".", "README", "__pycache__"))


def _build(hash: str, files: dict[str, bytes]) -> Release:
    checked = check_files(files)
    if checked.errors:
        raise ReleaseRefused(checked.errors)
    decisions = Decisions.load({path: files[path] for path in sorted(files) if path.endswith(".dmn")})
    specs = compile_diagrams(checked.diagrams.values(), decisions)
    processes = describe(specs)
    return Release(
        hash=hash,
        files=files,
        processes=processes,
        findings=checked.findings,
        calendar=Calendar.load(files[CALENDAR]) if CALENDAR in files else THAI,
        specs=specs,
        forms=_forms(specs, files),
        decisions=decisions,
        states=read_states(files.get(FILE)),
        marks=marks_of(processes),
    )


def _forms(specs: Mapping, files: Mapping[str, bytes]) -> dict[str, Form]:
    """The forms that elements name, read once."""
    nodes = (node for spec in specs.values() for node in spec.drawn.every_node())
    named = {form for node in nodes for form in forms_of(node.properties)}
    return {path: Form.load(path, files[path]) for path in sorted(named & set(files))}
