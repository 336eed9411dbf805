"""A template as .docx: the same text as its PDF, for whoever has to go on writing in it.

Typst hands it over as HTML (paragraphs with a class, headings, tables, lists); each becomes Word's own.
Thai needs the complex-script properties (w:cs, w:szCs, w:bCs), or Word shows it in another face and size.
"""

import io
import re
import zipfile
from datetime import datetime

from lxml import etree, html

from app.documents.press import print_html
from app.documents.word_parts import CONTENT_TYPES, CORE, DOCUMENT_RELS, FOOTER, RELS, STYLES, W

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NAMESPACES = {"w": W}
FIRST_DAY_OF_ZIP = (1980, 1, 1, 0, 0, 0)
STYLES_OF = {"h1": "Title", "h2": "Section", "h3": "Section", "h4": "Section"}
CLASSES = {
    "center": "Centred",
    "right": "Right",
    "indent": "Indented",
    "entry": "Entry",
    "sign": "Signature",
    "sign first": "SignatureHead",
    "small": "Small",
    "title": "Title",
    "section": "Section",
}
BOLD, ITALIC, UNDERLINED = ("strong", "b", "th"), ("em", "i"), ("u",)
# The width between the margins, in twentieths of a point: 16 cm.
WIDTH = 9072
SIZED = re.compile(r"([0-9.]+)(pt|fr)")


def write(template: str, files: dict[str, bytes], data: dict, at: datetime) -> bytes:
    """The .docx of a template with its data; the same input gives the same bytes."""
    told = {**data, "document": {**data["document"], "copy": "docx"}}
    page = print_html(template, files, told, int(at.timestamp()))
    body = html.document_fromstring(page).find("body")
    core = CORE.format(title=_escaped(data["document"].get("name", "")), at=f"{at:%Y-%m-%dT%H:%M:%SZ}")
    return packed(
        {
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": RELS,
            "docProps/core.xml": core,
            "word/_rels/document.xml.rels": DOCUMENT_RELS,
            "word/styles.xml": STYLES,
            "word/footer1.xml": FOOTER,
            "word/document.xml": document(body),
        }
    )


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP without a time of its own."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, FIRST_DAY_OF_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, part)
    return made.getvalue()


def document(body) -> bytes:
    """word/document.xml of an HTML body."""
    root = etree.Element(_w("document"), nsmap={**NAMESPACES, "r": f"{RELATION}"})
    inside = etree.SubElement(root, _w("body"))
    _blocks(body, inside, "Plain")
    section = _add(inside, "sectPr")
    reference = _add(section, "footerReference", type="default")
    reference.set(f"{{{RELATION}}}id", "rId2")
    _add(section, "pgSz", w="11906", h="16838")
    _add(
        section,
        "pgMar",
        top="1418",
        right="1134",
        bottom="1134",
        left="1701",
        header="709",
        footer="709",
        gutter="0",
    )
    _add(section, "pgNumType", fmt="thaiNumbers")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LOOSE = ("span", "strong", "em", "b", "i", "u", "a", "br", "sub", "sup", "code")


def _blocks(node, inside, style) -> None:
    """The blocks in a node; text that stands loose between them becomes a paragraph."""
    loose = _paragraph_of(inside, style, node.text)
    for child in node:
        if not isinstance(child.tag, str) or child.tag in LOOSE:
            loose = loose if loose is not None else _add_paragraph(inside, style)
            _run_of(loose, child, frozenset())
        else:
            loose = None
            _block(child, inside, style)
        if (child.tail or "").strip():
            loose = loose if loose is not None else _add_paragraph(inside, style)
            _text(loose, child.tail, frozenset())


def _paragraph_of(inside, style, text):
    if not (text or "").strip():
        return None
    paragraph = _add_paragraph(inside, style)
    _text(paragraph, text, frozenset())
    return paragraph


def _block(node, inside, style) -> None:
    if node.tag == "table":
        _table(node, inside)
    elif node.tag in ("ul", "ol"):
        for number, item in enumerate(node, 1):
            paragraph = _add_paragraph(inside, "Indented")
            _text(paragraph, f"{number}. " if node.tag == "ol" else "– ", frozenset())
            _content(paragraph, item, frozenset())
    elif node.tag == "p" or node.tag in STYLES_OF:
        said = CLASSES.get(node.get("class", ""), STYLES_OF.get(node.tag, style))
        _content(_add_paragraph(inside, said), node, frozenset())
    else:
        _blocks(node, inside, style)


def _content(paragraph, node, marks) -> None:
    _text(paragraph, node.text, marks)
    for child in node:
        _run_of(paragraph, child, marks)
        _text(paragraph, child.tail, marks)


def _run_of(paragraph, node, marks) -> None:
    """An inline element as runs: bold, italic, underlined; a line break; a tab."""
    if node.tag == "br":
        _add(_add(paragraph, "r"), "br")
        return
    if node.get("class") == "tab":
        _add(_add(paragraph, "r"), "tab")
        return
    more = {"b": node.tag in BOLD, "i": node.tag in ITALIC}
    more["u"] = node.tag in UNDERLINED or "underline" in node.get("style", "")
    _content(paragraph, node, marks | {name for name, on in more.items() if on})


def _text(paragraph, text, marks) -> None:
    said = _squeezed(text) if text else ""
    if not said:
        return
    run = _add(paragraph, "r")
    properties = _add(run, "rPr")
    for mark in sorted(marks):
        if mark == "u":
            _add(properties, "u", val="single")
        else:
            _add(properties, mark)
            _add(properties, f"{mark}Cs")
    _add(properties, "cs")
    _add(properties, "lang", val="en-US", bidi="th-TH")
    inside = _add(run, "t")
    inside.text = said
    inside.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _squeezed(text: str) -> str:
    """Blanks as HTML reads them: one where there are several, kept at both ends."""
    words = " ".join(text.split())
    if not words:
        return " "
    return (" " if text[0].isspace() else "") + words + (" " if text[-1].isspace() else "")


def _table(node, inside) -> None:
    rows = node.findall(".//tr")
    widths = _widths(node.get("data-columns", ""), max((len(row) for row in rows), default=1))
    table = _add(inside, "tbl")
    properties = _add(table, "tblPr")
    _add(properties, "tblStyle", val="Grid")
    _add(properties, "tblW", w=str(WIDTH), type="dxa")
    _add(properties, "tblLayout", type="fixed")
    grid = _add(table, "tblGrid")
    for width in widths:
        _add(grid, "gridCol", w=str(width))
    for row in rows:
        line = _add(table, "tr")
        kept = _add(line, "trPr")
        _add(kept, "cantSplit")
        if row[0].tag == "th":
            _add(kept, "tblHeader")
        for cell, width in zip(row, widths, strict=False):
            place = _add(line, "tc")
            _add(_add(place, "tcPr"), "tcW", w=str(width), type="dxa")
            style = "Figure" if cell.get("class") == "figure" else "Cell"
            if cell.tag == "th":
                _content(_add_paragraph(place, "Head"), cell, frozenset({"b"}))
            else:
                before = len(place)
                _blocks(cell, place, style)
                if len(place) == before:
                    _add_paragraph(place, style)
    _add_paragraph(inside, "Cell")


def _widths(columns: str, count: int) -> list[int]:
    """The widths the template gives its columns (34pt, 1fr …), filled up to the width of the text."""
    said = [SIZED.fullmatch(one) for one in columns.split()]
    if len(said) != count or None in said:
        return [WIDTH // count] * count
    fixed = [float(one[1]) * 20 if one[2] == "pt" else 0 for one in said]
    shares = [float(one[1]) if one[2] == "fr" else 0 for one in said]
    rest = max(WIDTH - sum(fixed), 0) / (sum(shares) or 1)
    return [round(points + share * rest) for points, share in zip(fixed, shares, strict=True)]


def _add_paragraph(inside, style):
    paragraph = _add(inside, "p")
    _add(_add(paragraph, "pPr"), "pStyle", val=style)
    return paragraph


def _add(parent, name, **attributes):
    node = etree.SubElement(parent, _w(name))
    for key, value in attributes.items():
        node.set(_w(key), value)
    return node


def _w(name):
    return f"{{{W}}}{name}"


def _escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")
