"""What people are asked, and how their answers become variables."""

import json

import pytest

from tests.engine.draw import HEAD, START, end, script
from tests.engine.micro import NOW, Case, bundle, flows
from workflows import Release, start
from workflows.errors import AnswersRefused

FORM = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "คำขอ",
    "x-en": {"title": "Request"},
    "type": "object",
    "additionalProperties": False,
    "required": ["title"],
    "properties": {
        "title": {"type": "string", "title": "เรื่อง", "x-en": {"title": "Title"}},
        "note": {"type": "string", "title": "หมายเหตุ", "x-en": {"title": "Note"}},
    },
}


def given(**properties):
    items = "".join(f'<spiffworkflow:property name="{k}" value="{v}"/>' for k, v in properties.items())
    return (
        f"<extensionElements><spiffworkflow:properties>{items}</spiffworkflow:properties></extensionElements>"
    )


def release(body, lines="s>u>e"):
    drawn = f'<process id="p" isExecutable="true">{body}{flows(lines)}</process>'
    return Release.load({**bundle(drawn, head=HEAD), "forms/f.json": json.dumps(FORM).encode()})


def asked(**properties):
    properties["formJsonSchemaFilename"] = "forms/f.json"
    task = f'<userTask id="u" name="กรอก">{given(**properties)}</userTask>'
    return Case(release(START + task + end("e")), {"who": "somchai"})


def test_answers_pass_the_form_of_the_step():
    case = asked()

    for wrong in ({}, {"title": 5}, {"title": "x", "unknown": 1}):
        with pytest.raises(AnswersRefused):
            case.run.complete(case.run.waiting()[0].id, wrong, NOW)
    assert case.waiting == ["u"]


def test_every_field_becomes_a_variable_those_left_empty_too():
    variables = asked().complete("u", title="ก").run.variables

    assert (variables["title"], variables["note"]) == ("ก", None)


def test_answers_may_be_kept_as_one_variable():
    assert asked(answersVariable="request").complete("u", title="ก").run.variables["request"] == {
        "title": "ก",
        "note": None,
    }


def test_a_step_says_what_people_need_to_know():
    step = asked(due="workdays(3)", assignee="who", nameEn="Fill in").run.waiting()[0]

    assert (step.name, step.name_en, step.kind, step.form) == ("กรอก", "Fill in", "user_task", "forms/f.json")
    assert (step.due, step.assignee) == ("2026-11-25T09:30:00Z", "somchai")


def test_a_service_task_names_its_operation_and_takes_a_result():
    case = Case(release(START + '<serviceTask id="u" implementation="find_similar"/>' + end("e")))
    assert [(step.kind, step.operation) for step in case.run.waiting()] == [("service_task", "find_similar")]

    assert case.complete("u", found=[1]).run.variables["found"] == [1]


def test_the_start_event_may_ask_too():
    asks = given(formJsonSchemaFilename="forms/f.json", answersVariable="first")
    drawn = release(f'<startEvent id="s">{asks}</startEvent>' + script("u") + end("e"))

    case = Case(drawn, answers={"title": "ก"})
    assert case.run.variables["first"] == {"title": "ก", "note": None}
    with pytest.raises(AnswersRefused):
        start(drawn, "p", {}, NOW, "seed", answers={"title": ""})


def test_a_command_reports_what_it_opened_and_closed():
    body = START + '<userTask id="u"/><userTask id="v"/>' + end("e")
    run = Case(release(body, "s>u>v>e")).run
    first = run.waiting()[0].id
    run.complete(first, {}, NOW)

    assert ([step.element for step in run.changes.opened], run.changes.closed) == (["v"], (first,))


def test_a_move_leaves_empty_fields_out():
    run = start(release(START + script("u") + end("e")), "p", {"log": []}, NOW, "seed")

    assert run.moves[-1].to_json() == {"id": 4, "element": "e", "kind": "end_event", "event": "completed"}
