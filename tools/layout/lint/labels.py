"""Findings about labels: present, on nothing, and nearer to their own flow than to any other."""

from collections.abc import Iterator

from ..diagram import BOUNDARY, EVENT, GATEWAY
from ..spans import gap, unshared
from .drawn import Drawn, Finding, runs_through

NEAR, SLACK = 14, 1


def present(drawn: Drawn) -> Iterator[Finding]:
    """Named events, gateways and flows say where their name stands."""
    named = [n.id for n in drawn.nodes.values() if n.name and n.kind in (EVENT, GATEWAY, BOUNDARY)]
    named += [flow.id for flow in drawn.flows.values() if flow.name]
    for name in named:
        if name not in drawn.labels:
            yield Finding(name, "label", "has a name but no place for it")


def clear(drawn: Drawn) -> Iterator[Finding]:
    """Labels lie on no shape, flow, label or lane border."""
    borders = [drawn.shapes[lane].y for lane in drawn.lanes if lane in drawn.shapes]
    names = list(drawn.labels)
    for index, name in enumerate(names):
        spot = drawn.labels[name].grown(-SLACK)
        for other in names[index + 1 :]:
            if spot.meets(drawn.labels[other]):
                yield Finding(name, "label-on-label", f"has its label on the label of {other}")
        yield from on_shapes(drawn, name, spot)
        for flow in drawn.flows:
            if any(runs_through(spot, piece) for piece in drawn.pieces(flow)):
                yield Finding(name, "label-on-flow", f"has its label on {flow}")
        if any(spot.y < y < spot.bottom for y in borders):
            yield Finding(name, "label-on-lane", "has its label on a lane border")


def on_shapes(drawn: Drawn, name: str, spot) -> Iterator[Finding]:
    """Shapes under a label: those around it and the empty corners of a diamond do not count."""
    around = drawn.parent.get(name) or parent_of_flow(drawn, name)
    for node, shape in drawn.shapes.items():
        if node not in drawn.nodes or node == around:
            continue
        core = shape.grown(-shape.width / 4) if drawn.nodes[node].kind == GATEWAY else shape
        if spot.meets(core):
            yield Finding(name, "label-on-shape", f"has its label on {node}")


def parent_of_flow(drawn: Drawn, name: str) -> str | None:
    """The sub-process in which a flow runs."""
    flow = drawn.flows.get(name)
    return drawn.parent.get(flow.source) if flow else None


def near_their_flow(drawn: Drawn) -> Iterator[Finding]:
    """The label of a flow stands by a part that is only its own, nearer to it than to any other flow."""
    for name in (flow for flow in drawn.flows if flow in drawn.labels):
        spot = drawn.labels[name]
        others = [flow for flow in drawn.flows if flow != name]
        own = unshared(drawn.pieces(name), [piece for other in others for piece in drawn.pieces(other)])
        away = min((gap(spot, piece) for piece in own), default=NEAR + 1)
        if away > NEAR:
            yield Finding(name, "label-far", "has its label far from the part of the flow that is its own")
            continue
        for other in others:
            if min((gap(spot, piece) for piece in drawn.pieces(other)), default=NEAR) < away:
                yield Finding(name, "label-nearer", f"has its label nearer to {other}")


RULES = (present, clear, near_their_flow)
