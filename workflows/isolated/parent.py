"""The server's side: one child process, started when first needed, replaced when it dies.

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
from collections.abc import Mapping
from pathlib import Path

from workflows.isolated.child import ANSWER, JOB

LANGUAGE = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
CHUNK = 65536


class Died(Exception):
    """The child ended, was too slow or answered too much: it is stopped, and the next job has another."""


class Child:
    """A program in a process of its own, and the pipe to it.

    `wait` seconds are given to each job from when it is sent to the end of its answer.
    """

    def __init__(
        self, program: Path, *arguments: str, wait: float, most: int, environment: Mapping | None = None
    ) -> None:
        self.command = [sys.executable, "-I", str(program), *arguments]
        self.wait, self.most = wait, most
        self.environment = {**LANGUAGE, **(environment or {})}
        self.lock = threading.Lock()
        self.process: subprocess.Popen | None = None

    def exchange(self, job: bytes) -> tuple[bytes, bytes]:
        """Sends a job and waits for its answer, (kind, content); Died when there is none."""
        with self.lock:
            try:
                return self._exchange(job)
            except OSError as error:
                self._stop()
                raise Died from error
            except Died:
                self._stop()
                raise

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
        _close(process)
        process.returncode = 0

    def _exchange(self, job: bytes) -> tuple[bytes, bytes]:
        process = self._running()
        deadline = time.monotonic() + self.wait
        message = memoryview(JOB.pack(len(job)) + job)
        sink, source = process.stdin.fileno(), process.stdout.fileno()
        while message:
            _ready(sink, select.POLLOUT, deadline)
            message = message[os.write(sink, message[:CHUNK]) :]
        last, kind, size = ANSWER.unpack(_read(source, ANSWER.size, deadline))
        if size > self.most:
            raise Died
        content = _read(source, size, deadline)
        if last:
            self._stop()
        return kind, content

    def _running(self) -> subprocess.Popen:
        if self.process is not None and self.process.poll() is None:
            return self.process
        self._stop()
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd="/",
            env=self.environment,
        )
        os.set_blocking(self.process.stdin.fileno(), False)
        return self.process

    def _stop(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        _close(process)
        process.wait()


def of_this_process(child: Child) -> Child:
    """The child itself, which from now on ends with the server and is forgotten in a fork of it."""
    atexit.register(child.close)
    os.register_at_fork(after_in_child=child.forget)
    return child


def _close(process: subprocess.Popen) -> None:
    with contextlib.suppress(OSError):
        process.stdin.close()
    process.stdout.close()


def _ready(descriptor: int, event: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(descriptor, event)
    left = deadline - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000):
        raise Died


def _read(descriptor: int, count: int, deadline: float) -> bytes:
    data = bytearray()
    while len(data) < count:
        _ready(descriptor, select.POLLIN, deadline)
        part = os.read(descriptor, count - len(data))
        if not part:
            raise Died
        data += part
    return bytes(data)
