"""Files that pretend to be what they are not, or do what a file should not."""

import io
import zipfile

import pytest

from app.files import service
from app.files.content import DOCX, JPEG, PDF, PNG, XLSX, content_type
from app.files.names import clean_name
from app.refusals import Invalid

TYPES = '<Types xmlns="x"/>'
WORD = {"[Content_Types].xml": TYPES, "word/document.xml": "<w/>"}
SHEET = {"[Content_Types].xml": TYPES, "xl/workbook.xml": "<x/>"}
TEMPLATE = (
    '<Relationship Type="http://x/relationships/attachedTemplate" Target="http://e" TargetMode="External"/>'
)
TURNED = (
    '<Relationship TargetMode="External" Target="http://e" Type="http://x/relationships/attachedTemplate"/>'
)


def office(parts, compression=zipfile.ZIP_DEFLATED):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", compression) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


GOOD = {
    PDF: b"%PDF-1.4\n%%EOF",
    PNG: b"\x89PNG\r\n\x1a\n....IEND\xaeB`\x82",
    JPEG: b"\xff\xd8\xff\xe0....\xff\xd9",
    DOCX: office(WORD),
    XLSX: office({**SHEET, "xl/printerSettings/printerSettings1.bin": "x"}),
}
BAD = {
    "an SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "file_type"),
    "a web page": (b"<!doctype html><script>alert(1)</script>", "file_type"),
    "a program": (b"MZ\x90\0" + b"%PDF-1.4\n%%EOF", "file_type"),
    "a script": (b"#!/bin/sh\nrm -rf /", "file_type"),
    "nothing": (b"", "file_type"),
    "a PDF behind a web page": (b"<script>alert(1)</script>%PDF-1.4\n%%EOF", "file_type"),
    "a GIF": (b"GIF89a....", "file_type"),
    "a PDF cut off": (b"%PDF-1.4\n" + b"x" * 5000, "file_broken"),
    "a PDF with a script": (b"%PDF-1.4\n/OpenAction<</S/JavaScript/JS(app.alert(1))>>\n%%EOF", "file_active"),
    "a PDF that starts programs": (b"%PDF-1.4\n<</S/Launch/F(cmd.exe)>>\n%%EOF", "file_active"),
    "a plain ZIP": (office({"a.txt": "x"}), "file_type"),
    "a ZIP behind a program": (b"MZ" + office(WORD), "file_type"),
    "two documents in one": (office({**WORD, **SHEET}), "file_type"),
    "a ZIP cut off": (office(WORD)[:60], "file_broken"),
    "macros": (office({**WORD, "word/vbaProject.bin": "x"}), "file_active"),
    "macros under another name": (
        office({**WORD, "[Content_Types].xml": '<Override ContentType="a.macroEnabled.main+xml"/>'}),
        "file_active",
    ),
    "ActiveX": (office({**WORD, "word/activeX/activeX1.xml": "x"}), "file_active"),
    "an embedded program": (office({**WORD, "word/embeddings/oleObject1.bin": "x"}), "file_active"),
    "a template from elsewhere": (office({**WORD, "word/_rels/settings.xml.rels": TEMPLATE}), "file_active"),
    "the same, turned around": (office({**WORD, "word/_rels/settings.xml.rels": TURNED}), "file_active"),
    "a field that runs a program": (
        office({**WORD, "word/document.xml": "DDEAUTO c:\\\\cmd"}),
        "file_active",
    ),
    "a path that climbs out": (office({**WORD, "../../etc/cron.d/x": "x"}), "file_broken"),
    "an absolute path": (office({**WORD, "/etc/passwd": "x"}), "file_broken"),
    "a bomb": (office({**WORD, "word/media/a.xml": "0" * 30_000_000}), "file_bomb"),
    "a thousand little ones": (office({**WORD, **{f"word/{n}.xml": "" for n in range(3001)}}), "file_bomb"),
}


@pytest.mark.parametrize("type", GOOD)
def test_the_five_kinds_are_taken(type):
    assert content_type(GOOD[type]) == type


@pytest.mark.parametrize(("data", "code"), BAD.values(), ids=BAD)
def test_everything_else_is_refused_with_a_reason(data, code):
    with pytest.raises(Invalid) as refused:
        content_type(data)

    assert refused.value.code == code


def test_an_entry_that_lies_about_its_size_is_measured():
    data = office({**WORD, "word/big.xml": "0" * 30_000_000})
    lied = data.replace((30_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))

    with pytest.raises(Invalid):
        content_type(lied)


NAMES = {
    "../../etc/passwd": "passwd.pdf",
    "C:\\Windows\\evil.pdf": "evil.pdf",
    "โครงการ น้ำท่วม.PDF": "โครงการ น้ำท่วม.pdf",
    "invoice\u202efdp.exe": "invoicefdp.exe.pdf",
    "report.pdf.exe": "report.pdf.exe.pdf",
    "a\0b\r\nSet-Cookie: x.pdf": "ab Set-Cookie x.pdf",
    "eicar.com": "eicar.com.pdf",
    "CON.pdf": "_CON.pdf",
    "...": "เอกสาร.pdf",
    "": "เอกสาร.pdf",
    'a"<b>|?*.pdf': "a b.pdf",
    "\u200bที่\u200bอยู่.pdf": "ที่อยู่.pdf",
}


@pytest.mark.parametrize(("given", "kept"), NAMES.items(), ids=map(repr, NAMES))
def test_names_are_made_harmless(given, kept):
    assert clean_name(given, PDF) == kept


def test_a_name_is_never_too_long_for_its_column():
    assert len(clean_name("น" * 500 + ".pdf", PDF)) < 200


@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.exe", "a.pdf"])
def test_over_http_too_a_file_is_judged_by_its_bytes(client, name):
    sent = {"file": (io.BytesIO(b"<html><script>alert(1)</script>"), name, "application/pdf")}
    response = client("submitter").post("/api/v1/files", data=sent)

    assert (response.status_code, response.json["code"]) == (422, "file_type")


def test_a_file_over_the_limit_is_refused(client, monkeypatch):
    monkeypatch.setattr(service, "MAX_SIZE", 1000)
    sent = {"file": (io.BytesIO(b"%PDF-1.4\n" + b"0" * 1000 + b"%%EOF"), "a.pdf")}

    assert client("submitter").post("/api/v1/files", data=sent).status_code == 413


def test_a_request_without_a_file_is_refused(client):
    assert client("submitter").post("/api/v1/files", data={}).status_code == 422
