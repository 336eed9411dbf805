"""What a form names must be there: records of the registers, and cases (`x-ref`)."""

import pytest

from app.extensions import db
from app.registers import service

NAMES = {"name": "สมาคมเมกเกอร์", "name_en": "Makers", "kind": "association"}


@pytest.fixture
def send(app, client):
    """send(association="TMA") opens a case with these answers; gives the fields that were refused."""
    with app.app_context():
        service.add_record("organisations", {**NAMES, "code": "TMA"}, None)
        service.add_record("organisations", {**NAMES, "code": "KU", "kind": "university"}, None)
        service.add_record("organisations", {**NAMES, "code": "OLD"}, None)
        service.act_on("organisations", "OLD", "retire", "เลิกกิจการแล้ว", None)
        db.session.commit()

    def send(**answers):
        body = {"process": "naming", "centre": "SRC", "answers": {"title_th": "เรื่อง", **answers}}
        response = client("intake_officer").post("/api/v1/cases", json=body)
        assert response.status_code in (201, 422)
        return [error["field"] for error in response.json.get("errors", ())]

    return send


def test_what_is_registered_may_be_named(send, open_case):
    assert send(association="TMA", related=[open_case()]) == []


@pytest.mark.parametrize("code", ["KU", "OLD", "NOBODY"])
def test_another_kind_of_organisation_a_retired_or_unknown_one_is_refused(send, code):
    assert send(association=code) == ["/association"]


def test_an_unknown_committee_or_case_is_refused_at_its_place(send):
    assert send(committee="NONE", related=["SRC-2500-00001"]) == ["/committee", "/related/0"]
