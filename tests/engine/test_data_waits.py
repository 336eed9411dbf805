"""An activity waits until the data it must have is there (BPMN 2.0.2, 10.4.2: availability of input sets)."""

from tests.engine.draw import HEAD, SIGNAL, START, boundary, end, gateway, script, timer, user
from tests.engine.draw import start as begins
from tests.engine.micro import NOW, Case, micro, process, sub

DATA = '<dataObject id="plan"/>'


def needs(id, source="plan", tag="scriptTask", optional=False, does="log = log + [given]"):
    """A task that must be given `plan` as `given`, or may be."""
    may = "<optionalInputRefs>given</optionalInputRefs>" if optional else ""
    sets = f"<inputSet><dataInputRefs>given</dataInputRefs>{may}</inputSet><outputSet/>"
    io = f'<ioSpecification><dataInput id="given" name="given"/>{sets}</ioSpecification>'
    feed = f"<sourceRef>{source}</sourceRef><targetRef>given</targetRef>"
    inner = f"{io}<dataInputAssociation>{feed}</dataInputAssociation>"
    work = f"<script><![CDATA[{does}]]></script>" if tag == "scriptTask" else ""
    return f'<{tag} id="{id}">{inner}{work}</{tag}>'


def beside(task, lines="", more=""):
    """The task stands beside a person who writes the plan."""
    body = DATA + START + gateway("parallel", "f") + task + user("w") + end("e1", "e2") + more
    return Case(micro(body, f"s>f>a>e1\nf>w>e2\n{lines}", HEAD))


def test_it_begins_once_another_branch_has_written_what_it_needs():
    case = beside(needs("a"))
    assert (case.log, case.waiting, case.status) == ([], ["w"], "running")

    case.complete("w", plan="drawn")
    assert (case.log, case.status) == (["drawn"], "completed")


def test_what_is_there_already_is_not_waited_for():
    case = Case(micro(DATA + START + script("x", text="plan = 1") + needs("a") + end("e"), "s>x>a>e"))

    assert (case.log, case.status) == ([1], "completed")


def test_an_optional_input_is_not_waited_for():
    assert beside(needs("a", optional=True)).log == [None]


def test_a_person_is_asked_and_deadlines_run_only_when_the_data_is_there():
    case = beside(
        needs("a", tag="userTask"), "b>x>e3", boundary("b", "a", timer("PT1H")) + script("x") + end("e3")
    )
    assert (case.waiting, case.run.next_due()) == (["w"], None)

    case.complete("w", plan=1)
    assert (case.waiting, case.run.next_due()) == (["a"], "2026-11-22T10:00:00Z")


def test_a_data_object_nobody_writes_any_more_is_taken_empty_as_it_is():
    case = beside(needs("a")).complete("w")

    assert (case.log, case.status) == ([None], "completed")


def test_a_variable_nobody_can_write_any_more_is_an_incident_until_it_is_repaired():
    fed = (
        "<dataInputAssociation><sourceRef>plan</sourceRef><targetRef>given</targetRef></dataInputAssociation>"
    )
    case = beside(needs("a").replace(fed, "")).complete("w")
    found = case.run.incident
    assert (case.status, found.element, found.rule) == ("waiting_incident", "a", "input_missing")

    case.after(case.run.repair({"given": "late"}, NOW)).after(case.run.retry(found.step_id, NOW))
    assert (case.log, case.status) == (["late"], "completed")


def test_a_value_written_by_an_event_is_seen_too():
    handler = sub(
        "h",
        begins("hs", SIGNAL, 'isInterrupting="false"') + script("hx", text="plan = 'told'") + end("he"),
        "hs>hx>he",
        extra='triggeredByEvent="true"',
    )
    case = Case(micro(DATA + START + needs("a") + end("e") + handler, "s>a>e", HEAD))
    assert case.status == "running"

    assert (case.signal("alarm").log, case.status) == (["told"], "completed")


def test_what_waits_for_data_is_withdrawn_with_its_scope():
    inner = begins("is") + needs("a") + end("ie")
    body = DATA + START + sub("p1", inner, "is>a>ie") + boundary("b", "p1", SIGNAL) + user("w") + end("e")
    case = Case(micro(body, "s>p1>e\nb>w>e", HEAD)).signal("alarm")

    assert case.waiting == ["w"]
    assert case.complete("w", plan=1).status == "completed"


def test_a_call_waits_for_its_data_too():
    takes = "<inputSet><dataInputRefs>q1</dataInputRefs></inputSet><outputSet/>"
    takes = f'<ioSpecification><dataInput id="q1" name="given"/>{takes}</ioSpecification>'
    called = process(takes + begins("qs") + end("qe"), "qs>qe", "q")
    call = needs("a", tag="callActivity").replace('id="a"', 'id="a" calledElement="q"')
    body = DATA + START + gateway("parallel", "f") + call + user("w") + script("x") + end("e1", "e2")
    case = Case(micro(body, "s>f>a>x>e1\nf>w>e2", HEAD, called))

    assert case.log == []
    assert case.complete("w", plan=1).log == ["x"]
