"""Papers of a matter, shared with the case that hears it: for its readers, once, and for nobody else."""

import io
import re

import pytest

from app.cases.models import Case
from app.cases.replay import replay_case
from app.extensions import db
from app.files import service as files
from app.files.models import File
from app.people import service as people

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def matter(client, open_case, drain, do):
    """A matter that waits to be heard: a paper it names, another attached later, a proposal printed twice."""

    def sent(by, name, data):
        body = {"file": (io.BytesIO(data), name)}
        return client(by).post("/api/v1/files", data=body).json["answer"]

    case_no = open_case("matter", papers=[sent("submitter", "แผนที่.pdf", PDF)])
    drain()
    internal = [sent("intake_officer", "ภายใน.pdf", PDF + b"%%EOF")]
    do("add", by="intake_officer", title_th="แนบเพิ่ม", papers=internal)
    drain()
    return case_no


@pytest.fixture
def hear(open_case, drain):
    def hear():
        case_no = open_case("hearing", by="secretary")
        drain()
        return case_no

    return hear


@pytest.fixture
def lists(client):
    """lists(case, by): what each list of the case's papers holds."""

    def lists(case, by="committee_member"):
        found = [client(by).get(f"/api/v1/cases/{case}/{kind}") for kind in ("files", "documents")]
        return [one.json if one.status_code == 200 else one.status_code for one in found]

    return lists


@pytest.fixture
def signed_in(app, person):
    """signed_in("submitter") is their browser."""

    def signed_in(who):
        visitor = app.test_client()
        token = re.search(r'name="_csrf" value="([^"]+)"', visitor.get("/sign-in").text)[1]
        form = {"_csrf": token, "username": person(who).username, "password": person(who).password}
        visitor.post("/sign-in", data=form)
        return visitor

    return signed_in


def test_who_hears_a_matter_has_its_papers_and_its_newest_document_though_not_its_case(
    client, matter, hear, lists
):
    hearing = hear()
    [paper], [document] = lists(hearing)
    get = client("committee_member").get

    assert lists(matter) == [404, 404]
    assert get(f"/api/v1/cases/{hearing}/files/{paper['id']}").data == PDF
    assert (paper["name"], paper["uploader"]) == ("แผนที่.pdf", "submitter")
    assert document["sha256"] == lists(matter, "auditor")[1][-1]["sha256"]
    assert (document["title"], document["title_en"]) == (f"{matter} ข้อเสนอ", f"{matter} Proposal")


def test_sharing_gives_nothing_to_who_sent_the_paper_to_strangers_or_innovators(client, matter, hear, lists):
    hearing = hear()
    papers = [one["id"] for kind in lists(hearing) for one in kind]

    for nobody in ("submitter", "submitter_2", "innovator", "reviewer", "committee_member_far", "admin"):
        assert lists(hearing, nobody) == [404, 404]
        got = [client(nobody).get(f"/api/v1/cases/{hearing}/files/{id}").status_code for id in papers]
        assert got == [404, 404]


def test_the_pages_of_the_task_and_the_case_list_the_papers_and_hand_them_out(
    signed_in, matter, hear, lists, task
):
    hearing, member = hear(), signed_in("committee_member")
    addresses = [f"/cases/{hearing}/files/{one['id']}" for kind in lists(hearing) for one in kind]

    for page in (f"/cases/{hearing}", f"/tasks/{task('read')['id']}"):
        shown = member.get(page).text
        assert all(address in shown for address in addresses)
    assert member.get(addresses[0]).data == PDF
    assert signed_in("submitter").get(addresses[0]).status_code == 404


def test_shared_again_nothing_comes_twice_and_the_entry_names_what_came(app, client, matter, hear, do, drain):
    hearing = hear()
    do("read", by="committee_member")
    drain()
    story = client("auditor").get(f"/api/v1/cases/{hearing}/story").json
    first, again = (line for line in story if line["answers"] and "shared" in line["answers"])

    assert [one["name"] for one in first["documents"]] == [f"{matter} ไฟล์แนบ 1", f"{matter} ข้อเสนอ"]
    assert (first["answers"]["shared"], again["answers"]["shared"], again["documents"]) == (2, 0, [])
    with app.app_context():
        assert replay_case(db.session.query(Case).filter_by(case_no=hearing).one()).same


def test_what_is_sealed_stays_where_it_is(app, matter, hear, lists):
    with app.app_context():
        db.session.query(File).filter_by(name="แผนที่.pdf").update({"sealed": True})
        db.session.commit()

    assert [len(kind) for kind in lists(hear())] == [0, 1]


def test_matters_of_another_centre_keep_their_papers(app, matter, hear, lists):
    with app.app_context():
        db.session.query(Case).filter_by(case_no=matter).update({"centre_id": people.centre("CNX").id})
        db.session.commit()

    assert lists(hear()) == [[], []]


def test_what_was_shared_is_erased_with_the_case_it_came_from(app, matter, hear, lists):
    hearing = hear()
    with app.app_context():
        files.erase(db.session.query(Case).filter_by(case_no=matter).one().id)
        db.session.commit()

    assert lists(hearing) == [[], []]


def test_who_leaves_the_room_has_none_of_the_papers_from_then_on_by_any_door(
    client, signed_in, matter, hear, lists, do, drain
):
    hearing, member = hear(), signed_in("committee_member")
    had = [one["id"] for kind in lists(hearing) for one in kind]
    do("read", by="committee_member", note="เป็นคู่สัญญากับผู้เสนอ")
    drain()
    get, pages = client("committee_member").get, [f"/cases/{hearing}", f"/tasks?whose=all&case={hearing}"]

    assert lists(hearing) == [[], []]
    assert [get(f"/api/v1/cases/{hearing}/files/{id}").status_code for id in had] == [404, 404]
    assert [member.get(f"/cases/{hearing}/files/{id}").status_code for id in had] == [404, 404]
    assert not any(f"/files/{id}" in member.get(page).text for id in had for page in pages)
    told = get(f"/api/v1/cases/{hearing}/story").json
    assert {bool(line["answers"]) for line in told if line["actor"] is None} == {False}
    assert not any(line["moves"] for line in told)


@pytest.fixture
def say(app, matter, open_case):
    """say("committee_member", True): they are kept from the papers of the matter, or not any more; said in
    another case."""
    from types import SimpleNamespace

    from app.cases.papers.withholding import withhold_files

    elsewhere = open_case()

    def say(who, out):
        with app.app_context():
            origin, where = (
                db.session.query(Case).filter_by(case_no=no).one().id for no in (matter, elsewhere)
            )
            scene = SimpleNamespace(properties={}, case_id=where)
            withhold_files(scene, {"withholding": [{"person": who, "case_id": origin, "out": out}]})
            db.session.commit()

    return say


def test_the_others_keep_the_papers_and_who_is_called_back_gets_them_again(hear, lists, do, drain, say):
    hearing = hear()
    do("read", by="committee_member")
    drain()
    assert [len(kind) for kind in lists(hearing, "committee_member_2")] == [1, 1]

    say("committee_member", False)
    assert [len(kind) for kind in lists(hearing)] == [1, 1]


def test_in_the_matter_itself_who_left_keeps_what_they_sent_only(matter, lists, say):
    assert [len(kind) for kind in lists(matter, "intake_officer")] == [2, 2]
    say("intake_officer", True)
    files, documents = lists(matter, "intake_officer")

    assert ([one["name"] for one in files], documents) == (["ภายใน.pdf"], [])


def test_in_the_matter_itself_who_left_reads_no_answers_of_others_either(client, matter, say):
    say("intake_officer", True)
    told = client("intake_officer").get(f"/api/v1/cases/{matter}/story").json

    assert any(line["answers"] for line in told)
    assert {line["actor"] and line["actor"]["username"] for line in told if line["answers"]} == {
        "intake_officer"
    }


def test_who_leaves_the_room_again_does_not_read_what_the_first_meeting_said(
    client, matter, hear, task, do, drain
):
    first, second = hear(), hear()
    for hearing in (first, second):
        do(task("read", hearing)["id"], by="committee_member")
        drain()
        told = client("committee_member").get(f"/api/v1/cases/{first}/story").json
        assert not any(line["moves"] for line in told)


def test_who_left_sees_no_facts_on_the_task_of_another(signed_in, matter, hear, do, drain, task):
    hear()
    do("read", by="committee_member")
    drain()
    page = f"/tasks/{task('close')['id']}"

    assert 'name="note"' in signed_in("secretary").get(page).text
    assert 'name="note"' not in signed_in("committee_member").get(page).text
