"""The decision tables D1–D9 of the office, rule by rule, through the real tables."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from workflows.decisions import Decisions
from workflows.decisions.dmn import read_dmn
from workflows.scripts import Context

FOLDER = Path(__file__).resolve().parents[2] / "bpmn" / "dgti"
NOW = Context(datetime(2026, 11, 23, 2, 30, tzinfo=UTC))


@cache
def tables():
    return Decisions.load({path.name: path.read_bytes() for path in FOLDER.glob("*.dmn")})


def decide(table, **values):
    return tables().decide(table, values, NOW)[0]


@pytest.mark.parametrize("table", [path.stem for path in sorted(FOLDER.glob("*.dmn"))])
def test_the_table_has_neither_gap_nor_overlap(table):
    assert tables().findings(table) == []


@pytest.mark.parametrize("file", [path.name for path in sorted(FOLDER.glob("*.dmn"))])
def test_the_table_and_each_of_its_columns_have_an_english_name(file):
    for table in read_dmn(file, (FOLDER / file).read_bytes()):
        assert table.name_en.isascii()
        assert [one.label for one in (*table.inputs, *table.outputs) if not one.label_en] == []
        assert table.name_en


@pytest.mark.parametrize(
    ("impact", "urgency", "priority", "days", "speed"),
    [
        (5, 4, "P1", 5, "004"),
        (4, 4, "P2", 10, "003"),
        (3, 4, "P2", 10, "003"),
        (2, 5, "P3", 20, "002"),
        (2, 3, "P3", 20, "002"),
        (5, 1, "P4", 30, "001"),
    ],
)
def test_d1_priority_is_impact_times_urgency(impact, urgency, priority, days, speed):
    found = decide("triage_priority", impact=impact, urgency=urgency)

    assert list(found.values()) == [priority, days, speed]


@pytest.mark.parametrize(
    ("in_mandate", "existing", "clarity", "readiness", "route"),
    [
        (False, True, 5, 5, "redirect"),
        (True, True, 1, 4, "refer_procurement"),
        (True, True, 5, 3, "scouting_direct"),
        (True, False, 1, 5, "return"),
        (True, False, 2, 1, "brainstorm"),
    ],
)
def test_d2_route(in_mandate, existing, clarity, readiness, route):
    values = {"in_mandate": in_mandate, "existing_solution": existing}

    assert decide("triage_route", clarity=clarity, readiness=readiness, **values)["route"] == route


@pytest.mark.parametrize(
    ("use", "trl", "result"),
    [
        ("pilot", 6, "pass"),
        ("pilot", 5, "lab_only"),
        ("pilot", 3, "not_eligible"),
        ("production", 8, "pass"),
        ("production", 7, "pilot_first"),
        ("production", 5, "not_eligible"),
    ],
)
def test_d4_technology_must_be_ready_for_its_use(use, trl, result):
    assert decide("trl_gate", use=use, candidate={"trl": trl})["trl_result"] == result


@pytest.mark.parametrize(
    ("trl_result", "all_min_met", "weighted", "selection"),
    [
        ("not_eligible", True, "100.00", "not_selected"),
        ("pass", False, "90.00", "not_selected"),
        ("pass", True, "70.10", "shortlist"),
        ("lab_only", True, "70.09", "reserve"),
        ("pilot_first", True, "59.95", "reserve"),
        ("pass", True, "59.94", "not_selected"),
    ],
)
def test_d6_the_shortlist_follows_the_scores_to_the_digit(trl_result, all_min_met, weighted, selection):
    result = {"trl_result": trl_result, "all_min_met": all_min_met, "weighted": weighted}

    assert (
        decide("shortlist", result=result, pass_score="70.1", reserve_score="59.95")["selection"] == selection
    )


@pytest.mark.parametrize(
    ("has_shortlist", "use", "rule_change", "kind", "annex"),
    [
        (False, None, True, "recommendation", False),
        (True, "pilot", False, "pilot", False),
        (True, "production", False, "draft_project", False),
        (True, "pilot", True, "draft_project", True),
    ],
)
def test_d7_kind_of_proposal(has_shortlist, use, rule_change, kind, annex):
    found = decide("proposal_type", has_shortlist=has_shortlist, use=use, needs_rule_change=rule_change)

    assert list(found.values()) == [kind, annex]


@pytest.mark.parametrize(
    ("endorse", "fails", "notes", "rounds", "readiness"),
    [
        ("no", 0, 0, 1, "stop_or_fix"),
        ("yes", 1, 3, 2, "fix"),
        ("yes", 1, 3, 3, "stop_or_fix"),
        ("yes_with_notes", 0, 1, 4, "fix_minor"),
        ("yes", 0, 0, 1, "ready"),
    ],
)
def test_d8_readiness_of_a_draft(endorse, fails, notes, rounds, readiness):
    said = {"endorsement": {"endorse": endorse}, "fails": fails, "notes": notes, "rounds": rounds}
    found = decide("draft_readiness", **said)

    assert found["readiness"] == readiness


@pytest.mark.parametrize(
    ("kind", "level", "total", "destination"),
    [
        ("recommendation", "local", "0.00", "คณะกรรมการพัฒนารัฐบาลดิจิทัล"),
        ("pilot", "local", "500000.00", "ผู้บริหารท้องถิ่น"),
        ("pilot", "local", "500000.01", "สภาท้องถิ่นหรือคณะกรรมการระดับจังหวัด"),
        ("draft_project", "central", "500000.00", "หัวหน้าหน่วยงาน"),
        ("draft_project", "regional", "5000000.00", "คณะกรรมการบริหารและจัดหาระบบคอมพิวเตอร์ของหน่วยงาน"),
        ("pilot", "central", "100000000.00", "คณะกรรมการบริหารและจัดหาระบบคอมพิวเตอร์ของหน่วยงาน"),
    ],
)
def test_d9_destination_by_kind_level_and_total(kind, level, total, destination):
    found = decide("destination", proposal_type=kind, brief={"owner_level": level}, total=total)

    assert found["destination"] == destination


def test_d9_above_a_hundred_million_the_ministry_decides():
    found = decide(
        "destination", proposal_type="pilot", brief={"owner_level": "central"}, total="100000000.01"
    )

    assert "100 ล้านบาท" in found["destination"]
