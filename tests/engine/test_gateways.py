"""Gateways and sequence flows take the flows the standard says, in document order."""

from tests.engine.draw import START, end, gateway, script, user
from tests.engine.micro import Case, micro

ENDS = START + end("e")


def test_an_exclusive_gateway_takes_the_first_true_flow_in_document_order():
    body = ENDS + '<exclusiveGateway id="g"/>' + script("x") + script("y")
    case = Case(micro(body, "s>g\ng>y: n > 1\ng>x: n > 0\nx>e\ny>e"), {"n": 5})

    assert case.log == ["y"]


def test_an_exclusive_gateway_falls_back_to_its_default_flow():
    body = ENDS + '<exclusiveGateway id="g" default="g_x"/>' + script("x") + script("y")
    case = Case(micro(body, "s>g\ng>x\ng>y: n > 1\nx>e\ny>e"), {"n": 0})

    assert case.log == ["x"]


def test_a_gateway_without_a_true_flow_is_an_incident():
    body = ENDS + '<exclusiveGateway id="g"/>' + script("x") + script("y")
    case = Case(micro(body, "s>g\ng>x: n > 9\ng>y: n > 8\nx>e\ny>e"), {"n": 0})

    assert (case.run.incident.element, case.run.incident.rule) == ("g", "no_flow_holds")


def test_a_parallel_join_waits_for_every_branch_and_loses_no_write():
    body = (
        ENDS
        + '<parallelGateway id="f"/><parallelGateway id="j"/><userTask id="b"/>'
        + script("a", text="v = 1")
        + script("c", text="w = v + 1")
    )
    case = Case(micro(body, "s>f>a>j\nf>b>j\nj>c>e"), {"v": 0})
    assert case.waiting == ["b"]

    case.complete("b", other=2)
    assert (case.run.variables["v"], case.run.variables["w"], case.status) == (1, 2, "completed")


def test_a_second_round_of_tokens_through_a_join_is_not_swallowed():
    body = ENDS + '<parallelGateway id="f"/><parallelGateway id="j"/><userTask id="a"/><userTask id="b"/>'
    body += '<exclusiveGateway id="m"/>' + script("x") + script("y")
    case = Case(micro(body, "s>x>m\ns>y>m\nm>f\nf>a>j\nf>b>j\nj>e"))
    assert case.waiting == ["a", "b", "a", "b"]

    case.complete("a").complete("a").complete("b").complete("b")
    assert [move for move in case.path if move[0] == "e"] == [("e", "completed")] * 2


def test_an_inclusive_gateway_forks_to_every_true_flow_and_joins_what_came():
    body = ENDS + gateway("inclusive", "f", "j") + user("a", "b", "c") + script("x")
    case = Case(micro(body, "s>f\nf>a: n > 0\nf>b: n > 1\nf>c: n > 2\na>j\nb>j\nc>j\nj>x>e"), {"n": 2})
    assert case.waiting == ["a", "b"]

    case.complete("a")
    assert case.log == []
    case.complete("b")
    assert (case.log, case.status) == (["x"], "completed")


def test_conditional_flows_of_an_activity_may_all_be_taken_and_the_default_only_if_none():
    body = ENDS + '<userTask id="t" default="t_z"/>' + script("x") + script("y") + script("z")
    release = micro(body, "s>t\nt>x: n > 0\nt>y: n > 1\nt>z\nx>e\ny>e\nz>e")

    assert Case(release).complete("t", n=2).log == ["x", "y"]
    assert Case(release).complete("t", n=0).log == ["z"]


def test_a_complex_case_completes_only_when_every_token_has_ended():
    body = ENDS + user("a", "b")
    case = Case(micro(body, "s>a\ns>b\na>e\nb>e"))
    case.complete("a")
    assert case.status == "running"

    case.complete("b")
    assert case.status == "completed"


def test_an_inclusive_join_does_not_wait_for_what_may_also_come_where_a_token_is():
    """13.4.3: what can reach an empty inflow, but also one that has a token, does not hold the join."""
    body = ENDS + gateway("parallel", "f") + gateway("inclusive", "j") + user("u") + script("x", "y")
    body += gateway("exclusive", "g", "m")
    case = Case(micro(body, "s>f\nf>m\nf>u>g\ng>m: to_m\ng>y: not to_m\nm>j\ny>j\nj>x>e"), {"to_m": True})

    assert (case.log, case.waiting) == (["x"], ["u"])
