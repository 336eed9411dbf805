"""The fixed parts of our .docx files: styles in TH SarabunPSK 16 pt, a footer with Thai page numbers."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OPEN = "application/vnd.openxmlformats"
WORD = f"{OPEN}-officedocument.wordprocessingml"
TERMS = "http://purl.org/dc"
FACE = "TH SarabunPSK"

CONTENT_TYPES = f"""{HEAD}<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="{OPEN}-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/>
<Override PartName="/word/footer1.xml" ContentType="{WORD}.footer+xml"/>
<Override PartName="/docProps/core.xml" ContentType="{OPEN}-package.core-properties+xml"/>
</Types>"""

RELS = f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>
</Relationships>"""

DOCUMENT_RELS = f"""{HEAD}<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{OFFICE}/footer" Target="footer1.xml"/>
</Relationships>"""

CORE = (
    HEAD
    + f"""<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" \
xmlns:dc="{TERMS}/elements/1.1/" xmlns:dcterms="{TERMS}/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
<dc:title>{{title}}</dc:title><dc:language>th-TH</dc:language>\
<dcterms:created xsi:type="dcterms:W3CDTF">{{at}}</dcterms:created></cp:coreProperties>"""
)

FOOTER = f"""{HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:pStyle w:val="Centred"/></w:pPr>
<w:r><w:fldChar w:fldCharType="begin"/></w:r>
<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:rPr><w:cs/></w:rPr><w:t>๑</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>"""


def style(name: str, paragraph: str = "", run: str = "", based: str = "Plain") -> str:
    """A paragraph style."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def size(half_points: int) -> str:
    """A size for Latin and for complex scripts: Thai is one of those."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def borders() -> str:
    """Thin lines around every cell."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in sides)


BOLD, KEPT = "<w:b/><w:bCs/>", "<w:keepNext/>"
MARGINS = '<w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
STYLES = f"""{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}" w:eastAsia="{FACE}" w:cs="{FACE}"/>{size(32)}
<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="th-TH"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Plain"><w:name w:val="Normal"/><w:qFormat/>\
<w:pPr><w:spacing w:after="60"/></w:pPr></w:style>
{style("Indented", '<w:ind w:firstLine="1418"/>')}
{style("Entry", '<w:tabs><w:tab w:val="left" w:pos="1701"/></w:tabs><w:ind w:left="1701" w:hanging="1701"/>')}
{style("Centred", '<w:jc w:val="center"/>')}
{style("Right", '<w:jc w:val="right"/>')}
{style("Title", KEPT + '<w:spacing w:before="120" w:after="160"/><w:jc w:val="center"/>', BOLD + size(36))}
{style("Section", KEPT + '<w:spacing w:before="160" w:after="60"/>', BOLD)}
{style("Signature", KEPT + '<w:ind w:left="4536"/><w:jc w:val="center"/>')}
{style("SignatureHead", '<w:spacing w:before="360" w:after="60"/>', based="Signature")}
{style("Small", '<w:spacing w:before="240"/>', size(24))}
{style("Cell", '<w:spacing w:after="0"/>', size(28))}
{style("Figure", '<w:jc w:val="right"/>', based="Cell")}
{style("Head", '<w:jc w:val="center"/>', based="Cell")}
<w:style w:type="table" w:customStyle="1" w:styleId="Grid"><w:name w:val="Grid"/><w:tblPr>\
<w:tblBorders>{borders()}</w:tblBorders><w:tblCellMar>{MARGINS}</w:tblCellMar></w:tblPr></w:style></w:styles>"""
