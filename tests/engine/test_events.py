"""Timers, messages, signals and boundary events: who catches what, and what is stopped by it."""

import pytest

from tests.engine.draw import (
    ERROR,
    HEAD,
    MESSAGE,
    OTHER,
    SIGNAL,
    START,
    TERMINATE,
    WORSE,
    boundary,
    catch,
    end,
    gateway,
    payload,
    script,
    start,
    throw,
    timer,
    user,
)
from tests.engine.micro import NOW, Case, event_sub, micro, sub
from workflows import Message, restore
from workflows.errors import NotExpected, StartUnknown


def test_a_timer_fires_when_its_time_has_come_and_not_before():
    case = Case(micro(START + catch("t", timer("PT10M")) + end("e"), "s>t>e"))
    assert case.run.next_due() == "2026-11-22T09:10:00Z"

    assert case.wait(minutes=9).status == "running"
    assert case.wait(minutes=1).status == "completed"


def test_an_interrupting_boundary_timer_stops_the_task():
    body = START + user("a") + boundary("b", "a", timer("PT1H")) + script("x") + end("e") + end("e2")
    case = Case(micro(body, "s>a>e\nb>x>e2")).wait(hours=1)

    assert (case.log, case.waiting, case.status) == (["x"], [], "completed")
    assert ("a", "cancelled") in case.path


def test_a_non_interrupting_boundary_cycle_fires_each_time_and_the_task_stays():
    body = (
        START
        + user("a")
        + boundary("b", "a", timer("R3/PT1H", "timeCycle"), False)
        + script("x")
        + end("e")
        + end("e2")
    )
    case = Case(micro(body, "s>a>e\nb>x>e2")).wait(hours=2)
    assert (case.log, case.waiting) == (["x", "x"], ["a"])

    assert case.wait(hours=9).log == ["x", "x", "x"]
    assert case.complete("a").status == "completed"


def test_a_boundary_is_disarmed_when_the_activity_completes():
    body = START + user("a", "z") + boundary("b", "a", timer("PT1H")) + script("x") + end("e") + end("e2")
    case = Case(micro(body, "s>a>z>e\nb>x>e2")).complete("a")

    assert case.run.next_due() is None


def test_a_message_goes_to_one_receiver_and_its_entries_become_variables():
    body = START + catch("a", MESSAGE) + catch("b", MESSAGE) + end("e")
    case = Case(micro(body, "s>a>e\ns>b>e", HEAD)).deliver("hello", {"x": 1})

    assert (case.run.variables["x"], len(case.run.subscriptions())) == (1, 1)


def test_a_message_nobody_waits_for_is_refused():
    case = Case(micro(START + catch("a", MESSAGE) + end("e"), "s>a>e", HEAD))

    with pytest.raises(NotExpected):
        case.run.deliver(Message("other"), NOW)


def test_a_thrown_message_leaves_the_instance_with_its_payload():
    body = START + end("e", does=payload("{'n': 1 + 1}") + MESSAGE)

    assert Case(micro(body, "s>e", HEAD)).sent == (Message("hello", {"n": 2}, {}),)


def test_a_process_starts_by_the_message_of_a_start_event():
    body = start("s1", MESSAGE) + start("s2", OTHER)
    release = micro(body + script("x") + script("y") + end("e"), "s1>x>e\ns2>y>e", HEAD)

    assert Case(release, message=Message("other", {"n": 4})).log == ["y"]
    with pytest.raises(StartUnknown):
        Case(release)


def test_an_event_gateway_takes_the_first_event_and_forgets_the_others():
    body = (
        START
        + gateway("eventBased", "g")
        + catch("m", MESSAGE)
        + catch("t1", timer("PT2H"))
        + catch("t2", timer("PT1H"))
    )
    body += script("x") + script("y") + script("z") + end("e")
    release = micro(body, "s>g\ng>m>x>e\ng>t1>y>e\ng>t2>z>e", HEAD)

    assert Case(release).deliver("hello").log == ["x"]
    case = Case(release).wait(hours=3)
    assert (case.log, case.status, case.run.next_due()) == (["z"], "completed", None)


def test_a_signal_reaches_every_listener_inside_and_is_published():
    body = START + catch("a", SIGNAL) + catch("b", SIGNAL) + user("u") + throw("t", SIGNAL) + end("e")
    case = Case(micro(body, "s>a>e\ns>b>e\ns>u>t>e", HEAD))
    moves = case.run.complete(case.run.waiting()[0].id, {}, NOW)

    assert [m.element for m in moves if m.event == "caught"] == ["a", "b"]
    assert [signal.name for signal in case.run.outgoing()] == ["alarm"]


def test_a_signal_end_event_throws():
    body = START + catch("a", SIGNAL) + user("u") + end("t", does=SIGNAL) + end("e")

    assert Case(micro(body, "s>a>e\ns>u>t", HEAD)).complete("u").status == "completed"


def test_an_error_from_inside_interrupts_the_sub_process():
    inner = START.replace('"s"', '"is"') + user("other") + script("i") + end("ie", does=ERROR) + end("ie2")
    body = START + sub("p1", inner, "is>i>ie\nis>other>ie2") + boundary("b", "p1", ERROR)
    case = Case(micro(body + script("x") + script("y") + end("e") + end("e2"), "s>p1>x>e\nb>y>e2", HEAD))

    assert (case.log, case.waiting, case.status) == (["i", "y"], [], "completed")


def test_an_error_is_caught_by_its_own_code_before_a_catch_all_and_never_by_another():
    inner = start("is") + end("ie", does=WORSE)
    body = START + sub("p1", inner, "is>ie") + script("x", "y", "z") + end("e")
    body += boundary("b1", "p1", ERROR) + boundary("b2", "p1", "<errorEventDefinition/>")
    lines = "s>p1>e\nb1>x>e\nb2>y>e"
    assert Case(micro(body, lines + "\ny>z>e", HEAD)).log[0] == "y"

    exact = body + boundary("b3", "p1", WORSE)
    assert Case(micro(exact, lines + "\nb3>z>e", HEAD)).log == ["z"]


def test_an_uncaught_error_is_an_incident_and_never_a_success():
    case = Case(micro(START + script("x") + end("e", does=ERROR), "s>x>e", HEAD))

    assert (case.status, case.run.incident.rule) == ("waiting_incident", "error_not_caught")
    assert "bad" in case.run.incident.en


def test_terminate_stops_everything_in_its_scope_only():
    inner = '<startEvent id="is"/><userTask id="u"/>' + script("i") + end("t", does=TERMINATE) + end("ie")
    body = START + sub("p1", inner, "is>u>ie\nis>i>t") + script("x") + end("e")
    case = Case(micro(body, "s>p1>x>e"))
    assert (case.log, case.status) == (["i", "x"], "completed")

    top = START + user("u") + end("t", does=TERMINATE) + end("e")
    assert Case(micro(top, "s>u>e\ns>t")).status == "terminated"


def test_an_interrupting_event_sub_process_stops_its_scope():
    body = START + user("u") + end("e") + event_sub("h", MESSAGE)
    case = Case(micro(body, "s>u>e", HEAD)).deliver("hello")

    assert (case.log, case.waiting, case.status) == (["h_x"], [], "completed")


def test_a_non_interrupting_event_sub_process_runs_beside_its_scope_as_often_as_it_is_called():
    body = START + user("u") + end("e") + event_sub("h", MESSAGE, False)
    case = Case(micro(body, "s>u>e", HEAD)).deliver("hello").deliver("hello")

    assert (case.log, case.waiting) == (["h_x", "h_x"], ["u"])
    assert case.complete("u").status == "completed"


def test_a_timer_event_sub_process_does_not_keep_its_scope_alive():
    body = START + user("u") + end("e") + event_sub("h", timer("PT1H"))

    assert Case(micro(body, "s>u>e")).complete("u").status == "completed"
    assert Case(micro(body, "s>u>e")).wait(hours=1).log == ["h_x"]


def test_an_error_event_sub_process_runs_only_when_the_error_is_thrown():
    body = (
        START
        + user("u")
        + end("failed", does=ERROR)
        + gateway("exclusive", "g", more='default="g_e"')
        + end("e")
    )
    body += event_sub("h", ERROR)
    release = micro(body, "s>u>g\ng>failed: n > 0\ng>e", HEAD)

    assert Case(release).complete("u", n=0).log == []
    assert Case(release).complete("u", n=1).log == ["h_x"]


def test_the_state_survives_in_the_middle_of_everything():
    body = (
        START
        + user("u")
        + boundary("b", "u", timer("PT1H"), False)
        + catch("m", MESSAGE)
        + end("e")
        + event_sub("h", SIGNAL)
    )
    case = Case(micro(body, "s>u>e\ns>m>e\nb>e", HEAD))

    assert restore(case.release, case.run.state()).state() == case.run.state()
