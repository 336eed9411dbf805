"""A loop of any length: neither the time of a round nor the size of the state grows with those before it."""

import os
import sys

import pytest
from hypothesis import settings

from tests.engine.draw import START, boundary, end, gateway, script, timer, user
from tests.engine.draw import start as begins
from tests.engine.micro import NOW, Case, micro, sub
from workflows import restore, start

DEEP = os.environ.get("DGTI_DEEP") or settings.default.max_examples > 1000
LONG = 10_000
SHORTER = LONG if DEEP else 1_000
WINDOW = 20

BODIES = {
    "a user task": (user("u"), "m>u>g"),
    "a parallel join": (
        user("u") + gateway("parallel", "f", "j") + script("x", "y"),
        "m>f\nf>x>j\nf>y>j\nj>u>g",
    ),
    "an inclusive join": (
        user("u")
        + gateway("inclusive", "f", more='default="f_y"')
        + gateway("inclusive", "j")
        + script("x", "y"),
        "m>f\nf>x: n > 0\nf>y\nx>j\ny>j\nj>u>g",
    ),
    "a sub-process with a timer": (
        sub("p1", begins("is") + user("u") + end("ie"), "is>u>ie")
        + boundary("b", "p1", timer("PT1H"))
        + end("late"),
        "m>p1>g\nb>late",
    ),
}


class Counted:
    """How many functions, of Python and of C, were called inside the `with`: work without a clock."""

    def __enter__(self):
        self.calls = 0
        sys.setprofile(self.note)
        return self

    def note(self, frame, event, arg):
        self.calls += event in ("call", "c_call")

    def __exit__(self, *_):
        sys.setprofile(None)


def loop_around(name):
    """A release whose process goes round `BODIES[name]` until `stop`."""
    body, lines = BODIES[name]
    around = START + gateway("exclusive", "m") + gateway("exclusive", "g", more='default="g_m"') + end("e")
    return micro(around + body, f"s>m\n{lines}\ng>e: stop\ng>m")


def go_round(release, run, times):
    """So many rounds, stored and restored each time; the run and the size of its state."""
    for _ in range(times):
        run.complete(run.waiting()[0].id, {"log": []}, NOW)
        state = run.state()
        run = restore(release, state)
    return run, len(state)


@pytest.mark.parametrize("name", BODIES)
def test_the_last_round_costs_what_an_early_one_cost(name):
    release, rounds = loop_around(name), LONG if name == "a user task" else SHORTER
    run = start(release, "p", {"stop": False, "n": 1, "log": []}, NOW, "seed")
    run, _ = go_round(release, run, 20 - WINDOW // 2)
    with Counted() as early:
        run, small = go_round(release, run, WINDOW)
    run, _ = go_round(release, run, rounds - 20 - WINDOW)
    with Counted() as late:
        run, large = go_round(release, run, WINDOW)

    assert late.calls <= 1.2 * early.calls
    assert large <= 1.2 * small


def test_the_count_sees_work_that_grows():
    with Counted() as early:
        sorted(range(20), key=lambda n: n)
    with Counted() as late:
        sorted(range(40), key=lambda n: n)

    assert late.calls > 1.2 * early.calls > 0


def test_a_loop_that_asks_nobody_may_be_long_too():
    body = START + gateway("exclusive", "m", "g") + script("x", text="n = n + 1") + end("e")
    case = Case(micro(body, "s>m>x>g\ng>m: n < 1200\ng>e: n >= 1200"), {"n": 0})

    assert (case.run.variables["n"], case.status) == (1200, "completed")


def test_five_hundred_parallel_instances_are_one_small_state():
    task = "<loopCardinality>500</loopCardinality>"
    task = f"<multiInstanceLoopCharacteristics>{task}</multiInstanceLoopCharacteristics>"
    case = Case(micro(START + f'<userTask id="u">{task}</userTask>' + end("e"), "s>u>e"))

    assert len(case.waiting) == 500
    assert len(case.run.state()) < 65_000
