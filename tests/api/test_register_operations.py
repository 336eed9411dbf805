"""What service tasks get from the registers, and have them do, in the name of a case."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from app import clock
from app.cases.operations import perform
from app.people import service as people
from app.registers import service
from app.registers.auditing import verify_all
from app.registers.chain import entries

TERMS = {"areas": ["scouting"], "starts": "2026-01-01", "ends": "2099-01-01", "no_money": True}
SEATS = [
    {"no": 1, "title": "chair", "sector": "government"},
    {"no": 2, "title": "secretary", "sector": "government", "voting": False},
    {"no": 3, "title": "member", "sector": "innovator", "alternate_allowed": True},
]
APPOINTED = [
    {"no": 1, "person": "chair"},
    {"no": 2, "person": "secretary"},
    {"no": 3, "person": "innovator", "alternate": "innovator_2"},
]
FOUNDING = {
    "committee": "JOINT",
    "committee_name_th": "คณะกรรมการร่วม",
    "committee_name_en": "Joint committee",
    "type": "joint",
    "legal_basis": "คำสั่ง สพร. ที่ 1/2569",
    "quorum_rule": "half",
    "threshold": "majority_votes_cast",
    "seats": SEATS,
    "appointed": APPOINTED,
    "term_months": 24,
}


@pytest.fixture
def do(app):
    """do("committee_of", committee="JOINT"): perform an operation as a service task of a case would."""
    with app.app_context():
        for code, domains in (("TMA", ["maker"]), ("AIAT", ["ai", "data"])):
            names = {"name": f"สมาคม {code}", "name_en": code, "kind": "association", "domains": domains}
            service.add_record("organisations", {"code": code, **names}, None)
        centre = people.centre("SRC")

        def do(operation, properties=None, **variables):
            place = {"centre_id": centre.id, "case_no": "SRC-2570-00001", "now": clock.now()}
            return perform(operation, SimpleNamespace(properties=properties or {}, **place), variables)

        yield do


def agree(code, centre="SRC", **terms):
    mou = service.add_record("mous", {**TERMS, "organisation": code, "centre": centre, **terms}, None)
    return service.act_on("mous", mou.code, "activate", None, None)


def test_associations_come_with_their_mou_the_best_match_first(do):
    mou = agree("AIAT")
    first, second = do("list_associations", domains=["data", "ai"])["associations"]

    assert (first["organisation"], first["mou_no"], first["mou_status"], first["domain_match"]) == (
        "AIAT",
        mou.code,
        "active",
        2,
    )
    assert (second["organisation"], second["mou_status"], second["domain_match"]) == ("TMA", "none", 0)


def test_an_mou_of_another_centre_does_not_count(do):
    agree("AIAT", centre="CNX")

    assert {one["mou_status"] for one in do("list_associations")["associations"]} == {"none"}


def test_an_expired_mou_is_told_as_such(do, later):
    agree("AIAT", ends=(clock.today() + timedelta(days=10)).isoformat())
    later(days=12)
    [told] = [one for one in do("list_associations")["associations"] if one["organisation"] == "AIAT"]

    assert (told["mou_status"], told["days_to_expiry"]) == ("expired", -2)


def test_a_suspended_mou_is_told_as_such_until_it_is_resumed(do):
    mou = agree("AIAT")

    def status():
        found = do("list_associations", domains=["ai"])["associations"]
        return next(one["mou_status"] for one in found if one["organisation"] == "AIAT")

    do("change_mou_status", {"act": "suspend"}, mou_no=mou.code, reason="รอผลสอบข้อร้องเรียน")
    assert status() == "suspended"

    do("change_mou_status", {"act": "resume"}, mou_no=mou.code, reason="ไม่พบความผิด")
    assert status() == "active"


def test_what_a_case_agreed_becomes_an_mou_in_force(do):
    said = {"association": "TMA", "areas": ["experts"], "start": "2026-01-01", "months": 36, "no_money": True}
    done = do("activate_mou", **said)

    assert (done["mou_status"], done["mou_ends"]) == ("active", "2028-12-31")
    assert [entry.document["case"] for entry in entries(f"mou:{done['mou_no']}")] == ["SRC-2570-00001"] * 2
    assert do("change_mou_status", {"act": "terminate"}, mou_no=done["mou_no"], reason="หมดความจำเป็น") == {
        "mou_status": "terminated"
    }


def test_a_committee_is_founded_and_its_seats_given(do):
    assert do("activate_seats", **FOUNDING)["seats_filled"] == 3
    found = do("committee_of", committee="JOINT")

    assert [one["username"] for one in found["members"]] == ["chair", "secretary", "innovator"]
    assert [(one["username"], one["alternate_of"]) for one in found["alternates"]] == [
        ("innovator_2", "innovator")
    ]
    assert (found["chair"], found["secretary"], found["total_seats"]) == ("chair", "secretary", 3)
    assert all(found[name] == FOUNDING[name] for name in ("type", "quorum_rule", "threshold"))
    assert all(result.ok for _, result in verify_all())


def test_a_vacated_seat_is_no_member_until_it_is_given_again(do):
    do("activate_seats", **FOUNDING)
    seat = do("vacate_seat", committee="JOINT", person="innovator", reason="ลาออกจากสมาคม")["seat"]
    assert [one["seat"] for one in do("committee_of", committee="JOINT")["members"]] == [1, 2]

    do("activate_seats", **{**FOUNDING, "appointed": [{"no": 3, "person": "innovator_2"}]})
    assert (seat, do("committee_of", committee="JOINT")["members"][2]["username"]) == (
        "JOINT-03",
        "innovator_2",
    )


def test_a_seat_whose_term_is_over_counts_as_vacant(do, later):
    do("activate_seats", **FOUNDING)
    later(days=750)

    assert do("committee_of", committee="JOINT")["members"] == []


def test_without_a_register_the_committee_is_whoever_has_the_role(do):
    found = do("committee_of", {"resultVariable": "body"})["body"]

    assert [one["username"] for one in found["members"]] == ["committee_member", "committee_member_2"]
    assert (found["chair"], found["quorum_rule"], found["total_seats"]) == ("chair", "half", 2)


def test_meetings_are_numbered_by_committee_and_year(do):
    labels = [
        do("propose_meeting_number", committee=code)["meeting_label"] for code in ("JOINT", "JOINT", "SUB")
    ]

    assert [label.split("/")[0] for label in labels] == ["1", "2", "1"]


def test_a_technology_keeps_from_which_case_it_came(do):
    told = {"name": "เซนเซอร์", "name_en": "Sensor", "organisation": "TMA", "trl": 7, "domains": ["iot"]}
    told |= {"summary": "วัดระดับน้ำทุกห้านาที", "innovation_list": False, "score": 80}
    code = do("register_technology", technology=told)["technology_code"]

    assert service.get_record("technologies", code, None).case_no == "SRC-2570-00001"


def test_a_centre_has_its_own_settings_and_the_common_ones(do):
    service.change_record("centres", "SRC", {"notice_days": 7}, None)
    found = do("centre_settings")["settings"]

    assert (found["notice_days"], found["standstill_days"]) == (7, 7)
    assert found["min_candidates"] == 3
