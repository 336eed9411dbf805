"""Compensation and transactions: what was done is undone, last done first."""

import pytest

from tests.engine.draw import (
    CANCEL,
    COMPENSATE,
    ERROR,
    HEAD,
    MESSAGE,
    START,
    TERMINATE,
    boundary,
    end,
    script,
    throw,
    user,
)
from tests.engine.draw import start as begins
from tests.engine.micro import Case, event_sub, micro, process, sub


def undoable(id, task=None):
    """A script task with a handler that notes `undo_<id>`."""
    undo = script(f"undo_{id}").replace("<scriptTask", '<scriptTask isForCompensation="true"')
    link = f'<association id="{id}_l" sourceRef="at_{id}" targetRef="undo_{id}" associationDirection="One"/>'
    return (task or script(id)) + boundary(f"at_{id}", id, COMPENSATE) + undo + link


def test_handlers_run_in_reverse_order_of_what_was_done():
    body = (
        START
        + undoable("a")
        + undoable("b")
        + undoable("never")
        + throw("t", COMPENSATE)
        + script("x")
        + end("e")
    )
    case = Case(
        micro(body + '<exclusiveGateway id="g" default="g_t"/>', "s>a>b>g\ng>never: False\nnever>e\ng>t>x>e")
    )

    assert case.log == ["a", "b", "undo_b", "undo_a", "x"]


def test_compensation_may_name_one_activity():
    named = '<compensateEventDefinition activityRef="a"/>'
    body = START + undoable("a") + undoable("b") + end("e", does=named)

    assert Case(micro(body, "s>a>b>e")).log == ["a", "b", "undo_a"]


def test_the_thrower_waits_for_a_handler_that_waits_for_a_person():
    undo = '<userTask id="u" isForCompensation="true"/><association id="l" sourceRef="b" targetRef="u"/>'
    body = START + script("a") + boundary("b", "a", COMPENSATE) + undo + throw("t", COMPENSATE) + script("x")
    case = Case(micro(body + end("e"), "s>a>t>x>e"))
    assert (case.waiting, case.log) == (["u"], ["a"])

    assert case.complete("u").log == ["a", "x"]


def test_a_completed_sub_process_is_undone_by_what_is_in_it():
    inner = begins("is") + undoable("a") + undoable("b") + end("ie")
    body = START + sub("p1", inner, "is>a>b>ie") + end("e", does=COMPENSATE)

    assert Case(micro(body, "s>p1>e")).log == ["a", "b", "undo_b", "undo_a"]


def test_a_compensation_event_sub_process_decides_how_its_sub_process_is_undone():
    handler = begins("ev_s", COMPENSATE) + script("h") + throw("again", COMPENSATE) + end("ev_e")
    inner = begins("is") + undoable("a") + end("ie")
    inner += sub("ev", handler, "ev_s>h>again>ev_e", extra='triggeredByEvent="true"')
    body = START + sub("p1", inner, "is>a>ie") + throw("t", COMPENSATE) + script("x") + end("e")

    assert Case(micro(body, "s>p1>t>x>e")).log == ["a", "h", "undo_a", "x"]


def test_each_instance_of_a_multi_instance_is_undone_with_its_own_item():
    task = script("a", text="done = done + [item]").replace(
        "</script>",
        "</script><multiInstanceLoopCharacteristics><loopDataInputRef>items</loopDataInputRef>"
        '<inputDataItem id="item"/></multiInstanceLoopCharacteristics>',
    )
    undo = script("u", text="log = log + [item]").replace(
        "<scriptTask", '<scriptTask isForCompensation="true"'
    )
    body = (
        START
        + task
        + boundary("b", "a", COMPENSATE)
        + undo
        + '<association id="l" sourceRef="b" targetRef="u"/>'
    )
    case = Case(micro(body + end("e", does=COMPENSATE), "s>a>e"), {"items": [1, 2, 3], "done": []})

    assert case.log == [3, 2, 1]


def test_a_cancelled_transaction_is_undone_and_left_by_its_cancel_boundary():
    inner = begins("is") + undoable("a") + user("open") + end("ie", does=CANCEL) + end("io")
    body = START + sub("tx", inner, "is>a>ie\nis>open>io", tag="transaction") + boundary("c", "tx", CANCEL)
    case = Case(micro(body + script("x", "y") + end("e"), "s>tx>x>e\nc>y>e"))

    assert (case.log, case.waiting, case.status) == (["a", "undo_a", "y"], [], "completed")


def test_a_cancelled_transaction_without_a_cancel_boundary_is_undone_and_its_path_ends():
    inner = begins("is") + undoable("a") + user("open") + end("ie", does=CANCEL)
    body = START + sub("tx", inner, "is>a>open>ie", tag="transaction") + user("beside")
    case = Case(micro(body + script("x") + end("e"), "s>tx>x>e\ns>beside>e")).complete("open")
    assert (case.log, case.waiting) == (["a", "undo_a"], ["beside"])

    assert case.complete("beside").status == "completed"


def test_an_error_leaves_a_transaction_without_undoing_it():
    inner = begins("is") + undoable("a") + end("ie", does=ERROR)
    body = START + sub("tx", inner, "is>a>ie", tag="transaction") + boundary("c", "tx", ERROR)

    assert Case(micro(body + script("x", "y") + end("e"), "s>tx>x>e\nc>y>e", HEAD)).log == ["a", "y"]


@pytest.mark.parametrize("times", [1, 2])
def test_nothing_is_undone_twice(times):
    body = START + undoable("a") + "".join(throw(f"t{n}", COMPENSATE) for n in range(2)) + end("e")

    assert Case(micro(body, "s>a>t0>t1>e")).log == ["a", "undo_a"]


def test_a_handler_that_is_interrupted_takes_its_conductor_along():
    undo = '<userTask id="u" isForCompensation="true"/><association id="l" sourceRef="b" targetRef="u"/>'
    body = START + script("a") + boundary("b", "a", COMPENSATE) + undo + throw("t", COMPENSATE) + end("e")
    case = Case(micro(body + event_sub("h", '<signalEventDefinition signalRef="g1"/>'), "s>a>t>e", HEAD))

    assert (case.signal("alarm").log, case.status) == (["a", "h_x"], "completed")


def test_what_is_done_in_a_sub_process_still_running_is_undone_with_its_transaction():
    inner = begins("ns") + undoable("a") + user("open") + end("ne")
    body = begins("is") + sub("n", inner, "ns>a>open>ne") + user("stop") + end("ie", does=CANCEL) + end("io")
    drawn = sub("tx", body, "is>n>io\nis>stop>ie", tag="transaction") + boundary("c", "tx", CANCEL)
    case = Case(micro(START + drawn + script("y") + end("e"), "s>tx>e\nc>y>e")).complete("stop")

    assert (case.log, case.status) == (["a", "undo_a", "y"], "completed")


def test_what_can_be_undone_is_remembered_over_days():
    body = START + undoable("a") + user("u") + end("e", does=COMPENSATE)

    assert Case(micro(body, "s>a>u>e")).complete("u").log == ["a", "undo_a"]


def several(more="", inner="<loopCardinality>3</loopCardinality>"):
    return f"<multiInstanceLoopCharacteristics {more}>{inner}</multiInstanceLoopCharacteristics>"


def noted(id, text):
    """A script task whose handler notes `-<loopCounter>` after `<text>`."""
    undo = script(f"un_{id}", text=f"log = log + ['-{text}' + str(loopCounter)]")
    undo = undo.replace("<scriptTask", '<scriptTask isForCompensation="true"')
    link = f'<association id="{id}_l" sourceRef="at_{id}" targetRef="un_{id}"/>'
    return script(id) + boundary(f"at_{id}", id, COMPENSATE) + undo + link


def choosing(marker):
    """A repeated transaction: `a`, a person, then cancel or `b` and the end."""
    gate = '<exclusiveGateway id="g"/>'
    inner = marker + begins("is") + noted("a", "a") + user("u") + gate + noted("b", "b")
    inner += end("no", does=CANCEL) + end("yes")
    tx = sub("tx", inner, "is>a>u>g\ng>no: bad\ng>b: not bad\nb>yes", tag="transaction")
    return START + tx + boundary("c", "tx", CANCEL) + script("x", "y") + end("e")


def test_all_instances_of_a_cancelled_transaction_are_undone_those_that_run_first():
    case = Case(micro(choosing(several()), "s>tx>x>e\nc>y>e"))
    assert case.complete("u", bad=False).complete("u", bad=True).waiting == []

    undone = case.log[4:]
    assert sorted(undone[:2]) == ["-a2", "-a3"]
    assert (undone[2:], case.status) == (["-b1", "-a1", "y"], "completed")


@pytest.mark.parametrize(
    "marker", [several('isSequential="true"'), '<standardLoopCharacteristics loopMaximum="3"/>']
)
def test_rounds_that_are_done_are_undone_when_a_later_one_cancels(marker):
    case = Case(micro(choosing(marker), "s>tx>x>e\nc>y>e"))
    case.complete("u", bad=False).complete("u", bad=True)

    assert (case.log[3:], case.waiting, case.status) == (["-a2", "-b1", "-a1", "y"], [], "completed")


def test_the_boundary_waits_until_people_have_undone_every_instance():
    undo = '<userTask id="w" isForCompensation="true"/><association id="l" sourceRef="at" targetRef="w"/>'
    inner = several() + begins("is") + script("a") + boundary("at", "a", COMPENSATE) + undo + user("u")
    body = START + sub("tx", inner + end("ie", does=CANCEL), "is>a>u>ie", tag="transaction")
    body += boundary("c", "tx", CANCEL) + script("x", "y") + end("e")
    case = Case(micro(body, "s>tx>x>e\nc>y>e")).complete("u")
    assert case.waiting == ["w"] * 3

    assert "y" not in case.complete("w").complete("w").log
    assert case.complete("w").log[-1] == "y"


@pytest.mark.parametrize(
    "marker",
    [
        "<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>",
        '<standardLoopCharacteristics loopMaximum="3"/>',
    ],
    ids=["instances", "loop"],
)
def test_a_repeated_transaction_is_left_by_its_cancel_boundary_too(marker):
    inner = begins("is") + undoable("a") + user("u") + end("ie", does=CANCEL) + marker
    body = START + sub("tx", inner, "is>a>u>ie", tag="transaction") + boundary("c", "tx", CANCEL)
    case = Case(micro(body + script("x", "y") + end("e"), "s>tx>x>e\nc>y>e")).complete("u")

    assert (case.log[-2:], case.waiting, case.status) == (["undo_a", "y"], [], "completed")


@pytest.mark.parametrize(("ref", "undone"), [('activityRef="a"', ["undo_a"]), ("", ["undo_a", "undo_w"])])
def test_an_event_sub_process_undoes_its_own_steps_then_those_around_it(ref, undone):
    inner = begins("es", MESSAGE, 'isInterrupting="false"') + undoable("a")
    inner += throw("t", f"<compensateEventDefinition {ref}/>") + script("y") + end("ee")
    beside = sub("ev", inner, "es>a>t>y>ee", extra='triggeredByEvent="true"')
    case = Case(micro(START + undoable("w") + user("u") + end("e") + beside, "s>w>u>e", HEAD))

    assert case.deliver("hello").log == ["w", "a", *undone, "y"]
    assert case.complete("u").status == "completed"


def test_what_waits_for_the_steps_of_an_event_sub_process_is_undone_though_that_is_stopped():
    undo = '<userTask id="h" isForCompensation="true"/><association id="l" sourceRef="b" targetRef="h"/>'
    throws = '<compensateEventDefinition waitForCompletion="false"/>'
    inner = begins("es", MESSAGE, 'isInterrupting="false"') + script("a") + boundary("b", "a", COMPENSATE)
    inner += undo + throw("t", throws) + user("k") + end("ee", does=TERMINATE)
    beside = sub("ev", inner, "es>a>t>k>ee", extra='triggeredByEvent="true"')
    case = Case(micro(START + undoable("w") + user("u") + end("e") + beside, "s>w>u>e", HEAD))

    assert case.deliver("hello").complete("k").complete("u").log == ["w", "a", "undo_w"]
    assert case.status == "completed"


@pytest.mark.parametrize("around", [False, True], ids=["call", "call in a sub-process"])
@pytest.mark.parametrize("how", ["handler", "event sub-process"])
def test_what_a_called_process_did_is_undone_from_its_caller(how, around):
    undone = undoable("a") if how == "handler" else script("a") + event_sub("undo", COMPENSATE)
    called = process(begins("qs") + undone + end("qe"), "qs>a>qe", id="q")
    call = '<callActivity id="c" calledElement="q"/>'
    step = sub("w", begins("ws") + call + end("we"), "ws>c>we") if around else call
    release = micro(
        START + step + user("u") + end("e", does=COMPENSATE), f"s>{'w' if around else 'c'}>u>e", "", called
    )
    case = Case(release).complete("u")

    assert (case.log, case.status) == (["a", "undo_a" if how == "handler" else "undo_x"], "completed")
