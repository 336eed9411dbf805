"""Draws: the caption, pools and lanes, sub-processes, flows, then nodes with their signs and names."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from workflows.diagram import Diagram, Node
from workflows.picture.glyphs import EVENTS, GATEWAYS, MULTI, TASKS
from workflows.picture.plane import Box, Plane, read_plane

MARGIN, LINE = 40, 24
STYLE = """
text,p{font:14px/1.36 Sarabun,"Noto Sans Thai",Tahoma,sans-serif;color:#17212f;fill:#17212f;margin:0}
.ground{fill:#fff;stroke:#c4ccd6}
.node,.sign,.flow{fill:#fff;stroke:#5b6675;stroke-width:1.5}.sign,.flow{fill:none}
.inner{fill:none;stroke:#5b6675}.dashed{stroke-dasharray:5 3}
.walked>.node{fill:#e3f3e9;stroke:#1b6b3f;stroke-width:2}.walked>.flow{stroke:#1b6b3f;stroke-width:2}
.missed>.node{fill:#fff3d6;stroke:#b35900;stroke-width:4}
.missed>.flow{stroke:#b35900;stroke-width:4;stroke-dasharray:9 5}
.node.thick{stroke-width:4.5}
.walked>.badge{fill:#1b6b3f}.missed>.badge{fill:#b35900}.badge+text{font-size:11px;font-weight:600;fill:#fff}
.times{font-size:11px;fill:#1b6b3f;stroke:#fff;stroke-width:3;paint-order:stroke}.missed>.times{fill:#b35900}
.name{height:100%;display:flex;align-items:center;justify-content:center;text-align:center}
.head p{font-size:22px;font-weight:600}"""
ARROW = (
    '<marker id="{0}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" '
    'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L10 5L0 10z" fill="{1}"/></marker>'
)
ARROWS = {"plain": "#5b6675", "walked": "#1b6b3f", "missed": "#b35900"}


@dataclass(frozen=True, slots=True)
class Tint:
    """How one element or flow is shown: ``grade`` walked or missed, and a short word on it."""

    grade: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands above the drawing, and below it what its colours mean: (grade, words)."""

    title: tuple[str, ...]
    legend: tuple[tuple[str, str], ...] = ()


def draw(diagram: Diagram, tints: Mapping[str, Tint], caption: Caption, font: bytes = b"") -> str:
    """The SVG; ``font`` is a WOFF2 that is put in, so that the file needs nothing else."""
    plane = read_plane(diagram.root)
    box = plane.bounds
    above = MARGIN + 36 * len(caption.title)
    whole = Box(box.x - MARGIN, box.y - above, box.width + 2 * MARGIN, box.height + above + 2 * MARGIN + LINE)
    around = [node for node in diagram.nodes() if node.inner is not None]
    nodes = [node for node in diagram.nodes() if node.inner is None]
    nodes.sort(key=lambda node: node.kind == "boundaryEvent")  # last: they sit on an edge
    parts = [
        _opening(whole, " · ".join(caption.title)),
        f"<style>{_face(font)}{STYLE}</style>",
        f"<defs>{''.join(ARROW.format(*pair) for pair in ARROWS.items())}</defs>",
        _rectangle(whole, "ground"),
        *_captions(caption, box),
        *_grounds(diagram, plane),
        *(part for node in around for part in _node(node, plane, tints)),
        *_flows(diagram, plane, tints),
        *(part for node in nodes for part in _node(node, plane, tints)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _opening(whole: Box, title: str) -> str:
    size = f'width="{whole.width:g}" height="{whole.height:g}"'
    view = f"{whole.x:g} {whole.y:g} {whole.width:g} {whole.height:g}"
    named = f'role="img" aria-label="{escape(title)}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" {size} {named}>'


def _face(font: bytes) -> str:
    data = base64.b64encode(font).decode()
    source = f'url(data:font/woff2;base64,{data}) format("woff2")'
    return f"@font-face{{font-family:Sarabun;src:{source}}}" if font else ""


def _captions(caption: Caption, box: Box) -> Iterator[str]:
    for row, words in enumerate(reversed(caption.title), 1):
        place = Box(box.x, box.y - 34 * row - 6, max(box.width, 900), 32)
        yield f'<g class="head">{_words(words, place, left=True)}</g>'
    at, low = box.x, box.y + box.height + MARGIN - 8
    for grade, words in caption.legend:
        yield f'<g class="{grade}">{_rectangle(Box(at, low, 34, 20), "node", 4)}</g>'
        yield _words(words, Box(at + 44, low - 2, 420, LINE), left=True)
        at += 480


def _grounds(diagram: Diagram, plane: Plane) -> Iterator[str]:
    """Pools and lanes; the name stands upright at the left."""
    named = [(pool.id, pool.name) for pool in diagram.participants]
    scopes = (scope for process in diagram.processes for scope in process.every_scope())
    for id, name in [*named, *((lane.id, lane.name) for scope in scopes for lane in scope.lanes)]:
        if id in plane.shapes:
            box = plane.shapes[id]
            x, y = box.x + 15, box.y + box.height / 2
            yield _rectangle(box, "ground")
            yield (
                f'<text transform="translate({x:g} {y:g}) rotate(-90)" text-anchor="middle" '
                f'dominant-baseline="central">{escape(name)}</text>'
            )


def _flows(diagram: Diagram, plane: Plane, tints: Mapping[str, Tint]) -> Iterator[str]:
    """Every line, then the words on them: no line runs through a word."""
    above = []
    scopes = (scope for process in diagram.processes for scope in process.every_scope())
    for flow in (flow for scope in scopes for flow in scope.flows):
        points = plane.flows.get(flow.id)
        if not points:
            continue
        tint = tints.get(flow.id, Tint("plain"))
        path = "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
        x, y = _longest_middle(points)
        yield (
            f'<g class="{tint.grade}"><title>{escape(flow.name or flow.id)}</title>'
            f'<path class="flow" d="{path}" marker-end="url(#{tint.grade})"/></g>'
        )
        word = f'<text class="times" x="{x:g}" y="{y + 4:g}" text-anchor="middle">{escape(tint.word)}</text>'
        above.append(f'<g class="{tint.grade}">{word}</g>' if tint.word else "")
        if flow.name and flow.id in plane.labels:
            above.append(_words(flow.name, plane.labels[flow.id]))
    yield from filter(None, above)


def _longest_middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The middle of the longest straight piece: there is room for a number."""
    pieces = list(zip(points, points[1:], strict=False)) or [(points[0], points[0])]
    (ax, ay), (bx, by) = max(pieces, key=_length)
    return (ax + bx) / 2, (ay + by) / 2


def _length(piece) -> float:
    (ax, ay), (bx, by) = piece
    return abs(ax - bx) + abs(ay - by)


def _node(node: Node, plane: Plane, tints: Mapping[str, Tint]) -> Iterator[str]:
    if node.id not in plane.shapes:
        return
    box, tint, label = plane.shapes[node.id], tints.get(node.id, Tint("plain")), plane.labels.get(node.id)
    kind = "event" if node.kind.endswith("Event") else "gateway" if node.kind.endswith("Gateway") else "task"
    yield f'<g class="{tint.grade}"><title>{escape(node.name or node.id)}</title>'
    yield from {"event": _event, "gateway": _gateway, "task": _task}[kind](node, box)
    if tint.word:
        yield _badge(tint.word, box, label is not None and label.y < box.y)
    yield "</g>"
    if kind == "task":
        place = Box(box.x + 8, box.y, box.width - 16, box.height if node.inner is None else LINE + 8)
        yield _words(node.name, place, left=node.inner is not None)
    elif label is not None:
        yield _words(node.name, label)


def _badge(word: str, box: Box, low: bool) -> str:
    """A word on a corner of a shape: the lower one where its name stands above."""
    wide = 12 + 7 * len(word)
    x, y = box.x + box.width - 4, box.y + box.height - 9 if low else box.y - 9
    shape = _rectangle(Box(x - wide / 2, y, wide, 18), "badge", 9)
    return f'{shape}<text x="{x:g}" y="{y + 13:g}" text-anchor="middle">{escape(word)}</text>'


def _event(node: Node, box: Box) -> Iterator[str]:
    x, y = box.middle
    kind = "many" if len(node.events) > 1 else node.events[0].kind if node.events else ""
    thick = " thick" if node.kind == "endEvent" else ""
    gentle = "false" in (node.attributes.get("cancelActivity"), node.attributes.get("isInterrupting"))
    thick += " dashed" if gentle else ""
    yield f'<circle class="node{thick}" cx="{x:g}" cy="{y:g}" r="{box.width / 2:g}"/>'
    if node.kind in ("intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"):
        yield f'<circle class="inner" cx="{x:g}" cy="{y:g}" r="{box.width / 2 - 3.5:g}"/>'
    if kind in EVENTS:
        dark = ' style="fill:#5b6675"' if "Throw" in node.kind or node.kind == "endEvent" else ""
        yield f'<path class="sign" transform="translate({x:g} {y:g})" d="{EVENTS[kind]}"{dark}/>'


def _gateway(node: Node, box: Box) -> Iterator[str]:
    x, y = box.middle
    right, low = box.x + box.width, box.y + box.height
    yield f'<path class="node" d="M{x:g} {box.y:g}L{right:g} {y:g}L{x:g} {low:g}L{box.x:g} {y:g}z"/>'
    if node.kind in GATEWAYS:
        yield f'<path class="sign" transform="translate({x:g} {y:g})" d="{GATEWAYS[node.kind]}"/>'


def _task(node: Node, box: Box) -> Iterator[str]:
    thick = " thick" if node.kind == "callActivity" else " dashed" if node.flag("triggeredByEvent") else ""
    yield _rectangle(box, f"node{thick}", 8)
    if node.kind in TASKS:
        corner = f"translate({box.x + 15:g} {box.y + 15:g})"
        yield f'<path class="sign" transform="{corner}" d="{TASKS[node.kind]}"/>'
    if node.multi is not None:
        low = box.y + box.height - 10
        path = MULTI[node.multi.sequential]
        yield f'<path class="sign" transform="translate({box.middle[0]:g} {low:g})" d="{path}"/>'


def _rectangle(box: Box, kind: str, round: int = 0) -> str:
    place = f'x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}"'
    return f'<rect class="{kind}" {place} rx="{round}"/>'


def _words(text: str, box: Box, left: bool = False) -> str:
    """Words in a box: a browser breaks Thai where words end; a reader without HTML gets one line."""
    x, y = box.middle
    side = "text-align:left;justify-content:flex-start" if left else ""
    return (
        f'<switch><foreignObject x="{box.x - 4:g}" y="{box.y - 3:g}" width="{box.width + 8:g}" '
        f'height="{box.height + 6:g}"><p class="name" xmlns="http://www.w3.org/1999/xhtml" lang="th" '
        f'style="{side}">{escape(text)}</p></foreignObject>'
        f'<text x="{x:g}" y="{y + 5:g}" text-anchor="middle">{escape(text)}</text></switch>'
    )
