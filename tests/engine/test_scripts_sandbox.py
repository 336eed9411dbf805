"""The sandbox process: one for each server process, replaced when it dies, gone when the server goes."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime

import pytest

from workflows.scripts import Context, Expression, Script, ScriptFailed
from workflows.scripts.running import sandbox

# Newer Pythons warn of a fork beside threads, which a test runner always has; what we fork is made for it.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
CONTEXT = Context(datetime(2026, 11, 22, 9, tzinfo=UTC))
LOOP = Expression.compile("[x * 2 for x in xs]")


def child():
    """The id of the running sandbox process."""
    LOOP.evaluate({"xs": [1]}, CONTEXT)
    return sandbox._sandbox.process.pid


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rsplit(")", 1)[1].split()[0] != "Z"


def wait_until(happens):
    for _ in range(200):
        if happens():
            return True
        time.sleep(0.02)
    return False


def test_the_same_process_serves_one_script_after_another():
    assert child() == child()


def test_a_dead_process_is_replaced():
    before = child()
    os.kill(before, signal.SIGKILL)
    assert wait_until(lambda: not is_alive(before))
    assert child() != before


def test_a_process_killed_in_the_middle_of_a_script_is_a_failure_and_the_next_script_runs():
    before = child()
    endless = Expression.compile("max(range(2000000000))")
    threading.Timer(0.1, os.kill, (before, signal.SIGKILL)).start()
    with pytest.raises(ScriptFailed):
        endless.evaluate({}, CONTEXT)
    assert LOOP.evaluate({"xs": [3]}, CONTEXT) == [6]


def test_a_process_that_stops_answering_is_given_up():
    box = sandbox.Sandbox(wait=0.3)
    process = box._running()
    os.kill(process.pid, signal.SIGSTOP)
    with pytest.raises(ScriptFailed):
        box.run(b"{}")
    assert box.process is None
    assert not is_alive(process.pid)


def test_a_process_that_grew_retires_after_its_answer():
    box = sandbox.Sandbox(10, "-1")
    job = b'{"kind":"expression","text":"1","values":{},"optional":{},"now":"2026-01-01T00Z","calendar":"{}"}'
    assert box.run(job) == {"value": 1}
    assert box.process is None
    assert box.run(job) == {"value": 1}


def test_many_threads_take_turns():
    wrong = []

    def work(number):
        for turn in range(30):
            if LOOP.evaluate({"xs": [number, turn]}, CONTEXT) != [number * 2, turn * 2]:
                wrong.append((number, turn))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_large_values_pass_both_ways():
    xs = [{"text": "ก" * 50, "n": n} for n in range(5000)]
    assert Expression.compile("[x for x in xs]").evaluate({"xs": xs}, CONTEXT) == xs


def test_too_large_values_are_refused_without_a_process():
    with pytest.raises(ScriptFailed) as caught:
        LOOP.evaluate({"xs": ["x" * 17_000_000]}, CONTEXT)
    assert "large" in caught.value.en


def _in_a_fork(queue):
    queue.put((LOOP.evaluate({"xs": [5]}, CONTEXT), sandbox._sandbox.process.pid))


def test_after_a_fork_each_side_has_a_process_of_its_own():
    before = child()
    fork = multiprocessing.get_context("fork")
    queue = fork.SimpleQueue()
    process = fork.Process(target=_in_a_fork, args=(queue,))
    process.start()
    value, inner = queue.get()
    process.join()
    assert value == [10]
    assert inner != before
    assert child() == before
    assert wait_until(lambda: not is_alive(inner))


def _forget_at_once(queue):
    queue.put((sandbox._sandbox.process, LOOP.evaluate({"xs": [7]}, CONTEXT)))


def test_a_fork_in_the_middle_of_a_script_of_another_thread_neither_waits_nor_keeps_its_pipes():
    child()
    fork = multiprocessing.get_context("fork")
    queue = fork.SimpleQueue()
    with sandbox._sandbox.lock:
        process = fork.Process(target=_forget_at_once, args=(queue,))
        process.start()
        inherited, value = queue.get()
    process.join()
    assert (inherited, value) == (None, [14])


def test_native_work_that_never_asks_for_leave_is_ended_by_its_processor_time():
    box, start = sandbox.Sandbox(60), time.monotonic()
    job = b'{"kind":"expression","text":"max(range(2000000000))","values":{},"optional":{},'
    with pytest.raises(ScriptFailed):
        box.run(job + b'"now":"2026-01-01T00:00:00Z","calendar":"{}"}')
    assert time.monotonic() - start < 30


PROGRAM = """
import os, sys
from datetime import UTC, datetime
from workflows.scripts import Context, Expression
from workflows.scripts.running import sandbox
Expression.compile("[x for x in [1]]").evaluate({}, Context(datetime(2026, 1, 1, tzinfo=UTC)))
print(sandbox._sandbox.process.pid, flush=True)
ENDING
"""


@pytest.mark.parametrize("ending", ["pass", "os._exit(3)", "os.kill(os.getpid(), 9)", "raise SystemExit(1)"])
def test_no_process_outlives_the_server_and_nothing_is_warned(ending):
    program = PROGRAM.replace("ENDING", ending)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-X", "dev", "-c", program],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert wait_until(lambda: not is_alive(int(done.stdout)))


def test_the_environment_and_the_files_of_the_server_are_not_there():
    pid = child()
    with open(f"/proc/{pid}/environ") as environ:
        names = {entry.split("=")[0] for entry in environ.read().split("\0") if entry}
    assert names <= {"LANG", "LC_ALL"}
    assert set(os.listdir(f"/proc/{pid}/fd")) <= {"0", "1", "2"}


def test_the_same_script_stops_at_the_same_place_every_time():
    script = Script.compile("n = 0\nfor i in range(2000000000): n += 1")
    sentences = set()
    for _ in range(3):
        with pytest.raises(ScriptFailed) as caught:
            script.run({}, CONTEXT)
        sentences.add((caught.value.line, caught.value.th))
    assert len(sentences) == 1
