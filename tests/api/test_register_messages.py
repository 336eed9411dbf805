"""What a change of a register tells the process that waits for it: once, with the change, while true."""

import pytest

from app.cases.models import Case
from app.cases.replay import replay_case
from app.cases.waiting import DueRow
from app.extensions import db
from app.processes.service import release
from app.registers import chain, service
from workflows import restore

COMMITTEE = {
    "code": "JC1",
    "name": "คณะกรรมการร่วม",
    "name_en": "Joint committee",
    "type": "joint",
    "legal_basis": "คำสั่ง สพร. ที่ 1/2569",
    "quorum_rule": "half",
    "threshold": "majority_votes_cast",
    "circulation_allowed": False,
    "centre": "SRC",
}
SEAT = {
    "committee": "JC1",
    "sector": "expert",
    "voting": True,
    "ex_officio": False,
    "alternate_allowed": False,
    "title": "member",
}
WHY = {"reason": "ลาออกเพราะย้ายหน่วยงาน"}


@pytest.fixture
def seats(app):
    """A committee of two, both seats filled."""
    with app.app_context():
        service.add_record("committees", COMMITTEE, None)
        for number, person in ((1, "innovator"), (2, "innovator_2")):
            service.add_record("seats", {**SEAT, "number": number, "person": person}, None)
        db.session.commit()


@pytest.fixture
def vacate(client):
    return lambda code: client("secretary").post(f"/api/v1/registers/seats/{code}/acts/vacate", json=WHY)


@pytest.fixture
def waits(open_case, drain):
    """A case that waits for a seat of a committee."""

    def waits(committee="JC1"):
        case_no = open_case("vacancy", by="intake_officer", problem_statement=committee)
        drain()
        return case_no

    return waits


@pytest.fixture
def told(tasks, drain):
    """The cases that have heard of a vacancy."""

    def told():
        drain()
        return [one["case_no"] for one in tasks() if one["element"] == "fill"]

    return told


def heard(app, case_no):
    with app.app_context():
        case = db.session.query(Case).filter_by(case_no=case_no).one()
        assert replay_case(case).same
        return restore(release(case.instances[0].release_hash), case.instances[0].state).variables["heard"]


def test_a_vacated_seat_is_told_to_the_case_of_its_committee(app, seats, vacate, waits, told):
    waits("JC2")
    case_no = waits()
    assert vacate("JC1-02").status_code == 200

    assert told() == [case_no]
    assert heard(app, case_no) == ["JC1-02", 2, "vacant", WHY["reason"]]


def test_the_entry_of_the_record_names_the_message(app, seats, vacate):
    vacate("JC1-02")

    with app.app_context():
        assert chain.entries("seat:JC1-02")[-1].document["messages"] == ["Msg_SeatVacant"]


def test_a_holder_taken_off_by_a_change_is_a_vacancy_another_change_is_none(client, seats, waits, told):
    case_no = waits()
    change = client("secretary").patch
    assert change("/api/v1/registers/seats/JC1-01", json={"title": "chair"}).status_code == 200
    assert told() == []

    assert change("/api/v1/registers/seats/JC1-01", json={"person": None}).status_code == 200
    assert told() == [case_no]


def test_a_seat_that_was_vacant_before_a_change_tells_nothing(app, client, seats, vacate):
    vacate("JC1-02")
    change = client("secretary").patch("/api/v1/registers/seats/JC1-02", json={"sector": "government"})
    assert change.status_code == 200

    with app.app_context():
        assert "messages" not in chain.entries("seat:JC1-02")[-1].document


def test_a_seat_vacated_by_another_case_is_told_too(seats, waits, told, open_case):
    case_no = waits()
    open_case("vacancy", by="intake_officer", problem_statement="JC1-02")

    assert told() == [case_no]


def test_a_case_is_not_told_what_it_has_done_itself(app, seats, waits, told):
    case_no = waits()
    with app.app_context():
        service.act_on("seats", "JC1-02", "vacate", WHY["reason"], None, case_no=case_no)
        db.session.commit()

    assert told() == []


def test_a_vacancy_waits_for_a_case_that_comes_later(seats, vacate, waits, told):
    vacate("JC1-02")
    assert told() == []

    case_no = waits()
    assert told() == [case_no]


def test_a_seat_filled_again_meanwhile_is_no_vacancy_any_more(app, client, seats, vacate, waits, told):
    vacate("JC1-02")
    told()
    client("secretary").patch("/api/v1/registers/seats/JC1-02", json={"person": "innovator_2"})
    waits()

    assert told() == []
    with app.app_context():
        assert not db.session.query(DueRow).filter_by(name="Msg_SeatVacant").count()


def test_what_nobody_waits_for_is_forgotten_after_a_month_and_no_incident(
    app, client, seats, vacate, told, later
):
    vacate("JC1-02")
    told()
    later(days=31)
    told()

    assert client("process_owner").get("/api/v1/incidents").json == []
    with app.app_context():
        assert not db.session.query(DueRow).filter_by(name="Msg_SeatVacant").count()


def test_a_refused_change_tells_nothing(app, client, seats, waits, told):
    waits()
    refused = client("secretary").post("/api/v1/registers/seats/JC1-02/acts/vacate", json={"reason": "-"})

    assert refused.status_code == 422
    assert told() == []


@pytest.fixture
def meet(app):
    """meet("absent", "ลาป่วย"): how innovator and innovator_2 came to a meeting; whose seats it cost."""
    from types import SimpleNamespace

    from app.registers.attendance import count_attendance

    def row(member, how):
        absent = {"member": member, "status": "absent", "leave_reason": None if how == "absent" else how}
        return {"member": member, "status": "onsite"} if how == "comes" else absent

    def meet(*how):
        with app.app_context():
            scene = SimpleNamespace(properties={}, case_no="SRC-M-1")
            roll = [row(*one) for one in zip(("innovator", "innovator_2"), how, strict=True)]
            said = {"committee": "JC1", "absences_max": 3, "attendance": roll}
            lost = count_attendance(scene, said)["seats_vacated"]
            db.session.commit()
            return [one["person"] for one in lost]

    return meet


def test_the_third_absence_in_a_row_without_leave_empties_the_seat_and_tells_who_waits(
    app, seats, waits, meet, told
):
    case_no = waits()
    assert [meet("absent", "absent"), meet("absent", "ลาป่วย"), meet("absent", "absent")] == [
        [],
        [],
        ["innovator"],
    ]
    assert told() == [case_no]

    with app.app_context():
        assert chain.verify("seat:JC1-01", None).ok
        held = [service.get_record("seats", code, None) for code in ("JC1-01", "JC1-02")]
        assert [(seat.person, seat.absences) for seat in held] == [(None, None), ("innovator_2", 1)]


def test_an_ex_officio_seat_is_not_lost_and_a_new_holder_begins_anew(app, seats, meet):
    with app.app_context():
        service.change_record("seats", "JC1-01", {"ex_officio": True}, None)
        db.session.commit()
    assert [meet("absent", "absent") for _ in range(2)] == [[], []]
    with app.app_context():
        service.change_record("seats", "JC1-02", {"person": "innovator_far"}, None)
        db.session.commit()
        assert service.get_record("seats", "JC1-02", None).absences is None
    assert meet("absent", "comes") == []
