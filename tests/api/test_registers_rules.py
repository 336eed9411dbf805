"""What holds for every register: rights from one table, states only their acts lead to, chains that fit."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, text, update

from app.extensions import db
from app.people.roles import ROLES
from app.people.service import person_named
from app.refusals import Conflict, NotAllowed, NotFound
from app.registers import chain, service
from app.registers.auditing import verify_all
from app.registers.kinds import KINDS
from app.registers.models import Organisation, RegisterEntry
from app.registers.rights import EVERYBODY, OWN, RIGHTS
from workflows.errors import AnswersRefused

BODIES = {
    "organisations": {"code": "TESA", "name": "สมาคมสมองกล", "name_en": "Embedded", "kind": "association"},
    "mous": {
        "organisation": "TMA",
        "areas": ["experts"],
        "starts": "2026-01-01",
        "ends": "2099-01-01",
        "no_money": False,
        "centre": "SRC",
        "paper_no": "สพร. 1/2569",
        "signed_on": "2026-01-01",
        "paper": [{"sha256": "a" * 64, "name": "mou.pdf", "size": 9, "type": "application/pdf"}],
    },
    "committees": {
        "code": "SUB",
        "name": "คณะอนุกรรมการ",
        "name_en": "Sub-committee",
        "type": "sub",
        "legal_basis": "คำสั่งที่ 1/2569",
        "quorum_rule": "half",
        "threshold": "majority_votes_cast",
        "circulation_allowed": False,
        "centre": "SRC",
    },
    "seats": {
        "committee": "JOINT",
        "number": 1,
        "title": "member",
        "sector": "expert",
        "alternate_allowed": True,
        "voting": True,
        "ex_officio": False,
        "person": "committee_member",
    },
    "technologies": {
        "name": "เซนเซอร์ระดับน้ำ",
        "name_en": "Water level sensor",
        "organisation": "TMA",
        "trl": 7,
        "domains": ["iot"],
        "summary": "วัดระดับน้ำทุกห้านาที",
        "innovation_list": False,
    },
    "holidays": {"day": "2026-12-28", "name": "วันหยุดพิเศษ", "name_en": "Special holiday", "centre": "SRC"},
    "centres": {"code": "HDY", "name": "ศูนย์หาดใหญ่", "name_en": "Hat Yai"},
    "interests": {"organisation": "TMA", "relation": "employee"},
    "people": {"code": "malai", "name": "นางมาลัย ใจงาม", "name_en": "Malai Chaingam", "centre": "SRC"},
}
# What another feature does with records of a register.
BESIDE = {"people": {"roles", "link"}}
WHY = "มีเหตุผลตามหนังสือ"


@pytest.fixture
def office(app):
    """The application's context, with an association and a committee to refer to."""
    with app.app_context():
        tma = {**BODIES["organisations"], "code": "TMA", "name": "สมาคมเมกเกอร์"}
        service.add_record("organisations", tma, None)
        service.add_record("committees", {**BODIES["committees"], "code": "JOINT"}, None)
        db.session.commit()
        yield


def added(key):
    by = person_named("drafter") if key == "interests" else None
    return service.add_record(key, BODIES[key], by)


@pytest.mark.parametrize("key", KINDS)
@pytest.mark.parametrize("role", ROLES)
def test_only_the_roles_of_the_table_add_to_a_register(office, key, role):
    allowed = RIGHTS[key, "add"]
    may = role in allowed or (EVERYBODY in allowed and role != "auditor")
    said = {name: value for name, value in BODIES[key].items() if name != "paper"}
    try:
        service.add_record(key, said, person_named(role))
        assert may
    except NotAllowed:
        assert not may


@pytest.mark.parametrize(("key", "act"), [pair for pair in RIGHTS if pair[1] in KINDS[pair[0]].acts])
def test_only_the_roles_of_the_table_take_a_record_to_another_state(office, key, act):
    row = added(key)
    allowed = RIGHTS[key, act]
    for role in ROLES:
        row.status = _source(key, act)
        try:
            service.act_on(key, row.code, act, WHY, person_named(role))
            assert role in allowed or (OWN in allowed and role == "drafter"), role
        except (NotAllowed, NotFound):
            assert role not in allowed and role != "drafter" or OWN not in allowed, role
        if key == "seats":
            row.person = "committee_member"


def _source(key, act):
    first = KINDS[key].acts[act].sources[0]
    return "active" if key == "seats" else first


@pytest.mark.parametrize("key", KINDS)
def test_every_act_has_its_row_in_the_table_of_rights(key):
    assert {act for register, act in RIGHTS if register == key} == {
        "add",
        "change",
        *KINDS[key].acts,
        *BESIDE.get(key, ()),
    }


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(acts=st.lists(st.sampled_from(["activate", "suspend", "resume", "terminate"]), max_size=8))
def test_an_mou_is_only_ever_where_its_legal_acts_lead(office, acts):
    """By the table of the issue, written out a second time."""
    lead = {
        ("draft", "activate"): "active",
        ("active", "suspend"): "suspended",
        ("suspended", "resume"): "active",
        **{(state, "terminate"): "terminated" for state in ("draft", "active", "suspended")},
    }
    row, state = added("mous"), "draft"
    for act in acts:
        before = row.version
        try:
            service.act_on("mous", row.code, act, WHY, None)
            state = lead[state, act]
        except Conflict:
            assert (state, act) not in lead
            assert row.version == before
        assert row.status == state
    assert service.verify_record("mous", row).ok
    db.session.rollback()


@pytest.mark.parametrize("key", KINDS)
def test_every_record_has_a_chain_that_fits(office, key):
    row = added(key)
    service.change_record(key, row.code, {}, None)
    found = service.verify_record(key, row)

    assert (found.ok, found.entries) == (True, 1)


def test_a_row_changed_behind_our_back_is_found(office):
    db.session.execute(update(Organisation).values(name="สมาคมปลอม"))
    [(_, found)] = verify_all("organisation:TMA")

    assert not found.ok
    assert "ไม่ตรง" in found.problems[0][1]


def test_a_row_that_vanished_or_appeared_beside_the_chain_is_found(office):
    db.session.execute(delete(Organisation))
    assert [subject for subject, found in verify_all() if not found.ok] == ["organisation:TMA"]

    db.session.add(Organisation(code="X", status="active", version=1, name="ก", name_en="a", kind="other"))
    db.session.flush()
    assert {subject for subject, found in verify_all() if not found.ok} == {
        "organisation:TMA",
        "organisation:X",
    }


def test_the_database_itself_refuses_to_change_an_entry(office):
    with pytest.raises(Exception, match="append-only"):
        db.session.execute(text("UPDATE register_entry SET kind = 'x'"))


def test_a_forged_entry_is_found(office):
    guard = "DROP TRIGGER register_entry_no_update" + (
        "" if db.engine.dialect.name == "sqlite" else " ON register_entry"
    )
    db.session.execute(text(guard))
    db.session.execute(
        update(RegisterEntry).where(RegisterEntry.subject == "organisation:TMA").values(bytes=b"{}")
    )

    assert not chain.verify("organisation:TMA", None).ok
    db.session.rollback()


def test_a_committee_has_one_chair_and_a_person_one_seat(office):
    chair = {**BODIES["seats"], "title": "chair", "person": "chair"}
    service.add_record("seats", chair, None)
    for twice in ({"person": "chair_2"}, {"title": "member"}):
        with pytest.raises(AnswersRefused):
            service.add_record("seats", {**chair, "number": 2, **twice}, None)


@pytest.mark.parametrize(("number", "fields"), [(2, {"/quorum_number"}), (3, set())])
def test_a_fixed_quorum_below_half_of_the_seats_is_refused_at_its_field(office, number, fields):
    for seat, person in enumerate(("committee_member", "chair", "secretary", "drafter", "reviewer"), 1):
        service.add_record("seats", {**BODIES["seats"], "number": seat, "person": person}, None)
    fixed = {"quorum_rule": "custom", "quorum_number": number}
    try:
        service.change_record("committees", "JOINT", fixed, None)
        refused = set()
    except AnswersRefused as refusal:
        refused = {error.field for error in refusal.errors}

    assert refused == fields


def test_a_vacated_seat_is_filled_again_by_editing_it(office):
    seat = added("seats")
    service.act_on("seats", seat.code, "vacate", WHY, None)
    assert (seat.person, seat.vacated_reason, KINDS["seats"].state_of(seat, None)) == (None, WHY, "vacant")

    service.change_record("seats", seat.code, {"person": "reviewer"}, None)
    assert KINDS["seats"].state_of(seat, None) == "filled"
