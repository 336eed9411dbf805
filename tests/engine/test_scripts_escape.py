"""Nothing an author writes can stop the server, fill its memory or leave anything behind."""

import resource
from datetime import UTC, datetime

import pytest

from workflows.scripts import Context, Expression, Script, ScriptFailed, ScriptRefused

CONTEXT = Context(datetime(2026, 11, 22, 9, tzinfo=UTC))
SCOPE = {"n": 10**9, "big": "\\" * 200_000, "xs": ["\\" * 1000] * 200, "d": {"k": "v" * 100_000}}

IMPORTS = [
    "import os", "from os import system", "__import__('os').system('id')", "load('@std//os', 'os')",
    "open('/etc/passwd')",
    "eval('1')", "exec('1')", "compile('1', '', 'eval')", "globals()", "locals()", "vars()",
    "breakpoint()", "input()",
    "dir()", "getattr(n, '__class__')", "n.__class__", "''.__class__.__mro__", "xs.__init__",
    "d.__getitem__('k')",
    "(lambda: 0).__globals__", "today.__globals__", "hasattr(n, '__class__') and n.__class__", "help()",
    "quit()",
    "print(n)", "set(xs)", "super()", "object()", "type('x', (), {})", "memoryview(n)", "json.decode('1')",
    "finite_('[1]')", "value_(1)", "decoded_('[]')", "_finite(1)", "struct(a=1)", "pprint(1)", "debug(1)",
    "call_stack()",
    "('%x' % n).__class__", "'{0.__class__}'.format(n)", "'{n.__class__}'.format(n=n)", "'%(a.b)s' % d",
]  # fmt: skip

BOMBS = [
    "[0] * 1000000000", "[0] * n", "'x' * 2000000000", "big * n", "n * big", "xs * n", "(big + big) * 100000",
    "sorted(range(100000000))", "list(range(2000000000))", "[x for x in range(2000000000)]",
    "[y for x in range(100000) for y in range(100000)]", "{str(x): x for x in range(100000000)}",
    "'a'.replace('', 'x' * 100000).replace('x', 'y' * 100000)", "big.replace('', big)", "big.join(xs * 1000)",
    "('{0}' * 10000).format(big)", "('%s' * 10000) % tuple([big] * 10000)", "'%1000000000d' % n",
    "'{:>1000000000}'.format(n)",
    "1 << 1000000000", "1 << n", "(1 << 300000) * (1 << 300000)", "int('9' * 1000000)",
    "[1 << 500000 for x in range(99999)]",
    "sum([1] * 30000000)", "zip(range(30000000), range(30000000))", "enumerate(range(200000000))",
    "reversed(range(500000000))",
    "(big * 200).split(big[0])", "list((big * 500).elems())", "str([xs * 100] * 1000)",
    "repr(repr(repr(repr(repr([big])))))", "str([str([str([str([str([big])])])])])",
    "max(range(2000000000))", "(lambda f: f(f))(lambda f: f(f))", "fail(big * 1000)", "trim('x ' * 90000000)",
    "digest([big] * 1000)", "text(big) * n", "column([d] * 9999999, 'k')", "json_bomb(1)",
]  # fmt: skip

INFLATED = [
    "big" + " + big" * 50, "'{0}{0}{0}{0}'.format(" * 18 + "big" + ")" * 18,
    "'%s%s%s%s' % (" + "big, " * 4 + ")", " + ".join(["big"] * 50),
    "str(str(str(str(xs))))", "'-'.join(xs + xs + xs)", "big.upper().lower().title()",
    "[big, [big, [big, [big]]]]",
    "xs + [xs + [xs + [xs]]]", "d | d | d | d", "int(big)", "float(big)", "('" + "x" * 3000 + "').join(xs)",
    "contains(big, big)", "all_of(xs + xs, xs)", "any_of(xs, xs)", "money_sum(xs)",
    "round(n, 10) * n * n * n * n",
    "n * n * n * n * n * n * n * n * n * n", "add_days('2026-01-01', n)", "workdays(n)",
    "decimal('9' * 3)", "after('P99Y')",
]  # fmt: skip

SCRIPTS = [
    "x = [1]\nfor i in range(60): x = [x, x]", "x = 'a'\nfor i in range(60): x = x + x",
    "x = 2\nfor i in range(60): x = x * x",
    "x = {'a': 1}\nfor i in range(40): x = {'a': x, 'b': x}", "c = 0\nfor i in range(2000000000): c += 1",
    "def f(a): return f(a + 1)\nx = f(0)", "def f(a): return g(a)\ndef g(a): return f(a)\nx = f(0)",
    "x = [1]\nx.append(x)",
    "x = [1]\nfor i in x: x.append(i)", "x = []\nfor i in range(100000): x = [x]",
    "x = {}\nfor i in range(99999): x = {'a': x}",
    "x = ['x' * 1000 for i in range(10000)]", "x = 'a' * 1000\nfor i in range(30): x = x.replace('a', 'aa')",
    "x = [1]\nfor i in range(60): x.extend(x)", "fs = [lambda: i for i in range(5000000)]\nx = 1",
    "a = []\nb = []\nfor i in range(50000):\n  a = [a]\n  b = [b]\nc = a == b", "d.clear()\nd['x'] = n << n",
    "a = big + big\n" + "\n".join(f"a{i + 1} = a{i or ''} + a{i or ''}" for i in range(24)),
    "x = n\n" + "x = x * x\n" * 40, "x = big\n" + "x += x\n" * 40, "xs.append(xs)\nxs.append(xs)",
]  # fmt: skip


def outcome(kind, text):
    """ "refused", "failed", or the value."""
    try:
        compiled = kind.compile(text)
        return (compiled.evaluate if kind is Expression else compiled.run)(dict(SCOPE), CONTEXT)
    except ScriptRefused:
        return "refused"
    except ScriptFailed as failed:
        return "failed" if failed.th and failed.en else "without a word"


@pytest.fixture(autouse=True)
def _memory_stays_bounded():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 80_000, f"the server grew by {grown} kB"
    assert Expression.compile("[x + 1 for x in [1]]").evaluate({}, CONTEXT) == [2]


@pytest.mark.parametrize("text", IMPORTS)
def test_there_is_no_way_out_of_the_language(text):
    assert outcome(Expression, text) in ("refused", "failed")
    assert outcome(Script, f"out = {text}") in ("refused", "failed")


@pytest.mark.parametrize("text", BOMBS)
def test_a_bomb_ends_in_a_clean_failure(text):
    assert outcome(Expression, text) in ("refused", "failed")


@pytest.mark.parametrize("text", INFLATED)
def test_what_grows_from_large_values_stays_bounded(text):
    found = outcome(Expression, text)
    assert found in ("refused", "failed") or len(repr(found)) < 8_000_000


@pytest.mark.parametrize("text", SCRIPTS)
def test_a_script_that_grows_or_never_ends_is_stopped(text):
    assert outcome(Script, text) in ("refused", "failed")
