"""Whether the rows of a table leave gaps, overlap, or can never fire."""

from workflows.decisions.coverage.proof import Finding, look_over

__all__ = ["Finding", "look_over"]
