"""Agreements in the register: from paper by two people, with their file, until their last day."""

from datetime import timedelta

import pytest

from app import clock
from app.cases.models import Case
from app.extensions import db
from app.files import service as files
from app.refusals import Conflict
from app.registers import service
from tests.api.partners import MOU, WHY


def test_an_mou_in_force_keeps_its_terms(ask, mou):
    refused = ask("partner_officer", "PATCH", mou, {"ends": "2099-12-31"})

    assert (refused.status_code, refused.json["code"]) == (422, "fixed")
    assert ask("partner_officer", "PATCH", mou, {"coordinator": "assoc_coordinator"}).status_code == 200


@pytest.mark.parametrize("left_out", ["paper_no", "signed_on", "paper"])
def test_by_hand_an_mou_comes_into_force_only_from_a_signed_paper(ask, association, paper, left_out):
    said = {name: value for name, value in paper("partner_officer").items() if name != left_out}
    code = ask("partner_officer", "POST", "mous", said).json["code"]
    refused = ask("director", "POST", f"mous/{code}/acts/activate", {})

    assert (refused.status_code, refused.json["code"]) == (409, "paper_missing")


def test_whoever_entered_or_changed_an_mou_does_not_confirm_it(ask, association, paper):
    code = ask("centre_manager", "POST", "mous", paper("centre_manager")).json["code"]
    alone = ask("centre_manager", "POST", f"mous/{code}/acts/activate", {})
    assert (alone.status_code, alone.json["code"]) == (403, "four_eyes")
    assert "activate" not in ask("centre_manager", "GET", f"mous/{code}").json["acts"]

    assert ask("director", "PATCH", f"mous/{code}", {"paper_no": "สพร. 13/2569"}).status_code == 200
    assert ask("director", "POST", f"mous/{code}/acts/activate", {}).status_code == 403


def test_the_signed_paper_is_kept_for_those_who_keep_the_register(ask, mou):
    sha256 = ask("auditor", "GET", mou).json["data"]["paper"][0]["sha256"]

    assert ask("director", "GET", f"{mou}/files/{sha256}").data.startswith(b"%PDF")
    assert ask("submitter", "GET", f"{mou}/files/{sha256}").status_code == 403
    assert ask("director", "GET", f"{mou}/files/{'0' * 64}").status_code == 404


def test_a_file_somebody_else_sent_and_the_number_of_a_case_are_not_for_a_person_to_write(
    ask, association, paper
):
    stolen = ask("partner_officer", "POST", "mous", paper("director"))
    forged = ask("partner_officer", "POST", "mous", {**MOU, "case_no": "SRC-2569-0001"})

    assert [(one.status_code, one.json["errors"][0]["code"]) for one in (stolen, forged)] == [
        (422, "file"),
        (422, "of_cases"),
    ]


def test_an_mou_expires_by_its_date(ask, association, later, paper):
    month = (clock.now() + timedelta(days=30)).date().isoformat()
    code = ask("partner_officer", "POST", "mous", {**paper("partner_officer"), "ends": month}).json["code"]
    ask("director", "POST", f"mous/{code}/acts/activate", {})
    assert ask("director", "GET", f"mous/{code}").json["state"] == "active"

    later(days=32)
    late = ask("director", "GET", f"mous/{code}").json
    assert (late["state"], late["acts"]) == ("expired", ["change"])
    found = [one["code"] for one in ask("director", "GET", "mous?state=expired").json["items"]]
    assert found == [code]


def test_nobody_writes_that_an_mou_expired_but_its_process_once(app, ask, association, later, paper):
    month = (clock.now() + timedelta(days=30)).date().isoformat()
    code = ask("partner_officer", "POST", "mous", {**paper("partner_officer"), "ends": month}).json["code"]
    ask("director", "POST", f"mous/{code}/acts/activate", {})
    later(days=32)
    assert ask("director", "POST", f"mous/{code}/acts/expire", WHY).status_code == 403
    with app.app_context():
        assert service.act_on("mous", code, "expire", "SRC-2569-0001", None).status == "expired"
        with pytest.raises(Conflict):
            service.act_on("mous", code, "expire", "SRC-2569-0001", None)


def test_an_mou_with_somebody_unknown_is_refused(ask):
    refused = ask("partner_officer", "POST", "mous", {**MOU, "organisation": "NOBODY"})

    assert [error["code"] for error in refused.json["errors"]] == ["reference"]


@pytest.mark.parametrize("act", ["suspend", "resume", "activate"])
def test_a_terminated_mou_stays_so(ask, mou, act):
    assert ask("director", "POST", f"{mou}/acts/terminate", WHY).status_code == 200

    assert ask("director", "POST", f"{mou}/acts/{act}", WHY).status_code == 409


def test_one_signed_on_paper_goes_on_in_a_case_of_its_centre_one_of_a_case_in_that(
    app, mou, paper, tasks, drain
):
    with app.app_context():
        said = {"organisation": "AIAT", "areas": ["scouting"], "starts": "2026-01-01", "ends": "2099-01-01"}
        made = service.add_record("mous", {**said, "no_money": True, "centre": "SRC"}, None, "SRC-2569-0001")
        service.act_on("mous", made.code, "activate", None, None, case_no="SRC-2569-0001")
        db.session.commit()
    drain()

    assert [one["element"] for one in tasks()] == ["keep"]


def test_a_case_that_names_the_paper_of_an_agreement_does_not_take_it_away(
    ask, app, association, paper, open_case
):
    said = paper("partner_officer")
    code = ask("partner_officer", "POST", "mous", said).json["code"]
    case_no = open_case()
    with app.app_context():
        case = db.session.query(Case).filter_by(case_no=case_no).one()
        [file] = files.of_record(f"mou:{code}")
        files.bind(file, case.id, None, 1)
        files.erase(case.id)
        db.session.commit()

    assert ask("director", "GET", f"mous/{code}/files/{said['paper'][0]['sha256']}").status_code == 200
