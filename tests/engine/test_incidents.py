"""What cannot go on waits where it failed, says why, and leaves the rest alone."""

import pytest

from tests.engine.draw import ERROR, HEAD, MESSAGE, START, boundary, end, gateway, script, throw, timer, user
from tests.engine.draw import start as begins
from tests.engine.micro import NOW, Case, event_sub, micro, process, sub
from workflows import start
from workflows.errors import CannotMove, InstanceEnded, NoIncident, NotData, StepNotWaiting
from workflows.instance.instance import Instance

BROKEN = script("bad", text="done = 1\nquotient = 10 // n")


def broken(**variables):
    body = START + gateway("parallel", "f") + user("u") + BROKEN + script("x") + end("e")
    return Case(micro(body, "s>f\nf>u>e\nf>bad>x>e"), {"n": 0, **variables})


def test_a_failing_script_is_an_incident_with_its_line_and_values():
    incident = broken().run.incident

    assert (incident.element, incident.rule, incident.line) == ("bad", "script_failed", 2)
    assert incident.values == {"n": 0}
    assert incident.th != incident.en


def test_a_failed_step_has_written_nothing():
    assert "done" not in broken().run.variables


def test_the_rest_of_the_instance_goes_on():
    case = broken()
    assert (case.status, case.waiting) == ("waiting_incident", ["u"])

    assert case.complete("u").waiting == []
    assert case.status == "waiting_incident"


def test_a_retry_after_a_repair_brings_the_step_on():
    case = broken().complete("u")
    case.after(case.run.repair({"n": 5}, NOW))
    case.after(case.run.retry(case.run.incident.step_id, NOW))

    assert (case.log, case.status, case.run.variables["quotient"]) == (["x"], "completed", 2)


def test_a_repair_is_a_move_of_the_process_with_the_change():
    moves = broken().run.repair({"n": 5}, NOW)

    assert [(move.element, move.kind, move.changes) for move in moves] == [("p", "process", {"n": [0, 5]})]


def test_a_retry_that_fails_again_is_the_same_incident():
    case = broken()
    step = case.run.incident.step_id
    case.after(case.run.retry(step, NOW))

    assert case.run.incident.step_id == step


def test_the_token_of_an_incident_can_be_taken_elsewhere():
    case = broken().complete("u")
    case.after(case.run.move(case.run.incident.step_id, "x", NOW))

    assert (case.log, case.status) == (["x"], "completed")


@pytest.mark.parametrize("element", ["s", "nowhere", "e#armed"])
def test_a_token_cannot_be_taken_to_what_nobody_enters(element):
    case = broken()

    with pytest.raises(CannotMove):
        case.run.move(case.run.incident.step_id, element, NOW)


def test_only_an_incident_can_be_retried():
    case = broken()

    with pytest.raises(NoIncident):
        case.run.retry(case.run.waiting()[0].id, NOW)


def test_a_persons_answers_survive_a_mistake_behind_them():
    body = START + user("u") + gateway("exclusive", "g") + script("x") + end("e")
    case = Case(micro(body, "s>u>g\ng>x: missing > 1\ng>e: n > 9\nx>e")).complete("u", n=1)
    assert (case.run.incident.element, case.run.variables["n"]) == ("g", 1)

    case.after(case.run.repair({"missing": 2}, NOW))
    assert case.after(case.run.retry(case.run.incident.step_id, NOW)).log == ["x"]


def test_a_bad_due_date_is_an_incident_before_anybody_is_asked():
    due = '<spiffworkflow:property name="due" value="when"/>'
    given = (
        f"<extensionElements><spiffworkflow:properties>{due}</spiffworkflow:properties></extensionElements>"
    )
    case = Case(micro(START + f'<userTask id="u">{given}</userTask>' + end("e"), "s>u>e"), {"when": "soon"})
    assert (case.waiting, case.run.incident.element) == ([], "u")

    case.after(case.run.repair({"when": "2026-12-01"}, NOW))
    case.after(case.run.retry(case.run.incident.step_id, NOW))
    assert case.run.waiting()[0].due == "2026-12-01T09:30:00Z"


def test_a_bad_timer_value_is_an_incident():
    body = START + user("u") + boundary("b", "u", timer("when")) + end("e", "e2")
    case = Case(micro(body, "s>u>e\nb>e2"), {"when": "2026-12-01T10:00:00"})

    assert (case.run.incident.element, case.waiting) == ("u", [])


def test_a_boundary_event_may_rescue_a_step_that_failed():
    body = START + BROKEN + boundary("b", "bad", timer("PT1H")) + script("x") + end("e")
    case = Case(micro(body, "s>bad>e\nb>x>e"), {"n": 0}).wait(hours=1)

    assert (case.log, case.status) == (["x"], "completed")


def test_an_uncaught_error_can_be_moved_on():
    inner = begins("is") + end("ie", does=ERROR) + script("rest") + gateway("exclusive", "g") + end("io")
    body = START + sub("a", inner, "is>g\ng>ie: n > 0\ng>rest: n < 1\nrest>io") + script("x") + end("e")
    case = Case(micro(body, "s>a>x>e", HEAD), {"n": 1})
    case.after(case.run.move(case.run.incident.step_id, "rest", NOW))

    assert (case.log, case.status) == (["rest", "x"], "completed")


def test_going_round_for_ever_is_an_incident(monkeypatch):
    monkeypatch.setattr(Instance, "most_steps", 500)
    body = (
        START + gateway("exclusive", "m") + script("x", text="n = 1") + gateway("exclusive", "g") + end("e")
    )
    case = start(micro(body, "s>m>x>g\ng>m: n > 0\ng>e: n < 0"), "p", {"n": 0}, NOW, "seed")

    assert (case.status, case.incident.rule) == ("waiting_incident", "endless")


def test_a_join_that_nothing_can_reach_any_more_is_an_incident():
    body = START + gateway("exclusive", "g") + gateway("parallel", "j") + script("x", "y") + end("e")
    case = Case(micro(body, "s>g\ng>x: True\ng>y: False\nx>j\ny>j\nj>e"))

    assert (case.status, case.run.incident.rule, case.run.incident.element) == (
        "waiting_incident",
        "stuck",
        "j",
    )


def test_a_step_is_completed_once_and_an_ended_instance_takes_nothing():
    case = Case(micro(START + user("u") + end("e"), "s>u>e"))
    step = case.run.waiting()[0].id
    case.complete("u")

    for command in (lambda: case.run.complete(step, {}, NOW), lambda: case.run.signal("alarm", None, NOW)):
        with pytest.raises(InstanceEnded):
            command()


def test_a_step_that_is_not_waiting_cannot_be_completed():
    case = Case(micro(START + user("u", "v") + end("e"), "s>u>v>e"))
    step = case.run.waiting()[0].id
    case.complete("u")

    with pytest.raises(StepNotWaiting):
        case.run.complete(step, {}, NOW)


def test_a_cancelled_step_never_runs_although_it_was_ready():
    body = (
        START + gateway("parallel", "f") + throw("t", "<signalEventDefinition signalRef='g1'/>") + script("x")
    )
    inner = begins("is") + gateway("parallel", "if") + script("i", "j") + end("stop", does=ERROR) + end("io")
    body += (
        sub("a", inner, "is>if\nif>stop\nif>i>io\nif>j>io")
        + boundary("b", "a", ERROR)
        + script("y")
        + end("e")
    )
    case = Case(micro(body, "s>f\nf>a\nf>t>e\na>x>e\nb>y>e", HEAD))

    assert (case.log, case.status) == (["y"], "completed")


def test_a_step_may_end_with_an_error_that_its_boundary_catches():
    body = START + user("u") + boundary("b", "u", ERROR) + script("x") + end("e")
    case = Case(micro(body, "s>u>e\nb>x>e", HEAD))
    step = case.run.waiting()[0].id

    assert case.after(case.run.fail(step, "E1", NOW)).log == ["x"]


def test_an_error_of_a_step_that_nothing_catches_is_its_incident():
    case = Case(micro(START + user("u") + end("e"), "s>u>e"))
    step = case.run.waiting()[0].id
    case.after(case.run.fail(step, "E1", NOW))
    assert (case.run.incident.element, case.run.incident.rule, case.waiting) == ("u", "error_not_caught", [])

    assert case.after(case.run.retry(step, NOW)).waiting == ["u"]


def test_a_repair_reaches_the_variables_the_step_sees():
    called = process(begins("qs") + BROKEN + end("qe"), "qs>bad>qe", "q")
    case = Case(
        micro(START + '<callActivity id="a" calledElement="q"/>' + end("e"), "s>a>e", more=called), {"n": 0}
    )
    step = case.run.incident.step_id
    case.after(case.run.repair({"n": 2}, NOW, step_id=step))

    assert case.run.variables["n"] == 0
    assert case.after(case.run.retry(step, NOW)).status == "completed"


def test_what_is_no_data_is_refused_before_anything_happens():
    case = Case(micro(START + user("u") + end("e"), "s>u>e"))

    with pytest.raises(NotData):
        case.run.complete(case.run.waiting()[0].id, {"n": 2**60}, NOW)
    assert case.waiting == ["u"]


def test_a_step_that_fails_behind_its_writes_has_written_nothing_and_writes_once():
    body = START + script("a", text="n = n + 1") + script("x") + end("e")
    case = Case(micro(body, "s>a\na>x: missing\na>e: n > 5\nx>e"), {"n": 0})
    assert (case.run.incident.element, case.run.variables["n"]) == ("a", 0)

    case.after(case.run.repair({"missing": True}, NOW))
    case.after(case.run.retry(case.run.incident.step_id, NOW))
    assert (case.log, case.run.variables["n"]) == (["x"], 1)


def test_answers_stand_in_a_move_even_if_what_follows_fails():
    body = START + user("u") + script("x") + end("e")
    case = Case(micro(body, "s>u\nu>x: missing\nu>e: n > 5\nx>e")).complete("u", n=1)

    assert (case.run.incident.element, case.run.variables["n"]) == ("u", 1)
    assert [move.changes for move in case.seen if move.event == "incident"] == [{"n": [None, 1]}]


def test_an_event_sub_process_that_cannot_open_waits_as_an_incident_and_keeps_what_came():
    inner = begins("es", MESSAGE) + user("q") + end("ee") + event_sub("n", timer("span"))
    opens = sub("ev", inner, "es>q>ee", extra='triggeredByEvent="true"')
    case = Case(micro(START + user("a") + end("e") + opens, "s>a>e", HEAD)).deliver("hello", {"k": 1})
    failed = [incident.element for incident in case.run.incidents()]
    case.run.repair({"span": "PT1H"}, case.now)
    case.after(case.run.retry(case.run.incidents()[0].step_id, case.now))

    assert (failed, case.waiting, case.run.variables["k"]) == (["ev"], ["q"], 1)
