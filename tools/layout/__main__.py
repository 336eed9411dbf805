"""Command line: `python -m tools.layout [--force] FILE.bpmn …` draws each file anew."""

import sys
import time
from pathlib import Path

from . import DrawnByHand, lay_out
from .diagram import NotDrawable
from .hints import load
from .text import HERE, known_words, segmented


def remember_words() -> None:
    """Put the words of new labels on file, so that the next run needs no segmenter."""
    fresh = {label: cut for label, cut in segmented.items() if label not in known_words()}
    if not fresh:
        return
    path = HERE / "words.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    rows = sorted({*lines, *("|".join(cut) for cut in fresh.values())} - set(head) - {""})
    path.write_text("\n".join([*head, *rows]) + "\n", encoding="utf-8")


def draw(file: Path, force: bool) -> bool:
    """Draw one file, again if somebody saved it meanwhile; says whether it changed. Raises as lay_out."""
    while True:
        text = file.read_bytes()
        drawn = lay_out(text, load(file.stem), force)
        if file.read_bytes() == text:
            break
    remember_words()
    if drawn != text:
        file.write_bytes(drawn)
    return drawn != text


def main(arguments: list[str]) -> int:
    """Draw the files; returns 1 if one was refused."""
    files = [Path(name) for name in arguments if not name.startswith("--")]
    if not files:
        print(__doc__, file=sys.stderr)
        return 2
    refused = 0
    for file in files:
        began = time.monotonic()
        try:
            changed = draw(file, "--force" in arguments)
        except (DrawnByHand, NotDrawable) as problem:
            print(f"{file}: {problem}", file=sys.stderr)
            refused += 1
            continue
        print(f"{file}: {'drawn' if changed else 'unchanged'}, {time.monotonic() - began:.1f} s")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
