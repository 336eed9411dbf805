"""Whatever is planted wrongly into a drawing is found, under its own rule."""

import re
from pathlib import Path

import pytest

from tools.layout import lay_out
from tools.layout.lint import lint

SMALL = (Path(__file__).parent / "samples" / "small.bpmn").read_bytes()


@pytest.fixture(scope="module")
def drawn():
    """The small diagram, laid out."""
    return lay_out(SMALL).decode()


def element(name: str) -> str:
    """The pattern of one drawn element."""
    return rf'<bpmndi:BPMN(Shape|Edge) id="{name}_di".*?</bpmndi:BPMN\1>'


def change(text: str, name: str, how) -> str:
    """The text with `how` applied to the drawing of one element."""
    return re.sub(element(name), lambda found: how(found.group()), text, count=1, flags=re.DOTALL)


def shift(number: int, dx: int, dy: int):
    """Move the n-th point or rectangle of an element."""

    def moved(part: str) -> str:
        spots = list(re.finditer(r' x="([-\d.]+)" y="([-\d.]+)"', part))
        spot = spots[number]
        x, y = float(spot[1]) + dx, float(spot[2]) + dy
        return f'{part[: spot.start()]} x="{x:g}" y="{y:g}"{part[spot.end() :]}'

    return moved


def without(pattern: str):
    """Cut something out of an element."""
    return lambda part: re.sub(pattern, "", part, flags=re.DOTALL)


def route(*points: tuple[int, int]):
    """Give a flow other corners between its two ends."""

    def routed(part: str) -> str:
        found = re.findall(r'<di:waypoint x="[^"]*" y="[^"]*" />', part)
        middle = [f'<di:waypoint x="{x}" y="{y}" />' for x, y in points]
        head, tail = part.split(found[0], 1)[0], part.rsplit(found[-1], 1)[1]
        return head + "".join([found[0], *middle, found[-1]]) + tail

    return routed


DEFECTS = [
    ("drawn-once", "check", lambda part: ""),
    ("drawn-once", "check", lambda part: part + part),
    ("orphan", "check", lambda part: part + part.replace('bpmnElement="check"', 'bpmnElement="ghost"')),
    ("outside", "record", shift(0, 0, -200)),
    ("outside", "note", shift(0, 0, 400)),
    ("lanes", "system", shift(0, 0, 10)),
    ("boundary", "overdue", shift(0, 0, 30)),
    ("overlap", "mend", shift(0, -200, 0)),
    ("ends", "check_complete", shift(-1, -8, 0)),
    ("slanted", "check_complete", shift(-1, 0, 9)),
    ("arrow", "overdue_closed", lambda part: shift(-1, 0, 0)(shift(-2, 75, 0)(part))),
    ("through", "mend_check", route((800, 90), (900, 90), (900, 160), (420, 160))),
    ("on-flow", "overdue_closed", route((100, 165), (900, 165))),
    ("askew", "complete", shift(0, 0, 6)),
    ("label", "complete", without(r"<bpmndi:BPMNLabel>.*?</bpmndi:BPMNLabel>")),
    ("label-on-label", "is_complete", shift(-1, 30, -60)),
    ("label-on-shape", "received", shift(1, 60, -20)),
    ("label-on-flow", "received", shift(1, 70, -30)),
    ("label-on-lane", "closed", shift(1, 0, 45)),
    ("label-far", "is_complete", shift(-1, 120, 0)),
    ("label-nearer", "not_complete", shift(-1, -39, 31)),
    ("marker", "complete", without(r' isMarkerVisible="true"')),
    ("collapsed", "withdrawal", without(r' isExpanded="true"')),
]


@pytest.mark.parametrize(("rule", "name", "how"), DEFECTS, ids=[f"{d[0]}-{d[1]}" for d in DEFECTS])
def test_a_planted_defect_is_found(drawn, rule, name, how):
    planted = change(drawn, name, how)

    assert planted != drawn
    assert rule in {finding.rule for finding in lint(planted.encode())}


def test_a_name_too_long_for_its_task_is_found(drawn):
    long = drawn.replace('name="แก้ไขเพิ่มเติม"', f'name="{"แก้ไขเพิ่มเติม " * 6}"')

    assert [finding.rule for finding in lint(long.encode())] == ["text"]


def test_more_crossings_than_allowed_are_found(drawn):
    crossed = change(drawn, "mend_check", route((800, 330), (420, 330)))

    assert "crossings" in {finding.rule for finding in lint(crossed.encode())}
    assert "crossings" not in {finding.rule for finding in lint(crossed.encode(), crossings=9)}
