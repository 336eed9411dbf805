"""The events a multi-instance activity throws while its instances complete (BPMN 2.0.2, 10.3.8)."""

from __future__ import annotations

from workflows.compile.book import Book, expression
from workflows.compile.events import trigger
from workflows.diagram import Node
from workflows.specs.behavior import Behavior


def compile_behavior(node: Node, book: Book) -> Behavior | None:
    """What to throw when, None for ``All`` (nothing is thrown)."""
    drawn = node.multi
    if drawn.behavior == "None" and drawn.none_event is not None:
        return Behavior("each", [(None, trigger(drawn.none_event, node, book))], lets_be=True)
    if drawn.behavior == "One" and drawn.one_event is not None:
        return Behavior("first", [(None, trigger(drawn.one_event, node, book))], lets_be=True)
    if drawn.behavior == "Complex":
        return Behavior(
            "each",
            [
                (expression(part.condition, node.id), trigger(part.event, node, book))
                for part in drawn.complex
                if part.event is not None
            ],
            lets_be=False,
        )
    return None
