"""Which variables a text reads, writes and may change in place; which functions it calls."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from workflows.scripts import library
from workflows.scripts.errors import ScriptRefused

_BUILTINS = """
    abs all any bool chr dict enumerate fail float getattr hasattr hash int len list max min ord range repr
    reversed sorted str tuple type zip
"""
_MUTATORS = "append clear extend insert pop popitem remove setdefault update"

BUILTINS = frozenset(_BUILTINS.split())
CALLABLE = BUILTINS | library.FUNCTIONS.keys()
CONSTANTS = frozenset({"True", "False", "None"})
MUTATORS = frozenset(_MUTATORS.split())


@dataclass
class Names:
    """The result: insertion-ordered dictionaries are used as ordered sets."""

    reads: dict[str, None] = field(default_factory=dict)
    writes: dict[str, None] = field(default_factory=dict)
    optional: dict[str, None] = field(default_factory=dict)
    calls: dict[str, None] = field(default_factory=dict)
    mutates: dict[str, None] = field(default_factory=dict)
    certain: frozenset[str] = frozenset()


def names_of(tree: ast.AST, where: str | None = None, offset: int = 0) -> Names:
    """Walks the tree once; raises ScriptRefused for unknown functions and names we keep for ourselves."""
    walk = _Walk(where, offset)
    walk.visit(tree)
    found = walk.names
    found.certain = frozenset(walk.known)
    clash = [name for name in found.calls if name in found.reads or name in found.writes]
    if clash:
        walk.refuse(
            None,
            f"“{clash[0]}” เป็นทั้งชื่อตัวแปรและชื่อฟังก์ชัน",
            f"“{clash[0]}” is used as a variable and as a function",
        )
    for group in (found.reads, found.writes, found.mutates):
        for name in [name for name in group if name.startswith("_")]:
            del group[name]
    return found


def merged(parts: list[Names]) -> Names:
    """The names of several texts together."""
    whole = Names()
    for part in parts:
        for group in ("reads", "optional", "calls", "mutates"):
            getattr(whole, group).update(getattr(part, group))
    return whole


class _Walk(ast.NodeVisitor):
    """Statements in order; ``known`` is certainly assigned, ``local`` belongs to inner scopes."""

    def __init__(self, where: str | None, offset: int) -> None:
        self.where, self.offset = where, offset
        self.names = Names()
        self.known: set[str] = set()
        self.local: list[set[str]] = []
        self.assigned: set[str] = set()

    def refuse(self, node: ast.AST | None, th: str, en: str) -> None:
        line = getattr(node, "lineno", 1 + self.offset)
        raise ScriptRefused(max(1, line - self.offset), th, en, self.where)

    def _is_inner(self, name: str) -> bool:
        return any(name in scope for scope in self.local)

    def visit_Module(self, node: ast.Module) -> None:
        targets = [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
        self.assigned = {*targets, *(n.name for n in ast.walk(node) if isinstance(n, ast.FunctionDef))}
        self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Store):
            self._store(node)
        elif not (self._is_inner(node.id) or node.id in self.known or node.id in CONSTANTS):
            if node.id.startswith("_") and node.id not in self.assigned:
                self.refuse(
                    node, f"ชื่อ “{node.id}” ขึ้นต้นด้วย _ ไม่ได้", f"the name “{node.id}” may not begin with _"
                )
            self.names.reads[node.id] = None

    def _store(self, node: ast.Name) -> None:
        if self._is_inner(node.id):
            return
        if node.id in CONSTANTS or node.id == "now":
            self.refuse(node, f"กำหนดค่าให้ “{node.id}” ไม่ได้", f"“{node.id}” cannot be assigned")
        self.names.writes[node.id] = None
        self.known.add(node.id)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if node.attr.startswith("_"):
            self.refuse(node, f"ไม่มี .{node.attr}", f"there is no .{node.attr}")
        if not isinstance(node.ctx, ast.Load):
            self.refuse(node, "กำหนดค่าให้แอตทริบิวต์ไม่ได้", "attributes cannot be assigned")
        self.visit(node.value)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if isinstance(node.ctx, ast.Store):
            self._mutated(node.value)
        self.generic_visit(node)

    def _mutated(self, node: ast.AST) -> None:
        while isinstance(node, (ast.Subscript, ast.Attribute)):
            node = node.value
        root = node.id if isinstance(node, ast.Name) else "*"
        self.names.mutates[root] = None

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name):
            self._called(node.func, node)
        else:
            if isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS:
                self._mutated(node.func.value)
            self.visit(node.func)
        for argument in node.args:
            self.visit(argument)
        for keyword in node.keywords:
            if keyword.arg == "key" and isinstance(keyword.value, ast.Name):
                self._called(keyword.value, None)
            else:
                self.visit(keyword.value)

    def _called(self, name: ast.Name, call: ast.Call | None) -> None:
        if self._is_inner(name.id) or name.id in self.assigned:
            return
        if name.id not in CALLABLE:
            self.refuse(name, f"ไม่รู้จักฟังก์ชัน “{name.id}”", f"there is no function “{name.id}”")
        self.names.calls[name.id] = None
        if name.id in ("given", "variable"):
            self._optional(name, call)

    def _optional(self, name: ast.Name, call: ast.Call | None) -> None:
        first = call.args[0] if call and call.args else None
        if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
            self.refuse(
                name,
                f'{name.id}(...) ต้องรับชื่อตัวแปรเป็นข้อความตรง ๆ เช่น {name.id}("amount")',
                f'{name.id}(...) takes the literal name of a variable: {name.id}("amount")',
            )
        self.names.optional[first.value] = None

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            self.visit(target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.visit(node.value)
        if isinstance(node.target, ast.Name):
            self.visit_Name(ast.copy_location(ast.Name(node.target.id, ast.Load()), node.target))
            self.names.mutates[node.target.id] = None
        self.visit(node.target)

    def visit_If(self, node: ast.If) -> None:
        self.visit(node.test)
        before = set(self.known)
        self._block(node.body)
        then, self.known = self.known, set(before)
        self._block(node.orelse)
        self.known &= then

    def visit_For(self, node: ast.For) -> None:
        self.visit(node.iter)
        before = set(self.known)
        loop = {n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)}
        self.known |= loop
        self._block(node.body)
        self.known = before

    def _block(self, statements: list[ast.stmt]) -> None:
        for statement in statements:
            self.visit(statement)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self.known.add(node.name)
        inner = {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        self._inside(node.args, node.body, inner)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._inside(node.args, [node.body], set())

    def _inside(self, arguments: ast.arguments, body: list, inner: set[str]) -> None:
        for default in [*arguments.defaults, *(value for value in arguments.kw_defaults if value)]:
            self.visit(default)
        extra = [arg for arg in (arguments.vararg, arguments.kwarg) if arg]
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *extra]
        self.local.append(inner | {argument.arg for argument in every})
        self._block(body)
        self.local.pop()

    def visit_ListComp(self, node: ast.ListComp) -> None:
        self._comprehension(node.generators, [node.elt])

    def visit_DictComp(self, node: ast.DictComp) -> None:
        self._comprehension(node.generators, [node.key, node.value])

    def _comprehension(self, generators: list[ast.comprehension], results: list[ast.expr]) -> None:
        self.visit(generators[0].iter)
        targets = {n.id for g in generators for n in ast.walk(g.target) if isinstance(n, ast.Name)}
        self.local.append(targets)
        for index, generator in enumerate(generators):
            if index:
                self.visit(generator.iter)
            self._block(generator.ifs)
        self._block(results)
        self.local.pop()
