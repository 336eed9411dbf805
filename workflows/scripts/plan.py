"""Decides at publication where a text runs: in the server when it cannot grow, else in the sandbox process.

Simple is: no loop, comprehension, function, shift; ``*`` only between numbers; nothing that multiplies the
size of text or lists. What may grow a little (``+``, ``%``, ``str``) carries a factor, which is held against
the size of the values when it runs.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from workflows.scripts.library import FUNCTIONS

_METHOD_NAMES = """
    startswith endswith lower upper capitalize title strip lstrip rstrip get keys values items count find
    rfind index isdigit isalpha isalnum isspace islower isupper removeprefix removesuffix
"""
_CALL_NAMES = "len int float bool abs min max any all type hasattr"
_NUMBER_NAMES = (
    "len int float abs days_between workdays_between be_year fiscal_year to_number sum sum_of count_of"
)

_METHODS = frozenset(_METHOD_NAMES.split())
_CALLS = frozenset(_CALL_NAMES.split()) | FUNCTIONS.keys()
_NUMBERS = frozenset(_NUMBER_NAMES.split())
_PARSING = 200  # reading digits takes the square of their number
_PLAIN_OPERATORS = (ast.Sub, ast.Div, ast.FloorDiv, ast.BitAnd, ast.BitXor, ast.RShift)
_STEPS = (ast.Expression, ast.BoolOp, ast.Compare, ast.UnaryOp, ast.IfExp, ast.List, ast.Tuple, ast.Dict)


@dataclass(frozen=True)
class Plan:
    """``simple``: runs in the server if ``numeric`` variables are numbers and size × ``factor`` is small."""

    simple: bool
    factor: int = 1
    numeric: frozenset[str] = frozenset()


BULK = Plan(False)


class _Bulk(Exception):
    """Found something that belongs in the sandbox."""


def plan_expression(tree: ast.expr) -> Plan:
    """The plan of one expression."""
    look = _Look(frozenset())
    try:
        look.at(tree)
    except _Bulk:
        return BULK
    return Plan(True, look.factor, frozenset(look.numeric))


def plan_script(tree: ast.Module) -> Plan:
    """The plan of a script: simple when it only assigns simple expressions, perhaps under conditions.

    Factors of statements multiply, because each may double what the one before it made.
    """
    assigned = frozenset(
        n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    )
    factor, numeric = 1, set()
    try:
        for expression, grows in _expressions(tree.body):
            look = _Look(assigned)
            look.at(expression)
            factor *= look.factor + grows
            numeric |= look.numeric
    except _Bulk:
        return BULK
    return Plan(True, factor, frozenset(numeric))


def _expressions(statements: list[ast.stmt]):
    for statement in statements:
        if isinstance(statement, ast.If):
            yield statement.test, 0
            yield from _expressions(statement.body)
            yield from _expressions(statement.orelse)
        elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            yield statement.value, 0
        elif isinstance(statement, ast.AugAssign) and isinstance(statement.op, (ast.Add, ast.Sub)):
            if not isinstance(statement.target, ast.Name):
                raise _Bulk
            yield statement.value, 1
        elif not isinstance(statement, ast.Pass):
            raise _Bulk


class _Look:
    """One walk over an expression, adding up what may grow."""

    def __init__(self, assigned: frozenset[str]) -> None:
        self.assigned = assigned
        self.factor = 1
        self.numeric: set[str] = set()

    def at(self, node: ast.AST) -> None:
        if isinstance(node, (ast.Constant, ast.Name)):
            return
        if isinstance(node, ast.BinOp):
            self._operation(node)
        elif isinstance(node, ast.Call):
            self._call(node)
        elif isinstance(node, ast.Subscript):
            self._all(node.value, node.slice)
        elif isinstance(node, ast.Slice):
            self._all(*(part for part in (node.lower, node.upper, node.step) if part))
        elif isinstance(node, _STEPS):
            self._all(*(child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)))
        else:
            raise _Bulk

    def _all(self, *nodes: ast.AST) -> None:
        for node in nodes:
            self.at(node)

    def _operation(self, node: ast.BinOp) -> None:
        if isinstance(node.op, ast.Mult) or (isinstance(node.op, ast.Mod) and not _is_text(node.left)):
            self._number(node.left)
            self._number(node.right)
        elif isinstance(node.op, ast.Mod):
            self._format(node.left.value.count("%"), [node.right])
        elif isinstance(node.op, (ast.Add, ast.BitOr)):
            self.factor += 1
            self._all(node.left, node.right)
        elif isinstance(node.op, _PLAIN_OPERATORS):
            self._all(node.left, node.right)
        else:
            raise _Bulk

    def _number(self, node: ast.expr) -> None:
        """Only what is a number by construction, or a variable that must turn out to be one."""
        if isinstance(node, ast.Name) and node.id not in self.assigned:
            self.numeric.add(node.id)
        elif isinstance(node, ast.BinOp) and not isinstance(node.op, (ast.LShift, ast.Pow)):
            self._number(node.left)
            self._number(node.right)
        elif isinstance(node, ast.UnaryOp):
            self._number(node.operand)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _NUMBERS:
            self._call(node)
        elif not (isinstance(node, ast.Constant) and type(node.value) in (int, float)):
            raise _Bulk

    def _call(self, node: ast.Call) -> None:
        if any(isinstance(argument, ast.Starred) for argument in node.args):
            raise _Bulk
        arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
        if isinstance(node.func, ast.Attribute):
            self._method(node.func, arguments)
        elif node.func.id == "str":
            self._format(1, arguments)
        elif node.func.id in _CALLS:
            self.factor += _PARSING if node.func.id == "int" else node.func.id not in _NUMBERS
            self._all(*arguments)
        else:
            raise _Bulk

    def _method(self, target: ast.Attribute, arguments: list[ast.expr]) -> None:
        if target.attr == "format" and _is_text(target.value):
            self._format(target.value.value.count("{"), arguments)
        elif target.attr == "join" and _is_text(target.value):
            self.factor += 2 + len(target.value.value)
            self._all(*arguments)
        elif target.attr in _METHODS:
            self._all(target.value, *arguments)
        else:
            raise _Bulk

    def _format(self, places: int, arguments: list[ast.expr]) -> None:
        """Writing values out: a list inside what is written would escape it again and again."""
        self.factor += 4 * (places + 1)
        for argument in arguments:
            parts = argument.elts if isinstance(argument, ast.Tuple) else [argument]
            for part in parts:
                if any(isinstance(n, (ast.List, ast.Dict, ast.Tuple)) for n in ast.walk(part)):
                    raise _Bulk
                self.at(part)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
