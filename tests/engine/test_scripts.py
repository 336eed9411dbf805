"""Expressions and scripts: what they read, what they give, how they refuse."""

import threading
from datetime import UTC, datetime

import pytest

from workflows.clock import Calendar
from workflows.scripts import Context, Expression, Script, ScriptFailed, ScriptRefused, condition

CONTEXT = Context(datetime(2026, 11, 22, 9, tzinfo=UTC))


def value_of(text, **scope):
    return Expression.compile(text).evaluate(scope, CONTEXT)


def result_of(text, **scope):
    return Script.compile(text).run(scope, CONTEXT)


def refusal_of(text, kind=Expression):
    with pytest.raises(ScriptRefused) as caught:
        kind.compile(text)
    return caught.value


def failure_of(text, kind=Expression, **scope):
    compiled = kind.compile(text)
    with pytest.raises(ScriptFailed) as caught:
        (compiled.evaluate if kind is Expression else compiled.run)(scope, CONTEXT)
    return caught.value


def test_a_condition_reads_only_the_names_it_uses():
    rule = Expression.compile("amount >= 500000 and kind == 'project'")
    assert rule.names == ("amount", "kind")
    assert rule.test({"amount": 600000, "kind": "project", "huge": object()}, CONTEXT) is True


@pytest.mark.parametrize("value", [1, 0, "yes", "", None, [], 1.0])
def test_a_condition_must_be_a_real_boolean(value):
    with pytest.raises(ScriptFailed):
        condition(value)
    with pytest.raises(ScriptFailed):
        Expression.compile("value").test({"value": value}, CONTEXT)


def test_a_variable_may_have_the_name_of_a_function_it_does_not_call():
    assert value_of("type == 'pilot' and sum > 3 and date == None", type="pilot", sum=4, date=None) is True


def test_a_name_used_as_variable_and_as_function_is_refused():
    assert "len" in refusal_of("len(xs) > len").en


def test_a_missing_variable_is_named():
    failed = failure_of("a + b", a=1)
    assert "“b”" in failed.th
    assert failed.values == {"a": 1}


def test_what_may_be_missing_is_asked_for_by_name():
    rule = Expression.compile('variable("rounds", 0) + 1')
    assert rule.names == ()
    assert rule.optional == ("rounds",)
    assert rule.evaluate({}, CONTEXT) == 1
    assert rule.evaluate({"rounds": 2}, CONTEXT) == 3
    assert value_of('given("x")', x=None) is False
    assert value_of('given("x")', x=0) is True


def test_the_name_that_is_asked_for_must_be_written_out():
    assert "variable" in refusal_of("variable(name)").en


def test_now_is_the_moment_of_the_command_and_today_the_date_in_the_zone():
    late = Context(datetime(2026, 11, 22, 20, tzinfo=UTC))
    assert Expression.compile("now").evaluate({}, late) == "2026-11-22T20:00:00Z"
    assert Expression.compile("today()").evaluate({}, late) == "2026-11-23"


def test_now_cannot_be_naive():
    with pytest.raises(ValueError, match="offset"):
        Context(datetime(2026, 11, 22))


def test_the_calendar_of_the_context_counts_in_both_places():
    office = Calendar.load(b'{"holidays": ["2026-11-23"]}')
    context = Context(datetime(2026, 11, 22, 9, tzinfo=UTC), office)
    here = Expression.compile("workdays(1)")
    there = Expression.compile("[workdays(n) for n in [1]][0]")
    assert (here.plan.simple, there.plan.simple) == (True, False)
    assert here.evaluate({}, context) == there.evaluate({}, context) == "2026-11-24T09:30:00Z"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 / 4", 0.25), ("7 // 2", 3), ("-7 // 2", -4), ("7 % 3", 1), ("'%s: %d' % (name, n)", "ก: 3"),
        ("'{} วัน'.format(n)", "3 วัน"), ("', '.join(xs)", "a, b"), ("(1, 2)", [1, 2]),
        ("{'a': (1,)}", {"a": [1]}),
        ("xs + ['c']", ["a", "b", "c"]), ("True == 1", False), ("n if n > 2 else 0", 3), ("'b' in xs", True),
        ("1 == 1.0", True), ("[x.upper() for x in xs]", ["A", "B"]), ("sorted(xs, key=len)", ["a", "b"]),
        ("None", None), ("max(3, n) * 2", 6), ("d['k'] * 2", 8), ("d.get('z', 5)", 5),
    ],
)  # fmt: skip
def test_expressions_give_plain_json(text, expected):
    assert value_of(text, name="ก", n=3, xs=["a", "b"], d={"k": 4}) == expected


@pytest.mark.parametrize(
    "text",
    [
        "9007199254740992", "-9007199254740992", "1e308 * 10", "[1e308 * 10]",
        "{'a': [1e308 * 10 - 1e308 * 10]}",
        "{1: 2}", "len", "lambda: 1", "[len]", "[x for x in [1e308 * 10]]", "{'a': {None: 1}}",
    ],
)  # fmt: skip
def test_what_json_cannot_carry_is_not_a_value(text):
    assert failure_of(text, **({"len": object()} if text in ("len", "[len]") else {})).th


def test_none_is_a_value_although_infinity_looks_like_it_inside():
    assert value_of("[None, {'a': None}]") == [None, {"a": None}]
    assert value_of("[x for x in [None]]") == [None]


@pytest.mark.parametrize(
    ("text", "thai"),
    [
        ("1 // n", "หารด้วยศูนย์"), ("'a' + n", "ข้อความ"), ("d['z']", "“z”"), ("xs[5]", "5"), ("n.foo", ".foo"),
        ("fail('ต้องมีเหตุผล')", "ต้องมีเหตุผล"), ("round('x')", "ไม่ใช่ตัวเลข"), ("today(1)", "today"),
        ("add_days('2026-02-30', 1)", "วันที่"), ("workdays(99999)", "2,000"), ("'a' < 1", "จำนวนเต็ม"),
        ("max(xs)", "ว่าง"), ("1 + len(n)", "len"),
    ],
)  # fmt: skip
def test_a_failure_says_what_is_wrong_in_thai(text, thai):
    failed = failure_of(text, n=0, d={}, xs=[])
    assert thai in failed.th
    assert failed.en
    assert failed.line == 1


def test_a_failure_names_the_line_and_the_values():
    failed = failure_of("a = 1\nb = a\n\nc = b // zero\n", Script, zero=0)
    assert (failed.line, failed.values) == (4, {"zero": 0})
    assert failure_of("x = 1\nfor i in xs:\n  y = i // 0\n", Script, xs=[1]).line == 3


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("import os", "import"), ("a is b", "is"), ("2 ** 3", "**"), ("a < b < c", "Starlark"), ("f'{x}'",
        "quotation"),
        ("open('x')", "open"), ("__import__('os')", "__import__"), ("a.__class__", "__class__"), ("x = 1",
        "syntax"),
        ("(1", "bracket"), ("", "nothing"), ("   ", "nothing"), ("a\x00b", "control"), ("eval('1')", "eval"),
        ("print(1)", "print"), ("_x + 1", "_x"), ("await x", "await"), ("a if b", "syntax"), ("'abc",
        "quotation"),
        ("load('x', 'y')", "Starlark"), ("u'x'", "quotation"), ("r'x'", "quotation"), ("1_000", "Starlark"),
        ("a $ b", "$"), ("a\u2028b", ""), ("ตัวแปร > 1", ""), ("[*xs]", "Starlark"), ("x := 1", ""),
        ("a = b = 1", ""),
    ],
)  # fmt: skip
def test_what_is_not_an_expression_is_refused_at_publication(text, word):
    refused = refusal_of(text)
    assert word in refused.en
    assert refused.th


@pytest.mark.parametrize(
    "text",
    [
        "not " * 3000 + "a", "-" * 3900 + "1",
        "(" * 1900 + "1" + ")" * 1900, "[" * 100 + "]" * 100, "1" + "+1" * 1900,
        "a" + ".b" * 1900, "1 if a else " * 300 + "1",
        "(lambda: " * 90 + "1" + ")()" * 90, "a and " * 500 + "a",
        "{'a':" * 70 + "1" + "}" * 70, "a" + "[0]" * 900, "max(" * 200 + "1" + ")" * 200,
    ],
)  # fmt: skip
def test_deep_or_endless_text_is_refused_before_a_native_parser_sees_it(text):
    assert refusal_of(text).th
    assert refusal_of("v = (" + text + ")", Script).th


def test_a_chain_of_signs_is_refused_before_pythons_own_parser_recurses_into_it():
    assert "complicated" in refusal_of("-" * 3900 + "1").en
    assert "complicated" in refusal_of("x = " + "not " * 4000 + "1", Script).en


def test_a_text_has_a_longest_length():
    assert "4,000" in refusal_of("x" * 4001).en
    assert "20,000" in refusal_of("x = 1\n" * 4000, Script).en


def test_the_line_of_a_refusal_is_the_authors_line():
    assert refusal_of("a = 1\nb = (\n", Script).line == 2
    assert refusal_of("a = 1\n\nimport os\n", Script).line == 3
    assert refusal_of("a and\nopen('x')").line == 2


def test_a_refusal_says_where_it_was():
    with pytest.raises(ScriptRefused) as caught:
        Expression.compile("1 +", where="gateway_route")
    assert "gateway_route" in caught.value.th


def test_an_expression_may_stand_on_several_lines_with_comments():
    assert value_of("a  # the first\n  and b", a=True, b=True) is True


def test_a_bare_true_or_false_of_a_drawing_tool_is_understood():
    assert Expression.compile(" true ").test({}, CONTEXT) is True
    assert Expression.compile("false").test({}, CONTEXT) is False
    assert Expression.compile("true and x").names == ("true", "x")


def test_compiling_the_same_text_again_gives_the_same_object():
    assert Expression.compile("a + 1") is Expression.compile("a + 1\n")


def test_a_value_that_is_only_read_is_given_as_a_copy():
    log = [{"n": 1}]
    read = value_of("log", log=log)
    read[0]["n"] = 2
    assert log == [{"n": 1}]
    assert failure_of("big", big=2**60).th


@pytest.mark.parametrize("text", ["deep == []", "deep", "len(deep)", "[x for x in deep]"])
def test_data_nested_without_end_is_a_failure_not_a_crash(text):
    deep = []
    for _ in range(500):
        deep = [deep]
    failed = failure_of(text, deep=deep)
    assert (failed.line, "nested" in failed.en) == (1, True)


def test_threads_do_not_see_each_others_moment():
    found = {}

    def work(day):
        context = Context(datetime(2026, 1, day, tzinfo=UTC))
        found[day] = {Expression.compile("today()").evaluate({}, context) for _ in range(200)}

    threads = [threading.Thread(target=work, args=(day,)) for day in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {day: {f"2026-01-{day:02}"} for day in range(1, 9)}
