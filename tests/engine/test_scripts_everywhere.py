"""Whatever an author writes: a refusal, a failure or a value, the same in the server and in the sandbox."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as some

from workflows.scripts import Context, Expression, Script, ScriptFailed, ScriptRefused
from workflows.scripts.running import sandbox

CONTEXT = Context(datetime(2026, 11, 22, 9, tzinfo=UTC))
SCOPE = {
    "a": 3,
    "b": -2.5,
    "s": "ศูนย์ DGTi",
    "xs": [1, "x", None],
    "d": {"k": 2, "z": [True]},
    "n": None,
    "t": "10.50",
}

leaves = some.sampled_from(
    [
        "a",
        "b",
        "s",
        "xs",
        "d",
        "n",
        "t",
        "0",
        "1",
        "-7",
        "2.5",
        "'x'",
        "''",
        "True",
        "None",
        "[]",
        "{'k': 1}",
        "now",
    ]
)
BINARY = [
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "==",
    "!=",
    "<",
    ">=",
    "in",
    "not in",
    "and",
    "or",
    "|",
    "&",
    "^",
    ">>",
]
CALLS = [
    "len({})", "str({})", "int({})", "float({})", "abs({})", "bool({})", "type({})", "round({})",
    "to_number({})",
    "text({})", "trim({})", "sum({})", "mean({})", "decimal({})", "any({})", "max({})", "min({}, 1)",
    "blank({})",
    "date({})", "add_days({}, 1)", "money_sum({})", "contains(s, {})", "not ({})", "-({})", "({}).upper()",
    "d.get({})",
    "({}).strip()", "'%s' % ({})", "'{{}}'.format({})", "', '.join({})", "xs[{}]", "({})[0]", "({})[1:]",
    "digest({})",
    "sorted({})", "list({})", "[({})]", "{{'q': {}}}", "variable('a', {})", "({} if a > 2 else b)",
    "[i for i in ({})]",
]  # fmt: skip


def grown(inner):
    pairs = some.tuples(inner, some.sampled_from(BINARY), inner).map("({0[0]}) {0[1]} ({0[2]})".format)
    return pairs | some.tuples(some.sampled_from(CALLS), inner).map(lambda call: call[0].format(call[1]))


expressions = some.recursive(leaves, grown, max_leaves=6)


def outcome(work):
    try:
        return "value", work()
    except ScriptFailed as failed:
        return "failed", failed.line, failed.sentence_th


def in_the_sandbox(compiled):
    values = {name: SCOPE[name] if name != "now" else CONTEXT.now_text for name in compiled.names}
    extra = {name: SCOPE[name] for name in compiled.optional if name in SCOPE}
    return sandbox.run(compiled.kind, compiled.text, values, extra, CONTEXT)


@given(expressions)
def test_an_expression_means_the_same_in_the_server_and_in_the_sandbox(text):
    try:
        compiled = Expression.compile(text)
    except ScriptRefused:
        return
    assert outcome(lambda: compiled.evaluate(SCOPE, CONTEXT)) == outcome(lambda: in_the_sandbox(compiled))


@given(some.lists(some.tuples(some.sampled_from(["p", "q", "a", "s"]), expressions), min_size=1, max_size=4))
def test_a_script_means_the_same_in_the_server_and_in_the_sandbox(lines):
    text = "\n".join(f"{name} = {expression}" for name, expression in lines)
    try:
        compiled = Script.compile(text)
    except ScriptRefused:
        return
    first = outcome(lambda: compiled.run(SCOPE, CONTEXT))
    assert first == outcome(lambda: compiled.run(SCOPE, CONTEXT))
    if first[0] == "value":
        assert first == outcome(lambda: in_the_sandbox(compiled))


PIECES = [
    "a", "b.c", " ", "\n", "\n  ", "\t", "(", ")", "[", "]", "{", "}", "'", '"', "'''", "\\", "#", ",",
    ":", ";", ".", "=",
    "==", "+", "-", "*", "**", "/", "%", "<", ">", "!", "?", "@", "$", "~", "|", "&", "if ", " else ",
    "for ", " in ", "not ",
    "and ", "or ", "lambda ", "def f", "return ", "break", "pass", "is ", "import ", "0", "1.5", "1e9",
    "0x", "9" * 30, "ก",
    "é", "\u00a0", "\u2028", "\ufeff", "\x00", "\x0c", "\r", "f'", "r'", "u'", "b'", "`", "__", "None",
    "True", "...", "->",
    "\ud800", "𝑎", "ａ",
]  # fmt: skip


@given(some.lists(some.sampled_from(PIECES), max_size=25).map("".join))
def test_any_text_is_compiled_or_refused_with_a_sentence(text):
    refusals = []
    for kind in (Expression, Script):
        try:
            kind.compile(text)
        except ScriptRefused as refused:
            refusals.append(refused)
    assert all(1 <= refused.line <= text.count("\n") + text.count("\r") + 1 for refused in refusals)
    assert all(refused.th and refused.en for refused in refusals)
