"""`dgti check`: what the check finds, then the scenarios walked. Text for people, JSON for tools."""

import json
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import click

from app.coverage import as_json, draw_coverage, print_coverage, too_little
from app.offers import BRINGS, OPERATIONS, STARTS
from app.people.roles import ROLES, SYSTEM
from workflows.check.report import Findings, check_folder
from workflows.release import Release
from workflows.scenarios import Coverage, Report, run_folder
from workflows.scenarios.telling import Teller


@dataclass(frozen=True)
class Wanted:
    """What `dgti check` was asked to do and to print; `least` is per cent of elements and of flows."""

    as_json: bool = False
    english: bool = False
    strict: bool = False
    scenarios: bool = True
    coverage: bool = False
    least: int = 95
    draw: str | None = None
    tell: str | None = None

    @property
    def counts(self) -> bool:
        """Whether too little walked is a fault."""
        return self.coverage and self.strict


@dataclass(frozen=True)
class Judgement:
    """What was found in a path: by the check, by the scenarios (None: not walked), by printing templates."""

    path: str
    findings: Findings
    release: Release | None = None
    report: Report | None = None
    unprinted: tuple = ()

    def thin(self, least: int) -> list[Coverage]:
        """The processes that the scenarios walked too little."""
        return too_little(self.report, least) if self.report else []

    def code(self, wanted: Wanted) -> int:
        """0 when all holds, else 1."""
        fails = self.report is not None and not self.report.ok
        return int(bool(self.findings.code or self.unprinted or fails or self._is_thin(wanted)))

    def _is_thin(self, wanted):
        return wanted.counts and bool(self.thin(wanted.least))


def check_path(path: str, wanted: Wanted) -> int:
    """Check a package of processes or one diagram, walk its scenarios, print it; returns the exit code."""
    return tell(judge(path, wanted), wanted)


def judge(path: str, wanted: Wanted) -> Judgement:
    """Check, and where nothing refuses it walk the scenarios and print every template with their data."""
    found = check_folder(path, {*ROLES, SYSTEM}, OPERATIONS, wanted.strict, STARTS, BRINGS)
    if found.code or not wanted.scenarios or not (Path(path) / "tests").is_dir():
        return Judgement(path, found)
    from app.documents.samples import refusals, samples, written_samples

    release = Release.open(path)
    report = run_folder(path, release)
    tried = chain(samples(release, report), written_samples(Path(path)))
    return Judgement(path, found, release, report, tuple(refusals(release, tried)))


def tell(judged: Judgement, wanted: Wanted) -> int:
    """Print it as it is wanted; returns the exit code."""
    if wanted.as_json:
        click.echo(json.dumps(document(judged), ensure_ascii=False, indent=2))
    else:
        print_text(judged, wanted)
    if wanted.draw and judged.report:
        for drawn in draw_coverage(judged.release, judged.report, wanted.draw):
            click.echo(drawn, err=wanted.as_json)
    return judged.code(wanted)


def print_thin(thin: list[Coverage], least: int) -> None:
    """Which processes are walked too little for --strict."""
    for line in thin:
        click.echo(f"{line.process}: เดินไม่ถึง {least}% ให้เพิ่มสถานการณ์ · under {least} %, add scenarios")


def print_refused(path: str, unprinted: tuple) -> None:
    """Templates that could not be printed, with the place in them and the data they were tried with."""
    for tried_with, refusal in unprinted:
        click.echo(
            f"{Path(path, refusal.template)}:{refusal.line}: {refusal.th}\n    {refusal.en} ({tried_with})"
        )


def print_text(judged: Judgement, wanted: Wanted) -> None:
    """Findings as a compiler prints them, then the scenarios that failed and how much was walked.

    With `tell` one scenario is told step by step instead.
    """
    if wanted.tell and judged.report:
        tell_one(judged, Path(wanted.tell).name, wanted.english)
        return
    click.echo(judged.findings.text(wanted.english))
    if judged.report is None:
        return
    for result in judged.report.results:
        if not result.ok:
            click.echo(f"{Path(judged.path, 'tests', result.file)}: {result.name}: {result.where}")
            click.echo(f"    {result.th}\n    {result.en}")
    if wanted.coverage:
        print_coverage(judged.release, judged.report, wanted.english)
    for line in judged.report.coverage if not wanted.coverage else ():
        click.echo(f"{line.process}: {line.share:.0%} เดินแล้ว · walked")
    good = sum(result.ok for result in judged.report.results)
    click.echo(f"{good} / {len(judged.report.results)} สถานการณ์ผ่าน · scenario files hold")
    print_refused(judged.path, judged.unprinted)
    print_thin(judged.thin(wanted.least) if wanted.counts else [], wanted.least)


def tell_one(judged: Judgement, file: str, english: bool) -> None:
    """A scenario that holds, step by step; what is wrong with one that does not."""
    for result in judged.report.results:
        if result.file == file and result.ok:
            click.echo("\n".join(Teller(judged.release, result, int(english)).lines()))
        elif result.file == file:
            click.echo(f"{file}: {result.where}: {result.en if english else result.th}")
    if file not in {result.file for result in judged.report.results}:
        click.echo(f"ไม่มีสถานการณ์ {file} · there is no scenario {file}")


def document(judged: Judgement) -> dict:
    """The same for other programs."""
    report = judged.report or Report((), ())
    results = [vars_of(result, "file name ok where th en") for result in report.results]
    coverage = [as_json(judged.release, line) for line in report.coverage]
    papers = [
        {"template": one.template, "line": one.line, "th": one.th, "en": one.en}
        for _, one in judged.unprinted
    ]
    return {**judged.findings.to_json(), "scenarios": results, "coverage": coverage, "templates": papers}


def vars_of(thing, names: str) -> dict:
    """Some attributes of a thing, by name."""
    return {name: getattr(thing, name) for name in names.split()}


def print_one(path: str, template: str, target: str) -> int:
    """The first document a scenario or a sample makes from a template, into a file; gives the exit code."""
    from app.documents.refusals import PrintRefused
    from app.documents.samples import print_sample, samples, written_samples

    release = Release.open(path)
    tried = chain(samples(release, run_folder(path, release)), written_samples(Path(path)))
    sample = next((one for one in tried if one.template == template), None)
    if sample is None:
        click.echo(f"ไม่มีสถานการณ์หรือข้อมูลตัวอย่างของ {template} · no scenario and no sample makes {template}")
        return 1
    try:
        written = print_sample(release, sample, target.endswith(".docx"))
    except PrintRefused as refusal:
        print_refused(path, [(sample.scenario, refusal)])
        return 1
    Path(target).write_bytes(written)
    click.echo(f"{target} · {len(written):,} B · {sample.scenario}")
    return 0
