"""The sandbox process: runs scripts under limits; nothing else. Started by path (workflows/isolated)."""

from __future__ import annotations

import sys
import types
from pathlib import Path

MEMORY = 256 * 2**20
GROWN = 96 * 2**20
LOOK_EVERY = 32
DESCRIPTORS = 16
ANSWER_AT_MOST = 4_000_000
SECONDS = 1.0
TICKS = 5_000  # Starlark asks about every thousand instructions
VALUE = b"V"


def without_the_package() -> None:
    """Lets the script modules load without the rest of the engine: a small process that starts fast."""
    package = types.ModuleType("workflows")
    package.__path__ = [str(Path(__file__).resolve().parents[2])]
    sys.modules["workflows"] = package
    scripts = types.ModuleType("workflows.scripts")
    scripts.__path__ = [str(Path(__file__).resolve().parents[1])]
    sys.modules["workflows.scripts"] = scripts


def main(grown: int = GROWN) -> None:
    """Scripts until the server closes the pipe, or until they have left more than ``grown`` bytes behind."""
    without_the_package()
    from workflows.isolated.child import address_space, leave_signals, limit, serve
    from workflows.scripts.running.jobs import answer

    leave_signals()
    limit(MEMORY, DESCRIPTORS)
    grown_at, done = address_space() + grown, 0

    def run(job: bytes) -> tuple[bytes, bytes]:
        nonlocal done
        done += 1
        return VALUE, answer(job, TICKS, ANSWER_AT_MOST)

    serve(run, SECONDS, lambda: done % LOOK_EVERY == 1 and address_space() > grown_at)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
