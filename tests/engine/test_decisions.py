"""Decision tables decide as DMN 1.3 says, and record what they saw."""

from datetime import UTC, datetime

import pytest

from tests.engine.dmn import dmn, table
from workflows.decisions import (
    DecisionFailed,
    Decisions,
    DecisionUnknown,
    InputRefused,
    NoRuleFired,
    OutputRefused,
    RulesDisagree,
    SeveralRulesFired,
)
from workflows.decisions.dmn import NAMESPACES
from workflows.scripts import Context

CONTEXT = Context(datetime(2026, 11, 22, 9, tzinfo=UTC))


def decide(scope, *arguments, **more):
    return Decisions.load({"t.dmn": dmn(table(*arguments, **more))}).decide("table", scope, CONTEXT)


def outputs_of(scope, *arguments, **more):
    return decide(scope, *arguments, **more)[0]


LEVELS = (["n: number"], ["level: string"], [">= 20 | 'a'", ">= 10 | 'b'", ">= 0 | 'c'"])
PRIORITIES = (
    ["n: number"],
    ["level: string 'c','a','b'", "fee: number"],
    [">= 20 | 'a' | 1", ">= 10 | 'b' | 2", ">= 0 | 'c' | 3"],
)


def test_the_row_that_fired_and_its_inputs_are_recorded():
    rules = [">= 20 | 'a'", "[10..20) | 'b'", "< 10 | 'c'"]
    outputs, record = decide({"n": 12}, ["n + 1: number"], ["level: string"], rules)
    assert outputs == {"level": "b"}
    assert record == {"table": "table", "rules": [2], "inputs": {"n + 1": 13}, "outputs": {"level": "b"}}


@pytest.mark.parametrize("model", NAMESPACES)
def test_every_version_of_dmn_is_read(model):
    data = dmn(table(["n: number"], ["x: number"], ["- | 1"]), model=model)
    assert Decisions.load({"t.dmn": data}).decide("table", {"n": 1}, CONTEXT)[0] == {"x": 1}


def test_unique_refuses_two_rows_at_once_and_names_them():
    with pytest.raises(SeveralRulesFired) as caught:
        decide({"n": 25}, *LEVELS)
    assert "1, 2, 3" in caught.value.th
    assert caught.value.record["rules"] == [1, 2, 3]
    assert caught.value.values == {"n": 25}


@pytest.mark.parametrize(
    ("policy", "n", "expected", "rules"),
    [
        ("FIRST", 25, "a", [1]),
        ("FIRST", 12, "b", [2]),
        ("RULE ORDER", 12, ["b", "c"], [2, 3]),
        ("RULE ORDER", 5, ["c"], [3]),
        ("COLLECT", 25, ["a", "b", "c"], [1, 2, 3]),
    ],
)
def test_first_takes_one_and_rule_order_takes_all(policy, n, expected, rules):
    outputs, record = decide({"n": n}, *LEVELS, policy=policy)
    assert (outputs["level"], record["rules"]) == (expected, rules)


def test_priority_follows_the_order_of_the_output_values():
    assert outputs_of({"n": 25}, *PRIORITIES, policy="PRIORITY") == {"level": "c", "fee": 3}


def test_output_order_gives_all_hits_the_highest_priority_first():
    outputs, record = decide({"n": 25}, *PRIORITIES, policy="OUTPUT ORDER")
    assert [one["level"] for one in outputs["table"]] == ["c", "a", "b"]
    assert record["rules"] == [3, 1, 2]


def test_the_second_output_decides_among_equals():
    outputs = ["level: string 'a','b'", "fee: number 9,5"]
    assert (
        outputs_of({"n": 1}, ["n: number"], outputs, ["1 | 'a' | 5", "1 | 'a' | 9"], policy="PRIORITY")["fee"]
        == 9
    )


def test_any_accepts_rows_that_agree_and_refuses_those_that_do_not():
    same = (["n: number"], ["x: string"], [">= 1 | 'a'", "<= 9 | 'a'", "0 | 'b'"])
    outputs, record = decide({"n": 5}, *same, policy="ANY")
    assert (outputs, record["rules"]) == ({"x": "a"}, [1, 2])
    with pytest.raises(RulesDisagree):
        decide({"n": 0}, *same, policy="ANY")


@pytest.mark.parametrize(
    ("how", "expected"), [("SUM", 6), ("MIN", 1), ("MAX", 3), ("COUNT", 3), ("", [1, 2, 3])]
)
def test_collect_gathers_and_aggregates(how, expected):
    more = f'aggregation="{how}"' if how else ""
    rules = [">= 20 | 1", ">= 10 | 2", ">= 0 | 3"]
    assert outputs_of({"n": 25}, ["n: number"], ["x: number"], rules, policy="COLLECT", more=more) == {
        "x": expected
    }


def test_a_sum_is_exact():
    rules = ["- | 0.1", "- | 0.2"]
    found = outputs_of(
        {"n": 1}, ["n: number"], ["x: number"], rules, policy="COLLECT", more='aggregation="SUM"'
    )
    assert found == {"x": 0.3}


def test_counting_nothing_gives_zero_and_any_other_table_waits_as_an_incident():
    rules = ["> 100 | 1"]
    count = outputs_of(
        {"n": 1}, ["n: number"], ["x: number"], rules, policy="COLLECT", more='aggregation="COUNT"'
    )
    assert count == {"x": 0}
    for policy in ("UNIQUE", "FIRST", "ANY", "COLLECT", "RULE ORDER"):
        with pytest.raises(NoRuleFired) as caught:
            decide({"n": 1}, ["n: number"], ["x: number"], rules, policy=policy)
        assert caught.value.record["inputs"] == {"n": 1}


def test_without_a_row_the_default_output_is_taken():
    found = decide(
        {"n": 1}, ["n: number"], ["x: string", "y: number"], ["> 9 | 'a' | 1"], defaults=["'none'", "n + 1"]
    )
    assert found[0] == {"x": "none", "y": 2}
    assert found[1]["rules"] == []


@pytest.mark.parametrize(
    ("cell", "yes", "no"),
    [
        (">= 10", [10, 11.5], [9.9, None]), ("< 10", [9], [10, None]), ("10", [10, 10.0], [1, None]),
        ("-5", [-5], [5]),
        ("[1..5]", [1, 5], [0, 6, None]), ("(1..5]", [2, 5], [1]), ("]1..5[", [2], [1, 5]),
        ("[1..5)", [1], [5]),
        ("1,3,5", [1, 5], [2, None]), ("< 3, > 8", [2, 9], [5]), ("not(3)", [2, None], [3]),
        ("not([1..5])", [6], [3, None]),
        ("not(1, 2)", [3], [1, 2]), ("null", [None], [0]), ("not(null)", [0], [None]), ("-", [1, None], []),
        ("", [1], []),
        ("!= 3", [2], [3]), ("= 3", [3], [2]), ("limit", [7], [8]), (">= limit", [7], [6]),
        ("[limit..limit + 2]", [9], [10]),
        ("? * 2 > limit", [4], [3]), ("in [1, limit]", [7, 1], [2]), ("[1, 2]", [1], [3]),
        ("not(>= 5)", [4], [5, None]),
        ("[10..20], 30", [30, 15], [25]), ("-1.5", [-1.5], [1.5]), ("[-2..-1]", [-1.5], [1]),
        ("? == None or ? > 5", [None, 6], [5]),
    ],
)  # fmt: skip
def test_unary_tests_of_numbers(cell, yes, no):
    rules = (["n: number"], ["hit: boolean"], [f"{cell} | true"])
    for n in yes:
        assert outputs_of({"n": n, "limit": 7}, *rules) == {"hit": True}
    for n in no:
        with pytest.raises(NoRuleFired):
            decide({"n": n, "limit": 7}, *rules)


@pytest.mark.parametrize(
    ("kind", "cell", "yes", "no"),
    [
        ("string", '"a","b"', ["a", "b"], ["c", None]), ("string", 'not("a","b")', ["c", None], ["a"]),
        ("string", '"ก, ข"', ["ก, ข"], ["ก"]), ("string", 'contains(?, "iot")', ["Smart IoT"], ["AI"]),
        ("string", '["a"..."c"]'.replace("...", ".."), ["b"], ["d"]),
        ("string", '"say \\"hi\\""', ['say "hi"'], ["say"]),
        ("boolean", "true", [True], [False, None]), ("boolean", "not(true)", [False, None], [True]),
        ("date", ">= date(\"2026-01-01\")", ["2026-06-01"], ["2025-12-31"]),
        ("date", '"2026-01-01"', ["2026-01-01"], ["2026-01-02"]),
        ("date", '[date("2026-01-01")..date("2026-12-31")]', ["2026-12-31"], ["2027-01-01", None]),
        ("dateTime", '> date and time("2026-01-01T07:00:00+07:00")', ["2026-01-01T00:00:01Z"],
         ["2026-01-01T00:00:00Z"]),
        ("number", ">= 100.5", ["100.50", "3,480,000.00"], ["100.49"]), ("integer", "5", [5, "5"], [4]),
        ("", "> 5", [6], [5]), ("", '"a"', ["a"], [5, True]), ("Any", "true", [True], [1, "true"]),
        ("feel:string", '"a"', ["a"], ["b"]),
    ],
)  # fmt: skip
def test_unary_tests_of_other_types(kind, cell, yes, no):
    rules = ([f"v: {kind}"], ["hit: boolean"], [f"{cell} | true"])
    for value in yes:
        assert outputs_of({"v": value}, *rules) == {"hit": True}
    for value in no:
        with pytest.raises(NoRuleFired):
            decide({"v": value}, *rules)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", "many"), ("number", True), ("number", [1]), ("integer", 1.5), ("integer", "1.5"),
        ("string", 5),
        ("boolean", "true"), ("boolean", 1), ("date", "2026-02-30"), ("date", "2026-01-01T00:00:00Z"),
        ("date", 5),
        ("dateTime", "2026-01-01T00:00:00"), ("string", {"a": 1}),
    ],
)  # fmt: skip
def test_an_input_of_another_type_is_an_incident_not_a_missed_row(kind, value):
    with pytest.raises(InputRefused) as caught:
        decide({"v": value}, [f"v: {kind}"], ["hit: boolean"], ["- | true"])
    assert caught.value.record["inputs"] == {"v": value}


def test_an_input_outside_its_allowed_values_is_an_incident():
    rules = (["v: string 'a','b'"], ["hit: boolean"], ["- | true"])
    assert outputs_of({"v": None}, *rules) == {"hit": True}
    with pytest.raises(InputRefused):
        decide({"v": "c"}, *rules)


def test_outputs_may_be_expressions_over_variables_and_are_checked():
    rules = (["n: number"], ["fee: number 10,20"], ["> 0 | n * 10"])
    assert outputs_of({"n": 2}, *rules) == {"fee": 20}
    with pytest.raises(OutputRefused):
        decide({"n": 3}, *rules)
    with pytest.raises(OutputRefused):
        decide({"n": 1}, ["n: number"], ["fee: string"], ["> 0 | n + 1"])


def test_feel_words_mean_the_same_as_starlark_words():
    rules = (["v: boolean"], ["x: Any", "y: Any", "z: Any"], ['true | null | v = true | "true"'])
    assert outputs_of({"v": True}, *rules) == {"x": None, "y": True, "z": "true"}


def test_each_input_is_evaluated_once_whatever_the_number_of_rows():
    calls = []

    class Scope(dict):
        def __getitem__(self, key):
            calls.append(key)
            return super().__getitem__(key)

    decide(Scope(n=1), ["n: number"], ["x: number"], ["1 | 1", "2 | 2", "3 | 3", "4 | 4"])
    assert calls == ["n"]


def test_an_error_in_a_cell_names_the_row():
    with pytest.raises(DecisionFailed) as caught:
        decide({"v": "a", "n": 1}, ["v: Any"], ["x: number"], ["1 | 1", "> n | 2"])
    assert "แถวที่ 2" in caught.value.th
    with pytest.raises(DecisionFailed) as caught:
        decide({"v": 1}, ["v + missing: Any"], ["x: number"], ["- | 1"])
    assert "missing" in caught.value.en


def test_tables_chain_by_their_information_requirements():
    first = table(["n: number"], ["level: string"], ["> 5 | 'high'", "<= 5 | 'low'"], name="first")
    pair = table(["n: number"], ["a: number", "b: number"], ["- | 1 | 2"], name="pair")
    last = table(
        ["level: string", "first: string", "pair[\"b\"]: number"], ["x: string"],
        ["'high' | 'high' | 2 | 'yes'"],
        name="last", requires=["first", "pair"],
    )  # fmt: skip
    loaded = Decisions.load({"b.dmn": dmn(last), "a.dmn": dmn(first, pair)})
    outputs, record = loaded.decide("last", {"n": 9}, CONTEXT)
    assert outputs == {"x": "yes"}
    assert [one["table"] for one in record["requires"]] == ["first", "pair"]
    assert (loaded.reads("last"), loaded.writes("last")) == (("n",), ("x",))


def test_a_literal_expression_is_a_decision_too():
    literal = (
        '<decision id="score"><literalExpression><text>impact * urgency</text></literalExpression></decision>'
    )
    last = table(
        ["score: number"], ["p: string"], [">= 20 | 'P1'", "< 20 | 'P2'"], name="last", requires=["score"]
    )
    loaded = Decisions.load({"t.dmn": dmn(literal, last)})
    assert loaded.decide("last", {"impact": 5, "urgency": 4}, CONTEXT)[0] == {"p": "P1"}
    assert loaded.decide("score", {"impact": 5, "urgency": 4}, CONTEXT)[0] == {"score": 20}
    with pytest.raises(DecisionFailed):
        loaded.decide("score", {"impact": 5}, CONTEXT)


def test_a_several_hit_table_with_several_outputs_gives_one_list_of_rows():
    outputs = outputs_of(
        {"n": 1}, ["n: number"], ["a: number", "b: number"], ["- | 1 | 2", "1 | 3 | 4"], policy="COLLECT"
    )
    assert outputs == {"table": [{"a": 1, "b": 2}, {"a": 3, "b": 4}]}


def test_a_decision_nobody_wrote_is_unknown():
    with pytest.raises(DecisionUnknown):
        Decisions.load({}).decide("nope", {}, CONTEXT)


def test_a_bomb_in_a_cell_is_an_incident():
    with pytest.raises(DecisionFailed):
        decide({"n": 1}, ["n: number"], ["x: Any"], ["- | [0] * 1000000000"])
    with pytest.raises(DecisionFailed):
        decide({"n": 10**9}, ["n: number"], ["x: Any"], ["len([0] * ?) > 1 | 1"])
