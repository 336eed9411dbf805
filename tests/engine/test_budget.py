"""The work of one command is bounded by counting: steps, and the bytes that pass in and out of scripts."""

import pytest

from tests.engine.draw import START, boundary, end, gateway, script, timer, user
from tests.engine.micro import NOW, Case, micro, process, sub
from workflows import start
from workflows.instance.instance import Instance

TWENTY = "<loopCardinality>20</loopCardinality>"
TWENTY = f"<multiInstanceLoopCharacteristics>{TWENTY}</multiInstanceLoopCharacteristics>"


def rounds(text, again="True"):
    """A loop around a script that asks nobody."""
    body = START + gateway("exclusive", "m", "g") + script("x", text=text) + end("e")
    return micro(body, f"s>m>x>g\ng>m: {again}\ng>e: not ({again})")


def over(items, inside="r = item * 2", more=""):
    """A script for each item, results collected."""
    parts = '<loopDataInputRef>items</loopDataInputRef><inputDataItem id="item"/>'
    parts = f"<multiInstanceLoopCharacteristics {more}>{parts}</multiInstanceLoopCharacteristics>"
    task = f'<scriptTask id="a">{parts}<script>{inside}</script></scriptTask>'
    return Case(micro(START + task + end("e"), "s>a>e"), {"items": items, "sum": 0})


def test_thirty_thousand_small_steps_are_one_command():
    run = start(rounds("n = n + 1", "n < 10000"), "p", {"n": 0}, NOW, "seed")

    assert (run.status, run.variables["n"]) == ("completed", 10_000)


@pytest.mark.parametrize(
    "text", ["x = x + [1]", "x.append({'a': 'text', 'b': [1]})", "x = {'more': x, 'n': 'y' * 99}"]
)
def test_a_value_that_grows_in_a_loop_without_end_is_an_incident_long_before_so_many_steps(text, monkeypatch):
    monkeypatch.setattr(Instance, "bytes_a_step", 4)
    run = start(rounds(text), "p", {"x": []}, NOW, "seed")

    assert (run.status, run.incident.rule) == ("waiting_incident", "endless")
    assert len(run.moves) < 3_000


def test_a_long_list_may_be_gone_through_item_by_item():
    for more in ("", 'isSequential="true"'):
        case = over(list(range(2000)), "sum = sum + item", more)
        assert (case.status, case.run.variables["sum"]) == ("completed", 1_999_000)


def test_the_state_after_too_much_work_is_the_same_each_time_and_after_storing(monkeypatch):
    monkeypatch.setattr(Instance, "bytes_a_step", 4)
    body = START + user("u") + gateway("exclusive", "m", "g") + script("x", text="x = x + ['t'] * 99")
    release = micro(body + end("e"), "s>u>m>x>g\ng>m: a\ng>e: not a")
    first, second = (Case(release, {"x": []}).complete("u", a=True).run for _ in "12")

    assert first.incident.rule == "endless"
    assert first.state() == second.state()
    assert first.retry(first.incident.step_id, NOW) == second.retry(second.incident.step_id, NOW)
    assert first.state() == second.state()


def test_loops_without_end_beside_each_other_do_not_add_up(monkeypatch):
    monkeypatch.setattr(Instance, "most_steps", 1_000)
    inner = (
        '<startEvent id="i"/>' + gateway("exclusive", "m", "g") + script("x", text="n = n + 1") + end("ie")
    )
    around = START + sub("a", TWENTY + inner, "i>m>x>g\ng>m: n > 0\ng>ie: n < 0") + end("e")
    run = start(micro(around, "s>a>e"), "p", {"n": 0}, NOW, "seed")

    assert [found.rule for found in run.incidents()] == ["endless"] * 20
    assert len(run.moves) < 2_200


def test_timers_that_give_much_work_are_left_for_the_next_tick(monkeypatch):
    monkeypatch.setattr("workflows.run.WORK_BEFORE_A_TIMER", 30)
    cycle = boundary("b", "u", timer("R/PT1M", "timeCycle"), False)
    body = START + user("u") + cycle + script("x") + end("e", "late")
    case = Case(micro(body, "s>u>e\nb>x>late")).wait(minutes=100)
    assert len(case.log) == 10
    assert case.run.next_due() < "2026-11-22T10:40"

    assert len(case.wait(minutes=0).log) == 20


def test_what_a_called_process_is_given_counts_too(monkeypatch):
    monkeypatch.setattr(Instance, "most_steps", 100)
    body = START + gateway("exclusive", "m", "g") + '<callActivity id="c" calledElement="q"/>' + end("e")
    called = process('<startEvent id="qs"/>' + end("qe"), "qs>qe", id="q")
    release = micro(body, "s>m>c>g\ng>m: n > 0\ng>e: n < 0", more=called)
    run = start(release, "p", {"n": 1, "text": "x" * 40_000}, NOW, "seed")

    assert run.incident.rule == "endless"
    assert len(run.moves) < 10
