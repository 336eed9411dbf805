"""What SpiffWorkflow silently does otherwise, row by row, where no other test stands for it."""

import pytest

from tests.engine.draw import (
    ERROR,
    FORMAL,
    HEAD,
    MESSAGE,
    SIGNAL,
    START,
    boundary,
    catch,
    end,
    gateway,
    script,
    throw,
    timer,
    user,
)
from tests.engine.draw import start as begins
from tests.engine.micro import NOW, Case, event_sub, micro, sub
from workflows import Release
from workflows.errors import ReleaseRefused

REFS = (
    HEAD + '<signalEventDefinition id="ref" signalRef="g1"/>'
    f'<timerEventDefinition id="late"><timeDuration {FORMAL}>PT1H</timeDuration></timerEventDefinition>'
)


def wrap(tag, *refs):
    """References as BPMN lists them."""
    return "".join(f"<{tag}>{ref}</{tag}>" for ref in refs)


@pytest.mark.parametrize("id", ["Start", "End", "Root", "p.EndJoin", "p"])
def test_no_id_collides_with_anything_inside(id):
    body = START + script(id).replace("['p", "['p") + end("e")
    if id == "p":
        with pytest.raises(ReleaseRefused):
            micro(body, f"s>{id}>e")
    else:
        assert Case(micro(body, f"s>{id}>e")).log == [id]


def test_event_definitions_by_reference_are_the_definitions_themselves():
    body = START + user("u") + boundary("b", "u", "<eventDefinitionRef>ref</eventDefinitionRef>")
    body += catch("c", "<eventDefinitionRef>late</eventDefinitionRef>") + script("x") + end("e")
    case = Case(micro(body, "s>u>e\nb>c>x>e", REFS)).signal("alarm")

    assert (case.log, case.wait(hours=1).log) == ([], ["x"])


def test_a_sub_process_may_end_in_a_task_and_have_no_events_at_all():
    body = (
        START
        + sub("a", script("i", "j"))
        + sub("b", begins("bs") + script("k", "l") + end("be"), "bs>k\nbs>l>be")
        + script("x")
        + end("e")
    )

    assert Case(micro(body, "s>a>b>x>e")).log == ["i", "j", "k", "l", "x"]


def test_a_process_without_events_begins_where_nothing_leads_to():
    assert Case(micro(script("x", "y", "z"), "x>y")).log == ["x", "z", "y"]


def test_a_non_interrupting_boundary_is_caught_as_often_as_it_comes():
    body = START + user("u") + boundary("b", "u", MESSAGE, False) + boundary("c", "u", SIGNAL, False)
    case = Case(micro(body + script("x", "y") + end("e"), "s>u>e\nb>x>e\nc>y>e", HEAD))

    assert case.deliver("hello").signal("alarm").deliver("hello").log == ["x", "y", "x"]
    assert case.waiting == ["u"]


def test_parallel_branches_share_lists_and_lose_nothing():
    body = START + gateway("parallel", "f", "j") + script("a", "b", "c") + script("x") + end("e")
    case = Case(micro(body, "s>f\nf>a>j\nf>b>j\nf>c>j\nj>x>e"))

    assert case.log == ["a", "b", "c", "x"]


def test_siblings_of_a_boundary_that_fires_never_run():
    inner = begins("is") + throw("t", SIGNAL) + script("i") + end("ie")
    body = START + sub("a", inner, "is>t>i>ie") + boundary("b", "a", SIGNAL) + script("x", "y") + end("e")

    assert Case(micro(body, "s>a>x>e\nb>y>e", HEAD)).log == ["y"]


def test_a_timer_cycle_of_an_event_sub_process_repeats_beside_its_scope():
    body = START + user("u") + end("e") + event_sub("h", timer("R4/PT5S", "timeCycle"), False)

    assert Case(micro(body, "s>u>e")).wait(seconds=30).log == ["h_x"] * 4


def test_the_innermost_lane_is_the_role_of_a_step():
    inner = f'<childLaneSet id="cl"><lane id="clerk">{wrap("flowNodeRef", "u")}</lane></childLaneSet>'
    lanes = f'<laneSet id="ls"><lane id="office">{wrap("flowNodeRef", "u", "s", "e")}{inner}</lane></laneSet>'
    release = micro(lanes + START + user("u") + end("e"), "s>u>e")

    assert Case(release).run.waiting()[0].lane == "clerk"
    assert release.processes["p"].lanes["clerk"].parent == "office"


def test_data_flows_by_associations_through_the_activity_alone():
    sets = f'<inputSet id="i1">{wrap("dataInputRefs", "given")}</inputSet>'
    sets += f'<outputSet id="o1">{wrap("dataOutputRefs", "made")}</outputSet>'
    needs = f'<ioSpecification><dataInput id="given"/><dataOutput id="made"/>{sets}</ioSpecification>'
    comes = wrap("sourceRef", "order_ref") + wrap("targetRef", "given")
    goes = wrap("sourceRef", "made") + wrap("targetRef", "total")
    ways = wrap("dataInputAssociation", comes) + wrap("dataOutputAssociation", goes)
    task = f'<scriptTask id="x">{needs}{ways}<script>made = given * 2</script></scriptTask>'
    data = '<dataObject id="order"/><dataObjectReference id="order_ref" dataObjectRef="order"/>'
    data += '<dataObject id="total"/>'
    case = Case(micro(data + START + task + end("e"), "s>x>e"), {"order": 21})

    assert (case.run.variables["total"], "made" in case.run.variables) == (42, False)


def test_a_moved_or_renamed_prefix_changes_nothing():
    files = micro(START + script("x") + end("e"), "s>x>e").files["p.bpmn"].decode()
    renamed = files.replace("<", "<b:").replace("<b:/", "</b:").replace("xmlns=", "xmlns:b=")
    renamed = renamed.replace("<b:![CDATA[", "<![CDATA[")

    assert Case(Release.load({"p.bpmn": renamed.encode()})).log == ["x"]


def test_only_processes_marked_executable_may_be_started():
    other = '<process id="q" isExecutable="false"><task id="qt"/></process>'
    release = micro(START + end("e"), "s>e", more=other)

    assert list(release.processes) == ["p"]


def test_every_step_has_its_own_number_and_the_clock_is_the_callers():
    run = Case(micro(START + user("u") + end("e"), "s>u>e")).run
    run.complete(run.waiting()[0].id, {}, NOW)

    assert [move.id for move in run.moves] == [3, 4]


@pytest.mark.parametrize("lines", ["s>f\nf>t\nf>x", "s>f\nf>x\nf>t"])
def test_a_signal_is_heard_by_a_parallel_branch_whatever_is_drawn_first(lines):
    body = START + gateway("parallel", "f") + throw("t", SIGNAL) + script("x") + catch("c", SIGNAL) + end("e")

    assert Case(micro(body, lines + "\nx>c>e\nt>e", HEAD)).status == "completed"


def test_a_script_may_throw_an_error_that_is_caught_by_its_code():
    body = START + script("a", text="n = 1\nfail('E1')") + boundary("b", "a", ERROR) + script("x") + end("e")
    case = Case(micro(body, "s>a>e\nb>x>e", HEAD))

    assert (case.log, "n" in case.run.variables) == (["x"], False)


@pytest.mark.parametrize("text", ["fail('E2')", "fail('anything')", "n = 1 // 0"])
def test_a_mistake_in_a_script_is_never_an_outcome(text):
    body = (
        START
        + script("a", text=text)
        + boundary("b", "a", "<errorEventDefinition/>")
        + script("x")
        + end("e")
    )
    case = Case(micro(body, "s>a>e\nb>x>e", HEAD))

    assert (case.log, case.run.incident.rule) == ([], "script_failed")


def test_an_output_nobody_wrote_leaves_its_target_alone():
    sets = f'<inputSet id="i1"/><outputSet id="o1">{wrap("dataOutputRefs", "made")}</outputSet>'
    needs = f'<ioSpecification><dataOutput id="made"/>{sets}</ioSpecification>'
    goes = wrap("dataOutputAssociation", wrap("sourceRef", "made") + wrap("targetRef", "total"))
    task = f'<scriptTask id="x">{needs}{goes}<script>total = 7</script></scriptTask>'

    assert (
        Case(micro('<dataObject id="total"/>' + START + task + end("e"), "s>x>e")).run.variables["total"] == 7
    )


def test_a_non_interrupting_timer_that_is_no_cycle_is_caught_once():
    body = START + user("u") + boundary("b", "u", timer("PT1H"), False) + script("x") + end("e")

    assert Case(micro(body, "s>u>e\nb>x>e")).wait(hours=1).wait(hours=5).log == ["x"]


def test_new_variables_of_a_loop_or_sub_process_belong_to_the_scope_around():
    test = f"<loopCondition {FORMAL}>again</loopCondition>"
    loop = f"<standardLoopCharacteristics>{test}</standardLoopCharacteristics>"
    inner = sub("p1", begins("is") + script("i", text="fresh = 1") + end("ie"), "is>i>ie")
    body = START + f'<userTask id="u">{loop}</userTask>' + inner + end("e")
    case = Case(micro(body, "s>u>p1>e"), {"again": True})
    case.complete("u", answer=5, again=False)

    assert (case.run.variables["answer"], case.run.variables["fresh"]) == (5, 1)


def test_what_a_sub_process_declares_is_its_own():
    inner = (
        '<dataObject id="draft"/>'
        + begins("is")
        + script("i", text="draft = 1\nn = 2")
        + user("u")
        + end("ie")
    )
    case = Case(micro(START + sub("p1", inner, "is>i>u>ie") + end("e"), "s>p1>e"), {"n": 0})

    assert case.run.variables_of(case.run.waiting()[0].id)["draft"] == 1
    assert ("draft" in case.run.variables, case.run.variables["n"]) == (False, 2)
