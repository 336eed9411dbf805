"""Conditional, escalation, link, multiple and instantiating events."""

import pytest

from tests.engine.draw import (
    ESCALATION,
    HEAD,
    MESSAGE,
    OTHER,
    SIGNAL,
    START,
    boundary,
    catch,
    end,
    gateway,
    script,
    throw,
    timer,
    user,
    when,
)
from tests.engine.draw import start as begins
from tests.engine.micro import Case, event_sub, micro, sub
from workflows import Message

LINK = '<linkEventDefinition name="L"/>'


def test_a_condition_is_caught_when_a_write_in_any_branch_makes_it_true():
    body = START + catch("c", when("n > 1")) + user("u") + script("x") + end("e")
    case = Case(micro(body, "s>c>x>e\ns>u>e"), {"n": 0})
    assert case.log == []

    assert case.complete("u", n=2).log == ["x"]


def test_a_condition_that_holds_at_once_interrupts_before_the_work_begins():
    body = START + script("a") + boundary("b", "a", when("n > 1")) + script("x") + end("e")

    assert Case(micro(body, "s>a>e\nb>x>e"), {"n": 2}).log == ["x"]
    assert Case(micro(body, "s>a>e\nb>x>e"), {"n": 0}).log == ["a"]


def test_a_non_interrupting_condition_is_caught_again_only_after_it_was_false():
    body = START + gateway("exclusive", "m") + user("u") + event_sub("h", when("n > 1"), False)
    body += gateway("exclusive", "g", more='default="g_m"') + end("e")
    case = Case(micro(body, "s>m>u>g>m\ng>e: n > 9", HEAD), {"n": 0})

    for n in (2, 3, 0, 5):
        case.complete("u", n=n)
    assert case.log == ["h_x", "h_x"]


def test_an_interrupting_conditional_event_sub_process_stops_its_scope():
    inner = begins("is") + script("i") + end("ie") + event_sub("h", when("n > 1"))
    body = START + sub("a", inner, "is>i>ie") + script("x") + end("e")

    assert Case(micro(body, "s>a>x>e"), {"n": 2}).log == ["h_x", "x"]
    assert Case(micro(body, "s>a>x>e"), {"n": 0}).log == ["i", "x"]


@pytest.mark.parametrize(("interrupting", "log"), [(True, ["y"]), (False, ["i", "y", "x"])])
def test_an_escalation_is_caught_at_the_boundary(interrupting, log):
    inner = begins("is") + throw("t", ESCALATION) + script("i") + end("ie")
    body = START + sub("a", inner, "is>t>i>ie") + boundary("b", "a", ESCALATION, interrupting)

    assert Case(micro(body + script("x", "y") + end("e"), "s>a>x>e\nb>y>e", HEAD)).log == log


def test_an_escalation_nobody_catches_changes_nothing():
    case = Case(micro(START + throw("t", ESCALATION) + script("x") + end("e"), "s>t>x>e", HEAD))

    assert (case.log, case.status) == (["x"], "completed")


def test_an_escalation_event_sub_process_runs_only_when_it_is_thrown():
    inner = begins("is") + throw("t", ESCALATION) + script("i") + end("ie")
    quiet = begins("is") + script("i") + end("ie")
    handler = event_sub("h", ESCALATION, False)

    loud = micro(START + sub("a", inner + handler, "is>t>i>ie") + end("e"), "s>a>e", HEAD)
    assert sorted(Case(loud).log) == ["h_x", "i"]
    still = micro(START + sub("a", quiet + handler, "is>i>ie") + end("e"), "s>a>e", HEAD)
    assert Case(still).log == ["i"]


def test_a_link_goes_on_at_the_catch_event_of_its_name():
    assert Case(
        micro(START + throw("t", LINK) + catch("c", LINK) + script("x") + end("e"), "s>t\nc>x>e")
    ).log == ["x"]


def test_a_multiple_event_needs_one_of_its_events_a_parallel_multiple_all():
    any_of = micro(START + catch("c", MESSAGE + SIGNAL) + end("e"), "s>c>e", HEAD)
    assert Case(any_of).signal("alarm").status == "completed"

    all_of = micro(START + catch("c", MESSAGE + SIGNAL, 'parallelMultiple="true"') + end("e"), "s>c>e", HEAD)
    case = Case(all_of).signal("alarm").signal("alarm")
    assert case.status == "running"
    assert case.deliver("hello", {"n": 1}).status == "completed"


def test_two_timers_of_one_event_keep_their_own_times():
    body = START + catch("c", timer("PT2H") + timer("PT1H")) + end("e")

    assert Case(micro(body, "s>c>e")).wait(hours=1).status == "completed"


def test_a_multiple_throw_event_throws_all_its_events():
    body = START + catch("a", SIGNAL) + user("u") + throw("t", SIGNAL + MESSAGE) + end("e")
    case = Case(micro(body, "s>a>e\ns>u>t>e", HEAD))
    case.run.complete(case.run.waiting()[0].id, {}, case.now)

    assert [(type(sent).__name__, sent.name) for sent in case.run.outgoing()] == [
        ("Signal", "alarm"),
        ("Message", "hello"),
    ]


def test_a_counted_cycle_in_the_flow_lets_a_token_go_each_time():
    body = START + catch("c", timer("R4/PT1H", "timeCycle")) + script("x") + end("e")

    assert Case(micro(body, "s>c>x>e")).wait(hours=2).log == ["x", "x"]
    case = Case(micro(body, "s>c>x>e")).wait(hours=9)
    assert (case.log, case.status) == (["x"] * 4, "completed")


@pytest.mark.parametrize(("kind", "log"), [("", ["x"]), ('eventGatewayType="Parallel"', ["x"])])
def test_an_instantiating_event_gateway_begins_with_one_of_its_messages(kind, log):
    body = gateway("eventBased", "g", more=f'instantiate="true" {kind}')
    body += catch("a", MESSAGE) + catch("b", OTHER) + script("x", "y") + end("e")
    case = Case(micro(body, "g>a>x>e\ng>b>y>e", HEAD), message=Message("hello", {"n": 1}))
    assert (case.log, case.run.variables["n"]) == (log, 1)

    if kind:
        assert case.deliver("other").log == ["x", "y"]
    assert case.status == "completed"


def test_an_instantiating_receive_task_begins_with_its_message():
    body = '<receiveTask id="r" messageRef="m1" instantiate="true"/>' + script("x") + end("e")

    assert Case(micro(body, "r>x>e", HEAD), message=Message("hello")).log == ["x"]


def test_a_receive_task_waits_for_its_message_and_may_be_interrupted():
    body = (
        START + '<receiveTask id="r" messageRef="m1"/>' + boundary("b", "r", timer("PT1H")) + script("x", "y")
    )
    release = micro(body + end("e"), "s>r>x>e\nb>y>e", HEAD)

    assert Case(release).deliver("hello").log == ["x"]
    assert Case(release).wait(hours=1).log == ["y"]


def test_a_process_starts_at_a_signal_or_timer_start_by_its_id():
    body = begins("s1", SIGNAL) + begins("s2", timer("PT1H")) + script("x", "y") + end("e")
    release = micro(body, "s1>x>e\ns2>y>e", HEAD)

    assert Case(release, event="s1").log == ["x"]
    assert Case(release, event="s2").log == ["y"]
    assert [(start.id, start.kind) for start in release.processes["p"].starts] == [
        ("s1", "signal"),
        ("s2", "timer"),
    ]


def test_nested_event_sub_processes_listen_while_their_scope_runs():
    inner = begins("is") + user("u") + end("ie") + event_sub("deep", SIGNAL)
    body = START + sub("a", inner, "is>u>ie") + script("x") + end("e") + event_sub("outer", MESSAGE)
    release = micro(body, "s>a>x>e", HEAD)

    assert Case(release).signal("alarm").log == ["deep_x", "x"]
    assert Case(release).deliver("hello").log == ["outer_x"]
