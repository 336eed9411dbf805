"""What a catching event makes of a payload before it writes it."""

import pytest

from tests.engine.draw import FORMAL, HEAD, MESSAGE, START, boundary, catch, end, user
from tests.engine.micro import Case, micro

MAKES = {
    "a transformation": '<transformation>o1["k"] + extra</transformation>',
    "an assignment": f'<assignment><from>o1["k"] + extra</from><to {FORMAL}>dst</to></assignment>',
}


def output(how):
    """A data output that is written to `dst` by way of an expression."""
    ends = "<sourceRef>o1</sourceRef><targetRef>dst</targetRef>"
    association = f"<dataOutputAssociation>{ends}{how}</dataOutputAssociation>"
    return f'<dataOutput id="o1"/>{association}<outputSet><dataOutputRefs>o1</dataOutputRefs></outputSet>'


@pytest.mark.parametrize("how", MAKES)
@pytest.mark.parametrize("payload", [{"o1": {"k": 5}}, {"k": 5}])
def test_a_caught_payload_is_transformed_on_its_way_into_a_variable(how, payload):
    body = '<dataObject id="dst"/>' + START + catch("c", output(MAKES[how]) + MESSAGE) + user("u") + end("e")
    case = Case(micro(body, "s>c>u>e", HEAD), {"extra": 1}).deliver("hello", payload)

    assert case.run.variables["dst"] == 6


def test_a_boundary_event_transforms_what_it_caught():
    caught = boundary("b", "u", output(MAKES["a transformation"]) + MESSAGE)
    body = '<dataObject id="dst"/>' + START + user("u") + caught + user("w") + end("e", "e2")
    case = Case(micro(body, "s>u>e\nb>w>e2", HEAD), {"extra": 1}).deliver("hello", {"o1": {"k": 5}})

    assert (case.run.variables["dst"], case.waiting) == (6, ["w"])


def test_a_payload_that_cannot_be_transformed_is_kept_for_a_retry():
    how = output(MAKES["a transformation"])
    body = '<dataObject id="dst"/>' + START + catch("c", how + MESSAGE) + user("u") + end("e")
    case = Case(micro(body, "s>c>u>e", HEAD)).deliver("hello", {"o1": {"k": 5}})
    broken = case.run.incident.step_id
    case.after(case.run.repair({"extra": 1}, case.now)).after(case.run.retry(broken, case.now))

    assert (case.run.variables["dst"], case.waiting) == (6, ["u"])
