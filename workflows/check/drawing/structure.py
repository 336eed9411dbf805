"""Is it BPMN at all? Elements and attributes stand where BPMN's schema lets them stand (order is free)."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from workflows.check.finding import WARNING
from workflows.check.look import XSI_TYPE
from workflows.check.rule import TAG, at_tag, rule
from workflows.check.schema import bpmn_schema
from workflows.xml import BPMN

DI = "http://www.omg.org/spec/BPMN/20100524/DI"
START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
FORMS = {
    "boolean": re.compile(r"\s*(true|false|0|1)\s*\Z"),
    "integer": re.compile(r"\s*[+-]?\d{1,9}\s*\Z"),
    "int": re.compile(r"\s*[+-]?\d{1,9}\s*\Z"),
    "ID": re.compile(rf"\s*[{START}][{START}0-9.\-\u00b7\u0300-\u036f\u203f-\u2040]*\s*\Z"),
    "anyURI": re.compile(r'([^\s<>"{}|\\^`%]|%[0-9A-Fa-f]{2})*\Z'),
    "URI": re.compile(r"([^%]|%[0-9A-Fa-f]{2})*\Z"),
}


@rule(
    TAG,
    "<{tag}> ไม่ใช่องค์ประกอบของ BPMN 2.0 ให้ตรวจตัวสะกดหรือลบออก",
    "<{tag}> is not an element of BPMN 2.0: check its spelling or delete it.",
)
def element_unknown(place, look):
    """BPMN 2.0.2 schema: what stands in BPMN's namespace but is unknown to it would be skipped silently."""
    if place.type is None and _is_bpmn(place) and place.tag not in _every_tag():
        yield at_tag(place.xml, tag=place.tag)


@rule(
    TAG,
    "<{tag}> อยู่ใน <{parent}> ไม่ได้ ให้ย้ายไปยังที่ที่ถูกต้องหรือลบออก",
    "<{tag}> may not stand in <{parent}>: move it to where it belongs or delete it.",
)
def element_misplaced(place, look):
    """BPMN 2.0.2 schema: each element has its places."""
    if place.type is None and _is_bpmn(place) and place.tag in _every_tag():
        yield at_tag(place.xml, tag=place.tag, parent=place.parent.tag)


@rule(
    TAG,
    "<{tag}> ใน <{parent}> ไม่ได้อยู่ในเนมสเปซของ BPMN จึงจะถูกละเลย ให้แก้คำนำหน้า หรือย้ายไปไว้ใน extensionElements",
    "<{tag}> in <{parent}> is not in BPMN's namespace and would be ignored: correct its prefix or move it "
    "into extensionElements.",
)
def element_foreign(place, look):
    """BPMN 2.0.2, 8.3.3: other vocabularies belong into extensionElements."""
    if place.type is None and not _is_bpmn(place) and not place.xml.tag.startswith("{" + DI + "}"):
        yield at_tag(place.xml, tag=place.tag, parent=place.parent.tag)


@rule(
    TAG,
    "{who}: มี <{tag}> ได้ไม่เกิน {most} รายการ แต่พบ {count} ให้ลบส่วนที่เกิน",
    "{who} may have at most {most} <{tag}> but has {count}: delete the surplus.",
)
def element_repeated(place, look):
    """BPMN 2.0.2 schema: how often an element may occur."""
    if place.type is None:
        return
    for tag, count in _count(place).items():
        child = place.type.children.get(tag)
        if child is not None and child.most is not None and count > child.most:
            yield at_tag(place.xml, tag=tag, most=child.most, count=count)


@rule(TAG, "{who}: ขาด <{tag}> ให้เติม", "{who} lacks its <{tag}>: add it.")
def element_missing(place, look):
    """BPMN 2.0.2 schema: children an element cannot do without."""
    if place.type is None:
        return
    found = _count(place)
    for tag, child in place.type.children.items():
        if found[tag] < child.least:
            yield at_tag(place.xml, tag=tag)


@rule(
    TAG,
    "{who}: BPMN ไม่มีแอตทริบิวต์ “{name}” ใน <{tag}> ให้ตรวจตัวสะกดหรือลบออก",
    "{who}: BPMN knows no attribute “{name}” on <{tag}>; check its spelling or delete it.",
)
def attribute_unknown(place, look):
    """BPMN 2.0.2 schema: vendors' attributes carry a prefix of their own; a misspelt one would be ignored."""
    if place.type is None or not _is_bpmn(place):
        return
    for name in place.xml.attrib:
        bare = str(name).removeprefix("{" + BPMN + "}")
        if bare != name or ("}" not in bare and bare not in place.type.attributes):
            yield at_tag(place.xml, name=bare, tag=place.tag)


@rule(
    TAG,
    "{who}: ขาดแอตทริบิวต์ “{name}” ของ <{tag}> ให้เติม",
    "{who}: <{tag}> needs the attribute “{name}”; add it.",
)
def attribute_missing(place, look):
    """BPMN 2.0.2 schema: required attributes (the target namespace has a milder rule of its own)."""
    for name, attribute in place.type.attributes.items() if place.type else ():
        if attribute.required and not (place.xml.get(name) or "").strip() and name != "targetNamespace":
            yield at_tag(place.xml, name=name, tag=place.tag)


@rule(
    TAG,
    "{who}: ควรระบุ targetNamespace ให้ไฟล์ เช่น https://dgti.example/bpmn",
    "{who} should name its targetNamespace.",
    severity=WARNING,
)
def target_namespace_missing(place, look):
    """BPMN 2.0.2 schema requires it; nothing of ours depends on it, so it does not refuse."""
    if place.parent is None and not place.xml.get("targetNamespace"):
        yield at_tag(place.xml)


@rule(
    TAG,
    "{who}: ค่า “{value}” ของ “{name}” ไม่ถูกต้อง {hint}",
    "{who}: “{value}” is no value for “{name}” {hint}",
)
def attribute_invalid(place, look):
    """BPMN 2.0.2 schema: truth values, whole numbers, ids, addresses and enumerations."""
    for name, attribute in place.type.attributes.items() if place.type else ():
        value = place.xml.get(name)
        if value is None or name == "id" and not value:
            continue
        hint = _misfit(value, attribute)
        if hint:
            yield at_tag(place.xml, name=name, value=value[:60], hint=hint)


@rule(
    TAG,
    "{who}: ไม่รู้จักชนิด “{value}” ใน xsi:type",
    "{who}: xsi:type “{value}” is no type of BPMN 2.0.",
)
def type_unknown(place, look):
    """BPMN 2.0.2 schema: xsi:type names one of its types, such as tFormalExpression."""
    value = place.xml.get(XSI_TYPE, "").strip()
    if value and place.type is not None and value.rpartition(":")[2] not in bpmn_schema().types:
        yield at_tag(place.xml, value=value)


@rule(
    TAG,
    "{who}: ข้อความ “{text}” ที่อยู่นอกองค์ประกอบจะถูกละเลย",
    "{who}: the stray text “{text}” is ignored.",
    severity=WARNING,
)
def text_stray(place, look):
    """BPMN 2.0.2 schema: only expressions, scripts, documentation and references hold text."""
    if place.type is None or place.type.mixed or place.type.anything:
        return
    stray = " ".join([place.xml.text or "", *(part.tail or "" for part in place.xml)]).split()
    if stray:
        yield at_tag(place.xml, text=" ".join(stray)[:40])


def _is_bpmn(place) -> bool:
    return place.xml.tag.startswith("{" + BPMN + "}")


@lru_cache(maxsize=1)
def _every_tag() -> frozenset[str]:
    schema = bpmn_schema()
    inner = {name for found in schema.types.values() for name in found.children}
    return frozenset(inner | set(schema.elements))


def _count(place) -> Counter:
    return Counter(
        part.tag.rpartition("}")[2]
        for part in place.xml
        if isinstance(part.tag, str) and part.tag.startswith("{" + BPMN + "}")
    )


def _misfit(value: str, attribute) -> tuple[str, str] | None:
    if attribute.values:
        known = ", ".join(sorted(attribute.values))
        return None if value in attribute.values else (f"(ใช้ได้: {known})", f"(one of {known}).")
    form = FORMS.get(attribute.kind)
    if form is None or form.match(value):
        return None
    return _HINTS[attribute.kind]


_HINTS = {
    "boolean": ("(ใช้ true หรือ false)", "(true or false)."),
    "integer": ("(ต้องเป็นจำนวนเต็ม)", "(a whole number)."),
    "int": ("(ต้องเป็นจำนวนเต็ม)", "(a whole number)."),
    "ID": (
        "(ขึ้นต้นด้วยตัวอักษรหรือ _ ตามด้วยตัวอักษร ตัวเลข . - _ ห้ามเว้นวรรค)",
        "(a letter or _ first, then letters, digits, . - _, no blanks).",
    ),
    "anyURI": ("(ต้องเป็นที่อยู่ URI)", "(a URI)."),
    "URI": ("(ต้องเป็นที่อยู่ URI หรือชื่อ)", "(a URI or a name)."),
}
