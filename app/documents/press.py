"""The server's side of printing: one child process, started when first needed, replaced when it dies.

Threads take turns. A fork (gunicorn, tests) gives the new process a child of its own.
"""

import atexit
import contextlib
import json
import os
import re
import struct
import subprocess
import sys
import threading
from pathlib import Path

from app.documents.refusals import PrintRefused

SECONDS = 8.0
JOB_AT_MOST = 8 * 2**20
DOCUMENT_AT_MOST = 20 * 2**20
HEADER = struct.Struct(">I")
PLACE = re.compile(r"┌─ (?:\S*?/)?(templates/\S+?\.typ|data\.json|main\.typ):(\d+):")
SEARCHED = re.compile(r" \(searched at [^)]*\)")
_CHILD = Path(__file__).with_name("child.py")


class Press:
    """A printing process and the pipe to it."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds, self.lock = seconds, threading.Lock()
        self.process: subprocess.Popen | None = None

    def ask(self, job: dict) -> tuple[bytes, bytes]:
        """Send a job and wait for (kind, content); PrintRefused when it took too long or too much."""
        message = json.dumps(job, ensure_ascii=False).encode()
        if len(message) > JOB_AT_MOST:
            raise PrintRefused(
                job["template"], 0, "ข้อมูลของเอกสารใหญ่เกินไป", "the data of the document is too large"
            )
        with self.lock:
            # A child that left after its last job, for the memory it held, is found gone only now.
            for _ in range(2):
                process = self._running()
                answer = self._exchange(process, message)
                if answer:
                    return answer
                killed = process.poll() not in (None, 0)
                self._stop()
                if killed:
                    break
        raise PrintRefused(
            job["template"], 0, "ใช้เวลาหรือหน่วยความจำมากเกินไป", "it takes too much time or memory"
        )

    def _exchange(self, process, message):
        timer = threading.Timer(self.seconds, process.kill)
        timer.start()
        try:
            process.stdin.write(HEADER.pack(len(message)) + message)
            process.stdin.flush()
            head = process.stdout.read(1 + HEADER.size)
            if len(head) < 1 + HEADER.size:
                process.wait()
                return None
            size = HEADER.unpack(head[1:])[0]
            content = process.stdout.read(size)
            return (head[:1], content) if len(content) == size <= DOCUMENT_AT_MOST else None
        except OSError:
            process.wait()
            return None
        finally:
            timer.cancel()

    def _running(self) -> subprocess.Popen:
        if self.process is not None and self.process.poll() is None:
            return self.process
        self._stop()
        self.process = subprocess.Popen(
            [sys.executable, "-I", str(_CHILD)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "RAYON_NUM_THREADS": "1"},
        )
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
        """End the child process, if there is one."""
        with self.lock:
            self._stop()

    def forget(self) -> None:
        """After a fork: the child belongs to the parent; close our copies of its pipes, leave it alone."""
        self.lock = threading.Lock()
        process, self.process = self.process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            process.stdin.close()
        process.stdout.close()
        process.returncode = 0


_press = Press()
atexit.register(_press.close)
os.register_at_fork(after_in_child=_press.forget)


def print_pdf(template: str, files: dict[str, bytes], data: dict, at: int) -> bytes:
    """The PDF of a template with its data; `at` (seconds since 1970) is the only time it knows.

    PrintRefused says in which file and line it went wrong.
    """
    return _print({"template": template, "files": texts(files), "data": dumped(data), "at": at})


def print_html(template: str, files: dict[str, bytes], data: dict, at: int) -> str:
    """The same as HTML without a layout: what a .docx is made from."""
    job = {"template": template, "files": texts(files), "data": dumped(data), "at": at, "format": "html"}
    return _print(job).decode()


def print_pages(template: str, files: dict[str, bytes], data: dict, at: int) -> list[bytes]:
    """The same as pictures (PNG), a page each: to look at."""
    job = {"template": template, "files": texts(files), "data": dumped(data), "at": at, "format": "png"}
    content, pages = _print(job), []
    while content:
        size = HEADER.unpack(content[: HEADER.size])[0]
        pages.append(content[HEADER.size : HEADER.size + size])
        content = content[HEADER.size + size :]
    return pages


def _print(job):
    kind, content = _press.ask(job)
    if kind == b"E":
        raise refused(job["template"], json.loads(content))
    return content


def texts(files: dict[str, bytes]) -> dict[str, str]:
    """The files a template may read: everything under templates/ of its release."""
    return {path: data.decode() for path, data in files.items() if path.startswith("templates/")}


def dumped(data: dict) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def refused(template: str, error: dict) -> PrintRefused:
    """What Typst says, with the file and the line it points at."""
    found = PLACE.search(error["diagnostic"])
    place, line = (found[1], int(found[2])) if found else (template, 0)
    said = SEARCHED.sub("", " ".join(error["message"].split()))[:300]
    return PrintRefused(place, line, said, said)
