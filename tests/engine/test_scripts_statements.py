"""Scripts: what they assign or change comes back, nothing else does."""

from datetime import UTC, datetime

import pytest

from workflows.scripts import Context, Script, ScriptFailed, ScriptRefused

CONTEXT = Context(datetime(2026, 11, 22, 9, tzinfo=UTC))


def result_of(text, **scope):
    return Script.compile(text).run(scope, CONTEXT)


def refusal_of(text, kind=Script):
    with pytest.raises(ScriptRefused) as caught:
        kind.compile(text)
    return caught.value


def failure_of(text, kind=Script, **scope):
    with pytest.raises(ScriptFailed) as caught:
        kind.compile(text).run(scope, CONTEXT)
    return caught.value


def test_a_script_gives_back_what_it_assigned():
    script = Script.compile("score = impact * urgency\nhigh = score >= 20\n")
    assert (script.reads, script.writes) == (("impact", "urgency"), ("score", "high"))
    assert script.run({"impact": 4, "urgency": 5}, CONTEXT) == {"score": 20, "high": True}


def test_what_a_branch_did_not_assign_is_not_given_back():
    text = "if n > 1:\n  big = True\n"
    assert result_of(text, n=2) == {"big": True}
    assert result_of(text, n=1) == {}
    assert result_of(text, n=1, big=False) == {}


def test_a_branch_may_assign_none():
    assert result_of("if n > 1:\n  big = None\n", n=2) == {"big": None}


def test_names_with_an_underscore_functions_and_loop_variables_stay_inside():
    text = (
        "def double(v):\n  return v * 2\n_all = []\nfor x in xs:\n  _all.append(double(x))\nn = sum(_all)\n"
    )
    script = Script.compile(text)
    assert (script.reads, script.writes) == (("xs",), ("n",))
    assert script.run({"xs": [1, 2]}, CONTEXT) == {"n": 6}


def test_lists_and_dictionaries_changed_in_place_come_back():
    script = Script.compile("log.append('x')\ncase['n'] = 2\nsame = other\n")
    assert set(script.mutates) == {"log", "case"}
    result = script.run({"log": [], "case": {"n": 1}, "other": [1]}, CONTEXT)
    assert result == {"same": [1], "log": ["x"], "case": {"n": 2}}


def test_a_change_through_another_name_comes_back_too():
    assert result_of("alias = log\nalias.append(1)\n", log=[]) == {"alias": [1], "log": [1]}


def test_the_values_given_are_never_touched():
    log = [1]
    result_of("log.append(2)\n", log=log)
    assert log == [1]


def test_a_script_reads_what_it_assigns_only_later():
    script = Script.compile("count = count + 1\n")
    assert (script.reads, script.writes) == (("count",), ("count",))
    assert script.run({"count": 1}, CONTEXT) == {"count": 2}
    assert "count" in failure_of("count += 1\n", Script).en


def test_now_and_constants_cannot_be_assigned():
    assert "now" in refusal_of("now = 1\n", Script).en
    assert refusal_of("True = 1\n", Script).th


def test_a_script_may_use_a_function_name_for_its_own_variable():
    assert result_of("type = 'a'\nif type == 'a':\n  date = 1\n") == {"type": "a", "date": 1}


@pytest.mark.parametrize(
    "text", ["\n    a = 1\n    if a == 1:\n        b = 2\n  ", "a = 1\n    if a == 1:\n        b = 2"]
)
def test_a_script_may_be_indented_as_its_file_is(text):
    assert result_of(text) == {"a": 1, "b": 2}


def test_a_blank_line_before_the_script_counts_as_a_line():
    assert refusal_of("\n  a = 1\n  b = (\n", Script).line == 3


def test_windows_line_ends_make_no_difference():
    assert result_of("a = 1\r\nif a == 1:\r\n  b = 2\r\n") == {"a": 1, "b": 2}
