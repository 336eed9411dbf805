"""What is drawn: nodes, flows and lanes read from a BPMN file; its present drawing is not looked at."""

from dataclasses import dataclass, field

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
GATEWAYS = {f"{kind}Gateway" for kind in ("exclusive", "inclusive", "parallel", "complex", "eventBased")}
EVENTS = {"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent"}
SUBPROCESSES = {"subProcess", "transaction", "adHocSubProcess"}
TASK, GATEWAY, EVENT, BOUNDARY, SUBPROCESS = "task", "gateway", "event", "boundary", "subprocess"
SIZES = {TASK: (140, 84), GATEWAY: (50, 50), EVENT: (36, 36), BOUNDARY: (36, 36), SUBPROCESS: (140, 84)}


class NotDrawable(Exception):
    """The file lacks what a drawing needs; the message says what to add."""


@dataclass
class Node:
    """One flow node; `inner` holds what an expanded sub-process contains."""

    id: str
    tag: str
    name: str
    kind: str
    host: str | None = None
    apart: bool = False
    inner: "Scope | None" = None
    width: int = 0
    height: int = 0

    def __post_init__(self):
        self.width, self.height = SIZES[self.kind]


@dataclass
class Flow:
    """One sequence flow."""

    id: str
    name: str
    source: str
    target: str


@dataclass
class Lane:
    """One horizontal lane and the ids of the nodes in it; `id` is None where a scope has no lanes."""

    id: str | None
    name: str
    nodes: list[str]


@dataclass
class Scope:
    """A process or an expanded sub-process: what is laid out on one grid."""

    id: str
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    lanes: list[Lane] = field(default_factory=list)

    def lane_of(self) -> dict[str, int]:
        """Index of the lane of each node."""
        return {node: index for index, lane in enumerate(self.lanes) for node in lane.nodes}

    def anchor(self, node: str) -> str:
        """The node itself, or the host of a boundary event."""
        return self.nodes[node].host or node


@dataclass
class Diagram:
    """One pool with its process."""

    plane: str
    pool: str
    scope: Scope


def read(text: bytes) -> Diagram:
    """The diagram of a BPMN file.

    Raises NotDrawable if there is not exactly one participant, or a node stands in no lane or in two.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(text, parser)
    pools = root.findall(f"{BPMN}collaboration/{BPMN}participant")
    if len(pools) != 1:
        raise NotDrawable(f"a collaboration with one participant is needed, {len(pools)} found")
    process = root.find(f"{BPMN}process[@id='{pools[0].get('processRef')}']")
    if process is None:
        raise NotDrawable("the participant names no process of this file")
    scope = read_scope(process)
    scope.lanes = read_lanes(process) or scope.lanes
    refuse_strays(scope)
    plane = pools[0].getparent().get("id")
    return Diagram(plane, pools[0].get("id"), scope)


def read_scope(element) -> Scope:
    """Nodes and flows directly inside a process or sub-process, with one lane that has no name."""
    scope = Scope(element.get("id"))
    for child in element.iterchildren(etree.Element):
        tag = etree.QName(child).localname
        if tag == "sequenceFlow":
            ends = child.get("sourceRef"), child.get("targetRef")
            scope.flows.append(Flow(child.get("id"), child.get("name", ""), *ends))
        elif kind := kind_of(tag):
            scope.nodes[child.get("id")] = read_node(child, tag, kind)
    scope.lanes = [Lane(None, "", list(scope.nodes))]
    return scope


def read_node(element, tag: str, kind: str) -> Node:
    """One node; an expanded sub-process with what it contains."""
    node = Node(element.get("id"), tag, element.get("name", ""), kind, element.get("attachedToRef"))
    node.apart = element.get("triggeredByEvent") == "true"
    if kind == SUBPROCESS:
        node.inner = read_scope(element)
    return node


def kind_of(tag: str) -> str | None:
    """Which shape a BPMN element is drawn as; None for what is not a flow node."""
    if tag in GATEWAYS:
        return GATEWAY
    if tag in EVENTS:
        return EVENT
    if tag in SUBPROCESSES:
        return SUBPROCESS
    if tag == "boundaryEvent":
        return BOUNDARY
    return TASK if tag.lower().endswith("task") or tag == "callActivity" else None


def read_lanes(process) -> list[Lane]:
    """The innermost lanes in the order of the file."""
    lanes = []
    for lane in process.iterfind(f"{BPMN}laneSet//{BPMN}lane"):
        if lane.find(f"{BPMN}childLaneSet") is None:
            nodes = [ref.text.strip() for ref in lane.iterfind(f"{BPMN}flowNodeRef")]
            lanes.append(Lane(lane.get("id"), lane.get("name", ""), nodes))
    return lanes


def refuse_strays(scope: Scope) -> None:
    """Every node stands in one lane; a boundary event is with its host whatever the lane says."""
    for lane in scope.lanes:
        lane.nodes = [node for node in lane.nodes if node in scope.nodes]
    placed = [node for lane in scope.lanes for node in lane.nodes]
    for node in scope.nodes.values():
        if node.host is None and placed.count(node.id) != 1:
            raise NotDrawable(f"{node.id} stands in {placed.count(node.id)} lanes")
