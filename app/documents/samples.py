"""Trying templates with the data of scenario tests: no server, no database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import yaml

from app import clock
from app.documents import docx
from app.documents.press import print_pdf
from app.documents.refusals import PrintRefused
from app.documents.words import labels
from workflows import Release
from workflows.properties import listed
from workflows.scenarios import Report
from workflows.scenarios.stage import Served

OPERATION = "make_document"


@dataclass(frozen=True)
class Sample:
    """A document which a scenario makes: its template, and what the template would be told."""

    scenario: str
    template: str
    formats: tuple[str, ...]
    data: dict
    at: object


def samples(bundle: Release, report: Report) -> Iterator[Sample]:
    """Every document the scenarios make, in their order."""
    for result in report.results:
        for served in result.served:
            if served.operation == OPERATION:
                yield _sample(bundle, result.file, served)


def refusals(bundle: Release, tried: Iterable[Sample]) -> list[tuple[str, PrintRefused]]:
    """(scenario, refusal) of every template that cannot be printed with its samples."""
    found = []
    for sample in tried:
        try:
            for one in sample.formats:
                print_sample(bundle, sample, one == "docx")
        except PrintRefused as refusal:
            if all(str(refusal) != str(known) for _, known in found):
                found.append((sample.scenario, refusal))
    return found


def print_sample(bundle: Release, sample: Sample, for_word: bool = False) -> bytes:
    """A sample as PDF, or as .docx."""
    if for_word:
        return docx.write(sample.template, dict(bundle.files), sample.data, sample.at)
    return print_pdf(sample.template, dict(bundle.files), sample.data, int(sample.at.timestamp()))


def written_samples(folder: Path) -> Iterator[Sample]:
    """What tests/samples/*.yaml says of templates that no scenario reaches."""
    for path in sorted((folder / "tests" / "samples").glob("*.yaml")):
        said = yaml.safe_load(path.read_text("utf-8"))
        for template in said["templates"]:
            yield _written(path.name, template, said)


def _written(file, template, said) -> Sample:
    at = _moment(said["at"])
    case, seen = said.get("case", {}), plain(said.get("vars", {}))
    data = _data(at, {**case, **seen}, case.get("title_th", ""), template, {})
    data["people"] = {
        username: {"name": name, "organisation": None, "positions": []}
        for username, name in said.get("people", {}).items()
    }
    data["steps"] = said.get("steps", {})
    return Sample(file, template, listed(said.get("formats", "pdf")), data, at)


def plain(value):
    """YAML's own dates as the text an answer would have."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime):
        return _moment(value).astimezone(clock.BANGKOK).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _moment(value) -> datetime:
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _sample(bundle: Release, scenario: str, served: Served) -> Sample:
    said = bundle.element(served.process, served.element)
    seen, properties = served.variables, said.properties
    told = labels(bundle, served.process)
    data = _data(served.at, seen, said.name, properties.get("documentName", ""), told)
    formats = listed(properties.get("documentFormats", "pdf"))
    return Sample(scenario, properties.get("template", ""), formats, data, served.at)


def _data(at, seen, title, name, told) -> dict:
    """The data of a template without a database: what app/cases/papers/facts.py gives with one."""
    return {
        "vars": seen,
        "case": {
            "no": seen.get("case_no", ""),
            "title": seen.get("title_th") or title,
            "title_en": seen.get("title_en"),
            "opened_at": clock.text(at),
            "opened_by": seen.get("submitter"),
        },
        "centre": {"code": seen.get("centre", ""), "name": "ศูนย์ DGTi ศรีราชา", "name_en": "DGTi Sriracha"},
        "people": {},
        "steps": {},
        "labels": told,
        "document": {"name": name, "name_en": None, "number": 1},
        "now": clock.text(at),
        "today": at.astimezone(clock.BANGKOK).date().isoformat(),
    }
