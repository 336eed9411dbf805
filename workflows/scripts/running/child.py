"""The sandbox process: reads a job, runs it under limits, writes the answer; nothing else.

Started by path with an interpreter of its own. A job that needs too much ends the process, not the server.
"""

from __future__ import annotations

import resource
import signal
import struct
import sys
import types
from pathlib import Path

HEADER = struct.Struct(">I")
MEMORY = 256 * 2**20
GROWN = 96 * 2**20
LOOK_EVERY = 32
ANSWER_AT_MOST = 4_000_000
SECONDS = 1.0
TICKS = 5_000  # Starlark asks about every thousand instructions


def without_the_package() -> None:
    """Lets the script modules load without the rest of the engine: a small process that starts fast."""
    package = types.ModuleType("workflows")
    package.__path__ = [str(Path(__file__).resolve().parents[2])]
    sys.modules["workflows"] = package
    scripts = types.ModuleType("workflows.scripts")
    scripts.__path__ = [str(Path(__file__).resolve().parents[1])]
    sys.modules["workflows.scripts"] = scripts


def limit_the_process() -> None:
    """No files, no cores, and memory only a fixed step above what the interpreter itself needs."""
    for kind, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_NOFILE, 16)):
        resource.setrlimit(kind, (most, most))
    used = address_space() or 2**30
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))


def address_space() -> int:
    """Bytes of address space in use (0 where the system does not tell)."""
    try:
        with open("/proc/self/statm", "rb") as statm:
            return int(statm.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def allow_seconds(seconds: float) -> None:
    """Processor time from now on (0: no limit); beyond it SIGPROF ends the process, even in native code."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def read_exactly(stream, count: int) -> bytes | None:
    """That many bytes, or None at the end of the stream."""
    data = stream.read(count)
    return data if len(data) == count else None


def main(grown: int = GROWN) -> None:
    """Jobs until the server closes the pipe, or until jobs have left more than ``grown`` bytes behind."""
    without_the_package()
    from workflows.scripts.running.jobs import answer

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    limit_the_process()
    grown_at, done = address_space() + grown, 0
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while (header := read_exactly(source, HEADER.size)) is not None:
        job = read_exactly(source, HEADER.unpack(header)[0])
        if job is None:
            return
        allow_seconds(SECONDS)
        result = answer(job, TICKS, ANSWER_AT_MOST)
        allow_seconds(0)
        done += 1
        last = done % LOOK_EVERY == 1 and address_space() > grown_at
        sink.write(HEADER.pack(len(result)) + (b"L" if last else b"G") + result)
        sink.flush()
        if last:
            return


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
