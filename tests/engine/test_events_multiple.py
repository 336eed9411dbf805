"""Events with several definitions: all are thrown, and each is caught for itself."""

import pytest

from tests.engine.draw import (
    ERROR,
    ESCALATION,
    HEAD,
    MESSAGE,
    SIGNAL,
    START,
    TERMINATE,
    boundary,
    end,
    script,
    timer,
    user,
)
from tests.engine.draw import start as begins
from tests.engine.micro import Case, event_sub, micro, sub


@pytest.mark.parametrize("stops", [ERROR, ESCALATION, TERMINATE])
def test_a_message_is_sent_though_another_definition_of_its_event_stops_the_thrower(stops):
    inner = begins("is") + end("z", does=stops + MESSAGE)
    body = START + sub("sp", inner, "is>z") + boundary("b", "sp", ERROR) + boundary("c", "sp", ESCALATION)
    case = Case(micro(body + end("e", "e2"), "s>sp>e\nb>e2\nc>e2", HEAD))

    assert ([message.name for message in case.sent], case.status) == (["hello"], "completed")


def test_an_error_nobody_catches_keeps_the_signal_of_its_event_from_being_thrown():
    body = START + user("a") + boundary("b", "a", SIGNAL) + script("x") + end("e", "e2")
    case = Case(micro(body + end("z", does=SIGNAL + ERROR), "s>a>e\ns>z\nb>x>e2", HEAD))

    assert (case.waiting, [i.element for i in case.run.incidents()], case.log) == (["a"], ["z"], [])


@pytest.mark.parametrize("kind", ["boundary", "event sub-process"])
def test_a_message_is_still_caught_beside_a_timer_that_is_over(kind):
    beside, flows = boundary("b", "a", MESSAGE + timer("PT1H"), False) + script("ev_x"), "s>a>e\nb>ev_x>e"
    if kind != "boundary":
        beside, flows = event_sub("ev", MESSAGE + timer("PT1H"), False), "s>a>e"
    case = Case(micro(START + user("a") + beside + end("e"), flows, HEAD))
    case.deliver("hello").wait(hours=1).deliver("hello").wait(hours=2)

    assert (case.log, case.run.next_due(), case.waiting) == (["ev_x"] * 3, None, ["a"])
