"""Draws BPMN diagrams: `lay_out` turns a process with lanes into the same file with its picture (BPMN DI).

    from tools.layout import lay_out
    path.write_bytes(lay_out(path.read_bytes(), hints))

For maintainers: `python -m tools.layout bpmn/dgti/*.bpmn`. The recipe is in bpmn/README.md.
"""

from .arrange import arrange
from .diagram import read
from .hints import Hints
from .write import DrawnByHand, is_ours, render, replace


def lay_out(text: bytes, hints: Hints | None = None, force: bool = False) -> bytes:
    """The file with a fresh drawing; everything else stays byte for byte.

    Raises DrawnByHand if a person has changed the drawing and `force` is not set, NotDrawable if the file has
    no pool or a node without a lane.
    """
    if not force and not is_ours(text):
        raise DrawnByHand(DrawnByHand.__doc__)
    diagram = read(text)
    return replace(text, render(diagram, arrange(diagram.scope, hints or Hints())))
