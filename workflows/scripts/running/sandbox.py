"""The server's side of the sandbox: one child process, started when first needed, replaced when it dies.

Threads take turns. A fork (gunicorn, tests) gives the new process a child of its own: the inherited pipes are
closed there at once, so that no child outlives the process it belongs to.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import select
import subprocess
import sys
import threading
import time
from pathlib import Path

import orjson

from workflows.scripts.context import Context
from workflows.scripts.errors import TOO_MUCH, ScriptFailed
from workflows.scripts.running.child import ANSWER_AT_MOST, HEADER
from workflows.scripts.running.messages import unusable

WAIT_SECONDS = 10.0
JOB_AT_MOST = 16_000_000
_CHILD = Path(__file__).with_name("child.py")


class _Died(Exception):
    """The child ended, or did not answer in time."""


class Sandbox:
    """A child process and the pipe to it."""

    def __init__(self, wait: float = WAIT_SECONDS, *arguments: str) -> None:
        self.wait = wait
        self.arguments = arguments
        self.lock = threading.Lock()
        self.process: subprocess.Popen | None = None

    def run(self, job: bytes) -> dict:
        """Sends a job and waits for its answer; raises ScriptFailed when the child died over it."""
        with self.lock:
            try:
                return orjson.loads(self._exchange(job))
            except (_Died, OSError, orjson.JSONDecodeError):
                self._stop()
        raise ScriptFailed(1, *TOO_MUCH)

    def _exchange(self, job: bytes) -> bytes:
        process = self._running()
        deadline = time.monotonic() + self.wait
        message = memoryview(HEADER.pack(len(job)) + job)
        sink, source = process.stdin.fileno(), process.stdout.fileno()
        while message:
            _ready(sink, select.POLLOUT, deadline)
            message = message[os.write(sink, message[:65536]) :]
        header = _read(source, HEADER.size + 1, deadline)
        size = HEADER.unpack(header[:-1])[0]
        if size > ANSWER_AT_MOST + 1000:
            raise _Died
        answer = _read(source, size, deadline)
        if header[-1:] == b"L":
            self._stop()
        return answer

    def _running(self) -> subprocess.Popen:
        if self.process is not None and self.process.poll() is None:
            return self.process
        self._stop()
        self.process = subprocess.Popen(
            [sys.executable, "-I", str(_CHILD), *self.arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd="/",
            env={"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"},
        )
        os.set_blocking(self.process.stdin.fileno(), False)
        return self.process

    def _stop(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        with contextlib.suppress(OSError):
            process.stdin.close()
        process.stdout.close()
        process.wait()

    def close(self) -> None:
        """Ends the child process, if there is one."""
        with self.lock:
            self._stop()

    def forget(self) -> None:
        """After a fork: the child belongs to the parent; close our copies of its pipes, leave it alone."""
        self.lock = threading.Lock()
        process, self.process = self.process, None
        if process is None:
            return
        process.stdin.close()
        process.stdout.close()
        process.returncode = 0


def _ready(descriptor: int, event: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(descriptor, event)
    left = deadline - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000):
        raise _Died


def _read(descriptor: int, count: int, deadline: float) -> bytes:
    data = b""
    while len(data) < count:
        _ready(descriptor, select.POLLIN, deadline)
        part = os.read(descriptor, count - len(data))
        if not part:
            raise _Died
        data += part
    return data


_sandbox = Sandbox()
atexit.register(_sandbox.close)
os.register_at_fork(after_in_child=_sandbox.forget)


def run(kind: str, text: str, values: dict, optional: dict, context: Context) -> object:
    """Runs a text in the sandbox process; raises ScriptFailed, also when it was stopped there."""
    calendar = context.calendar.to_json().decode()
    now = context.now.isoformat()
    job = {
        "kind": kind,
        "text": text,
        "values": values,
        "optional": optional,
        "now": now,
        "calendar": calendar,
    }
    try:
        message = orjson.dumps(job)
    except TypeError as error:
        raise ScriptFailed(1, *unusable(error)) from None
    if len(message) > JOB_AT_MOST:
        raise ScriptFailed(1, "ข้อมูลที่สคริปต์อ่านใหญ่เกินไป", "the data the script reads is too large")
    result = _sandbox.run(message)
    if "failed" in result:
        raise ScriptFailed(*result["failed"])
    return result["value"]
