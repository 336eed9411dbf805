"""Loops, multi-instance, ad-hoc and quantities: how often an activity runs, and with which variables."""

import pytest

from tests.engine.draw import FORMAL, HEAD, SIGNAL, START, boundary, end, script, user
from tests.engine.draw import start as begins
from tests.engine.micro import Case, micro, process, sub

BEHAVIOR = '<signalEventDefinition id="sd" signalRef="g1"/>'


def looped(marker, text="log = log + [loopCounter]"):
    return f'<scriptTask id="a">{marker}<script><![CDATA[{text}]]></script></scriptTask>'


def loop(condition="True", more=""):
    test = f"<loopCondition><![CDATA[{condition}]]></loopCondition>"
    return f"<standardLoopCharacteristics {more}>{test}</standardLoopCharacteristics>"


def times(count, inner="", more=""):
    given = f"<loopCardinality {FORMAL}>{count}</loopCardinality>" if count != "" else ""
    return f"<multiInstanceLoopCharacteristics {more}>{given}{inner}</multiInstanceLoopCharacteristics>"


def over(items, item, result="", result_item="", inner="", more=""):
    parts = f"<loopDataInputRef>{items}</loopDataInputRef>"
    parts += f"<loopDataOutputRef>{result}</loopDataOutputRef>" if result else ""
    parts += f'<inputDataItem id="{item}"/>' + (
        f'<outputDataItem id="{result_item}"/>' if result_item else ""
    )
    return times("", parts + inner, more)


def run(body, **variables):
    return Case(micro(START + body + end("e"), "s>a>e", HEAD + BEHAVIOR), variables)


@pytest.mark.parametrize(
    ("marker", "rounds"),
    [
        (loop("True", 'loopMaximum="3"'), [1, 2, 3]),
        (loop("len(log) < 2"), [1, 2]),
        (loop("False"), [1]),
        (loop("False", 'testBefore="true"'), []),
        (loop("loopCounter < 2", 'testBefore="true"'), [1, 2]),
    ],
)
def test_a_loop_repeats_as_long_as_its_condition_holds(marker, rounds):
    assert run(looped(marker)).log == rounds


@pytest.mark.parametrize("more", ['isSequential="true"', 'isSequential="false"'])
def test_a_multi_instance_runs_as_often_as_its_cardinality_says(more):
    assert run(looped(times("n", more=more)), n=3).log == [1, 2, 3]
    assert run(looped(times("n", more=more)), n=0).status == "completed"


@pytest.mark.parametrize("count", ["0 - 1", "'x'", "1.5", "True"])
def test_a_cardinality_that_is_no_number_of_instances_is_an_incident(count):
    assert run(looped(times(count))).run.incident.rule == "bad_count"


def test_each_instance_has_its_item_and_results_are_collected_by_index():
    case = run(looped(over("items", "item", "results", "r"), "r = item * 2"), items=[3, 1, 2], results=None)

    assert case.run.variables["results"] == [6, 2, 4]
    assert "item" not in case.run.variables


def test_a_multi_instance_over_something_else_than_a_list_is_an_incident():
    assert run(looped(over("items", "item")), items=7).run.incident.rule == "not_a_list"


def test_the_completion_condition_stops_the_instances_that_are_left():
    task = over("items", "item", inner="<completionCondition>vote == 'no'</completionCondition>")
    case = run(f'<userTask id="a">{task}</userTask>', items=["x", "y", "z"])
    assert [step.values["item"] for step in case.run.waiting()] == ["x", "y", "z"]

    case.complete("a", vote="yes")
    assert len(case.waiting) == 2
    assert case.complete("a", vote="no").status == "completed"


def test_what_instances_write_outside_survives_when_a_boundary_stops_them():
    inner = begins("is") + user("u") + script("keep", text="votes = votes + [vote]") + end("ie")
    body = START + sub("a", over("items", "item") + inner, "is>u>keep>ie") + boundary("b", "a", SIGNAL)
    case = Case(micro(body + end("e", "e9"), "s>a>e\nb>e9", HEAD), {"items": [1, 2], "votes": []})

    case.complete("u", vote="yes").signal("alarm")
    assert (case.run.variables["votes"], case.waiting, case.status) == (["yes"], [], "completed")


@pytest.mark.parametrize(
    ("behavior", "told"), [("None", 3), ("One", 1), ("All", 0)], ids=["each", "the first", "none"]
)
def test_behaviour_events_reach_the_boundary_of_the_activity_and_never_stop_it(behavior, told):
    ref = f'behavior="{behavior}" {behavior.lower()}BehaviorEventRef="sd"' if behavior != "All" else ""
    body = START + looped(times(3, more=ref)) + boundary("b", "a", SIGNAL) + script("x") + end("e")
    case = Case(micro(body, "s>a>e\nb>x>e", HEAD + BEHAVIOR))

    assert sorted(case.log, key=str) == [1, 2, 3] + ["x"] * told


def test_a_complex_behaviour_may_cancel_the_instances_that_are_left():
    part = f'<complexBehaviorDefinition id="c"><condition>True</condition><event id="i">{SIGNAL}</event>'
    marker = times(3, part + "</complexBehaviorDefinition>", 'isSequential="true" behavior="Complex"')
    body = START + looped(marker) + boundary("b", "a", SIGNAL) + script("x") + end("e")

    assert Case(micro(body, "s>a>e\nb>x>e", HEAD)).log == [1, "x"]


def test_completion_and_start_quantities_are_obeyed():
    body = script("a").replace("<scriptTask", '<scriptTask completionQuantity="2"') + script("b")
    body += script("c").replace("<scriptTask", '<scriptTask startQuantity="2"')

    assert Case(micro(START + body + end("e"), "s>a>b>c>e")).log == ["a", "b", "b", "c"]


def test_a_parallel_ad_hoc_sub_process_offers_everything_until_its_condition_holds():
    inner = user("u", "v") + f"<completionCondition {FORMAL}>done</completionCondition>"
    case = Case(micro(START + sub("a", inner, tag="adHocSubProcess") + end("e"), "s>a>e"), {"done": False})

    assert case.complete("u").waiting == ["v", "u"]
    assert case.complete("v", done=True).status == "completed"


def test_a_sequential_ad_hoc_sub_process_runs_one_activity_at_a_time():
    inner = (
        script("x") + user("u", "v") + script("z") + "<completionCondition>len(log) > 1</completionCondition>"
    )
    body = sub("a", inner, "u>z", tag="adHocSubProcess", extra='ordering="Sequential"')
    case = Case(micro(START + body + end("e"), "s>a>e"))
    assert (case.log, case.waiting) == (["x"], ["u", "v"])

    assert (case.complete("u").log, case.status) == (["x", "z"], "completed")


def test_of_the_tasks_of_a_sequential_ad_hoc_sub_process_only_one_may_be_in_work():
    inner = user("u", "v", "w") + "<completionCondition>False</completionCondition>"
    body = sub("a", inner, tag="adHocSubProcess", extra='ordering="Sequential"') + user("beside")
    case = Case(micro(START + body + end("e"), "s>a>e\ns>beside>e"))
    u, v, w = (step.id for step in case.run.waiting() if step.element != "beside")

    assert case.run.rivals(u) == (v, w)
    assert case.run.rivals(w) == (u, v)
    [beside] = (step.id for step in case.run.waiting() if step.element == "beside")
    assert case.run.rivals(beside) == ()
    assert set(case.complete("v").waiting) == {"beside", "u", "w"}
    assert {v, u, w}.isdisjoint(step.id for step in case.run.waiting())


def test_the_tasks_of_a_parallel_ad_hoc_sub_process_may_be_in_work_together():
    inner = user("u", "v") + "<completionCondition>False</completionCondition>"
    case = Case(micro(START + sub("a", inner, tag="adHocSubProcess") + end("e"), "s>a>e"))

    assert [case.run.rivals(step.id) for step in case.run.waiting()] == [(), ()]


def test_an_ad_hoc_sub_process_may_let_running_activities_finish():
    inner = user("u", "v") + "<completionCondition>True</completionCondition>"
    body = sub("a", inner, tag="adHocSubProcess", extra='cancelRemainingInstances="false"')
    case = Case(micro(START + body + end("e"), "s>a>e"))

    assert case.complete("u").waiting == ["v"]
    assert case.complete("v").status == "completed"


def test_a_called_process_has_its_own_variables_and_gives_them_back():
    called = process(begins("qs") + script("i", text="x = x + 1") + end("qe"), "qs>i>qe", "q")
    body = START + '<callActivity id="a" calledElement="q"/>' + script("x") + end("e")
    case = Case(micro(body, "s>a>x>e", more=called), {"x": 1})

    assert (case.run.variables["x"], case.log) == (2, ["x"])


def test_a_called_process_with_declared_data_gets_and_gives_only_that():
    data = '<dataInput id="x"/><dataOutput id="y"/><inputSet id="is"><dataInputRefs>x</dataInputRefs>'
    data += '</inputSet><outputSet id="os"><dataOutputRefs>y</dataOutputRefs></outputSet>'
    data = f"<ioSpecification>{data}</ioSpecification>"
    called = process(data + begins("qs") + script("i", text="y = x + 1\nz = 5") + end("qe"), "qs>i>qe", "q")
    case = Case(
        micro(START + '<callActivity id="a" calledElement="q"/>' + end("e"), "s>a>e", more=called), {"x": 1}
    )

    assert (case.run.variables["y"], "z" in case.run.variables) == (2, False)


def test_a_global_task_can_be_called():
    head = '<globalScriptTask id="g"><script>log = log + [1]</script></globalScriptTask>'
    body = START + '<callActivity id="a" calledElement="g"/>' + end("e")

    assert Case(micro(body, "s>a>e", head)).log == [1]


def test_a_process_that_calls_itself_for_ever_is_an_incident():
    body = START + '<callActivity id="a" calledElement="p"/>' + end("e")
    case = Case(micro(body, "s>a>e"))

    assert (case.status, case.run.incident.rule) == ("waiting_incident", "too_deep")


def test_a_called_process_gives_back_only_what_it_wrote():
    called = process(begins("qs") + user("k") + script("i", text="x = x + 1") + end("qe"), "qs>k>i>qe", "q")
    body = START + '<callActivity id="a" calledElement="q"/>' + user("u") + end("e")
    case = Case(micro(body, "s>a>e\ns>u>e", more=called), {"v": 0, "x": 1})
    case.complete("u", v=5).complete("k")

    assert (case.run.variables["v"], case.run.variables["x"]) == (5, 2)


def test_instances_active_and_done_are_counted_for_the_events_of_a_behaviour():
    test = "numberOfActiveInstances + numberOfCompletedInstances != numberOfInstances"
    part = f'<complexBehaviorDefinition id="c"><condition>{test}</condition><event id="i">{SIGNAL}</event>'
    marker = times(3, part + "</complexBehaviorDefinition>", 'behavior="Complex"')
    body = START + looped(marker) + boundary("b", "a", SIGNAL) + script("x") + end("e", "e9")

    assert Case(micro(body, "s>a>e\nb>x>e9", HEAD)).log == [1, 2, 3]
