"""The side of the child: its limits, and the loop that reads a job, answers it, and stops when it has grown.

Loaded by programs that are started by path with an interpreter of their own, so it imports nothing of ours.
A job that needs too much ends the process, not the server.
"""

from __future__ import annotations

import resource
import signal
import struct
import sys
from collections.abc import Callable

JOB = struct.Struct(">I")
# Whether the child leaves after this answer, one letter that says what it is, and its size.
ANSWER = struct.Struct(">?cI")
UNKNOWN_SPACE = 2**30


def limit(memory: int, descriptors: int) -> None:
    """No files, no cores, no more descriptors, and memory only `memory` bytes above what is in use now."""
    space = (address_space() or UNKNOWN_SPACE) + memory
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, descriptors),
        (resource.RLIMIT_AS, space),
    ):
        resource.setrlimit(kind, (most, most))


def address_space() -> int:
    """Bytes of address space in use (0 where the system does not tell)."""
    try:
        with open("/proc/self/statm", "rb") as statm:
            return int(statm.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def leave_signals() -> None:
    """Ctrl+C is the server's business; the alarm of the processor time ends the process at once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)


def serve(
    answer: Callable[[bytes], tuple[bytes, bytes]], seconds: float, is_last: Callable[[], bool]
) -> None:
    """Jobs until the server closes the pipe, or until `is_last` says after one that this was enough.

    `seconds` of processor time are given to each; beyond them SIGPROF ends the process, even in native code.
    """
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while (header := _read_exactly(source, JOB.size)) is not None:
        job = _read_exactly(source, JOB.unpack(header)[0])
        if job is None:
            return
        signal.setitimer(signal.ITIMER_PROF, seconds)
        kind, content = answer(job)
        signal.setitimer(signal.ITIMER_PROF, 0)
        last = is_last()
        sink.write(ANSWER.pack(last, kind, len(content)) + content)
        sink.flush()
        if last:
            return


def _read_exactly(stream, count: int) -> bytes | None:
    """That many bytes, or None at the end of the stream."""
    data = stream.read(count)
    return data if len(data) == count else None
