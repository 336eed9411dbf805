"""What we refuse, and why: every rule a small function, every finding a sentence with the place to mend.

>>> checked = check_files({"intake.bpmn": data})
>>> [(f.element, f.rule, f.th) for f in checked.errors]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workflows.check import drawing, running
from workflows.check.finding import ERROR, INFO, WARNING, Finding
from workflows.check.look import Bundle, Look, runs
from workflows.check.rule import DIAGRAM, FILES, FLOW, NODE, PROCESS, RULES, SCOPE, TAG, Hit, Rule
from workflows.check.vocabulary import Brings
from workflows.diagram import Diagram, read_diagram
from workflows.errors import Refused
from workflows.xml import BPMN

__all__ = [
    "ERROR",
    "INFO",
    "RULES",
    "WARNING",
    "Brings",
    "Checked",
    "Finding",
    "check_files",
    "drawing",
    "running",
]

DIAGRAMS = (".bpmn", ".bpmn2", ".bpmn20.xml")
MOST_TAGS = 100_000
MOST_NODES = 5_000
MOST_HITS = 1_000


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer of a check: findings in reading order, and the diagrams as read."""

    findings: tuple[Finding, ...]
    diagrams: dict[str, Diagram]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that refuse the release."""
        return tuple(found for found in self.findings if found.refuses)


def is_diagram(file: str) -> bool:
    """Whether a file of a bundle is a BPMN diagram, by its name."""
    return file.lower().endswith(DIAGRAMS)


def check_files(
    files: Mapping[str, bytes],
    roles: Iterable[str] | None = None,
    operations: Iterable[str] | None = None,
    strict: bool = False,
    begins: Iterable[str] | None = None,
    brings: Brings | None = None,
) -> Checked:
    """Judge a bundle of files. Never raises for what is in them: whatever is wrong becomes a finding.

    ``roles``, ``operations`` and ``begins`` are the role keys, the service operations and the kinds of start
    event (``message``, ``signal``, ``timer`` …) which the application knows and serves (None: any will do);
    ``brings`` names what comes into a process from outside, so that every other name must be written in it;
    ``strict`` also asks for what only our own processes must have.
    """
    known = tuple(None if names is None else frozenset(names) for names in (roles, operations, begins))
    bundle = Bundle(files, {}, *known[:2], strict, known[2], brings)
    findings = list(_read(bundle))
    unreadable = {found.file for found in findings}
    findings += [found for found in _judge(bundle) if found.file not in unreadable]
    unique = dict.fromkeys(sorted(findings, key=lambda found: found.place))
    return Checked(tuple(unique), bundle.diagrams)


def _read(bundle: Bundle) -> Iterator[Finding]:
    if not any(map(is_diagram, bundle.files)):
        yield Finding("", "", 0, "no-diagram", ERROR, NO_DIAGRAM[0], NO_DIAGRAM[1])
    for file in sorted(filter(is_diagram, bundle.files)):
        if bundle.files[file].count(b"<") > MOST_TAGS:
            yield _too_large(file)
            continue
        try:
            diagram = read_diagram(file, bundle.files[file])
        except Refused as why:
            yield Finding(file, "", 1, why.code.replace("_", "-"), ERROR, why.th, why.en)
            continue
        if diagram.root.tag != "{" + BPMN + "}definitions":
            yield Finding(file, "", 1, "not-bpmn", ERROR, *(text.format(file=file) for text in NOT_BPMN))
            continue
        if sum(1 for _ in diagram.nodes()) > MOST_NODES:
            yield _too_large(file)
            continue
        bundle.diagrams[file] = diagram


def _too_large(file: str) -> Finding:
    return Finding(file, "", 1, "diagram-too-large", ERROR, *(text.format(file=file) for text in TOO_LARGE))


def _judge(bundle: Bundle) -> Iterator[Finding]:
    rules = {over: [r for r in RULES.values() if r.over == over] for over in ALL}
    for rule in rules[FILES]:
        for hit in rule.find(bundle, None):
            yield _finding(rule, hit, hit.file)
    for file, diagram in bundle.diagrams.items():
        for rule, hit in _hits(rules, bundle, diagram):
            yield _finding(rule, hit, hit.file or file)


def _hits(rules, bundle: Bundle, diagram: Diagram) -> Iterator[tuple[Rule, Hit]]:
    whole = Look(bundle, diagram)
    yield from _each(rules[TAG], whole.places, whole)
    yield from _each(rules[DIAGRAM], [diagram], whole)
    for process in diagram.processes:
        look = whole.at(process)
        things = {
            PROCESS: [process],
            SCOPE: list(process.every_scope()),
            NODE: list(process.every_node()),
            FLOW: [flow for scope in process.every_scope() for flow in scope.flows],
        }
        for over, subjects in things.items():
            yield from _each([r for r in rules[over] if runs(process) or not r.running], subjects, look)


def _each(rules: list[Rule], subjects: list, look: Look) -> Iterator[tuple[Rule, Hit]]:
    for rule in rules:
        left = MOST_HITS
        for subject in subjects:
            for hit in rule.find(subject, look):
                yield rule, hit
                left -= 1
            if left <= 0:
                break


def _finding(rule: Rule, hit: Hit, file: str) -> Finding:
    return Finding(file, hit.element, hit.line, rule.id, rule.severity, *rule.sentences(hit))


ALL = (FILES, DIAGRAM, PROCESS, SCOPE, NODE, FLOW, TAG)
NO_DIAGRAM = (
    "ไม่มีไฟล์แผนภาพ (.bpmn) ในชุดนี้",
    "There is no diagram (.bpmn) in this bundle.",
)
TOO_LARGE = (
    "ไฟล์ “{file}” มีองค์ประกอบมากเกินไป ให้แยกเป็นหลายกระบวนการ",
    "File “{file}” has too many elements: split it into several processes.",
)
NOT_BPMN = (
    "ไฟล์ “{file}” ไม่ใช่แผนภาพ BPMN 2.0 (องค์ประกอบแรกต้องเป็น definitions ของ BPMN)",
    "File “{file}” is not a BPMN 2.0 diagram: its root must be BPMN's definitions.",
)
