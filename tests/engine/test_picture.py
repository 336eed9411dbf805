"""A diagram as one SVG: everything drawn is there, tinted as told, and nothing is fetched."""

from pathlib import Path

import pytest
from lxml import etree

from workflows.diagram import read_diagram
from workflows.picture import Caption, Tint, draw

FILES = sorted((Path(__file__).parents[2] / "bpmn" / "dgti").glob("*.bpmn"))
SVG = "{http://www.w3.org/2000/svg}"


def drawn(file, tints=None, font=b""):
    diagram = read_diagram(file.name, file.read_bytes())
    svg = draw(diagram, tints or {}, Caption(("ผัง & ชื่อ",), (("missed", "ไม่มี <ใคร> เดิน"),)), font)
    return diagram, etree.fromstring(svg.encode())


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_node_and_flow_of_our_processes_is_in_the_picture(file):
    diagram, svg = drawn(file)
    flows = [flow for process in diagram.processes for scope in process.every_scope() for flow in scope.flows]
    nodes = [node for node in diagram.nodes() if node.inner is None]

    assert len(svg.findall(f".//{SVG}path[@class='flow']")) == len(flows)
    assert len(svg.xpath("//*[@class='node' or starts-with(@class, 'node ')]")) >= len(nodes)


def test_what_was_walked_and_what_was_not_is_told_apart_and_numbered():
    told = {"submit_problem": Tint("walked", "12"), "redirect_case": Tint("missed", "0")}
    _, svg = drawn(next(file for file in FILES if file.stem == "problem_intake"), told)
    badges = {group.get("class"): group.findtext(f"{SVG}text") for group in svg.iter(f"{SVG}g")
              if group.find(f"{SVG}rect[@class='badge']") is not None}  # fmt: skip

    assert badges == {"walked": "12", "missed": "0"}


def test_the_picture_needs_nothing_from_elsewhere():
    _, svg = drawn(FILES[0], font=b"a font")
    text = etree.tostring(svg, encoding="unicode")
    places = [value for value in svg.xpath("//@href | //@src") if not value.startswith("#")]

    assert places == []
    assert "url(data:font/woff2;base64,YSBmb250)" in text
    assert "http" not in text.replace("http://www.w3.org/", "")
