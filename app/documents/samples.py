"""Trying templates with the data of scenario tests: no server, no database."""

from collections.abc import Iterator
from dataclasses import dataclass

from app import clock
from app.documents import docx
from app.documents.press import print_pdf
from app.documents.refusals import PrintRefused
from app.documents.words import labels
from workflows import Release
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


def samples(
    bundle: Release, report: Report, people: dict | None = None, centre: dict | None = None
) -> Iterator[Sample]:
    """Every document the scenarios make, in their order."""
    for result in report.results:
        for served in result.served:
            if served.operation == OPERATION:
                yield _sample(bundle, result.file, served, people or {}, centre)


def refusals(bundle: Release, report: Report) -> list[tuple[str, PrintRefused]]:
    """(scenario, refusal) of every template that cannot be printed with the data of a scenario."""
    found = []
    for sample in samples(bundle, report):
        try:
            print_sample(bundle, sample)
        except PrintRefused as refusal:
            if all(str(refusal) != str(known) for _, known in found):
                found.append((sample.scenario, refusal))
    return found


def print_sample(bundle: Release, sample: Sample) -> bytes:
    """The PDF of a sample; a .docx that belongs to it is tried, too."""
    pdf = print_pdf(sample.template, dict(bundle.files), sample.data, int(sample.at.timestamp()))
    if "docx" in sample.formats:
        docx.write(sample.template, dict(bundle.files), sample.data, sample.at)
    return pdf


def _sample(bundle: Release, scenario: str, served: Served, people: dict, centre: dict | None) -> Sample:
    said = bundle.processes[served.process].elements[served.element]
    seen, properties = served.variables, said.properties
    data = {
        "vars": seen,
        "case": {
            "no": seen.get("case_no", ""),
            "title": seen.get("title_th") or said.name,
            "title_en": seen.get("title_en"),
            "opened_at": clock.text(served.at),
            "opened_by": seen.get("submitter"),
        },
        "centre": centre or {"code": seen.get("centre", ""), "name": "ศูนย์ DGTi", "name_en": "DGTi centre"},
        "people": people,
        "steps": {},
        "labels": labels(bundle, served.process),
        "document": {"name": properties.get("documentName", ""), "name_en": None, "number": 1},
        "now": clock.text(served.at),
        "today": served.at.astimezone(clock.BANGKOK).date().isoformat(),
    }
    formats = tuple(one.strip() for one in properties.get("documentFormats", "pdf").split(","))
    return Sample(scenario, properties.get("template", ""), formats, data, served.at)
