"""Random diagrams for the property test: structured blocks, drawn by hypothesis, every one of them sound."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

from tests.engine import draw
from tests.engine.micro import flow, sub

CONDITIONS = ["a % 2 == 0", "a > 1", "b > a", "True", "len(log) > 3"]
SCRIPTS = ["a = a + 1", "b = a + b", "log = log + ['{id}']", "c = {{'n': a}}", "a = 0"]
MARKERS = [
    "<loopCardinality>2</loopCardinality>",
    '<loopDataInputRef>items</loopDataInputRef><inputDataItem id="{id}_in" name="item"/>',
    "<loopCardinality>3</loopCardinality><completionCondition>a > 2</completionCondition>",
]


@dataclass
class Sketch:
    """A drawing in the making: XML and flows of one scope."""

    pick: object
    names: list = field(default_factory=lambda: [0])
    xml: list = field(default_factory=list)
    flows: list = field(default_factory=list)

    def name(self, stem):
        self.names[0] += 1
        return f"{stem}_{self.names[0]}"

    def put(self, xml):
        self.xml.append(xml)

    def join(self, source, target, condition=""):
        self.flows.append(flow(source, target, condition))

    def inner(self):
        return Sketch(self.pick, self.names)

    def done(self):
        return "".join(self.xml) + "".join(self.flows)


def some(sketch, values):
    """One of the values, as hypothesis likes."""
    return sketch.pick(st.sampled_from(values))


def block(sketch, depth):
    """Any block; its first and last element."""
    kinds = [task, script] if depth <= 0 else [task, *DEEP]
    return some(sketch, kinds)(sketch, depth - 1)


def task(sketch, depth):
    id = sketch.name("u")
    sketch.put(draw.user(id))
    return id, id


def script(sketch, depth):
    id = sketch.name("x")
    sketch.put(draw.script(id, text=some(sketch, SCRIPTS).format(id=id)))
    return id, id


def sequence(sketch, depth):
    parts = [block(sketch, depth) for _ in range(some(sketch, [2, 3]))]
    for (_, end), (begin, _) in zip(parts, parts[1:], strict=False):
        sketch.join(end, begin)
    return parts[0][0], parts[-1][1]


def split(sketch, depth, kind):
    """A fork and a join of one kind around two or three branches."""
    fork, merge = sketch.name("f"), sketch.name("j")
    branches = [block(sketch, depth) for _ in range(some(sketch, [2, 3]))]
    default = f'default="{fork}_{branches[-1][0]}"' if kind != "parallel" else ""
    sketch.put(draw.gateway(kind, fork, more=default) + draw.gateway(kind, merge))
    for index, (begin, end) in enumerate(branches):
        last = index == len(branches) - 1
        sketch.join(fork, begin, "" if last or kind == "parallel" else some(sketch, CONDITIONS))
        sketch.join(end, merge)
    return fork, merge


def exclusive(sketch, depth):
    return split(sketch, depth, "exclusive")


def parallel(sketch, depth):
    return split(sketch, depth, "parallel")


def inclusive(sketch, depth):
    return split(sketch, depth, "inclusive")


def rounds(sketch, depth):
    """A loop drawn with gateways, at most three rounds."""
    merge, again, count = sketch.name("m"), sketch.name("g"), sketch.name("k")
    begin, end = block(sketch, depth)
    sketch.put(draw.gateway("exclusive", merge) + draw.script(count, text=f"{count} = {count} + 1"))
    done = sketch.name("o")
    sketch.put(
        draw.gateway("exclusive", again, more=f'default="{again}_{done}"') + draw.gateway("exclusive", done)
    )
    for source, target in ((merge, begin), (end, count), (count, again)):
        sketch.join(source, target)
    sketch.join(again, merge, f"{count} < 3")
    sketch.join(again, done)
    return merge, done


def sub_process(sketch, depth, marker=""):
    """An embedded sub-process, perhaps with an event sub-process and a boundary event."""
    id, inside = sketch.name("p"), sketch.inner()
    begin, end, start, stop = *block(inside, depth), sketch.name("s"), sketch.name("e")
    inside.put(draw.start(start) + draw.end(stop))
    inside.join(start, begin)
    inside.join(end, stop)
    if some(sketch, [True, False]):
        inside.put(handler(sketch))
    sketch.put(sub(id, marker + inside.done()))
    return (id, id) if marker else (id, beside(sketch, id))


def handler(sketch):
    """An event sub-process for a signal."""
    id, start, work, stop = (sketch.name(stem) for stem in "hsxe")
    more = f'isInterrupting="{some(sketch, ["true", "false"])}"'
    body = draw.start(start, draw.SIGNAL, more) + draw.script(work) + draw.end(stop)
    return sub(id, body, f"{start}>{work}>{stop}", extra='triggeredByEvent="true"')


def beside(sketch, host):
    """Perhaps a boundary event on an activity; what follows the activity."""
    kind = some(
        sketch,
        [None, draw.timer("PT1H"), draw.SIGNAL, draw.timer("R2/PT1H", "timeCycle"), draw.when("a > 3")],
    )
    if kind is None:
        return host
    id, work = sketch.name("b"), sketch.name("x")
    stops = "timeCycle" not in kind and some(sketch, [True, False])
    sketch.put(draw.boundary(id, host, kind, stops) + draw.script(work))
    sketch.join(id, work)
    if not stops:
        end = sketch.name("e")
        sketch.put(draw.end(end))
        sketch.join(work, end)
        return host
    merge = sketch.name("m")
    sketch.put(draw.gateway("exclusive", merge))
    sketch.join(host, merge)
    sketch.join(work, merge)
    return merge


def watched(sketch, depth):
    begin, _ = task(sketch, depth)
    return begin, beside(sketch, begin)


def several(sketch, depth):
    """A multi-instance task or sub-process."""
    id = sketch.name("n")
    more = f'isSequential="{some(sketch, ["true", "false"])}"'
    marker = (
        f"<multiInstanceLoopCharacteristics {more}>{some(sketch, MARKERS)}</multiInstanceLoopCharacteristics>"
    )
    if some(sketch, [True, False]):
        return sub_process(sketch, depth, marker.format(id=id))
    sketch.put(f'<userTask id="{id}">{marker.format(id=id)}</userTask>')
    return id, id


def race(sketch, depth):
    """An event gateway: a signal against a timer."""
    gate, a, b, merge = (sketch.name(stem) for stem in "grrm")
    sketch.put(draw.gateway("eventBased", gate) + draw.gateway("exclusive", merge))
    sketch.put(draw.catch(a, draw.SIGNAL) + draw.catch(b, draw.timer("PT90M")))
    for event in (a, b):
        sketch.join(gate, event)
        sketch.join(event, merge)
    return gate, merge


def waiting(sketch, depth):
    """An event in the flow: a timer, a counted cycle, a condition."""
    id = sketch.name("c")
    kinds = [
        draw.timer("PT45M"),
        draw.timer("R2/PT30M", "timeCycle"),
        draw.when("a > 1 or b > 1"),
        draw.SIGNAL,
    ]
    sketch.put(draw.catch(id, some(sketch, kinds)))
    return id, id


DEEP = [sequence, exclusive, parallel, inclusive, rounds, sub_process, watched, several, race, waiting]


def whole(pick, depth=3):
    """A process `p` around one block, as XML, with the variables it counts in."""
    sketch = Sketch(pick)
    begin, end = sequence(sketch, depth)
    sketch.put(draw.START + draw.end("e"))
    sketch.join("s", begin)
    sketch.join(end, "e")
    counters = {f"k_{n}": 0 for n in range(1, sketch.names[0] + 1)}
    return sketch.done(), {"a": 0, "b": 1, "c": None, "log": [], "items": [5, 6], **counters}
