"""Loop and multi-instance markers: an outer spec that counts, the node itself as its body."""

from __future__ import annotations

from workflows.compile import behavior
from workflows.compile.book import Book, expression, snake
from workflows.diagram import Node
from workflows.specs.loops import Loop, ParallelMultiInstance, SequentialMultiInstance
from workflows.specs.node import Node as Spec
from workflows.specs.process import ProcessSpec


def wrap(node: Node, body: Spec, spec: ProcessSpec, book: Book) -> Spec:
    """The outer spec of a repeated activity."""
    outer = _multi(node, body, spec, book) if node.multi is not None else _loop(node, body, spec)
    outer.body = body
    body.owner = outer
    return outer


def _loop(node: Node, body: Spec, spec: ProcessSpec) -> Loop:
    outer = Loop(spec, node.id)
    outer.build(node, snake(node.kind))
    outer.while_true = expression(node.loop.condition, node.id)
    outer.before = node.loop.test_before
    maximum = (node.loop.maximum or "").strip()
    outer.maximum = int(maximum) if maximum.isascii() and maximum.isdigit() else None
    return outer


def _multi(node: Node, body: Spec, spec: ProcessSpec, book: Book):
    drawn = node.multi
    outer = (SequentialMultiInstance if drawn.sequential else ParallelMultiInstance)(spec, node.id)
    outer.build(node, snake(node.kind))
    outer.cardinality = expression(drawn.cardinality, node.id)
    outer.collection = source_of(node, drawn.input_ref, book) or None
    outer.item = drawn.input_item or None
    outer.result = target_of(node, drawn.output_ref, book) or None
    outer.result_item = drawn.output_item or None
    outer.enough = expression(drawn.completion, node.id)
    outer.behavior = behavior.compile_behavior(node, book)
    return outer


def source_of(node: Node, ref: str, book: Book) -> str:
    """The variable behind a loopDataInputRef: a data input is fed by an association, others are variables."""
    for association in node.data_in:
        if ref and association.target == ref and association.sources:
            return book.variable(association.sources[0])
    return book.variable(ref)


def target_of(node: Node, ref: str, book: Book) -> str:
    """The variable behind a loopDataOutputRef: where its association leads, or the variable itself."""
    for association in node.data_out:
        if ref and ref in association.sources:
            return book.variable(association.target)
    return book.variable(ref)
