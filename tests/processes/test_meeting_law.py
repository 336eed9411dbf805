"""The Administrative Procedure Act in the meeting's diagrams and forms, section by section."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from tests.processes.test_scenarios import report
from workflows import Message, Release, start
from workflows.decisions import Decisions
from workflows.scripts import Context

FOLDER = Path(__file__).resolve().parents[2] / "bpmn" / "dgti"
NOW = datetime(2027, 4, 8, 2, 0, tzinfo=UTC)
MEETING = {
    "title_th": "การประชุมคณะกรรมการร่วม",
    "committee": "JOINT",
    "start_at": "2027-04-20T13:30:00+07:00",
    "end_est": "2027-04-20T16:30:00+07:00",
    "mode": "onsite",
    "place": "ห้องประชุม 2",
    "recording": True,
    "secret_meeting": False,
    "urgent_notice": False,
}


@cache
def release():
    return Release.open(FOLDER)


def refused(form, answers, variables=None):
    """The fields a form refuses."""
    found = release().form(f"forms/{form}.json").check(answers, variables or {}, release().context(NOW))
    return {one.field.strip("/") for one in found}


@cache
def scenarios():
    return {result.file: result for result in report().results}


def test_section_80_notice_is_three_days_at_least():
    soon = MEETING | {"start_at": "2027-04-11T08:59:00+07:00", "end_est": "2027-04-11T12:00:00+07:00"}

    assert refused("f5m_01", MEETING) == set()
    assert refused("f5m_01", soon) == {"start_at"}


def test_section_80_an_urgent_meeting_says_why_and_the_chair_agrees():
    soon = MEETING | {"start_at": "2027-04-09T09:00:00+07:00", "end_est": "2027-04-09T12:00:00+07:00"}
    urgent = soon | {"urgent_notice": True}
    agenda = {"urgent_notice": True, "start_at": soon["start_at"], "mode": "onsite", "has_procurement": False}

    assert refused("f5m_01", urgent) == {"urgent_notice_reason"}
    assert refused("f5m_01", urgent | {"urgent_notice_reason": "น้ำท่วมฉับพลันตามประกาศเตือนภัย"}) == set()
    assert refused("f5m_12", {"agenda_approved": True}, agenda) == {"urgent_approved"}


@pytest.mark.parametrize(
    ("start", "third", "fields"),
    [
        ("2027-04-22T09:00:00+07:00", True, set()),
        ("2027-04-22T09:01:00+07:00", True, {"new_start_at"}),
        ("2027-05-22T09:00:00+07:00", False, set()),
        ("2027-04-10T09:00:00+07:00", True, {"new_start_at"}),
    ],
)
def test_section_79_the_third_holds_within_fourteen_days_if_the_letter_says_so(start, third, fields):
    answers = {
        "new_start_at": start,
        "letter_states_third": third,
        "adjourn_reason": "กรรมการมาไม่ครบองค์ประชุม",
    }

    assert refused("f5m_06", answers) == fields


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(
            "p5m_no_quorum_then_a_third.yaml", id="section 79: half, then a third; section 82: a tie"
        ),
        pytest.param(
            "p5m_recusal_breaks_quorum_on_one_item.yaml", id="sections 13 to 15: recused, not in the base"
        ),
        pytest.param("p5m_approved_with_dissent.yaml", id="sections 83 and 84: minutes and dissent"),
        pytest.param("p5m_urgent_and_withdrawn.yaml", id="section 80: urgent"),
        pytest.param("p5m_challenged_member_stays.yaml", id="sections 15 and 16: two thirds keep the member"),
        pytest.param("p5m_challenged_member_leaves.yaml", id="sections 15 and 16: fewer do not"),
        pytest.param(
            "p5m_tie_casting_vote_of_vice_chair.yaml", id="section 81: the vice-chair; section 82: a tie"
        ),
        pytest.param("p5m_all_abstain_chair_decides.yaml", id="section 82: nobody votes, 0–0 is a tie"),
        pytest.param(
            "p5m_two_thirds_quorum.yaml", id="section 79: unless the order of appointment asks for more"
        ),
        pytest.param("p5m_fixed_quorum_of_five.yaml", id="section 79: a fixed number"),
        pytest.param("p5m_alternate_attends.yaml", id="an alternate only where the seat has one"),
        pytest.param("p5_rejected.yaml", id="sections 37, 40 and 44: facts, law, reasons, appeal"),
    ],
)
def test_a_meeting_walks_as_the_act_says(file):
    assert scenarios()[file].ok, scenarios()[file].en


@pytest.mark.parametrize(("number", "fields"), [(2, {"quorum_number"}), (3, set())])
def test_section_79_an_order_of_appointment_sets_no_quorum_below_half(number, fields):
    seat = {"sector": "expert", "nominator": "surang", "ex_officio": False, "alternate_allowed": False}
    order = {
        "committee": "JC-SRC-2",
        "title_th": "แต่งตั้งคณะกรรมการร่วม ชุดที่ 2",
        "committee_name_th": "คณะกรรมการร่วม",
        "committee_name_en": "Joint committee",
        "type": "joint",
        "legal_basis": "คำสั่งสำนักงาน ข้อ 9",
        "duties": [{"duty": "พิจารณาข้อเสนอ"}],
        "seats": [seat | {"no": no, "title": "member", "voting": no < 6} for no in range(1, 8)],
        "term_months": 24,
        "threshold": "majority_votes_cast",
        "circulation_allowed": False,
    }

    assert refused("f8_01", order | {"quorum_rule": "custom", "quorum_number": number}) == fields


def test_sections_13_to_16_who_is_recused_neither_presides_nor_votes():
    seen = {
        "voters": ["busaba"],
        "challenges": [],
        "item": {"item_type": "consider", "item_no": "4.1"},
        "committee": "JOINT",
    }
    motion = {
        "presiding": "arthit",
        "points": [{"speaker": "บุษบา", "text": "เห็นด้วยกับโครงการ"}],
        "motion_kind": "approve",
        "motion_text": "เห็นชอบโครงการนำร่องตามที่เสนอ",
        "vote_method": "open",
        "vote_minutes": 10,
    }

    assert refused("f5m_07", motion, seen) == {"presiding"}
    assert refused("f5m_07", motion | {"presiding": "busaba"}, seen) == set()


def test_section_81_the_chair_presides_then_the_vice_chair_then_whom_the_meeting_chooses():
    room = {"voters": ["arthit", "busaba", "komsan"], "item": {"item_type": "consider"}, "committee": "JOINT"}
    motion = {
        "points": [{"speaker": "บุษบา", "text": "เห็นด้วยกับโครงการ"}],
        "motion_kind": "approve",
        "motion_text": "เห็นชอบโครงการนำร่องตามที่เสนอ",
        "vote_method": "open",
        "vote_minutes": 10,
    }

    for usual, presiding, fields in (
        ("arthit", "arthit", set()),
        ("arthit", "komsan", {"presiding"}),
        ("busaba", "komsan", {"presiding"}),
        (None, "komsan", set()),
    ):
        seen = room | {"usual_presider": usual}
        assert refused("f5m_07", motion | {"presiding": presiding}, seen) == fields


def test_the_days_of_notice_and_of_reconvening_are_the_centre_s_but_never_below_the_law():
    tables = Decisions.load({path.name: path.read_bytes() for path in FOLDER.glob("meeting_terms.dmn")})
    own = {"notice_days": 1, "reconvene_days": 30}
    found, _ = tables.decide("meeting_terms", {"committee_type": "joint", "settings": own}, Context(NOW))
    later = MEETING | {"start_at": "2027-04-12T09:00:00+07:00", "end_est": "2027-04-12T12:00:00+07:00"}
    agenda = {**later, "has_procurement": False, "notice_days": 7}

    assert (found["notice_days"], found["reconvene_days"]) == (3, 14)
    assert refused("f5m_12", {"agenda_approved": True}, agenda) == {"agenda_approved"}


def test_the_emergency_decree_refuses_a_procurement_in_an_electronic_meeting():
    purchase = {"urgent_notice": False, "start_at": MEETING["start_at"], "has_procurement": True}

    for mode in ("e_meeting", "hybrid"):
        assert refused("f5m_12", {"agenda_approved": True}, purchase | {"mode": mode}) == {"agenda_approved"}
    assert refused("f5m_12", {"agenda_approved": True}, purchase | {"mode": "onsite"}) == set()


@pytest.mark.parametrize("version_hash", ["0" * 64, None])
def test_a_proposal_with_another_fingerprint_reaches_no_committee(version_hash):
    sent = {"case_id": 101, "brief": {"title_th": "น้ำท่วม"}, "proposal": {"version": 1}}
    message = Message("Msg_ProposalReady", sent | {"version_hash": version_hash}, {"case_id": 101})

    run = start(release(), "committee_submission", {"case_id": 101}, NOW, "1", message=message)

    assert (run.status, run.incident.element) == ("waiting_incident", "open_item")


def test_no_form_of_the_committee_has_a_field_for_an_outcome():
    asked = {
        field.name
        for path, form in release().forms.items()
        if path.startswith(("forms/f5m_", "forms/f5_"))
        for field in form.fields
    }
    computed = {
        "resolution",
        "motion_result",
        "quorum",
        "votes_for",
        "votes_against",
        "votes_abstain",
        "tally",
    }

    assert not asked & {*computed, "arithmetic", "resolution_record", "item_record", "recused", "voters"}
