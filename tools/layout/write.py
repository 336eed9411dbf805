"""BPMN DI as text at the end of a file whose other bytes stay as they are."""

import hashlib
import re

from lxml import etree

from .diagram import SUBPROCESS, Diagram
from .plan import Box, Plan

OLD = re.compile(rb"[ \t]*<(\w+:)?BPMNDiagram\b.*?</(\w+:)?BPMNDiagram>[ \t]*\r?\n?", re.DOTALL)
END = re.compile(rb"</(\w+:)?definitions>\s*$")
MARK = "urn:dgti-flow:layout"
BAND, LEFT, TOP = 30, 160, 80
NAMESPACES = (
    ("bpmndi", "http://www.omg.org/spec/BPMN/20100524/DI"),
    ("dc", "http://www.omg.org/spec/DD/20100524/DC"),
    ("di", "http://www.omg.org/spec/DD/20100524/DI"),
)


class DrawnByHand(Exception):
    """A person has drawn this diagram; overwrite it only if that is meant."""


class ContentChanged(Exception):
    """Writing the drawing would change something else in the file."""


def is_ours(text: bytes) -> bool:
    """Whether the file has no drawing, or one exactly as the layout wrote it."""
    found = OLD.search(text)
    if found is None:
        return True
    held = re.search(rb'<layout xmlns="' + MARK.encode() + rb'" sha256="([0-9a-f]{64})"', found.group())
    return held is not None and held.group(1).decode() == fingerprint(found.group().decode())


def fingerprint(drawing: str) -> str:
    """SHA-256 of a drawing without white space between its elements and without the hash itself."""
    plain = re.sub(r'sha256="[0-9a-f]*"', "", drawing)
    return hashlib.sha256(re.sub(r">\s+<", "><", plain.strip()).encode()).hexdigest()


def replace(text: bytes, drawing: str) -> bytes:
    """The file with this drawing in place of its own; ContentChanged if more than that would change."""
    bare = OLD.sub(b"", text)
    end = END.search(bare)
    if end is None:
        raise ContentChanged("the file does not end with its definitions")
    written = bare[: end.start()] + drawing.encode() + bare[end.start() :]
    if meaning(written) != meaning(text):
        raise ContentChanged("the process itself would change")
    return written


def meaning(text: bytes) -> bytes:
    """The file in canonical form without its drawing."""
    root = etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True))
    for drawn in root.findall("{http://www.omg.org/spec/BPMN/20100524/DI}BPMNDiagram"):
        root.remove(drawn)
    return re.sub(rb">\s+<", b"><", etree.tostring(root, method="c14n"))


def render(diagram: Diagram, plan: Plan) -> str:
    """The BPMNDiagram element, with the hash by which a later run knows its own work."""
    lines = body(diagram, plan.moved(LEFT - 5 + 2 * BAND, TOP - 5))
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES)
    name = diagram.scope.id
    text = [
        f'  <bpmndi:BPMNDiagram {spaces} id="{name}_diagram">',
        f'    <bpmndi:BPMNPlane id="{name}_plane" bpmnElement="{diagram.plane}">',
        f'      <di:extension><layout xmlns="{MARK}" sha256=""/></di:extension>',
        *(f"      {line}" for line in lines),
        "    </bpmndi:BPMNPlane>",
        "  </bpmndi:BPMNDiagram>\n",
    ]
    drawing = "\n".join(text)
    return drawing.replace('sha256=""', f'sha256="{fingerprint(drawing)}"')


def body(diagram: Diagram, plan: Plan) -> list[str]:
    """Shapes and edges: pool, lanes, nodes and flows in the order of the file."""
    left, top = LEFT - 5, TOP - 5
    pool = Box(left, top, plan.width + 2 * BAND, plan.height)
    lines = shape(diagram.pool, pool, 'isHorizontal="true"')
    for lane, box in plan.lanes.items():
        drawn = Box(box.x - BAND, box.y, box.width + BAND, box.height)
        lines += shape(lane, drawn, 'isHorizontal="true"')
    if not plan.lanes:
        plan = plan.moved(-BAND, 0)
    return lines + content(diagram.scope, plan)


def content(scope, plan: Plan) -> list[str]:
    """Shapes and edges of one scope, each sub-process followed by what it contains."""
    lines = []
    for node in scope.nodes.values():
        extra = 'isExpanded="true"' if node.kind == SUBPROCESS else ""
        if node.tag == "exclusiveGateway":
            extra = 'isMarkerVisible="true"'
        lines += shape(node.id, plan.boxes[node.id], extra, plan.labels.get(node.id))
        if node.inner:
            lines += content(node.inner, plan)
    for flow in scope.flows:
        lines += edge(flow.id, plan.paths[flow.id], plan.labels.get(flow.id))
    return lines


def shape(name: str, box: Box, extra: str = "", label: Box | None = None) -> list[str]:
    """One BPMNShape."""
    attributes = f'id="{name}_di" bpmnElement="{name}"' + (f" {extra}" if extra else "")
    inside = [f"  {bounds(box)}", *labelled(label)]
    return [f"<bpmndi:BPMNShape {attributes}>", *inside, "</bpmndi:BPMNShape>"]


def edge(name: str, path: list, label: Box | None) -> list[str]:
    """One BPMNEdge."""
    points = [f'  <di:waypoint x="{number(x)}" y="{number(y)}" />' for x, y in path]
    head = f'<bpmndi:BPMNEdge id="{name}_di" bpmnElement="{name}">'
    return [head, *points, *labelled(label), "</bpmndi:BPMNEdge>"]


def labelled(label: Box | None) -> list[str]:
    """The label of a shape or edge, if it has one outside."""
    return [f"  <bpmndi:BPMNLabel>{bounds(label)}</bpmndi:BPMNLabel>"] if label else []


def bounds(box: Box) -> str:
    """A rectangle as dc:Bounds."""
    x, y, width, height = map(number, box)
    return f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}" />'


def number(value: float) -> str:
    """A coordinate without needless decimals."""
    return f"{value:g}" if value % 1 else str(int(value))
