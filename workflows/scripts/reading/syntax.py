"""Reads an author's text, strictly: what is not plain, shallow Starlark is refused before anything runs it.

Starlark's grammar is a part of Python's, so Python's own parser gives the tree we analyse; Starlark's parser
must accept the text as well. Both recurse in native code, so length and nesting are bounded first.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from textwrap import dedent

import starlark

from workflows.scripts.errors import ScriptRefused

LONGEST_EXPRESSION = 4_000
LONGEST_SCRIPT = 20_000
DEEPEST = 60
MOST_OPERATORS = 400

DIALECT = starlark.Dialect.standard()
DIALECT.enable_def = True
DIALECT.enable_lambda = True
DIALECT.enable_load = False
DIALECT.enable_top_level_stmt = True

_OPENS_BLOCK = re.compile(r":\s*(#.*)?$")
_CONTROL = re.compile(r"[^\S \n]|[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
# What Python's tokenizer makes of the same text differs between 3.11 and later: both are read here.
_OTHER_TEXT = ("FSTRING", "TSTRING")
_NO_TOKEN = ("$", "?", "`", "!")
_PREFIX_WORDS = {"not", "-", "+", "~", "if", "else", "lambda", "**"}
_PYTHON_ONLY = {
    "import": ("ไม่มีการ import", "there is no import"),
    "from": ("ไม่มีการ import", "there is no import"),
    "while": ("ไม่มี while ให้ใช้ for", "there is no while: use for"),
    "is": ("ไม่มี is ให้ใช้ ==", "there is no is: use =="),
    "try": ("ไม่มี try", "there is no try"),
    "raise": ("ไม่มี raise ให้ใช้ fail(...)", "there is no raise: use fail(...)"),
    "class": ("ไม่มี class", "there is no class"),
    "del": ("ไม่มี del", "there is no del"),
    "with": ("ไม่มี with", "there is no with"),
    "global": ("ไม่มี global", "there is no global"),
    "yield": ("ไม่มี yield", "there is no yield"),
    "assert": ("ไม่มี assert ให้ใช้ fail(...)", "there is no assert: use fail(...)"),
    "**": ("ไม่มีเครื่องหมาย ** ให้ใช้การคูณ", "there is no **: multiply"),
    "async": ("ไม่มี async", "there is no async"),
    "await": ("ไม่มี await", "there is no await"),
}


def read_expression(text: str, where: str | None = None, longest: int = LONGEST_EXPRESSION) -> ast.expr:
    """The tree of one expression; raises ScriptRefused with the line and a sentence."""
    _bounded(text, longest, where)
    tree = _parse(f"(\n{text}\n)", "eval", where, offset=1)
    _starlark(f"(\n{text}\n)", where, offset=1)
    return tree.body


def read_script(text: str, where: str | None = None) -> ast.Module:
    """The tree of a script; raises ScriptRefused with the line and a sentence."""
    _bounded(text, LONGEST_SCRIPT, where)
    tree = _parse(text, "exec", where, offset=0)
    _starlark(text, where, offset=0)
    return tree


def clean(text: str) -> str:
    """The text with line ends as ``\\n``, and without the indentation it has inside an XML file.

    A text whose first line was already stripped loses the indentation that all its other lines share.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip().split("\n")
    if lines[0].strip() and not lines[0][0].isspace() and not _OPENS_BLOCK.search(lines[0]):
        return "\n".join([lines[0], *dedent("\n".join(lines[1:])).split("\n")]).rstrip()
    return dedent("\n".join(lines))


def _bounded(text: str, longest: int, where: str | None) -> None:
    if not text.strip():
        raise ScriptRefused(1, "ยังไม่ได้เขียนอะไร", "there is nothing here", where)
    if len(text) > longest:
        raise ScriptRefused(
            1, f"ยาวเกิน {longest:,} ตัวอักษร", f"it is longer than {longest:,} characters", where
        )
    odd = _CONTROL.search(text)
    if odd:
        line = text.count("\n", 0, odd.start()) + 1
        raise ScriptRefused(line, "มีอักขระควบคุมที่มองไม่เห็น", "it holds an invisible control character", where)


def _parse(source: str, mode: str, where: str | None, offset: int) -> ast.AST:
    _tokens(source, where, offset)
    try:
        tree = ast.parse(source, mode=mode)
    except (RecursionError, MemoryError):
        raise ScriptRefused(1, "ซ้อนกันลึกเกินไป", "it is nested too deeply", where) from None
    except (SyntaxError, ValueError) as error:
        last = source.count("\n") + 1 - 2 * offset
        line = min(max(1, (getattr(error, "lineno", 1) or 1) - offset), last)
        raise ScriptRefused(line, "เขียนไม่ถูกไวยากรณ์", "the syntax is not right", where) from None
    _shallow(tree, where, offset)
    return tree


def _tokens(source: str, where: str | None, offset: int) -> None:
    """Bounds what recurses inside the parsers, and names what Python has and Starlark has not."""
    operators = 0
    for token in _tokenized(source, where, offset):
        line = max(1, token.start[0] - offset)
        if _is_other_text(token):
            raise ScriptRefused(
                line, "ข้อความต้องขึ้นต้นด้วยเครื่องหมายคำพูดเท่านั้น", "text begins with a quotation mark only", where
            )
        if token.string.strip() and (token.type == tokenize.ERRORTOKEN or token.string in _NO_TOKEN):
            raise ScriptRefused(
                line, f"ไม่เข้าใจ “{token.string[:20]}”", f"“{token.string[:20]}” is not understood", where
            )
        if token.string in _PYTHON_ONLY and token.type in (tokenize.NAME, tokenize.OP):
            raise ScriptRefused(line, *_PYTHON_ONLY[token.string], where)
        operators = 0 if token.type == tokenize.NEWLINE else operators + (token.string in _PREFIX_WORDS)
        if operators > MOST_OPERATORS:
            raise ScriptRefused(line, "นิพจน์เดียวซับซ้อนเกินไป", "one expression is too complicated", where)


def _is_other_text(token: tokenize.TokenInfo) -> bool:
    """Text with a letter before its quotation mark: f, r, b, u, t."""
    if tokenize.tok_name[token.type].startswith(_OTHER_TEXT):
        return True
    return token.type == tokenize.STRING and token.string[0] not in "\"'"


def _tokenized(source: str, where: str | None, offset: int) -> list[tokenize.TokenInfo]:
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
        for token in tokens:
            if token.type == tokenize.ERRORTOKEN and token.string[0] in "\"'":
                raise tokenize.TokenError("text without an end", token.start)
        return tokens
    except (tokenize.TokenError, IndentationError, SyntaxError) as error:
        place = error.args[1] if len(error.args) > 1 else (1, 0)
        line = place[0] if isinstance(place, tuple) and isinstance(place[0], int) else 1
        last = source.count("\n") + 1 - 2 * offset
        raise ScriptRefused(
            min(max(1, line - offset), last), "วงเล็บ เครื่องหมายคำพูด หรือย่อหน้าไม่ครบคู่",
            "a bracket, quotation mark or indentation does not match", where,
        ) from None  # fmt: skip


def _shallow(tree: ast.AST, where: str | None, offset: int) -> None:
    """Walks without recursion; Starlark nests ``a and b and c`` where Python keeps it flat."""
    stack = [(tree, 0)]
    while stack:
        node, depth = stack.pop()
        if depth > DEEPEST:
            line = max(1, getattr(node, "lineno", 1) - offset)
            raise ScriptRefused(line, "ซ้อนกันลึกเกินไป", "it is nested too deeply", where)
        extra = len(node.values) - 1 if isinstance(node, ast.BoolOp) else 1
        stack.extend((child, depth + extra) for child in ast.iter_child_nodes(node))


def _starlark(source: str, where: str | None, offset: int) -> None:
    try:
        starlark.parse("script", source, DIALECT)
    except starlark.StarlarkError as error:
        match = re.search(r"--> script:(\d+)", str(error))
        last = source.count("\n") + 1 - 2 * offset
        line = min(max(1, int(match.group(1)) - offset), last) if match else 1
        raise ScriptRefused(
            line,
            "เขียนไม่ถูกไวยากรณ์ของ Starlark (เช่น เทียบต่อกัน a < b < c หรือ a = b = 1 ไม่ได้)",
            "it is not Starlark (a < b < c and a = b = 1, for example, do not exist)",
            where,
        ) from None
