"""Withdrawing what runs inside: each token once, whatever is drawn within what."""

from tests.engine.draw import HEAD, SIGNAL, START, boundary, end, start, timer, user
from tests.engine.micro import Case, micro, sub

TIMES = "multiInstanceLoopCharacteristics"
TWICE = f"<{TIMES}><loopCardinality>2</loopCardinality></{TIMES}>"


def test_an_activity_is_stopped_with_loops_inside_and_the_deadlines_in_those():
    work = start("s1") + user("u") + boundary("late", "u", timer("PT1H")) + end("e1")
    loop = sub("p2", TWICE + work, "s1>u>e1\nlate>e1")
    inner = start("s2") + loop + end("e2")
    around = START + sub("p1", inner, "s2>p2>e2") + boundary("b", "p1", SIGNAL) + user("after") + end("e")
    case = Case(micro(around, "s>p1>e\nb>after>e", HEAD))
    assert case.waiting == ["u", "u"]

    closed = [step.id for step in case.run.waiting()]
    case.run.signal("alarm", None, case.now)

    assert [step.element for step in case.run.waiting()] == ["after"]
    assert list(case.run.changes.closed) == closed
    told = [move.element for move in case.run.moves if move.event == "cancelled"]
    assert told == ["u", "u", "p2", "p2", "p2", "p1"]
