"""Attachments: sent first, named in answers, part of the case from then on; for those who may read it."""

import hashlib
import io

import pytest

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def upload(client):
    """Send a file as somebody; hands back the response."""

    def upload(by, name="แผนที่ 1.pdf", data=PDF):
        return client(by).post("/api/v1/files", data={"file": (io.BytesIO(data), name)})

    return upload


@pytest.fixture
def case(upload, open_case):
    return open_case("letter", papers=[upload("submitter").json["answer"]])


def attached(client, case, by="auditor"):
    return client(by).get(f"/api/v1/cases/{case}/files").json


def test_a_file_is_known_by_what_is_in_it(upload):
    sent = upload("submitter").json

    assert sent["sha256"] == hashlib.sha256(PDF).hexdigest()
    assert sent["answer"] == {
        "sha256": sent["sha256"],
        "name": "แผนที่ 1.pdf",
        "size": 45,
        "type": "application/pdf",
    }
    assert sent["scan"] == "not_scanned"


def test_a_file_named_in_the_answers_becomes_part_of_the_case(client, case):
    [file] = attached(client, case)
    response = client("auditor").get(f"/api/v1/cases/{case}/files/{file['id']}")

    assert response.data == PDF
    assert (file["entry"], file["uploader"]) == (1, "submitter")
    assert "filename*=UTF-8''%E0%B9%81" in response.headers["Content-Disposition"]
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_file_somebody_else_sent_cannot_be_claimed_by_its_hash(client, upload):
    answer = upload("submitter_2").json["answer"]
    body = {"process": "letter", "centre": "SRC", "answers": {"title_th": "ขอเอกสาร", "papers": [answer]}}
    response = client("submitter").post("/api/v1/cases", json=body)

    assert response.status_code == 422
    assert [(one["field"], one["code"]) for one in response.json["errors"]] == [("/papers/0", "file")]


@pytest.mark.parametrize(
    "wrong", [{"name": "x.pdf"}, {"size": 1}, {"type": "image/png"}, {"sha256": "0" * 64}]
)
def test_an_answer_must_say_of_a_file_what_is_true(client, upload, wrong):
    answer = upload("submitter").json["answer"] | wrong
    body = {"process": "letter", "centre": "SRC", "answers": {"title_th": "ขอเอกสาร", "papers": [answer]}}

    assert client("submitter").post("/api/v1/cases", json=body).status_code == 422


def test_no_more_files_than_the_form_allows(client, upload):
    answers = [upload("submitter", data=PDF + b"%%EOF" * n).json["answer"] for n in range(4)]
    body = {"process": "letter", "centre": "SRC", "answers": {"title_th": "ขอเอกสาร", "papers": answers}}
    response = client("submitter").post("/api/v1/cases", json=body)

    assert [one["code"] for one in response.json["errors"]] == ["too_many"]


def test_a_file_of_the_case_may_be_named_again_by_who_may_see_it(client, case, drain, do):
    drain()
    [file] = attached(client, case)
    answer = {name: file[name] for name in ("sha256", "name", "size", "type")}

    do("read", by="intake_officer", title_th="ครบแล้ว", papers=[answer])

    assert len(attached(client, case)) == 1


def test_attachments_are_for_readers_of_the_case_and_their_sender(client, case):
    [file] = attached(client, case)
    address = f"/api/v1/cases/{case}/files/{file['id']}"
    seen = {
        name: client(name).get(address).status_code for name in ("submitter", "intake_officer", "director")
    }

    assert seen == {"submitter": 200, "intake_officer": 200, "director": 200}
    assert client("submitter_2").get(address).status_code == 404
    assert client("admin").get(address).status_code == 404


@pytest.fixture
def internal(client, case, upload, drain, do):
    """A paper the office attached, which the submitter is not shown."""
    drain()
    do(
        "read",
        by="intake_officer",
        title_th="ครบแล้ว",
        papers=[upload("intake_officer", data=PDF + b"%%EOF").json["answer"]],
    )
    return attached(client, case)[-1]


def test_the_submitter_has_their_own_attachments_only(client, case, internal):
    response = client("submitter").get(f"/api/v1/cases/{case}/files/{internal['id']}")

    assert response.status_code == 404
    assert [one["uploader"] for one in attached(client, case, "submitter")] == ["submitter"]


def test_a_file_of_the_case_one_may_not_see_cannot_be_named_by_its_hash(client, internal, task, complete):
    answer = {name: internal[name] for name in ("sha256", "name", "size", "type")}
    response = complete(task("answer")["id"], "submitter", title_th="ขอด้วย", papers=[answer])

    assert [one["code"] for one in response.json["errors"]] == ["file"]


def test_a_file_of_another_case_is_not_reached_through_mine(client, case, open_case):
    [file] = attached(client, case)
    other = open_case("letter", by="submitter_2")

    assert client("submitter_2").get(f"/api/v1/cases/{other}/files/{file['id']}").status_code == 404


def test_a_held_file_is_its_senders_alone_and_can_be_dropped(client, upload):
    address = f"/api/v1/files/{upload('submitter').json['id']}"

    assert client("submitter_2").get(address).status_code == 404
    assert client("submitter").delete(address).status_code == 204
    assert client("submitter").get(address).status_code == 404


def test_what_is_never_sent_is_swept_after_a_day_with_its_bytes(app, client, upload, later):
    from app.cases.jobs import tidy
    from app.extensions import db
    from app.files.models import File, FileContent

    upload("submitter")
    later(hours=25)
    with app.app_context():
        tidy()
        assert db.session.query(File).count() == db.session.query(FileContent).count() == 0


def test_sent_files_stay(app, client, case, later):
    from app.cases.jobs import tidy

    later(days=30)
    with app.app_context():
        tidy()

    assert len(attached(client, case)) == 1


def test_nobody_hoards_files_that_are_never_sent(upload):
    answers = [upload("submitter", data=PDF + b"%d %%%%EOF" % n) for n in range(61)]

    assert [one.status_code for one in answers[-2:]] == [201, 422]
    assert answers[-1].json["code"] == "too_many_files"


SCANNERS = {"true": (201, "clean"), "false": (422, None), "/no/such/scanner": (201, "failed")}


@pytest.mark.parametrize(("command", "expected"), SCANNERS.items(), ids=SCANNERS)
def test_a_virus_scanner_is_asked_when_there_is_one(app, upload, monkeypatch, command, expected):
    monkeypatch.setitem(app.config, "FILE_SCANNER", command)
    response = upload("submitter")

    assert (response.status_code, response.json.get("scan")) == expected


def test_a_file_named_in_a_message_is_the_senders_own_and_becomes_part_of_the_case(client, upload, open_case):
    number = open_case()
    send = lambda papers: client("submitter").post(  # noqa: E731
        f"/api/v1/cases/{number}/messages",
        json={"name": "Withdraw", "payload": {"reason": "ไม่ต้องการแล้ว", "papers": papers}},
    )
    wrong = send([upload("intake_officer").json["answer"]])
    assert (wrong.status_code, wrong.json["errors"][0]["field"]) == (422, "/papers/0")

    assert send([upload("submitter").json["answer"]]).status_code == 200
    assert [file["entry"] for file in attached(client, number)] == [2]
