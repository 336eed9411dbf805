"""Micro-diagrams for tests: a few elements and a line of flows become a release.

micro('<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>', "s>a>e")
"""

from datetime import UTC, datetime, timedelta

from tests.engine import draw
from workflows import Message, Release, restore, start

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core">'
)


def flows(text):
    """`a>b>c` chains; `g>b: x > 1` gives the last flow a condition; each flow is named `source_target`."""
    made = []
    for line in filter(None, (part.strip() for part in text.split("\n"))):
        chain, _, condition = line.partition(":")
        nodes = [name.strip() for name in chain.split(">")]
        ends = zip(nodes, nodes[1:], strict=False)
        made += [flow(source, target, condition.strip()) for source, target in ends]
    return "".join(made)


def flow(source, target, condition=""):
    """One sequence flow."""
    formula = f"<conditionExpression {draw.FORMAL}><![CDATA[{condition}]]></conditionExpression>"
    test = formula if condition else ""
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<sequenceFlow id="{source}_{target}" {ends}>{test}</sequenceFlow>'


def process(body, lines="", id="p"):
    """One executable process."""
    return f'<process id="{id}" isExecutable="true">{body}{flows(lines)}</process>'


def bundle(*processes, head=""):
    """A file with these processes and these definitions before them."""
    return {"p.bpmn": f"{HEAD}{head}{''.join(processes)}</definitions>".encode()}


def micro(body, lines="", head="", more=""):
    """A release with one process `p`."""
    return Release.load(bundle(process(body, lines), more, head=head))


def sub(id, body, lines="", tag="subProcess", extra=""):
    """A sub-process with its own flows."""
    return f'<{tag} id="{id}" {extra}>{body}{flows(lines)}</{tag}>'


def event_sub(id, definition, interrupting=True, body="", lines=""):
    """An event sub-process that notes `<id>_x` in `log`, or does what is given behind `<id>_s`."""
    begin = draw.start(f"{id}_s", definition, f'isInterrupting="{str(interrupting).lower()}"')
    inner = body or draw.script(f"{id}_x") + draw.end(f"{id}_e")
    return sub(id, begin + inner, lines or f"{id}_s>{id}_x>{id}_e", extra='triggeredByEvent="true"')


class Case:
    """A run that is stored and restored between all commands."""

    def __init__(self, release, variables=None, process="p", **given):
        self.release, self.now = release, NOW
        self.run = start(release, process, {"log": [], **(variables or {})}, NOW, "seed", **given)
        self.seen = list(self.run.moves)
        self.sent = self.run.outgoing()
        self.run = restore(release, self.run.state())

    def after(self, moves):
        self.seen += moves
        self.run = restore(self.release, self.run.state())
        return self

    def complete(self, element, **answers):
        step = next(step for step in self.run.waiting() if step.element == element)
        return self.after(self.run.complete(step.id, answers, self.now))

    def deliver(self, name, payload=None, **keys):
        return self.after(self.run.deliver(Message(name, payload, keys), self.now))

    def signal(self, name, payload=None):
        return self.after(self.run.signal(name, payload, self.now))

    def wait(self, **span):
        self.now += timedelta(**span)
        return self.after(self.run.tick(self.now))

    @property
    def log(self):
        return self.run.variables["log"]

    @property
    def waiting(self):
        return [step.element for step in self.run.waiting()]

    @property
    def status(self):
        return self.run.status

    @property
    def path(self):
        return [(move.element, move.event) for move in self.seen]
