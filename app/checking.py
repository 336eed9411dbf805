"""`dgti check`: findings as a compiler prints them, then the scenarios. Text for people, JSON for tools."""

import json
from pathlib import Path

import click

from app.cases.operations import OPERATIONS
from app.people.roles import ROLES, SYSTEM
from workflows.check import Finding, check_files
from workflows.release import Release, read_folder
from workflows.scenarios import Report, run_folder


def check_folder(folder: str, as_json: bool = False, scenarios: bool = True) -> int:
    """Check a package of processes and walk its scenarios; prints what was found and gives the exit code."""
    files = read_folder(folder)
    checked = check_files(files, roles={*ROLES, SYSTEM}, operations=OPERATIONS, strict=True)
    report = None
    if scenarios and not checked.errors and (Path(folder) / "tests").is_dir():
        report = run_folder(folder, Release.load(files))
    show = print_json if as_json else print_text
    show(folder, checked, report)
    return 1 if checked.errors or (report and not report.ok) else 0


def print_text(folder: str, checked, report: Report | None) -> None:
    for finding in checked.findings:
        click.echo(f"{Path(folder, finding.file)}:{finding.line}: {sentence(finding)}")
    if report:
        for result in report.results:
            if not result.ok:
                click.echo(f"{Path(folder, 'tests', result.file)}: {result.name}: {result.where}")
                click.echo(f"    {result.th}\n    {result.en}")
        for line in report.coverage:
            click.echo(f"{line.process}: {line.share:.0%} เดินแล้ว · walked")
    click.echo(summary(checked, report))


def sentence(finding: Finding) -> str:
    """`error cond-missing [gateway]: Thai` and English below."""
    place = f" [{finding.element}]" if finding.element else ""
    return f"{finding.severity} {finding.rule}{place}: {finding.th}\n    {finding.en}"


def summary(checked, report: Report | None) -> str:
    """One line: how many of what."""
    errors, others = len(checked.errors), len(checked.findings) - len(checked.errors)
    text = f"{len(checked.diagrams)} diagrams, {errors} errors, {others} warnings"
    if report is None:
        return text
    good = sum(result.ok for result in report.results)
    return f"{text}; {good} of {len(report.results)} scenario files hold"


def print_json(folder: str, checked, report: Report | None) -> None:
    results = [vars_of(result, "file name ok where th en") for result in report.results] if report else []
    coverage = [vars_of(line, "process share") for line in report.coverage] if report else []
    document = {
        "folder": folder,
        "findings": [finding.to_json() for finding in checked.findings],
        "scenarios": results,
        "coverage": coverage,
    }
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def vars_of(thing, names: str) -> dict:
    return {name: getattr(thing, name) for name in names.split()}
