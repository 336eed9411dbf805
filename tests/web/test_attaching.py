"""Attaching files on the pages: with scripts and without, kept through a refusal, had again from the case."""

import io
import re
from html import unescape

import pytest
from playwright.sync_api import expect

from tests.web.answers import PROBLEM
from tests.web.test_forms_sent import signed_in, token_in

pytestmark = pytest.mark.parametrize("furnished", ["sqlite"], indirect=True)
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n"
START = "/cases/new/problem_intake"


@pytest.fixture
def visitor(app, person):
    """A browser without scripts, signed in as the submitter."""
    return signed_in(app, person("submitter"))


def fields(**more):
    answers = {
        name: str(value).lower() if isinstance(value, bool) else value for name, value in PROBLEM.items()
    }
    return {**answers, **more}


def send(visitor, action, name="แผนที่.pdf", data=PDF, held=(), **answers):
    """Post the start form with a file chosen in it."""
    token = token_in(visitor.get(START))
    chosen = {"evidence_files.new": (io.BytesIO(data), name)} if name else {}
    body = {"_csrf": token, "_do": action, "_once": "once", **answers, "evidence_files": list(held), **chosen}
    return visitor.post(START, data=body)


def boxes(answer):
    found = re.findall(r'name="evidence_files" value="([^"]*)"', answer.get_data(as_text=True))
    return [unescape(one) for one in found]


def test_without_scripts_a_file_is_attached_and_sent_with_the_form(visitor):
    held = boxes(send(visitor, "attach:evidence_files"))
    answer = send(visitor, "open", name=None, held=held, **fields())

    case_no = re.search(r"/cases/([\w-]+)/receipt", answer.headers["Location"])[1]
    page = visitor.get(f"/cases/{case_no}").get_data(as_text=True)
    assert "แผนที่.pdf" in page
    address = re.search(rf'href="(/cases/{case_no}/files/\d+)">แผนที่', page)[1]
    assert visitor.get(address).data == PDF


def test_a_file_chosen_and_sent_at_once_needs_no_other_button(visitor):
    assert send(visitor, "open", **fields()).status_code == 303


def test_a_refused_form_keeps_the_file(visitor):
    answer = send(visitor, "open", **fields(title_th=""))

    assert answer.status_code == 422
    assert [one for one in boxes(answer) if "แผนที่.pdf" in one]


def test_a_file_we_do_not_take_is_said_at_its_field_and_the_rest_stays(visitor):
    answer = send(visitor, "open", name="a.pdf", data=b"<script>alert(1)</script>", **fields())

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="f-evidence_files-error"' in page
    assert PROBLEM["title_th"] in page


def test_with_scripts_a_file_is_there_as_soon_as_it_is_chosen(desk):
    page = desk("submitter", path=START)
    page.fill('[name="title_th"]', "คิวยาวที่ห้องทะเบียน")
    file = {"name": "แผนที่.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.set_input_files('[name="evidence_files.new"]', file)

    expect(page.get_by_label("แผนที่.pdf (1 KB)")).to_be_checked()
    expect(page.locator('[name="title_th"]')).to_have_value("คิวยาวที่ห้องทะเบียน")


def test_the_receipt_hands_out_the_receipt_as_a_document(desk, case):
    page = desk("submitter", path=f"/cases/{case.case_no}/receipt")

    with page.expect_download() as download:
        page.get_by_role("link", name="ใบรับเรื่อง").click()
    assert download.value.suggested_filename.endswith("ใบรับเรื่อง.pdf")


def test_the_record_of_what_was_written_shows_the_whole_hash(desk, case):
    page = desk("auditor", path=f"/cases/{case.case_no}")
    shown = page.locator("#papers .mono").first.get_attribute("title")
    entry = page.locator("li", has_text="ใบรับเรื่อง.pdf · SHA-256").get_by_role("link")
    entry.click()

    expect(page.locator("main")).to_contain_text(shown)


def test_the_case_page_lists_its_documents(desk, case):
    page = desk("intake_officer", path=f"/cases/{case.case_no}")

    with page.expect_download() as download:
        page.locator("#papers a").first.click()
    assert download.value.suggested_filename == f"{case.case_no} ใบรับเรื่อง.pdf"
