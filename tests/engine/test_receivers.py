"""Who is meant: events are known by their names, and a name is never taken for another definition's id."""

from tests.engine.draw import START, catch, end, script, throw, user
from tests.engine.draw import start as begins
from tests.engine.micro import Case, micro
from workflows import Message


def test_a_signal_named_like_another_ones_id_wakes_only_its_own_receivers():
    head = '<signal id="alarm" name="fire"/><signal id="g2" name="alarm"/>'
    listens = catch("c", '<signalEventDefinition signalRef="alarm"/>')
    throws = throw("t", '<signalEventDefinition signalRef="g2"/>')
    case = Case(
        micro(START + listens + user("w") + throws + script("x") + end("e"), "s>c>x>e\ns>w>t>e", head)
    )

    assert case.complete("w").log == []
    assert case.signal("fire").log == ["x"]


def test_a_message_named_like_another_ones_id_goes_to_its_own_receiver():
    head = '<message id="order" name="hello"/><message id="m2" name="order"/>'
    first = catch("c1", '<messageEventDefinition messageRef="order"/>')
    second = catch("c2", '<messageEventDefinition messageRef="m2"/>')
    case = Case(micro(START + first + second + end("e"), "s>c1>e\ns>c2>e", head)).deliver("order")

    assert [wanted.element for wanted in case.run.subscriptions()] == ["c1"]


def test_a_message_named_like_another_ones_id_begins_at_its_own_start():
    head = '<message id="order" name="hello"/><message id="m2" name="order"/>'
    first = begins("s1", '<messageEventDefinition messageRef="order"/>')
    second = begins("s2", '<messageEventDefinition messageRef="m2"/>')
    release = micro(first + second + user("a", "b") + end("e"), "s1>a>e\ns2>b>e", head)

    assert Case(release, message=Message("order")).waiting == ["b"]
