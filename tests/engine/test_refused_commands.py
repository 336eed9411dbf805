"""A refused command changes nothing: not the state, not what the last command sent and told."""

from datetime import timedelta

import pytest

from tests.engine.draw import HEAD, MESSAGE, START, end, throw, user
from tests.engine.micro import NOW, micro
from workflows import Message, start
from workflows.errors import Refused

LATER = NOW + timedelta(hours=1)
COMMANDS = {
    "a message nobody expects": lambda run, step: run.deliver(Message("nope", None, {}), LATER),
    "answers that are no data": lambda run, step: run.complete(step, {"x": {1}}, LATER),
    "a step that is not there": lambda run, step: run.complete(step + 99, {}, LATER),
    "a payload that is no data": lambda run, step: run.fail(step, "E1", LATER, {1}),
    "a retry without an incident": lambda run, step: run.retry(step, LATER),
    "a move to nowhere": lambda run, step: run.move(step, "nowhere", LATER),
    "a signal that is no data": lambda run, step: run.signal("alarm", {1}, LATER),
    "a repair that is no data": lambda run, step: run.repair({"x": {1}}, LATER),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_refused_command_leaves_everything_as_it_was(name):
    body = START + throw("t", MESSAGE) + user("a") + end("e")
    run = start(micro(body, "s>t>a>e", HEAD), "p", {}, NOW, "seed")
    before = run.state(), run.outgoing(), run.moves, run.changes

    with pytest.raises(Refused):
        COMMANDS[name](run, run.waiting()[0].id)
    assert (run.state(), run.outgoing(), run.moves, run.changes) == before
    assert run.complete(run.waiting()[0].id, {}, LATER)
