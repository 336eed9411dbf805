"""The templates of the pipeline: every one is tried with data of the office, as PDF and as .docx."""

import io
import zipfile
from itertools import chain
from pathlib import Path

import pytest
from lxml import etree

from app.documents.docx import write
from app.documents.press import print_html, print_pdf
from app.documents.samples import refusals, samples, written_samples
from workflows.release import Release
from workflows.scenarios import run_folder

PIPELINE = Path("bpmn/dgti")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TWICE = {"templates/proposal.typ", "templates/minutes.typ"}


@pytest.fixture(scope="module")
def release():
    return Release.open(PIPELINE)


@pytest.fixture(scope="module")
def tried(release):
    """One sample a template."""
    found = chain(samples(release, run_folder(PIPELINE, release)), written_samples(PIPELINE))
    return {one.template: one for one in found}


@pytest.fixture
def say(release):
    """What the shared library makes of an expression, as text."""

    def say(expression):
        files = {
            **release.files,
            "templates/try.typ": f'#import "lib/saraban.typ": *\n#({expression})'.encode(),
        }
        data = {"case": {"no": "SRC-1"}, "centre": {"name": ""}, "document": {}, "vars": {}, "people": {}}
        page = print_html("templates/try.typ", files, data | {"labels": {}, "steps": {}, "now": ""}, 0)
        return etree.HTML(page).xpath("string(//body)").replace("\xa0", " ").strip()

    return say


def test_every_template_is_tried(release, tried):
    templates = {path for path in release.files if path.endswith(".typ") and "/lib/" not in path}

    assert set(tried) == templates


def test_every_template_prints_in_every_format(release, tried):
    assert refusals(release, tried.values()) == []


def test_every_document_is_printed_alike_twice(release, tried):
    for sample in tried.values():
        first, second = (print_pdf(sample.template, dict(release.files), sample.data, 0) for _ in range(2))
        assert first == second, sample.template


@pytest.mark.parametrize("template", sorted(TWICE))
def test_word_gets_thai_properties_on_every_run(release, tried, template):
    sample = tried[template]
    data = write(template, dict(release.files), sample.data, sample.at)
    parts = zipfile.ZipFile(io.BytesIO(data))
    body = etree.fromstring(parts.read("word/document.xml"))

    assert "docx" in sample.formats
    assert all(
        run.find(f"{W}rPr/{W}cs") is not None for run in body.iter(f"{W}r") if run.find(f"{W}t") is not None
    )
    assert data == write(template, dict(release.files), sample.data, sample.at)


SAID = {
    't("ห้อง 12")': "ห้อง ๑๒",
    't("SRC-2570-00017 a@b.go.th 7")': "SRC-2570-00017 a@b.go.th ๗",
    'be-date("2026-11-22T17:30:00Z")': "๒๓ พฤศจิกายน ๒๕๖๙",
    'be-date("2024-02-29")': "๒๙ กุมภาพันธ์ ๒๕๖๗",
    'be-time("2026-11-22T02:05:00.123Z")': "๐๙.๐๕ น.",
    'be-time("2026-12-15T09:30:00+07:00")': "๐๙.๓๐ น.",
    'money("3480000.5")': "๓,๔๘๐,๐๐๐.๕๐",
    'money("120")': "๑๒๐.๐๐",
    'money-words("0.00")': "ศูนย์บาทถ้วน",
    'money-words("0.25")': "ยี่สิบห้าสตางค์",
    'money-words("21.00")': "ยี่สิบเอ็ดบาทถ้วน",
    'money-words("101")': "หนึ่งร้อยเอ็ดบาทถ้วน",
    'money-words("1000001.11")': "หนึ่งล้านเอ็ดบาทสิบเอ็ดสตางค์",
    'money-words("21000000")': "ยี่สิบเอ็ดล้านบาทถ้วน",
    'money-words("1000000000000")': "หนึ่งล้านล้านบาทถ้วน",
    'money-words("3480000.50")': "สามล้านสี่แสนแปดหมื่นบาทห้าสิบสตางค์",
}


@pytest.mark.parametrize(("expression", "words"), SAID.items(), ids=SAID)
def test_dates_figures_and_amounts_are_said_as_offices_write_them(say, expression, words):
    assert say(expression) == words
