"""`dgti check`: what the check finds, then the scenarios walked. Text for people, JSON for tools."""

import json
from pathlib import Path

import click

from app.cases.operations import OPERATIONS
from app.people.roles import ROLES, SYSTEM
from app.processes.service import DRIVEN
from workflows.check.report import Findings, check_folder
from workflows.scenarios import Report, run_folder


def check_path(path: str, as_json: bool, english: bool, strict: bool, scenarios: bool) -> int:
    """Check a package of processes or one diagram, walk its scenarios, print it; returns the exit code."""
    judged = check_folder(path, {*ROLES, SYSTEM}, OPERATIONS, strict, DRIVEN)
    report = None
    if scenarios and not judged.code and (Path(path) / "tests").is_dir():
        report = run_folder(path)
    if as_json:
        click.echo(json.dumps(document(judged, report), ensure_ascii=False, indent=2))
    else:
        print_text(judged, report, english)
    return 1 if judged.code or (report and not report.ok) else 0


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


def document(judged: Findings, report: Report | None) -> dict:
    """The same for other programs."""
    results = [vars_of(result, "file name ok where th en") for result in report.results] if report else []
    coverage = [vars_of(line, "process share") for line in report.coverage] if report else []
    return {**judged.to_json(), "scenarios": results, "coverage": coverage}


def vars_of(thing, names: str) -> dict:
    """Some attributes of a thing, by name."""
    return {name: getattr(thing, name) for name in names.split()}
