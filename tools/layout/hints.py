"""The few words by which a person helps the layout of one diagram."""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "hints"


@dataclass
class Hints:
    """Fixed columns and rows of nodes, flows that return or do not push, order of lanes, sides of ports."""

    columns: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    back: set[str] = field(default_factory=set)
    weak: set[str] = field(default_factory=set)
    lanes: list[str] | str = field(default_factory=list)
    ports: dict[str, dict[str, str]] = field(default_factory=dict)
    crossings: int = 0
    seed: int | None = None


def load(name: str, folder: Path = FOLDER) -> Hints:
    """Hints of the diagram `name`, or none.

    The file says `nodes: {id: {row: 1, col: 5}}`, `flows: {id: back | weak | {leave: top, enter: left}}`,
    `lanes: [id, …]` or `lanes: best`, `seed: n` for the
    one try that came out best, and `crossings: n`, how many crossings the findings let pass.
    """
    path = folder / f"{name}.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    nodes, flows = data.get("nodes") or {}, data.get("flows") or {}
    return Hints(
        columns={node: hint["col"] for node, hint in nodes.items() if "col" in hint},
        rows={node: hint["row"] for node, hint in nodes.items() if "row" in hint},
        back={flow for flow, hint in flows.items() if hint == "back"},
        weak={flow for flow, hint in flows.items() if hint == "weak"},
        lanes=data.get("lanes") or [],
        seed=data.get("seed"),
        crossings=data.get("crossings", 0),
        ports={flow: hint for flow, hint in flows.items() if isinstance(hint, dict)},
    )
