"""A loop of any length: neither the time of a round nor the size of the state grows with those before it."""

import os
from statistics import median
from time import perf_counter

import pytest
from hypothesis import settings

from tests.engine.draw import START, boundary, end, gateway, script, timer, user
from tests.engine.draw import start as begins
from tests.engine.micro import NOW, Case, micro, sub
from workflows import restore, start

DEEP = os.environ.get("DGTI_DEEP") or settings.default.max_examples > 1000
ROUNDS = 10_000 if DEEP else 400

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


@pytest.mark.parametrize("name", BODIES)
def test_the_last_round_costs_what_an_early_one_cost(name):
    body, lines = BODIES[name]
    around = START + gateway("exclusive", "m") + gateway("exclusive", "g", more='default="g_m"') + end("e")
    release = micro(around + body, f"s>m\n{lines}\ng>e: stop\ng>m")
    run, took, sizes = start(release, "p", {"stop": False, "n": 1, "log": []}, NOW, "seed"), [], []
    for _ in range(ROUNDS):
        began = perf_counter()
        run.complete(run.waiting()[0].id, {"log": []}, NOW)
        state = run.state()
        run = restore(release, state)
        took.append(perf_counter() - began)
        sizes.append(len(state))

    assert sizes[-1] <= 1.2 * sizes[19]
    assert min(took[-20:]) <= 1.5 * median(took[:60])


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
