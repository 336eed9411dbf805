"""Scripts that may grow run in a process of their own: one for each server process (workflows/isolated)."""

from __future__ import annotations

from pathlib import Path

import orjson

from workflows.isolated.parent import Child, Died, of_this_process
from workflows.scripts.context import Context
from workflows.scripts.errors import TOO_MUCH, ScriptFailed
from workflows.scripts.running.child import ANSWER_AT_MOST
from workflows.scripts.running.messages import unusable

WAIT_SECONDS = 10.0
JOB_AT_MOST = 16_000_000
_CHILD = Path(__file__).with_name("child.py")


class Sandbox(Child):
    """A process that runs scripts, and the pipe to it."""

    def __init__(self, wait: float = WAIT_SECONDS, *arguments: str) -> None:
        super().__init__(_CHILD, *arguments, wait=wait, most=ANSWER_AT_MOST + 1000)

    def run(self, job: bytes) -> dict:
        """Sends a job and waits for its answer; raises ScriptFailed when the child died over it."""
        try:
            return orjson.loads(self.exchange(job)[1])
        except (Died, orjson.JSONDecodeError):
            self.close()
        raise ScriptFailed(1, *TOO_MUCH)


_sandbox = of_this_process(Sandbox())


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
