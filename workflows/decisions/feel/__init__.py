"""The cells of a table: FEEL's unary tests and types, translated to Starlark."""

from workflows.decisions.feel.reader import (
    CellRefused,
    read_cell,
    read_endpoint,
    read_values,
    starlark_text,
)

__all__ = ["CellRefused", "read_cell", "read_endpoint", "read_values", "starlark_text"]
