"""Facts, choices and first values of the forms can be computed wherever the scenarios open a task."""

from collections import ChainMap
from functools import cache
from pathlib import Path

import pytest

from workflows import Release
from workflows.scenarios import play
from workflows.scenarios.reading import read_folder
from workflows.scenarios.stage import Stage
from workflows.scripts import Expression, ScriptFailed

FOLDER = Path(__file__).resolve().parents[2] / "bpmn" / "dgti"
FORMS = sorted(f"forms/{path.name}" for path in (FOLDER / "forms").glob("*.json"))


@cache
def release():
    return Release.open(FOLDER)


@cache
def outcomes():
    """{(form, expression): the sentence of its failure, or None}, of tasks and collections of scenarios."""
    found = {}

    def look(stage, actor):
        context = release().context(stage.now)
        for step in actor.run.changes.opened:
            form = step.form or property_of(step.element, "secretForm")
            for text in hints(release().forms[form].schema) if form else ():
                seen = actor.run.variables_of(step.id)
                found.setdefault((form, text), failure(text, step.values, seen, context))
        for id, element in actor.run.standing(collecting()):
            form = property_of(element, "contributionForm")
            for text in hints(release().forms[form].schema):
                found.setdefault((form, text), failure(text, {}, actor.run.variables_of(id), context))
        for one in actor.run.subscriptions():
            form = asked_by_message(one)
            for text in hints(release().forms[form].schema) if form else ():
                found.setdefault((form, text), failure(text, {}, actor.run.variables, context))
        keep(stage, actor)

    keep, Stage.keep = Stage.keep, look
    try:
        for _, scenario in read_folder(FOLDER / "tests"):
            play(release(), scenario)
    finally:
        Stage.keep = keep
    return found


def property_of(element, name):
    """What the diagram says of an element, such as a form which the engine does not ask with."""
    elements = [one.elements[element] for one in release().processes.values() if element in one.elements]
    return elements[0].properties.get(name)


def asked_by_message(subscription):
    """The form of what catches a message, or None."""
    said = (subscription.element, subscription.name)
    caught = (process.catcher(*said) for process in release().processes.values())
    return next((one.form for one in caught if one), None)


def collecting():
    """The elements that open a collection while they wait."""
    drawn = [one for process in release().processes.values() for one in process.elements.values()]
    return {one.id for one in drawn if one.properties.get("collects")}


def failure(text, values, variables, context):
    try:
        Expression.compile(text).evaluate(ChainMap(dict(values), variables), context)
    except ScriptFailed as error:
        return error.en
    return None


def hints(schema):
    yield from (fact["value"] for fact in schema.get("x-show", ()))
    for rule in schema.get("properties", {}).values():
        for part in (rule, rule.get("items", {})):
            yield from (part[key] for key in ("x-options", "x-default") if key in part)
        yield from hints(rule.get("items", {}))


@pytest.mark.parametrize("form", [form for form in FORMS if form != "forms/f1_01.json"])
def test_every_hint_of_the_form_is_computed_and_never_fails(form):
    wanted = dict.fromkeys(hints(release().forms[form].schema))

    assert {text: outcomes().get((form, text), "never computed") for text in wanted} == wanted
