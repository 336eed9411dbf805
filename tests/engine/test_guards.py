"""A process that names what it computes: nobody sets it by hand, and nobody is moved over a decision."""

import json

import pytest

from tests.engine.draw import START, end, gateway, script, user
from tests.engine.micro import NOW, Case, bundle, process
from workflows import Release, restore, start
from workflows.errors import CannotMove, ProcessUnknown
from workflows.guards import Computed

PROPERTY = '<spiffworkflow:property name="{}" value="{}"/>'
GIVEN = "<extensionElements><spiffworkflow:properties>{}</spiffworkflow:properties></extensionElements>"
FORM = {"title": "ก", "x-en": {"title": "a"}, "type": "object", "additionalProperties": False}
FIELDS = {name: {"type": "integer", "title": name, "x-en": {"title": name}} for name in ("n", "casting")}


def given(name, value):
    return GIVEN.format(PROPERTY.format(name, value))


def voted(computed="result"):
    """Count, vote, count again; behind the vote a script that fails where `missing` is not there."""
    ask = f'<userTask id="vote">{given("formJsonSchemaFilename", "forms/v.json")}</userTask>'
    body = (given("computed", computed) if computed else "") + START + script("first", text="casting = None")
    body += ask + gateway("exclusive", "back", "g") + script("count", text="result = missing")
    body += user("again") + end("yes", "no")
    lines = "s>first>back>vote>count>g\ng>yes: result > 1\ng>no: result < 0\ng>again: result >= 0\nagain>back"
    form = json.dumps({**FORM, "properties": FIELDS}).encode()
    return Case(Release.load({**bundle(process(body, lines)), "forms/v.json": form}))


def counted(**answers):
    return voted().complete("vote", **answers)


def stuck(case):
    return case.run.incident.step_id


@pytest.mark.parametrize("name", ["result", "result.votes", "result[0]", "casting", "n"])
def test_nobody_sets_what_is_computed_or_was_answered(name):
    case = counted(n=1)
    before = case.run.state()

    with pytest.raises(Computed) as refused:
        case.run.repair({"missing": 1, name: 2}, NOW)
    assert (case.run.state(), refused.value.errors[0].field) == (before, name)


def test_a_missing_value_that_nobody_computes_is_set_and_the_process_goes_on():
    case = counted(n=1)
    case.after(case.run.repair({"missing": 2}, NOW))
    step = stuck(case)

    assert case.after(case.run.retry(step, NOW)).status == "completed"


def test_one_moves_only_back_and_to_the_step_itself():
    case = counted(n=1)

    assert set(case.run.places(stuck(case))) == {"first", "back", "vote", "count"}
    for element in ("yes", "no", "g", "again"):
        with pytest.raises(CannotMove):
            case.run.move(stuck(case), element, NOW)
    assert case.after(case.run.move(stuck(case), "vote", NOW)).waiting == ["vote"]


def test_in_a_second_round_the_first_does_not_count():
    case = counted(n=1)
    case.after(case.run.repair({"missing": 0}, NOW))
    case.after(case.run.retry(stuck(case), NOW)).complete("again")

    assert set(case.run.places(case.run.waiting()[0].id)) == {"first", "back", "vote"}


def test_the_way_that_was_come_is_kept_with_the_state():
    case = counted(n=1)

    assert restore(case.release, case.run.state()).state() == case.run.state()
    assert b'"trail":["s","first","back","vote"]' in case.run.state()


def test_elsewhere_the_present_freedom_stays():
    case = voted(computed="").complete("vote", n=1)
    case.after(case.run.repair({"n": 2, "result": 2}, NOW))

    assert case.after(case.run.move(stuck(case), "yes", NOW)).status == "completed"


def begun(known):
    """Begun with the answer n: 1; `known` is computed, then a script fails where `missing` is not there."""
    opening = f'<startEvent id="s">{given("formJsonSchemaFilename", "forms/v.json")}</startEvent>'
    body = given("computed", "tally") + opening + script("first", text=f"tally = {known}")
    drawn = process(body + script("count", text="tally = missing") + end("e"), "s>first>count>e")
    form = json.dumps({**FORM, "properties": FIELDS}).encode()
    release = Release.load({**bundle(drawn), "forms/v.json": form})
    return start(release, "p", {}, NOW, "seed", answers={"n": 1})


@pytest.mark.parametrize("known", ["None", "[]", "{}", "0", '""'])
def test_what_a_start_was_told_wrongly_is_corrected_while_nothing_follows_from_it(known):
    run = begun(known)
    run.repair({"n": 2, "casting": 1}, NOW, run.incident.step_id)

    assert run.variables["n"] == 2


def test_from_the_first_computed_value_on_it_stays():
    run = begun("[1]")

    with pytest.raises(Computed):
        run.repair({"n": 2}, NOW, run.incident.step_id)


def called(computed=""):
    """A process that calls one which is stuck: `missing` is not there."""
    inner = given("computed", computed) if computed else ""
    inner += '<startEvent id="qs"/>' + script("count", text="n = missing") + end("qe")
    outer = START + '<callActivity id="call" calledElement="q"/>' + end("e")
    drawn = process(outer, "s>call>e"), process(inner, "qs>count>qe", "q")
    return Case(Release.load(bundle(*drawn)), {"n": 1})


def test_a_called_process_that_is_stuck_is_repaired_where_it_is():
    case = called()
    moves = case.run.repair({"missing": 7}, NOW, stuck(case))
    assert [(move.element, move.changes) for move in moves] == [("q", {"missing": [None, 7]})]

    case.after(case.run.retry(stuck(case), NOW))
    assert (case.status, case.run.variables["n"]) == ("completed", 7)


def test_or_the_process_that_called_it_when_that_is_named():
    case = called()
    case.run.repair({"n": 5}, NOW, stuck(case), "p")

    assert (case.run.variables["n"], case.run.variables_of(stuck(case))["n"]) == (5, 1)
    with pytest.raises(ProcessUnknown):
        case.run.repair({"n": 5}, NOW, stuck(case), "elsewhere")


def test_what_the_called_process_computes_is_guarded_wherever_it_is_written():
    case = called("n")

    for process_named in (None, "p", "q"):
        with pytest.raises(Computed):
            case.run.repair({"n": 5}, NOW, stuck(case), process_named)


def test_what_was_passed_on_another_branch_is_not_behind_a_step():
    body = given("computed", "result") + START + gateway("parallel", "fork", "join") + user("a", "b")
    body += script("count", text="result = a") + end("e")
    case = Case(Release.load(bundle(process(body, "s>fork\nfork>a>join\nfork>b>join\njoin>count>e"))))
    step = case.complete("a").run.waiting()[0]

    assert (step.element, set(case.run.places(step.id))) == ("b", {"fork", "b"})
