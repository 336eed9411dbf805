"""Joins that wait for each other and for nothing else: incidents, not silence."""

from tests.engine.draw import START, end, gateway, script, user
from tests.engine.micro import Case, micro


def stuck(case):
    return [(found.element, found.rule) for found in case.run.incidents()]


def test_parallel_joins_that_wait_for_each_other_are_stuck():
    body = START + gateway("parallel", "j1", "j2") + script("x", "y") + end("e")
    case = Case(micro(body, "s>j1\ns>j2\nj1>x>j2\nj2>y>j1\nj1>e"))

    assert stuck(case) == [("j1", "stuck"), ("j2", "stuck")]


def test_two_activities_that_lack_a_token_each_are_stuck():
    tasks = '<task id="a" startQuantity="2"/><task id="b" startQuantity="2"/>'
    assert stuck(Case(micro(START + tasks + end("e"), "s>a>e\ns>b>e"))) == [("a", "stuck"), ("b", "stuck")]


def test_inclusive_joins_that_wait_for_each_other_are_stuck():
    body = START + gateway("parallel", "g") + gateway("inclusive", "i1", "i2")
    body += gateway("exclusive", "x1", "x2") + script("a", "b") + end("e")
    lines = "s>g\ng>i1>a>x1\ng>i2>b>x2\nx1>i2: False\nx1>e: True\nx2>i1: False\nx2>e: True"

    assert stuck(Case(micro(body, lines))) == [("i1", "stuck"), ("i2", "stuck")]


def test_joins_are_not_stuck_while_a_person_can_still_bring_a_token():
    body = START + gateway("parallel", "j1", "j2") + user("u") + end("e")
    assert stuck(Case(micro(body, "s>j1\ns>j2\ns>u>j1\nu>j2\nj1>e\nj2>e"))) == []
