"""Publishing a bundle as a ZIP, and reading it back."""

import io
import zipfile

import pytest

from tests.api.office import DIAGRAMS
from workflows.release import read_folder

FILES = read_folder(DIAGRAMS)


def packed(files, **options):
    """A ZIP of path → bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return buffer.getvalue()


@pytest.fixture
def publish(client):
    def publish(data, who="process_owner"):
        return client(who).post("/api/v1/releases", data=data, content_type="application/zip")

    return publish


def test_the_same_files_again_are_the_same_release_and_no_new_version(publish, client):
    before = client("auditor").get("/api/v1/processes").json
    response = publish(packed(FILES))

    assert response.status_code == 201
    assert {version["release"] for version in before} == {response.json["hash"]}
    assert client("auditor").get("/api/v1/processes").json == before


def test_a_changed_file_is_a_new_release_and_the_current_one(publish, client, open_case):
    changed = {**FILES, "review.bpmn": FILES["review.bpmn"].replace("ตรวจคำขอ".encode(), "ตรวจใหม่".encode())}
    response = publish(packed(changed))
    [newest, oldest] = client("auditor").get("/api/v1/processes/review/versions").json

    assert (newest["number"], newest["release"]) == (2, response.json["hash"])
    assert oldest["release"] != newest["release"]


def test_a_running_case_keeps_its_own_release(publish, open_case, do, client):
    case_no = open_case()
    old = client("auditor").get(f"/api/v1/cases/{case_no}").json["instances"][0]["release"]
    form = FILES["forms/check.json"].replace(b'"complete"', b'"whole"')
    diagram = FILES["review.bpmn"].replace(b"complete == True", b"whole == True")
    diagram = diagram.replace(b"complete != True", b"whole != True")
    assert publish(packed({**FILES, "forms/check.json": form, "review.bpmn": diagram})).status_code == 201
    do("check", by="intake_officer", complete=True)

    assert client("auditor").get(f"/api/v1/cases/{case_no}").json["instances"][0]["release"] == old


def test_a_file_comes_back_byte_for_byte(client):
    release = client("auditor").get("/api/v1/processes").json[0]["release"]
    url = f"/api/v1/releases/{release}/files"

    assert client("auditor").get(f"{url}/review.bpmn").data == FILES["review.bpmn"]
    assert client("auditor").get(f"{url}/forms/check.json").data == FILES["forms/check.json"]
    assert client("auditor").get("/api/v1/processes/review/diagram").data == FILES["review.bpmn"]
    assert client("auditor").get(f"{url}/../../../etc/passwd").status_code == 404


def test_a_diagram_that_does_not_check_is_refused_finding_by_finding(publish, client):
    broken = FILES["review.bpmn"].replace(b'targetRef="approve"', b'targetRef="nowhere"')
    response = publish(packed({**FILES, "review.bpmn": broken}))

    assert (response.status_code, response.json["code"]) == (422, "release_refused")
    assert any(error["field"].startswith("review.bpmn") for error in response.json["errors"])
    assert client("auditor").get("/api/v1/processes/review/versions").json[0]["number"] == 1


def test_a_lane_that_is_no_role_is_refused(publish):
    odd = FILES["review.bpmn"].replace(b'<lane id="intake_officer"', b'<lane id="goblin"')
    response = publish(packed({**FILES, "review.bpmn": odd}))

    assert (response.status_code, response.json["code"]) == (422, "lane_is_no_role")
    assert response.json["errors"][0]["field"] == "review.bpmn#goblin"


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_xml_with_entities_or_external_references_is_refused(publish, doctype):
    start = FILES["review.bpmn"].index(b"<definitions")
    hostile = FILES["review.bpmn"][:start] + doctype + FILES["review.bpmn"][start:]

    assert publish(packed({**FILES, "review.bpmn": hostile})).status_code == 422


@pytest.mark.parametrize("path", ["../evil.bpmn", "/etc/evil.bpmn", "a\\b.bpmn", "C:evil.bpmn", "a/../../b"])
def test_a_path_that_leaves_the_bundle_is_refused(publish, path):
    response = publish(packed({path: b"x"}))

    assert (response.status_code, response.json["code"]) == (422, "zip_path")


def test_a_bomb_is_refused_before_it_goes_off(publish):
    assert publish(packed({"bomb.bpmn": b"0" * 30_000_000})).json["code"] == "zip_file"
    assert publish(packed({f"{n}.bpmn": b"0" for n in range(501)})).json["code"] == "zip_entries"
    assert publish(packed({f"{n}.bpmn": b"0" * 990_000 for n in range(40)})).json["code"] == "zip_total"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 nonsense", packed(FILES)[:900], b"x" * 100])
def test_what_is_no_zip_is_refused(publish, data):
    assert (publish(data).status_code, publish(data).json["code"]) == (422, "zip_broken")


def test_a_link_in_the_zip_is_refused(publish):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link.bpmn")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")

    assert publish(buffer.getvalue()).json["code"] == "zip_path"
