"""XML from people we do not know: no entities, no document types, nothing fetched, nothing large."""

from __future__ import annotations

import re

from lxml import etree

from workflows.errors import Refused

LARGEST = 5_000_000
# What may stand before the root element; a document type is refused before anything is parsed (in an
# encoding where these bytes do not show, after parsing). Inside CDATA the same letters are only text.
PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"


class XmlTooLarge(Refused):
    code = "xml_too_large"
    th = "ไฟล์ “{file}” ใหญ่เกินไป ({size} ไบต์ กำหนดไม่เกิน {limit})"
    en = "File “{file}” is too large ({size} bytes, at most {limit})."


class XmlForbidden(Refused):
    code = "xml_forbidden"
    th = "ไฟล์ “{file}” มี DOCTYPE หรือ entity ซึ่งไม่อนุญาต"
    en = "File “{file}” declares a document type or entities, which is not allowed."


class XmlBroken(Refused):
    code = "xml_broken"
    th = "ไฟล์ “{file}” ไม่ใช่ XML ที่ถูกต้อง: {reason}"
    en = "File “{file}” is not well-formed XML: {reason}"


def load_xml(file: str, data: bytes) -> etree._Element:
    """The root element of an XML document.

    Raises XmlTooLarge, XmlForbidden (DOCTYPE, entities) or XmlBroken. Nothing outside ``data`` is ever read.
    """
    if len(data) > LARGEST:
        raise XmlTooLarge(file=file, size=len(data), limit=LARGEST)
    if data[PROLOG.match(data).end() :].startswith(b"<!DOCTYPE"):
        raise XmlForbidden(file=file)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlBroken(file=file, reason=str(error)) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlForbidden(file=file)
    return root


def local(element: etree._Element) -> str:
    """The tag without its namespace ('' for comments)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def is_bpmn(element: etree._Element) -> bool:
    """Whether the element is one of BPMN 2.0's model namespace, whatever its prefix."""
    return isinstance(element.tag, str) and element.tag.startswith("{" + BPMN + "}")


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """The BPMN children with one of these local names (all BPMN children when none is given)."""
    return [child for child in element if is_bpmn(child) and (not names or local(child) in names)]


def child(element: etree._Element, *names: str) -> etree._Element | None:
    """The first BPMN child with one of these local names."""
    return next(iter(children(element, *names)), None)


def text(element: etree._Element | None) -> str:
    """The stripped text of an element, '' when there is none (CDATA and comments joined over)."""
    if element is None:
        return ""
    parts = [element.text or ""] + [sub.tail or "" for sub in element]
    return "".join(parts).strip()


def attributes(element: etree._Element) -> dict[str, str]:
    """The attributes without a namespace: a vendor's qualified ones never change what BPMN's say."""
    return {str(name): str(value) for name, value in element.attrib.items() if not str(name).startswith("{")}
