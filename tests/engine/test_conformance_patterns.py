"""The workflow control-flow patterns (van der Aalst et al., 1–20) as BPMN draws them.

Each row: elements, flows, and for every input the steps that must have run and how the case ends.
"""

import pytest

from tests.engine.draw import (
    CANCEL,
    HEAD,
    SIGNAL,
    START,
    TERMINATE,
    catch,
    end,
    gateway,
    script,
    throw,
    timer,
)
from tests.engine.draw import start as begins
from tests.engine.micro import Case, micro, sub

A, B, C = '"a" in test', '"b" in test', '"c" in test'
DONE = "completed"


def thrice(count="3"):
    """A script task that runs so often."""
    loop = f"<multiInstanceLoopCharacteristics><loopCardinality>{count}</loopCardinality>"
    text = "<script>log = log + ['m']</script>"
    return f'<scriptTask id="m">{loop}</multiInstanceLoopCharacteristics>{text}</scriptTask>'


def fork(kind, more=""):
    """Three tasks behind a gateway `g`."""
    return START + gateway(kind, "g", more=more) + script("a", "b", "c")


AT_LEAST_ONE = (
    '<complexGateway id="j"><activationCondition>activationCount >= 1</activationCondition></complexGateway>'
)
INTERLEAVED = sub("i", script("a", "b"), "", "adHocSubProcess", 'ordering="Sequential"')
CHOOSE = f"s>g\ng>a: {A}\ng>b: {B}\ng>c"
MERGE = f"s>g\ng>a: {A}\na>j\ng>b: {B}\nb>j\ng>c: {C}\nc>j\nj>z>e"
CYCLES = "s>m>a>k>n>x\nx>b\nx>m: i < 2\nb>y\ny>k: i < 3\ny>e"
DEFER = f"s>g\ng>w>x\nx>t>q\nx>q: {B}\ng>v\nv>r>a>e\nv>l>b>e"

PATTERNS = {
    "2-3 parallel split, synchronization": (
        fork("parallel") + gateway("parallel", "j") + script("z") + end("e"),
        "s>g\ng>a>j\ng>b>j\ng>c>j\nj>z>e",
        {"": ("abcz", DONE)},
    ),
    "4 exclusive choice": (
        fork("exclusive", 'default="g_c"') + end("e"),
        f"{CHOOSE}\na>e\nb>e\nc>e",
        {"a": ("a", DONE), "ab": ("a", DONE), "b": ("b", DONE), "c": ("c", DONE)},
    ),
    "5, 8 simple merge, multi-merge": (
        fork("inclusive") + gateway("exclusive", "j") + script("z") + end("e"),
        MERGE,
        {"a": ("az", DONE), "bc": ("bczz", DONE), "abc": ("abczzz", DONE), "": ("", "waiting_incident")},
    ),
    "6 multi-choice": (
        fork("inclusive", 'default="g_c"') + end("e"),
        f"{CHOOSE}\na>e\nb>e\nc>e",
        {"ab": ("ab", DONE), "bc": ("b", DONE), "c": ("c", DONE)},
    ),
    "7 structured synchronizing merge": (
        fork("inclusive") + gateway("inclusive", "j") + script("z") + end("e"),
        MERGE,
        {"a": ("az", DONE), "ab": ("abz", DONE), "abc": ("abcz", DONE)},
    ),
    "9 structured discriminator": (
        fork("parallel") + AT_LEAST_ONE + script("z") + end("e"),
        "s>g\ng>a>j\ng>b>j\ng>c>j\nj>z>e",
        {"": ("abcz", DONE)},
    ),
    "11 implicit termination": (START + script("a", "b") + end("e"), "s>a>e\ns>b", {"": ("ab", DONE)}),
    "13 instances known when drawn": (START + thrice() + end("e"), "s>m>e", {"": ("mmm", DONE)}),
    "14 instances known when it runs": (
        START + thrice("len(test)") + script("z") + end("e"),
        "s>m>z>e",
        {"abc": ("mmmz", DONE), "": ("z", DONE)},
    ),
    "17 interleaved parallel routing": (
        START + INTERLEAVED + script("z") + end("e"),
        "s>i>z>e",
        {"": ("abz", DONE)},
    ),
    "20 cancel case": (
        fork("parallel") + catch("w", timer("P1D")) + end("e") + end("t", does=TERMINATE),
        "s>g\ng>w>a>e\ng>b>c>t",
        {"": ("bc", "terminated")},
    ),
}


@pytest.mark.parametrize("name", PATTERNS)
def test_a_control_flow_pattern_runs_as_it_is_drawn(name):
    body, lines, expected = PATTERNS[name]
    release = micro(body, lines)

    for given, (log, status) in expected.items():
        case = Case(release, {"test": given})
        assert ("".join(case.log), case.status) == (log, status), given


@pytest.mark.parametrize(("given", "log"), [(0, "aabb"), (1, "abb"), (2, "ab")])
def test_arbitrary_cycles_may_cross_each_other(given, log):
    gates = gateway("exclusive", "m", "k") + "".join(
        gateway("exclusive", id, more=f'default="{id}_{goes}"') for id, goes in (("x", "b"), ("y", "e"))
    )
    body = START + gates + script("a", "b") + script("n", text="i = i + 1") + end("e")

    case = Case(micro(body, CYCLES), {"i": given})
    assert ("".join(case.log), case.status) == (log, DONE)


@pytest.mark.parametrize(("given", "wait", "log"), [("a", {"seconds": 5}, ["a"]), ("b", {"hours": 1}, ["b"])])
def test_a_deferred_choice_is_made_by_whichever_event_comes(given, wait, log):
    gates = (
        gateway("parallel", "g")
        + gateway("exclusive", "x", more='default="x_t"')
        + gateway("eventBased", "v")
    )
    events = catch("w", timer("PT5S")) + throw("t", SIGNAL) + catch("r", SIGNAL) + catch("l", timer("PT1H"))
    body = START + gates + events + script("a", "b") + end("e", "q")

    case = Case(micro(body, DEFER, HEAD), {"test": given}).wait(**wait)
    assert (case.log, case.status) == (log, DONE)


def test_a_case_is_cancelled_from_inside_a_transaction():
    inner = begins("is") + script("a") + end("ie", does=CANCEL)
    caught = f'<boundaryEvent id="k" attachedToRef="i">{CANCEL}</boundaryEvent>'
    body = START + sub("i", inner, "is>a>ie", "transaction") + caught + script("b", "z") + end("e", "f")

    assert Case(micro(body, "s>i>z>e\nk>b>f")).log == ["a", "b"]
