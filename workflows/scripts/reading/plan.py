"""Decides at publication where a text runs: in the server when it cannot grow, else in the sandbox process.

Simple is: no loop, comprehension, function, shift; ``*`` only between numbers; nothing that multiplies text
or lists. What may grow a little (``+``, ``%``, ``str``, ``join``) is bounded: ``factor`` times the size of
the values it reads is the most memory it can touch, and that product is looked at when it runs.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from workflows.scripts import library

_METHOD_NAMES = """
    startswith endswith lower upper capitalize title strip lstrip rstrip get keys values items count find
    rfind index isdigit isalpha isalnum isspace islower isupper removeprefix removesuffix
"""
_CALL_NAMES = "len int float bool abs min max any all type hasattr"
_NUMBER_NAMES = """
    len int float abs days_between workdays_between be_year fiscal_year to_number sum sum_of count_of
"""

_METHODS = frozenset(_METHOD_NAMES.split())
_CALLS = frozenset(_CALL_NAMES.split()) | library.FUNCTIONS.keys()
_NUMBERS = frozenset(_NUMBER_NAMES.split())
_PARSING = 200  # reading digits takes the square of their number
_ESCAPING = 8  # a list written as text escapes what it holds
_MOST = 1_000_000
_ITEM = 64  # an item of a list costs more to bring back than a byte of text
_PLAIN_OPERATORS = (ast.Sub, ast.Div, ast.FloorDiv, ast.BitAnd, ast.BitXor, ast.RShift)
_STEPS = (ast.BoolOp, ast.Compare, ast.UnaryOp, ast.IfExp, ast.List, ast.Tuple, ast.Dict)


@dataclass(frozen=True)
class Plan:
    """``simple``: runs in the server if ``numeric`` variables are numbers and size × ``factor`` is small.

    A ``factor`` of 0 says that nothing grows at all, so that sizes need not be looked at.
    """

    simple: bool
    factor: int = 0
    numeric: frozenset[str] = frozenset()


BULK = Plan(False)


class _Bulk(Exception):
    """Found something that belongs in the sandbox."""


def plan_expression(tree: ast.expr) -> Plan:
    """The plan of one expression."""
    look = _Look(frozenset())
    try:
        look.size(tree)
    except _Bulk:
        return BULK
    return Plan(True, look.total if look.grows else 0, frozenset(look.numeric))


def plan_script(tree: ast.Module) -> Plan:
    """The plan of a script: simple when it only assigns simple expressions, perhaps under conditions.

    Factors of statements multiply, because each may use what the one before it made.
    """
    assigned = frozenset(
        n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    )
    factor, grows, boxed, numeric = 1, False, False, set()
    try:
        for expression, added in _expressions(tree.body):
            look = _Look(assigned)
            factor *= max(2, look.size(expression) + added)
            boxed |= _holds_a_name(expression)
            grows |= look.grows or bool(added) or boxed
            numeric |= look.numeric
            if grows and factor * (_ITEM if boxed else 1) > _MOST:
                return BULK
    except _Bulk:
        return BULK
    factor *= _ITEM if boxed else 1
    return Plan(True, factor if grows else 0, frozenset(numeric))


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
    """One walk over an expression: how large each part can be, as a multiple of all values it reads."""

    def __init__(self, assigned: frozenset[str]) -> None:
        self.assigned = assigned
        self.total = 0
        self.grows = False
        self.numeric: set[str] = set()

    def size(self, node: ast.AST) -> int:
        """At most this many times the size of the values read; raises _Bulk for what is not simple."""
        found = self._size(node)
        self.total += found
        if self.total > _MOST:
            raise _Bulk
        return found

    def _size(self, node: ast.AST) -> int:
        if isinstance(node, (ast.Constant, ast.Name)):
            return 1
        if isinstance(node, ast.BinOp):
            return self._operation(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Subscript):
            return self._sum([node.value, node.slice])
        if isinstance(node, ast.Slice):
            return self._sum([part for part in (node.lower, node.upper, node.step) if part])
        if isinstance(node, _STEPS):
            return self._sum([child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)])
        raise _Bulk

    def _sum(self, nodes: list[ast.AST]) -> int:
        return max(1, sum(self.size(node) for node in nodes))

    def _operation(self, node: ast.BinOp) -> int:
        if isinstance(node.op, ast.Mult) or (isinstance(node.op, ast.Mod) and not _is_text(node.left)):
            return self._number(node.left) + self._number(node.right)
        if isinstance(node.op, ast.Mod):
            return self._written(node.left.value.count("%"), [node.right])
        if isinstance(node.op, (ast.Add, ast.BitOr)):
            self.grows |= not (_is_number(node.left) or _is_number(node.right))
            return self._sum([node.left, node.right])
        if isinstance(node.op, _PLAIN_OPERATORS):
            return self._sum([node.left, node.right])
        raise _Bulk

    def _number(self, node: ast.expr) -> int:
        """Only what is a number by construction, or a variable that must turn out to be one."""
        if isinstance(node, ast.Name) and node.id not in self.assigned:
            self.numeric.add(node.id)
            return 1
        if isinstance(node, ast.BinOp) and not isinstance(node.op, (ast.LShift, ast.Pow)):
            return self._number(node.left) + self._number(node.right)
        if isinstance(node, ast.UnaryOp):
            return self._number(node.operand)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _NUMBERS:
            return self._call(node)
        if _is_number(node):
            return 1
        raise _Bulk

    def _call(self, node: ast.Call) -> int:
        if any(isinstance(argument, ast.Starred) for argument in node.args):
            raise _Bulk
        arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
        if isinstance(node.func, ast.Attribute):
            return self._method(node.func, arguments)
        if not isinstance(node.func, ast.Name):
            raise _Bulk
        if node.func.id == "str":
            return self._written(1, arguments)
        if node.func.id not in _CALLS:
            raise _Bulk
        if node.func.id == "int":
            self.grows = True
            return _PARSING * self._sum(arguments)
        return self._sum(arguments)

    def _method(self, target: ast.Attribute, arguments: list[ast.expr]) -> int:
        if target.attr == "format" and _is_text(target.value):
            return self._written(target.value.value.count("{"), arguments)
        if target.attr == "join" and _is_text(target.value):
            self.grows = True
            return (2 + len(target.value.value)) * self._sum(arguments)
        if target.attr in _METHODS:
            return self._sum([target.value, *arguments])
        raise _Bulk

    def _written(self, places: int, arguments: list[ast.expr]) -> int:
        """Values as text, each perhaps at every place, and escaped when it stands in a list."""
        self.grows = True
        return _ESCAPING * (places + 1) * self._sum(arguments)


def _holds_a_name(tree: ast.expr) -> bool:
    """Whether a list or dictionary in it holds a variable: ``x = [x, x]``, 20 times, is a million items."""
    boxes = [node for node in ast.walk(tree) if isinstance(node, (ast.List, ast.Tuple, ast.Dict))]
    return any(isinstance(inner, ast.Name) for box in boxes for inner in ast.walk(box))


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)
