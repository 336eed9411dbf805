"""The page docs/scripts.md, written from the library itself: `python -m workflows.scripts.manual`."""

from __future__ import annotations

import inspect
from pathlib import Path

from workflows.scripts import library
from workflows.scripts.reading import syntax
from workflows.scripts.reading.names import BUILTINS
from workflows.scripts.running import child

PAGE = Path(__file__).resolve().parents[2] / "docs" / "scripts.md"
BEGIN, END = "<!-- library -->", "<!-- end of library -->"


def _lines(name: str) -> list[str]:
    return [line.strip() for line in (library.FUNCTIONS[name].__doc__ or "").strip().splitlines()]


def sentences_of(name: str) -> tuple[str, str]:
    """What a function does, in Thai and in English."""
    th, _, en = _lines(name)[0].partition(" / ")
    return th, en


def examples_of(name: str) -> list[str]:
    """The examples of a function: expressions that are true."""
    return _lines(name)[1:]


def signature_of(name: str) -> str:
    """How a function is called: optional arguments in square brackets."""
    parts = [
        parameter.name if parameter.default is inspect.Parameter.empty else f"[{parameter.name}]"
        for parameter in inspect.signature(library.FUNCTIONS[name]).parameters.values()
    ]
    return f"{name}({', '.join(parts)})"


def manual() -> str:
    """The table of functions and the limits, as Markdown."""
    rows = []
    for name in library.FUNCTIONS:
        th, en = sentences_of(name)
        examples = "<br>".join(f"`{example}`" for example in examples_of(name))
        rows.append(f"| `{signature_of(name)}` | {th}<br>{en} | {examples} |".replace("||", "|"))
    limits = (
        f"Limits: an expression has at most {syntax.LONGEST_EXPRESSION:,} characters, a script "
        f"{syntax.LONGEST_SCRIPT:,}, nesting {syntax.DEEPEST} levels. A script that loops may run about "
        f"{child.TICKS // 1000} million instructions, {child.SECONDS:g} s of processor time, "
        f"{child.MEMORY // 2**20} MB of memory, and give back {child.ANSWER_AT_MOST // 10**6} MB."
    )
    head = "| function | what it gives | examples (all true) |\n|---|---|---|"
    own = f"Starlark's own: {', '.join(f'`{name}`' for name in sorted(BUILTINS))}."
    return "\n".join([head, *rows, "", own, "", limits])


def manual_on_the_page() -> str:
    """What the page says now between its marks (nothing is written)."""
    return PAGE.read_text(encoding="utf-8").partition(BEGIN + "\n")[2].partition("\n" + END)[0]


def main() -> None:
    """Puts the manual into the page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{manual()}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
