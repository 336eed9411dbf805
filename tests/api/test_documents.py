"""Documents of a case: made by its process, kept with it, named by hash in its journal."""

import hashlib
import io
import zipfile

import pytest

from app.documents.press import Press, print_pdf
from app.documents.refusals import PrintRefused


def documents(person, case):
    return person.get(f"/api/v1/cases/{case}/documents").json


@pytest.fixture
def case(open_case, drain):
    case_no = open_case("letter")
    drain()
    return case_no


@pytest.fixture
def letter(client, case):
    return documents(client("auditor"), case)[0]


def address(case, file):
    return f"/api/v1/cases/{case}/files/{file['id']}"


def test_a_document_is_kept_as_pdf_for_archives(client, case, letter):
    data = client("auditor").get(address(case, letter)).data

    assert data.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in data
    assert hashlib.sha256(data).hexdigest() == letter["sha256"]
    assert (letter["title"], letter["title_en"], letter["pages"]) == ("หนังสือ", "Letter", 1)


def test_the_same_text_is_kept_for_word_with_the_thai_face(client, case):
    _, written = documents(client("auditor"), case)
    parts = zipfile.ZipFile(io.BytesIO(client("auditor").get(address(case, written)).data))

    text, styles = (parts.read(f"word/{name}.xml").decode() for name in ("document", "styles"))
    assert "ระบบนัดหมายที่ใช้ยาก" in text
    assert case in text
    assert 'w:bidi="th-TH"' in text
    assert 'w:cs="TH SarabunPSK"' in styles
    assert '<w:szCs w:val="32"/>' in styles


def test_the_hash_of_a_document_stands_in_the_journal_entry_that_made_it(client, case, letter):
    story = client("auditor").get(f"/api/v1/cases/{case}/story").json

    entry = next(line for line in story if line["number"] == letter["entry"])
    assert entry["kind"] == "service:completed"
    assert entry["element"] == "write"
    assert letter["sha256"] in [one["sha256"] for one in entry["documents"]]


def test_the_process_is_told_what_was_made(client, case, letter):
    story = client("auditor").get(f"/api/v1/cases/{case}/story").json

    said = next(line for line in story if line["documents"])["answers"]["letter_document"]
    assert (said["id"], said["sha256"], said["pages"]) == (letter["id"], letter["sha256"], 1)


def test_a_public_document_is_for_the_submitter_too_and_for_no_stranger(client, case, letter):
    assert client("submitter").get(address(case, letter)).status_code == 200
    assert client("submitter_2").get(address(case, letter)).status_code == 404
    assert client("intake_officer_far").get(address(case, letter)).status_code == 404
    assert client("admin").get(f"/api/v1/cases/{case}/documents").status_code == 404


def test_a_document_is_only_ever_saved_never_shown(client, case, letter):
    headers = client("submitter").get(address(case, letter)).headers

    assert headers["Content-Disposition"].startswith("attachment;")
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_case_with_documents_replays_and_verifies(client, case):
    auditor = client("auditor")

    assert auditor.get(f"/api/v1/cases/{case}/replay").json["same"]
    assert auditor.get(f"/api/v1/cases/{case}/verification").json["ok"]


def test_a_template_that_cannot_be_printed_is_an_incident_with_file_and_line(client, open_case, drain):
    case = open_case("misprint")
    drain()
    [found] = client("process_owner").get("/api/v1/incidents").json

    assert found["rule"] == "document_refused"
    assert "templates/broken.typ บรรทัด 3" in found["th"]
    assert "nobody_has_this" in found["en"]
    assert documents(client("auditor"), case) == []


HOSTILE = {
    "a file of the machine": '#read("/etc/passwd")',
    "the program itself": '#read("/child.py")',
    "a package of the network": '#import "@preview/cetz:0.3.0"',
    "up and out": '#read("../../../../../etc/passwd")',
    "a loop without end": "#while 1 < 2 { }",
    "no end of memory": "#let x = range(1000000000)",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_template_is_refused(text):
    with pytest.raises(PrintRefused):
        print_pdf("templates/bad.typ", {"templates/bad.typ": text.encode()}, {}, 0)


def test_a_template_that_takes_too_long_is_stopped_and_the_next_one_prints():
    press = Press(seconds=0.7)
    slow = {"templates/a.typ": "#for i in range(300000) [#lorem(50)]"}
    job = {"template": "templates/a.typ", "data": "{}", "at": 0}

    with pytest.raises(PrintRefused):
        press.ask({**job, "files": slow})
    assert press.ask({**job, "files": {"templates/a.typ": "ก"}})[0] == b"P"
    press.close()


def test_the_same_data_prints_the_same_bytes_whenever_that_is():
    files = {"templates/a.typ": b'#set text(font: "Sarabun")\n#json("/data.json").said'}

    first, second = (print_pdf("templates/a.typ", files, {"said": "น้ำป่า"}, 1_790_000_000) for _ in range(2))

    assert first == second
    assert first != print_pdf("templates/a.typ", files, {"said": "น้ำป่า"}, 1_790_000_001)
