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
    user,
)
from tests.engine.draw import start as begins
from tests.engine.micro import Case, micro, sub


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
