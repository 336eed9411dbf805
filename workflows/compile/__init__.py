"""A checked diagram becomes what runs: plain passes from drawing to our specs, ids kept as drawn."""

from workflows.compile.processes import compile_diagrams

__all__ = ["compile_diagrams"]
