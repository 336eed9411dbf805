"""A column of one table is called as that table calls it, whatever other tables call theirs."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from app.web.telling import vocabulary
from workflows import Release

RELEASE = Release.open(Path(__file__).resolve().parents[2] / "bpmn" / "dgti")
LABELS = {
    "intake_terms": ("ตรวจความครบถ้วน (วันทำการ)", "Completeness (working days)"),
    "information_terms": ("ตรวจคำขอ (วันทำการ)", "Checking the request (working days)"),
}


@pytest.fixture(autouse=True)
def ours(monkeypatch):
    """The release of the office, whichever hash is asked for."""
    monkeypatch.setattr(vocabulary, "processes", SimpleNamespace(release=lambda hash: RELEASE))


@pytest.mark.parametrize("table", LABELS)
def test_a_name_that_several_tables_have_is_told_by_the_table_that_decided(table):
    decided = vocabulary.tables_of("labels")[table]

    for language, label in zip(("th", "en"), LABELS[table], strict=True):
        said = vocabulary.Vocabulary("labels", language)
        assert said.pairs({"check_wd": 3}, decided) == f"{label} = 3"
