"""The library of scripts: every example of its manual is true, here and in the sandbox."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as some

from workflows.clock import Calendar
from workflows.scripts import Context, Expression, ScriptFailed, library
from workflows.scripts.manual import examples_of, manual, manual_on_the_page, sentences_of

# The manual speaks of an ordinary office without holidays, at 16:00 in Bangkok on Sunday 22 November 2026.
CONTEXT = Context(datetime(2026, 11, 22, 9, tzinfo=UTC), Calendar())
EXAMPLES = [(name, example) for name in library.FUNCTIONS for example in examples_of(name)]


def value_of(text, **scope):
    return Expression.compile(text).evaluate(scope, CONTEXT)


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_an_example_of_the_manual_is_true_in_the_server_and_in_the_sandbox(name, example):
    assert name + "(" in example
    assert value_of(example) is True
    assert value_of(f"[{example} for _ in [1]]") == [True]


@pytest.mark.parametrize("name", library.FUNCTIONS)
def test_every_function_is_described_in_both_languages_with_an_example(name):
    th, en = sentences_of(name)
    assert any("ก" <= char <= "๙" for char in th)
    assert en
    assert examples_of(name)


def test_the_page_about_scripts_is_true_to_the_library():
    assert manual_on_the_page() == manual(), "run: python -m workflows.scripts.manual"


@pytest.mark.parametrize(
    "text",
    [
        "money_add('1,00', '1')", "round('1e5')", "to_number('๑๒')", "to_number(True)", "sum(['x'])",
        "sum('123')",
        "mean({})", "date('2569-13-01')", "date('30/11/2026')", "instant('2026-11-30T10:00:00')",
        "after('3 days')",
        "days_between('2026-02-30', '2026-03-01')", "workdays(-1)", "workdays(1.5)", "round(1, 99)",
        "column([1], 'a')",
        "sum_of([{'a': 1}], 'b')", "trim(5)", "contains('x', 5)", "add_days('9999-12-31', 1)",
        "decimal('9' * 40)",
        "after('P99Y', '9990-01-01T00:00:00Z')", "workdays_between('0001-01-01', '9999-12-31')",
        "to_number('1' * 30)",
    ],
)  # fmt: skip
def test_a_function_refuses_what_it_cannot_work_with(text):
    with pytest.raises(ScriptFailed) as caught:
        value_of(text)
    assert "สคริปต์ทำงานไม่สำเร็จ" not in caught.value.th


def test_numbers_that_are_equal_count_as_one_but_truth_is_not_a_number():
    assert value_of("count_of(rows, 'v', 1)", rows=[{"v": 1}, {"v": 1.0}, {"v": True}, {"v": "1"}]) == 2
    assert value_of("all_of([1, 2.0], [1.0, 2])") is True
    assert value_of("any_of([True], [1])") is False


amounts = some.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False)


@given(some.lists(amounts, max_size=20))
def test_money_is_added_to_the_satang(values):
    texts = [f"{value:.2f}" for value in values]
    assert value_of("money_sum(xs)", xs=texts) == f"{sum(values):.2f}".replace("-0.00", "0.00")


@given(amounts, some.integers(0, 2))
def test_rounding_goes_half_away_from_zero(value, places):
    from decimal import ROUND_HALF_UP, Decimal

    expected = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0
    assert value_of("round(v, p)", v=f"{value:.2f}", p=places) == f"{expected:f}"
