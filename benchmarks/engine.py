"""What a step of the engine costs beside SpiffWorkflow's own `do_engine_steps` on the same diagram.

`python -m benchmarks.engine` prints a table and JSON lines. Both are measured in turn in one process; ours
runs Starlark and hands out moves, upstream runs Python and keeps no record. The last length of each diagram
is for ours alone: upstream would need minutes.
"""

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser

from workflows import Release, restore, start

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TIMES = 15
HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">'
    '<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>'
)


@dataclass(frozen=True)
class Line:
    """One row of the table; costs are microseconds a step."""

    diagram: str
    steps: int
    variables: str
    ours: float
    upstream: float | None

    @property
    def ratio(self) -> float | None:
        """Ours as a part of upstream's; below 1 is cheaper."""
        return round(self.ours / self.upstream, 3) if self.upstream else None


def flow(source: str, target: str, condition: str = "") -> str:
    """A sequence flow."""
    test = f"<bpmn:conditionExpression>{condition}</bpmn:conditionExpression>" if condition else ""
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<bpmn:sequenceFlow id="{source}_{target}" {ends}>{test}</bpmn:sequenceFlow>'


def script(id: str, text: str) -> str:
    """A script task."""
    return f'<bpmn:scriptTask id="{id}"><bpmn:script>{text}</bpmn:script></bpmn:scriptTask>'


def chain(length: int) -> str:
    """Script tasks one after another."""
    names = [f"x{n}" for n in range(length)]
    flows = zip(["s", *names], [*names, "e"], strict=True)
    return "".join(script(name, "n = n + 1") for name in names) + "".join(flow(a, b) for a, b in flows)


def forks(length: int) -> str:
    """Parallel forks and joins with two script tasks each, one after another."""
    drawn, last = "", "s"
    for n in range(length):
        f, j, a, b = f"f{n}", f"j{n}", f"a{n}", f"b{n}"
        drawn += f'<bpmn:parallelGateway id="{f}"/><bpmn:parallelGateway id="{j}"/>'
        drawn += script(a, f"va{n} = 1") + script(b, f"vb{n} = 2")
        drawn += flow(last, f) + flow(f, a) + flow(f, b) + flow(a, j) + flow(b, j)
        last = j
    return drawn + flow(last, "e")


def choices(length: int) -> str:
    """Exclusive gateways with a condition and a default, one after another."""
    drawn, last = "", "s"
    for n in range(length):
        g, m, a = f"g{n}", f"m{n}", f"a{n}"
        drawn += f'<bpmn:exclusiveGateway id="{g}" default="{g}_{m}"/><bpmn:exclusiveGateway id="{m}"/>'
        drawn += script(a, "n = n + 1") + flow(last, g) + flow(g, m) + flow(g, a, "n &gt;= 0") + flow(a, m)
        last = m
    return drawn + flow(last, "e")


def rounds(length: int) -> str:
    """One loop of gateways, run so many times."""
    drawn = '<bpmn:exclusiveGateway id="m"/><bpmn:exclusiveGateway id="g" default="g_e"/>' + script(
        "x", "n = n + 1"
    )
    again = flow("g", "m", f"n &lt; {length}")
    return drawn + flow("s", "m") + flow("m", "x") + flow("x", "g") + flow("g", "e") + again


DIAGRAMS: dict[str, tuple[Callable[[int], str], tuple[int, ...]]] = {
    "script tasks in a row": (chain, (10, 50, 500)),
    "parallel forks and joins": (forks, (2, 4, 200)),
    "exclusive choices": (choices, (4, 8, 300)),
    "rounds of a loop": (rounds, (10, 30, 1000)),
}
VARIABLES = {"small": {"n": 0}, "50 kB": {"n": 0, "rows": [{"id": k, "text": "ก" * 80} for k in range(180)]}}


def best(action: Callable[[], object], times: int) -> float:
    """The median of several runs, in seconds of the process's own time."""
    took = []
    for _ in range(times):
        began = time.process_time()
        action()
        took.append(time.process_time() - began)
    return statistics.median(took)


def measure(name: str, length: int, kind: str) -> Line:
    """One diagram with one set of variables, ours and upstream's in turn."""
    drawn = (HEAD + DIAGRAMS[name][0](length) + "</bpmn:process></bpmn:definitions>").encode()
    release, variables = Release.load({"p.bpmn": drawn}), VARIABLES[kind]
    spec = parse(drawn) if length < DIAGRAMS[name][1][-1] else None

    def ours():
        return start(release, "p", variables, NOW, "seed")

    def upstream():
        workflow = BpmnWorkflow(spec)
        workflow.task_tree.data.update(variables)
        workflow.do_engine_steps()
        assert workflow.is_completed()

    steps = len({move.id for move in ours().moves})
    cost = best(ours, TIMES) / steps * 1e6
    theirs = round(best(upstream, 5) / steps * 1e6, 1) if spec is not None else None
    return Line(name, steps, kind, round(cost, 1), theirs)


def parse(drawn: bytes):
    """The diagram as upstream reads it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.bpmn"
        path.write_bytes(drawn)
        parser = BpmnParser()
        parser.add_bpmn_file(str(path))
        return parser.get_spec("p")


def person_in_a_loop(early: int, late: int, windows: int = 40, each: int = 25) -> dict:
    """Completing a user task with storing and restoring, after few and after many rounds of one instance.

    Both go on from their stored states in short windows, in turn, by the process's own time: what slows the
    machine down slows both.
    """
    loop = (
        '<bpmn:exclusiveGateway id="m"/><bpmn:exclusiveGateway id="g" default="g_m"/><bpmn:userTask id="u"/>'
    )
    ways = flow("s", "m") + flow("m", "u") + flow("u", "g") + flow("g", "m") + flow("g", "e", "stop == True")
    release = Release.load({"p.bpmn": (HEAD + loop + ways + "</bpmn:process></bpmn:definitions>").encode()})
    states = {early: start(release, "p", {"stop": False}, NOW, "seed").state()}
    states[early] = go_round(release, states[early], early)
    states[late] = go_round(release, states[early], late - early)
    took: dict[int, list[float]] = {early: [], late: []}
    for _ in range(windows):
        for number, state in states.items():
            began = time.process_time()
            go_round(release, state, each)
            took[number].append((time.process_time() - began) / each * 1e6)
    cost = {number: statistics.median(times) for number, times in took.items()}
    return {
        "rounds": [early, late],
        "microseconds": [round(cost[early], 1), round(cost[late], 1)],
        "ratio": round(cost[late] / cost[early], 3),
        "state_bytes": [len(states[early]), len(states[late])],
        "bar": "≤ 1.2 ×",
    }


def go_round(release, state: bytes, times: int) -> bytes:
    """So many rounds on from a stored state; the state after the last."""
    for _ in range(times):
        run = restore(release, state)
        run.complete(run.waiting()[0].id, {"n": 1}, NOW)
        state = run.state()
    return state


def main() -> None:
    """Print the table for people and the lines for programs."""
    print(f"{'diagram':<28}{'steps':>6} {'variables':<9}{'ours µs':>9}{'upstream µs':>12}{'ratio':>7}")
    for name, (_, lengths) in DIAGRAMS.items():
        for length in lengths:
            for kind in VARIABLES:
                line = measure(name, length, kind)
                costs = f"{line.ours:>9}{line.upstream or '–':>12}{line.ratio or '–':>7}"
                print(f"{line.diagram:<28}{line.steps:>6} {kind:<9}{costs}")
                print(json.dumps({"bench": "engine", **asdict(line), "ratio": line.ratio}), flush=True)
    print(json.dumps({"bench": "engine_round", **person_in_a_loop(20, 10_000)}, ensure_ascii=False))


if __name__ == "__main__":
    main()
