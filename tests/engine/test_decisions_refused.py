"""A file that is not a table we run as DMN says is refused at publication, with table, row and sentence."""

import pytest

from tests.engine.dmn import dmn, table
from workflows.decisions import DecisionRefused, Decisions
from workflows.errors import Refused

N, X = ["n: number"], ["x: string"]
LITERAL = '<literalExpression expressionLanguage="{}"><text>'


def refusal_of(data):
    with pytest.raises(Refused) as caught:
        Decisions.load({"tables/bad.dmn": data})
    assert caught.value.th
    assert caught.value.en
    return caught.value


@pytest.mark.parametrize(
    ("cell", "row"),
    [
        (">= 'a'", 1), ("'a'", 1), ("> true", 1), ("[5..1]", 1), ("1,", 1), (",1", 1), ("[1..", 1),
        ("import os", 1), ("a b", 1),
        ("unknown(1)", 1), ("1 # remark", 1), ("duration('P1D')", 1), ("not(", 1), ("'unclosed", 1),
        ("> ", 1), ("> null", 1),
        ("?.__class__", 1), ("[1..2..3]", 1), ("__import__('os')", 1), ("[" * 90 + "]" * 90, 1),
        ("1," * 300 + "1", 1),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_names_its_row(cell, row):
    refused = refusal_of(dmn(table(N, X, [f"{cell} | 'a'", "- | 'b'"])))
    assert (refused.rule, refused.table, refused.file) == (row, "table", "tables/bad.dmn")
    assert refused.line > 0


@pytest.mark.parametrize(
    "text",
    [
        table(N, X, ["- | 5"]), table(N, ["x: number"], ["- | 'a'"]),
        table(N, ["x: string 'a','b'"], ["- | 'c'"]),
        table(N, X, ["- | 'a' | 'b'"]), table(N, X, ["'a'"]), table(N, X, []), table(N, [], ["-"]),
        table(N, X, ["- | "]),
        table(["n: duration"], X, ["- | 'a'"]), table([": number"], X, ["- | 'a'"]),
        table(N, ["my result: string"], ["- | 'a'"]),
        table(N, ["x: string", "x: string"], ["- | 'a' | 'b'"]), table(N, X, ["- | 'a'"], policy="MOSTLY"),
        table(N, X, ["- | 'a'"], more='aggregation="SUM"'), table(N, X, ["- | 'a'"], policy="PRIORITY"),
        table(N, X, ["- | 'a'"], policy="OUTPUT ORDER"),
        table(N, X, ["- | 'a'"], policy="COLLECT", more='aggregation="MEAN"'),
        table(N, [*X, "y: string"], ["- | 'a' | 'b'"], policy="COLLECT", more='aggregation="COUNT"'),
        table(N, ["x: string > 5"], ["- | 'a'"], policy="PRIORITY"),
        table(["n: date '2026-02-30'"], X, ["- | 'a'"]),
        table(["n: boolean"], X, ["[true..false] | 'a'"]),
        table(["n: date"], X, ['date("2026-13-01") | \'a\'']),
        table(N, X, ["- | 'a'"], requires=["nowhere"]), table(N, X, ["- | 'a'"], requires=["table"]),
        table(N, X, ["- | 'a'"]) + table(N, X, ["- | 'a'"]), '<decision id="a"><context/></decision>',
        '<decision id="a"/>',
        "<decision><literalExpression><text>1</text></literalExpression></decision>", "",
        f'<decision id="a">{LITERAL.format("")}1 +</text></literalExpression></decision>',
        f'<decision id="a">{LITERAL.format("python")}1</text></literalExpression></decision>',
        f'<decision id="a"><knowledgeRequirement/>{LITERAL.format("")}1</text></literalExpression>'
        "</decision>",
        table(["n"] * 41, X, [" | ".join(["-"] * 41 + ["'a'"])]), table(N, X, ["- | 'a'"], defaults=["5"]),
        table(N, X, ["- | 'a'"], name="a", requires=["b"])
        + table(N, X, ["- | 'a'"], name="b", requires=["a"]),
    ],
)  # fmt: skip
def test_a_table_that_dmn_does_not_allow_is_refused(text):
    assert isinstance(refusal_of(dmn(text)), DecisionRefused)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"<", b"<definitions/>", dmn(model="http://example.org/"), b"not xml", b"\xff\xfe",
        b"<decision/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]>' + dmn(table(N, X, ["- | 'a'"])),
        b'<?xml version="1.0"?><!DOCTYPE d SYSTEM "file:///etc/passwd">' + dmn(table(N, X, ["- | 'a'"])),
    ],
)  # fmt: skip
def test_what_is_no_dmn_file_is_refused(data):
    refusal_of(data)
