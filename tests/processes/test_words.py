"""Everything a person reads in the processes stands in Thai with English beside it."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from workflows import Release

FOLDER = Path(__file__).resolve().parents[2] / "bpmn" / "dgti"
FORMS = sorted(path.name for path in (FOLDER / "forms").glob("*.json"))
THAI = re.compile("[ก-๙]")


@cache
def processes():
    return Release.open(FOLDER).processes


@pytest.mark.parametrize("process", sorted(path.stem for path in FOLDER.glob("*.bpmn")))
def test_every_element_and_lane_has_both_names(process):
    drawn = processes()[process]
    nameless = [
        one.id
        for one in [*drawn.elements.values(), *drawn.lanes.values()]
        if not THAI.search(one.name) or not one.name_en
    ]

    assert not nameless


@pytest.mark.parametrize("process", sorted(path.stem for path in FOLDER.glob("*.bpmn")))
def test_every_user_task_asks_with_a_form_and_says_when_it_is_due(process):
    tasks = [one for one in processes()[process].elements.values() if one.kind == "user_task"]

    assert not [one.id for one in tasks if not asks(one) or not one.properties.get("due")]


@pytest.mark.parametrize("file", FORMS)
def test_every_text_of_a_form_has_both_languages(file):
    form = json.loads((FOLDER / "forms" / file).read_text("utf-8"))

    assert not [text for text in labels(form) if not text.get("x-en", {}).get("title")]


@pytest.mark.parametrize("file", FORMS)
def test_every_form_is_asked_by_some_step_and_numbered_after_its_file(file):
    used = {asks(one) for drawn in processes().values() for one in drawn.elements.values()}
    form = json.loads((FOLDER / "forms" / file).read_text("utf-8"))

    assert f"forms/{file}" in used
    assert form["x-form"].lower().replace("-", "_") + ".json" == file


def asks(element):
    """The form of a step, that of a secret ballot or of a collection too."""
    return element.form or next(
        filter(None, map(element.properties.get, ("secretForm", "contributionForm"))), None
    )


def labels(part):
    """Everything with a title, which must carry its English."""
    if isinstance(part, list):
        return [found for item in part for found in labels(item)]
    if not isinstance(part, dict):
        return []
    own = [part] if isinstance(part.get("title"), str) else []
    return own + [found for key, item in part.items() if key != "x-en" for found in labels(item)]
