"""Gaps and overlaps: every finding is true, and none is missed, held against trying every input."""

from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.engine.dmn import dmn, table
from workflows.decisions import Decisions, NoRuleFired, RulesDisagree, SeveralRulesFired
from workflows.scripts import Context

CONTEXT = Context(datetime(2026, 11, 22, 9, tzinfo=UTC))
VALUES = {
    "n: integer": [-1, 0, 1, 2, 3, 4, 5, 6, 7],
    "r: number": [-1.5, 2.75, *(x / 2 for x in range(-2, 14))],
    "s: string 'a','b','c'": ["a", "b", "c"],
    "t: string": ["a", "b", "c", "zz"],
    "b: boolean": [True, False],
    "d: date": ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05"],
}
NUMBERS = [
    "-",
    "3",
    "< 2",
    ">= 2",
    "[0..3]",
    "(3..5]",
    "]1..5[",
    "> 5",
    "not([2..4])",
    "0,1,5",
    "<= -1",
    "!= 3",
    "not(3)",
]
DAYS = [
    "-",
    "date('2026-01-03')",
    "< date('2026-01-02')",
    "[date('2026-01-02')..date('2026-01-04')]",
    "> '2026-01-04'",
]
CELLS = {
    "n: integer": NUMBERS,
    "r: number": [*NUMBERS, "2.5", "(2.5..3)"],
    "s: string 'a','b','c'": ["-", "'a'", "'b','c'", "not('a')", "'a','c'"],
    "t: string": ["-", "'a'", "'b','c'", "not('a')", "not('a','b')"],
    "b: boolean": ["-", "true", "false", "not(true)"],
    "d: date": DAYS,
}


def load(inputs, rows, policy="UNIQUE", **more):
    rules = [" | ".join([*cells, more.get("outputs", {}).get(n, "1")]) for n, cells in enumerate(rows)]
    defaults = more.get("defaults", ())
    return Decisions.load({"t.dmn": dmn(table(inputs, ["x: number"], rules, policy, defaults=defaults))})


def hits(loaded, values):
    """The rows that fit, found by deciding."""
    names = [spec.split(":")[0] for spec in VALUES]
    scope = {**dict.fromkeys(names), **values}
    try:
        return tuple(loaded.decide("table", scope, CONTEXT)[1]["rules"])
    except NoRuleFired:
        return ()
    except (SeveralRulesFired, RulesDisagree) as several:
        return tuple(several.record["rules"])


def of_kind(loaded, kind):
    return [finding for finding in loaded.findings("table") if finding.kind == kind]


columns = some.lists(some.sampled_from(list(VALUES)), min_size=1, max_size=3, unique=True)


@some.composite
def tables(draw):
    inputs = draw(columns)
    cells = some.tuples(*(some.sampled_from(CELLS[spec]) for spec in inputs))
    return inputs, draw(some.lists(cells, min_size=1, max_size=5))


def names_of(inputs):
    return [spec.split(":")[0] for spec in inputs]


@given(tables())
def test_findings_are_exactly_what_trying_every_input_finds(drawn):
    inputs, rows = drawn
    loaded = load(inputs, rows)
    every = {values: hits(loaded, dict(zip(names_of(inputs), values, strict=True)))
             for values in product(*(VALUES[spec] for spec in inputs))}  # fmt: skip
    gaps, overlaps = of_kind(loaded, "gap"), of_kind(loaded, "overlap")
    assert bool(gaps) == (() in every.values())
    pairs = {(a, b) for rules in every.values() for a in rules for b in rules if a < b}
    assert {finding.rules for finding in overlaps} == pairs
    assert not of_kind(loaded, "unchecked")


def filled(inputs, example):
    """The example with any value for the inputs it leaves open."""
    choices = [
        [example[name]] if name in example else VALUES[spec]
        for name, spec in zip(names_of(inputs), inputs, strict=True)
    ]
    return [dict(zip(names_of(inputs), values, strict=True)) for values in product(*choices)]


@given(tables())
def test_every_example_shows_what_it_says(drawn):
    inputs, rows = drawn
    loaded = load(inputs, rows)
    for finding in loaded.findings("table"):
        example = {
            key: str(value) if isinstance(value, str) else value for key, value in finding.example.items()
        }
        found = {hits(loaded, values) for values in filled(inputs, example)}
        if finding.kind == "gap":
            assert found == {()}
        if finding.kind == "overlap":
            assert all(set(finding.rules) <= set(rules) for rules in found)


@given(tables())
def test_a_row_that_never_fires_is_found_and_no_other(drawn):
    inputs, rows = drawn
    loaded = load(inputs, rows, "FIRST")
    fired = {rule for values in product(*(VALUES[spec] for spec in inputs))
             for rule in hits(loaded, dict(zip(names_of(inputs), values, strict=True)))}  # fmt: skip
    never = {finding.rules[0] for finding in of_kind(loaded, "never")}
    assert never == set(range(1, len(rows) + 1)) - fired


def test_a_gap_between_whole_numbers_is_none_but_between_numbers_it_is():
    rows = [("[0..11]",), ("[12..25]",), ("< 0",), ("> 25",)]
    assert of_kind(load(["n: integer"], rows), "gap") == []
    gaps = of_kind(load(["n: number"], rows), "gap")
    assert [finding.example for finding in gaps] == [{"n": 11.5}]
    assert "11.5" in gaps[0].th


def test_allowed_values_bound_what_is_looked_at():
    assert of_kind(load(["n: integer [1..5]"], [("<= 3",), ("4,5",)]), "gap") == []
    assert of_kind(load(["n: integer [1..5]"], [("<= 3",), ("5",)]), "gap")[0].example == {"n": 4}


def test_a_default_output_leaves_no_gap():
    assert of_kind(load(["n: integer"], [("3",)], defaults=["0"]), "gap") == []


def test_any_may_overlap_where_the_outputs_agree():
    assert of_kind(load(["n: integer"], [("> 3",), ("> 5",)], "ANY"), "overlap") == []
    assert of_kind(load(["n: integer"], [("> 3",), ("> 5",)], "ANY", outputs={1: "2"}), "overlap")


def test_null_is_looked_at_where_a_cell_speaks_of_it():
    assert of_kind(load(["n: integer"], [("not(null)",)]), "gap")[0].example == {"n": None}
    assert of_kind(load(["n: integer"], [("not(null)",), ("null",)]), "gap") == []


def test_expressions_are_reported_as_unchecked_and_raise_no_false_alarm():
    rows = [(">= limit", "true"), ("< limit", "true"), ("-", "false")]
    loaded = load(["n: number", "b: boolean"], rows)
    assert [finding.kind for finding in loaded.findings("table")] == ["unchecked"]
    assert "limit" not in loaded.findings("table")[0].th
    assert of_kind(load(["n: number", "b: boolean"], rows[:2]), "gap")[0].example["b"] is False
    same = of_kind(load(["n: number"], [("> limit",), ("> limit",)]), "overlap")
    assert same[0].rules == (1, 2)


@pytest.mark.parametrize("count", [12])
def test_a_table_too_large_to_prove_says_so_in_time(count):
    inputs = [f"x{n}: integer" for n in range(count)]
    rows = [tuple(f"[{(r * c) % 17}..{(r * c) % 17 + 5}]" for c in range(count)) for r in range(1, 120)]
    kinds = {finding.kind for finding in load(inputs, rows).findings("table")}
    assert kinds <= {"gap", "overlap", "unchecked", "never"}
