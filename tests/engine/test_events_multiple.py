"""Events with several definitions: all are thrown, and each is caught for itself."""

import pytest

from tests.engine.draw import (
    ERROR,
    ESCALATION,
    HEAD,
    MESSAGE,
    START,
    TERMINATE,
    boundary,
    end,
)
from tests.engine.draw import start as begins
from tests.engine.micro import Case, micro, sub


@pytest.mark.parametrize("stops", [ERROR, ESCALATION, TERMINATE])
def test_a_message_is_sent_though_another_definition_of_its_event_stops_the_thrower(stops):
    inner = begins("is") + end("z", does=stops + MESSAGE)
    body = START + sub("sp", inner, "is>z") + boundary("b", "sp", ERROR) + boundary("c", "sp", ESCALATION)
    case = Case(micro(body + end("e", "e2"), "s>sp>e\nb>e2\nc>e2", HEAD))

    assert ([message.name for message in case.sent], case.status) == (["hello"], "completed")
