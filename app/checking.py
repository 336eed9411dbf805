"""`dgti check`: what the check finds, then the scenarios walked. Text for people, JSON for tools."""

import json
from itertools import chain
from pathlib import Path

import click

from app.offers import OPERATIONS, STARTS
from app.people.roles import ROLES, SYSTEM
from workflows.check.report import Findings, check_folder
from workflows.release import Release
from workflows.scenarios import Report, run_folder


def check_path(path: str, as_json: bool, english: bool, strict: bool, scenarios: bool) -> int:
    """Check a package of processes or one diagram, walk its scenarios, print it; returns the exit code."""
    judged = check_folder(path, {*ROLES, SYSTEM}, OPERATIONS, strict, STARTS)
    report, unprinted = None, []
    if scenarios and not judged.code and (Path(path) / "tests").is_dir():
        from app.documents.samples import refusals, samples, written_samples

        release = Release.open(path)
        report = run_folder(path, release)
        tried = chain(samples(release, report), written_samples(Path(path)))
        unprinted = refusals(release, tried)
    if as_json:
        click.echo(json.dumps(document(judged, report, unprinted), ensure_ascii=False, indent=2))
    else:
        print_text(judged, report, english)
        print_refused(path, unprinted)
    return 1 if judged.code or unprinted or (report and not report.ok) else 0


def print_refused(path: str, unprinted: list) -> None:
    """Templates that could not be printed, with the place in them and the data they were tried with."""
    for tried_with, refusal in unprinted:
        click.echo(
            f"{Path(path, refusal.template)}:{refusal.line}: {refusal.th}\n    {refusal.en} ({tried_with})"
        )


def print_text(judged: Findings, report: Report | None, english: bool) -> None:
    """Findings as a compiler prints them, then the scenarios that failed and how much was walked."""
    click.echo(judged.text(english))
    if report is None:
        return
    for result in report.results:
        if not result.ok:
            click.echo(f"{Path(judged.path, 'tests', result.file)}: {result.name}: {result.where}")
            click.echo(f"    {result.th}\n    {result.en}")
    for line in report.coverage:
        click.echo(f"{line.process}: {line.share:.0%} เดินแล้ว · walked")
    good = sum(result.ok for result in report.results)
    click.echo(f"{good} / {len(report.results)} สถานการณ์ผ่าน · scenario files hold")


def document(judged: Findings, report: Report | None, unprinted=()) -> dict:
    """The same for other programs."""
    results = [vars_of(result, "file name ok where th en") for result in report.results] if report else []
    coverage = [vars_of(line, "process share") for line in report.coverage] if report else []
    papers = [
        {"template": one.template, "line": one.line, "th": one.th, "en": one.en} for _, one in unprinted
    ]
    return {**judged.to_json(), "scenarios": results, "coverage": coverage, "templates": papers}


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
