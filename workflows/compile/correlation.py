"""Correlation keys of a process: which properties a message must have to be for this instance."""

from __future__ import annotations

from workflows.compile.book import expression
from workflows.diagram import Diagram, Scope
from workflows.specs.correlation import Correlation, Key


def correlations(diagram: Diagram, process: Scope) -> dict[str, Correlation]:
    """By message id; a message without a declared property has none."""
    subscribed = dict(process.subscriptions)
    keys = []
    for drawn in diagram.correlation_keys:
        paths = {
            name: expression(formula, process.id) for name, formula in subscribed.get(drawn.id, {}).items()
        }
        keys.append((drawn, paths))
    found = {}
    for message in diagram.messages:
        parts = [_key(drawn, paths, message, diagram) for drawn, paths in keys]
        parts = [part for part in parts if part.retrieval]
        if parts:
            found[message] = Correlation(parts)
    return found


def _key(drawn, paths, message: str, diagram: Diagram) -> Key:
    retrieval = {}
    for name in drawn.properties:
        declared = diagram.correlation_properties.get(name)
        formula = declared.retrieval.get(message) if declared else None
        if formula is not None:
            retrieval[name] = expression(formula, name)
    return Key(drawn.id or drawn.name, tuple(drawn.properties), retrieval, paths)
