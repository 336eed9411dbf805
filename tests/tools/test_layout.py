"""Diagrams drawn by a tool: the same bytes every time, nothing else touched, no person's drawing lost."""

import re
from pathlib import Path

import pytest

from tools.layout import DrawnByHand, lay_out
from tools.layout.diagram import NotDrawable
from tools.layout.hints import Hints
from tools.layout.lint import lint
from tools.layout.lint.drawn import drawing_of

SMALL = (Path(__file__).parent / "samples" / "small.bpmn").read_bytes()


@pytest.fixture(scope="module")
def drawn():
    """The small diagram, laid out."""
    return lay_out(SMALL)


def test_a_diagram_is_drawn_without_a_finding(drawn):
    assert lint(drawn) == []


def test_drawing_again_gives_the_same_bytes(drawn):
    assert lay_out(SMALL) == drawn
    assert lay_out(drawn) == drawn


def test_everything_but_the_drawing_stays_byte_for_byte(drawn):
    bare = re.sub(rb"  <bpmndi:BPMNDiagram .*</bpmndi:BPMNDiagram>\n", b"", drawn, flags=re.DOTALL)

    assert bare == SMALL


def test_what_a_person_has_drawn_is_not_overwritten(drawn):
    moved = drawn.replace(b'<di:waypoint x="', b'<di:waypoint x="1', 1)

    with pytest.raises(DrawnByHand):
        lay_out(moved)
    assert lay_out(moved, force=True) == drawn


def test_a_drawing_saved_with_other_white_space_is_still_ours(drawn):
    assert lay_out(drawn.replace(b"      <bpmndi:BPMNShape", b"\t<bpmndi:BPMNShape")) == drawn


def test_a_node_in_no_lane_is_refused():
    with pytest.raises(NotDrawable, match="check stands in 0 lanes"):
        lay_out(SMALL.replace(b"<bpmn:flowNodeRef>check</bpmn:flowNodeRef>", b""))


def test_a_process_without_a_pool_is_refused():
    with pytest.raises(NotDrawable, match="one participant"):
        lay_out(re.sub(rb"<bpmn:participant .*?/>", b"", SMALL))


def test_hints_put_lanes_and_nodes_where_a_person_wants_them():
    shapes = drawing_of(lay_out(SMALL, Hints(lanes=["system", "officer"], columns={"closed": 9}))).shapes

    assert shapes["system"].y < shapes["officer"].y
    assert shapes["closed"].x > shapes["done"].x


def test_tasks_are_as_large_as_the_design_asks(drawn):
    shape = drawing_of(drawn).shapes["check"]

    assert (shape.width, shape.height) == (140, 84)
