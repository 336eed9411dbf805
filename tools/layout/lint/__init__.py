"""Finds what a careful person would not draw so: `python -m tools.layout.lint FILE.bpmn …`.

It reads the finished file, not the layout's own numbers. Looking at the picture remains necessary: tool and
findings share blind spots.
"""

from . import flows, labels, shapes
from .drawn import Finding, drawing_of

RULES = shapes.RULES + flows.RULES + labels.RULES


def lint(text: bytes, crossings: int = 0) -> list[Finding]:
    """All findings on the drawing of a BPMN file; `crossings` is how many the diagram may have."""
    drawn = drawing_of(text)
    found = [finding for rule in RULES for finding in rule(drawn)]
    crossed = flows.crossings(drawn)
    if len(crossed) > crossings:
        pairs = ", ".join(f"{a} × {b}" for a, b in crossed)
        sentence = f"has {len(crossed)} crossings, {crossings} allowed: {pairs}"
        found.append(Finding(drawn.diagram.scope.id, "crossings", sentence))
    return found
