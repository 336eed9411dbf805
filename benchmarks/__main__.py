"""`make bench`: start, complete and inbox over HTTP beside the floors, on SQLite and on PostgreSQL.

Prints a table for people and a line of JSON a measurement; exit code 1 when a bar is missed.
"""

import json
import os
import socket
import sys
import tempfile
from pathlib import Path

from benchmarks.measuring import Caller, Series, in_turn
from benchmarks.office import COMPLETE, Office
from benchmarks.server import Served
from tests.support.databases import Postgres, PostgresServer, Sqlite

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "150"))
WARM_UP = 20
LOOP_ROUNDS = 300
MOST_TIMES_FLOOR, MOST_STATEMENTS, MOST_GROWTH = 1.5, 12, 1.2


def main() -> int:
    server = PostgresServer(durable=True)
    lines = []
    try:
        with tempfile.TemporaryDirectory() as folder:
            lines += measure("sqlite", Sqlite(Path(folder)).url)
            database = Postgres(server.url, f"dgti_bench_{os.getpid()}")
            lines += measure("postgresql", database.url)
            database.forget()
    finally:
        server.stop()
    show(lines)
    missed = [line for line in lines if line.get("bar") and not line["held"]]
    return 1 if missed else 0


def measure(kind: str, url: str) -> list[dict]:
    """Every measurement on one database."""
    office = Office(url)
    tasks = office.tasks(ROUNDS + WARM_UP + 2)
    office.crowd()
    counted = office.count(tasks.pop())
    served = Served(url, free_port())
    try:
        series = requests(office, served.url, tasks)
        loop, sizes = looping(office, served.url)
    finally:
        served.stop()
        office.close()
    return [{"database": kind} | line for line in (*times(series), *counts(counted), *growth(loop, sizes))]


def requests(office: Office, url: str, tasks: list[int]) -> dict[str, Series]:
    """The floors and the three requests, in turn."""
    officer = Caller(url, office.tokens["intake_officer"])
    submitter = Caller(url, office.tokens["submitter"])
    analyst = Caller(url, office.tokens["triage_analyst"])
    body = {"answers": COMPLETE}
    actions = {
        "floor_orm": lambda _: officer.call("POST", "/floor/orm", body),
        "complete": lambda n: officer.call("POST", f"/api/v1/tasks/{tasks[n]}/complete", body),
        "floor_core": lambda _: officer.call("POST", "/floor/core", body),
        "start": lambda _: submitter.call("POST", "/api/v1/cases", office.start),
        "inbox": lambda _: analyst.call("GET", "/api/v1/tasks?whose=roles&limit=50"),
    }
    return in_turn(actions, ROUNDS, WARM_UP)


def looping(office: Office, url: str) -> tuple[dict[str, Series], dict[int, int]]:
    """One task done three hundred times in one case, in turn with the floor; and the size of its state."""
    analyst = Caller(url, office.tokens["triage_analyst"])
    answers = {"title_th": "วนรอบเพื่อวัดผล", "rounds": 0}
    case = analyst.call(
        "POST", "/api/v1/cases", {"process": "bench_loop", "centre": "SRC", "answers": answers}
    )
    sizes, task = {}, case["tasks"][0]["id"]

    def once_more(number):
        nonlocal task
        body = {"answers": {"enough": False, "note": "อีกรอบ"}}
        task = analyst.call("POST", f"/api/v1/tasks/{task}/complete", body)["opened"][0]["id"]
        if number in (10, LOOP_ROUNDS):
            sizes[number] = office.state_size(case["case_no"])

    def claim(_number):
        analyst.call("POST", f"/api/v1/tasks/{task}/claim")

    def floor(_number):
        analyst.call("POST", "/floor/orm", {"answers": {"enough": False, "note": "อีกรอบ"}})

    actions = {"claim": claim, "round": once_more, "floor": floor}
    return in_turn(actions, LOOP_ROUNDS + 1, warm_up=0), sizes


def times(series: dict[str, Series]):
    """Milliseconds, and multiples of both floors; only completing has a bar."""
    orm, core = series["floor_orm"].median, series["floor_core"].median
    for name, one in series.items():
        ratio = round(one.median / orm, 2)
        line = {"what": name, "median_ms": round(one.median, 2), "p95_ms": round(one.p95, 2)}
        line |= {"times_orm_floor": ratio, "times_core_floor": round(one.median / core, 2)}
        if name == "complete":
            line |= {"bar": f"≤ {MOST_TIMES_FLOOR} × floor", "held": ratio <= MOST_TIMES_FLOOR}
        yield line


def counts(counted: dict):
    statements, commits = counted["statements"], counted["commits"]
    held = statements <= MOST_STATEMENTS
    yield {"what": "statements", "value": statements, "bar": f"≤ {MOST_STATEMENTS}", "held": held}
    yield {"what": "commits", "value": commits, "bar": "1", "held": commits == 1}


def growth(loop: dict[str, Series], sizes: dict[int, int]):
    """The looping task as a multiple of the floor: the last thirty rounds against thirty about the tenth."""
    early, late = (times_floor(loop, start) for start in (5, LOOP_ROUNDS - 30))
    ratio = round(late / early, 2)
    bar = {"bar": f"≤ {MOST_GROWTH} ×", "held": ratio <= MOST_GROWTH}
    yield {"what": "loop_growth", "early": round(early, 2), "late": round(late, 2), "value": ratio, **bar}
    for number, size in sizes.items():
        yield {"what": f"state_bytes_round_{number}", "value": size}


def times_floor(loop: dict[str, Series], start: int) -> float:
    """Thirty rounds' median over the median of the floors measured between them."""
    some = {name: Series(name, series.times[start : start + 30]).median for name, series in loop.items()}
    return some["round"] / some["floor"]


def show(lines: list[dict]) -> None:
    """The table, then the lines."""
    print(f"{'database':<11} {'what':<22} {'median ms':>9} {'p95':>7} {'× ORM':>6} {'× Core':>7}  value  bar")
    for line in lines:
        numbers = [
            line.get(name, "") for name in ("median_ms", "p95_ms", "times_orm_floor", "times_core_floor")
        ]
        verdict = f"{line['bar']} {'✓' if line['held'] else '✗ missed'}" if "bar" in line else ""
        columns = "{:>9} {:>7} {:>6} {:>7}".format(*numbers)
        print(f"{line['database']:<11} {line['what']:<22} {columns}  {line.get('value', ''):<6} {verdict}")
    print()
    for line in lines:
        print(json.dumps(line, ensure_ascii=False))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main())
