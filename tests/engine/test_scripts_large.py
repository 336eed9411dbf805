"""Large values pass in and out of scripts as text: what comes back is what would come back item by item."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from workflows.scripts import Context, Script, ScriptFailed
from workflows.scripts.reading.plan import plan_script
from workflows.scripts.reading.syntax import read_script
from workflows.scripts.running import here

NOW = Context(datetime(2026, 11, 22, tzinfo=UTC))
PAD = ["x" * 600]

leaves = some.none() | some.booleans() | some.integers(-(2**53) + 1, 2**53 - 1) | some.text(max_size=5)
leaves |= some.floats(allow_nan=False, allow_infinity=False)
keys = some.text(max_size=4)
values = some.recursive(leaves, lambda v: some.lists(v, max_size=4) | some.dictionaries(keys, v, max_size=4))


def run(text, **variables):
    return Script.compile(text).run(variables, NOW)


@given(some.lists(values, max_size=5))
def test_a_large_value_comes_back_as_it_went_in(items):
    result = run("y = x + z\nz.append(json)", x=items, z=PAD, json=7)

    assert repr(result) == repr({"y": items + PAD, "z": [*PAD, 7]})


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("x = x + [{1: 2}]", "A key of a dict must be text"),
        ("x = x + [{True: 2}]", "A key of a dict must be text"),
        ("x = x + [lambda: 1]", "function"),
        ("x = x + [9007199254740993]", "cannot be kept exactly"),
        ("x = x + [float('inf')]", "not a finite number"),
        ("x = x + [None, [float('nan')]]", "not a finite number"),
        ("y = [x]\n" + "y = [y]\n" * 70 + "x = y", "more than 64 levels"),
    ],
)
def test_what_json_would_change_is_refused_in_large_values_too(change, sentence):
    with pytest.raises(ScriptFailed) as refused:
        run(change, x=PAD)

    assert sentence in refused.value.sentence_en


def test_tuples_return_as_lists_and_names_of_the_script_are_its_own():
    text = "json = {'a': (1, None)}\ntype = 2\nx = [(1, 'a'), json['a'], type] + x"

    assert run(text, x=PAD)["x"] == [[1, "a"], [1, None], 2, *PAD]


def test_what_is_unchanged_is_not_written():
    assert run("x.append(1)\nx.pop()\ny = len(x)", x=[1] * 900) == {"y": 900}


def test_a_list_that_doubles_with_each_line_does_not_run_in_the_server(monkeypatch):
    plan = plan_script(read_script("x = [1]\n" + "x = [x, x]\n" * 18))
    monkeypatch.setattr(here.CompiledScript, "run", lambda *_: pytest.fail("it runs in the server"))

    assert not plan.simple
    with pytest.raises(ScriptFailed):
        run("x = [x, x]\n" * 12 + "y = x", x=list(range(5000)))


def test_what_passes_is_counted_to_the_byte():
    context = Context(NOW.now)
    Script.compile("y = x + [n]\nt = 'abc'").run({"x": [1, 2], "n": 10}, context)

    assert context.meter.passed == len("[1,2]") + len("[1,2,10]") + len("abc")
