"""Taking a step elsewhere by hand: only to what is drawn as a place, and with the race it stands in."""

import pytest

from tests.engine.draw import (
    COMPENSATE,
    HEAD,
    MESSAGE,
    START,
    boundary,
    catch,
    end,
    gateway,
    script,
    timer,
    user,
)
from tests.engine.micro import Case, event_sub, micro
from workflows.errors import CannotMove

TWICE = (
    '<userTask id="m"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality>'
    "</multiInstanceLoopCharacteristics></userTask>"
)
UNDO = (
    boundary("b", "m", COMPENSATE)
    + '<userTask id="undo" isForCompensation="true"/>'
    + '<association id="l" sourceRef="b" targetRef="undo" associationDirection="One"/>'
)


@pytest.mark.parametrize(
    "target", ["m#each", "undo", "b", "b#armed", "ev", "ev#armed", "#root", "#compensation"]
)
def test_nothing_is_moved_to_a_hidden_element_or_a_handler(target):
    body = START + TWICE + UNDO + user("a") + event_sub("ev", MESSAGE) + end("e")
    case = Case(micro(body, "s>a>m>e", HEAD))
    before = case.run.state()

    with pytest.raises(CannotMove):
        case.run.move(case.run.waiting()[0].id, target, case.now)
    assert case.run.state() == before


def test_moving_an_event_away_from_its_gateway_ends_the_race():
    body = (
        START + gateway("eventBased", "g") + catch("c1", MESSAGE) + catch("c2", timer("PT1H")) + script("x")
    )
    case = Case(micro(body + user("z") + end("e"), "s>g>c1>x>e\ng>c2>x\nx>z>e", HEAD))
    case.after(case.run.move(case.run.subscriptions()[0].step_id, "z", case.now)).wait(hours=2)

    assert (case.log, case.waiting, case.run.subscriptions()) == ([], ["z"], ())
    assert case.complete("z").status == "completed"
