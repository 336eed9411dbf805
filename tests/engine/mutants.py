"""Diagrams broken at random: what people's hands and programs do to files."""

from __future__ import annotations

import random
from pathlib import Path

from lxml import etree

HERE = Path(__file__).parent
LEGAL, DEFECTS = (sorted((HERE / folder).glob("*.bpmn")) for folder in ("legal", "defects"))
WORDS = (
    *("", "x", "start", "end", "task", "true", "false", "0", "-1"),
    *("PT1H", "R/PT1S", "ไทย", "None", "a b", "&"),
)
TAGS = (
    *("task", "userTask", "exclusiveGateway", "parallelGateway", "eventBasedGateway", "subProcess"),
    *("transaction", "process", "laneSet"),
    *("startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent"),
    *("callActivity", "adHocSubProcess", "receiveTask", "scriptTask", "timerEventDefinition", "dataObject"),
    *("errorEventDefinition", "cancelEventDefinition", "compensateEventDefinition"),
)


def mutant(seed: int) -> bytes:
    """A diagram with one to four random changes; the same for the same seed."""
    chance = random.Random(seed)
    root = etree.fromstring(chance.choice(chance.choice(ORIGINALS)))
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        chance.choice(CHANGES)(root, chance)
    text = etree.tostring(root, encoding="utf-8")
    return _cut(text, chance) if chance.random() < 0.03 else text


def _readable(path: Path) -> bytes | None:
    try:
        etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return None
    return None if b"<!DOCTYPE" in path.read_bytes() else path.read_bytes()


def _any(root, chance):
    return chance.choice(list(root.iter(etree.Element)))


def _drop(root, chance) -> None:
    element = _any(root, chance)
    if element.getparent() is not None:
        element.getparent().remove(element)


def _double(root, chance) -> None:
    element = _any(root, chance)
    if element.getparent() is not None:
        element.addnext(etree.fromstring(etree.tostring(element, with_tail=False)))


def _move(root, chance) -> None:
    element, target = _any(root, chance), _any(root, chance)
    if element.getparent() is not None and element not in target.iterancestors() and element is not target:
        target.append(element)


def _rename(root, chance) -> None:
    element = _any(root, chance)
    element.tag = "{http://www.omg.org/spec/BPMN/20100524/MODEL}" + chance.choice(TAGS)


def _set(root, chance) -> None:
    element = _any(root, chance)
    if element.attrib:
        name = chance.choice(sorted(element.attrib))
        ids = [part.get("id") for part in root.iter(etree.Element) if part.get("id")]
        element.set(name, chance.choice([*WORDS, *ids]))


def _unset(root, chance) -> None:
    element = _any(root, chance)
    if element.attrib:
        del element.attrib[chance.choice(sorted(element.attrib))]


def _misname(root, chance) -> None:
    element = _any(root, chance)
    if element.attrib:
        name = chance.choice(sorted(element.attrib))
        value = element.attrib.pop(name)
        element.set(chance.choice(("id", "name", "default", "calledElement", "instantiate", "wrong")), value)


def _write(root, chance) -> None:
    _any(root, chance).text = chance.choice(WORDS)


def _cut(text: bytes, chance) -> bytes:
    place = chance.randrange(len(text))
    return text[:place] + text[place + chance.randint(1, 30) :]


CHANGES = (_drop, _double, _move, _rename, _set, _unset, _misname, _write)
ORIGINALS = [[data for data in map(_readable, paths) if data is not None] for paths in (LEGAL, DEFECTS)]
