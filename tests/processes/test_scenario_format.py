"""The runner is believed only because it fails when it should: each kind of untruth is found."""

from functools import cache
from pathlib import Path

import pytest

from workflows import Message, Release
from workflows.scenarios import ScenarioRefused, play, read_scenario
from workflows.scenarios.reading import SHARED, parse
from workflows.scenarios.stage import Stage
from workflows.scenarios.telling import Teller

FOLDER = Path(__file__).resolve().parents[2] / "bpmn" / "dgti"
SMALL = """
name: ลอง
process: committee_submission
at: 2027-04-01T09:00:00+07:00
case: {case_id: 1}
start: {message: Msg_ProposalReady, payload: {brief: {}, committee: x}}
services: {centre_settings: {settings: {appeal_days: 15}}}
steps:
  - expect: {waiting: [check_item]}
end: {status: running}
"""


@cache
def release():
    return Release.open(FOLDER)


def outcome(text):
    return play(release(), read_scenario("small.yaml", text.encode()))


def test_a_true_scenario_holds():
    assert outcome(SMALL).ok


@pytest.mark.parametrize(
    ("true", "untrue", "sentence"),
    [
        ("[check_item]", "[set_agenda]", 'expected ["set_agenda"]'),
        ("{status: running}", "{status: completed}", 'found "running"'),
        ("{status: running}", "{at: [approved]}", 'expected ["approved"]'),
        ("{status: running}", "{variables: {deferrals: 1}}", "expected 1, found 0"),
        ("{status: running}", "{messages: {Msg_Approved: {}}}", "Msg_Approved sent"),
        ("{status: running}", "{passed: [set_agenda]}", "passed set_agenda"),
        ("{status: running}", "{state: in_meeting}", 'found "awaiting_committee"'),
        ("{status: running}", "{documents: [minutes]}", 'documents: expected ["minutes"], found []'),
        ("{status: running}", "{not_passed: [open_item]}", "passed open_item"),
        ("{status: running}", '{due: {check_item: "2027-04-02T09:30:00Z"}}', "check_item is due"),
        ("- expect: {waiting: [check_item]}", "- complete: set_agenda", "does not wait"),
        ("- expect: {waiting: [check_item]}", "- unexpected: Msg_Withdraw", "nothing should have waited"),
        ("- expect: {waiting: [check_item]}", "- message: Msg_Approved", "Nothing waits"),
        ("- expect: {waiting: [check_item]}", "- clock: next", "no timer waits"),
        ("- expect: {waiting: [check_item]}", "- {refuse: check_item, fields: [papers]}", "fields to mend"),
        ("- expect: {waiting: [check_item]}", "- complete: check_item", "not accepted"),
        ("- expect: {waiting: [check_item]}", "- expect: {process: appeal}", "no process appeal"),
    ],
)
def test_an_untrue_scenario_fails_with_a_sentence(true, untrue, sentence):
    result = outcome(SMALL.replace(true, untrue))

    assert not result.ok
    assert sentence in result.en


def test_answers_that_should_be_refused_but_pass_are_a_failure():
    answers = "- {refuse: check_item, answers: {ready: false, return_reason: เอกสารแนบขาดใบรับรองของเทศบาล}}"
    result = outcome(SMALL.replace("- expect: {waiting: [check_item]}", answers))

    assert "should have been refused" in result.en


@pytest.mark.parametrize(
    ("true", "untrue", "sentence"),
    [
        ("name: ลอง", "name: ลอง\nnote: x", "unknown entry “note”"),
        ("end: {status: running}", "", "there is no “end”"),
        ("end: {status: running}", "end: {states: running}", "unknown entry “states”"),
        ("- expect: {waiting: [check_item]}", "- finish: check_item", "step 1 needs exactly one"),
        ("- expect: {waiting: [check_item]}", "- {complete: a, clock: next}", "step 1 needs exactly one"),
        ("- expect: {waiting: [check_item]}", "- {complete: a, answer: {}}", "unknown entry “answer”"),
        ("at: 2027-04-01T09:00:00+07:00", "at: 2027-04-01T09:00:00", "at: "),
        ("case: {case_id: 1}", "case: {like: nowhere}", "there is no “nowhere”"),
        ("name: ลอง", "name: ลอง\nname: อีกครั้ง", "twice"),
        ("name: ลอง", "name: [", "YAML"),
    ],
)
def test_a_file_outside_the_format_is_refused(true, untrue, sentence):
    with pytest.raises(ScenarioRefused) as refused:
        read_scenario("small.yaml", SMALL.replace(true, untrue).encode())

    assert sentence in refused.value.en


def test_only_true_false_null_and_whole_numbers_are_not_text():
    text = SMALL.replace(
        "{case_id: 1}", '{a: yes, b: 2027-04-01, c: 007, d: 12.50, e: true, f: 7, g: null, h: "8"}'
    )

    case = read_scenario("small.yaml", text.encode()).case

    assert list(case.values()) == ["yes", "2027-04-01", "007", "12.50", True, 7, None, "8"]


def told(file):
    """A scenario of the office in Thai and in English."""
    release = Release.open(FOLDER)
    shared = parse(SHARED, (FOLDER / "tests" / SHARED).read_bytes())
    result = play(release, read_scenario(file, (FOLDER / "tests" / file).read_bytes(), shared))
    return ["\n".join(Teller(release, result, side).lines()) for side in (0, 1)]


def test_a_scenario_is_told_as_a_process_owner_reads_it_in_both_languages():
    thai, english = told("p1_incomplete_then_supplied.yaml")

    assert "2. 23/11/2569 09:30  เจ้าหน้าที่รับเรื่อง ทำ “ตรวจความครบถ้วน”" in thai
    assert "ผู้เสนอปัญหา (somsri) ทำ “แก้ไขเพิ่มเติม”" in thai
    assert "To be mended: " in english
    assert "The information is complete: no" in english
    assert "Must be waits at: " in english


def test_a_step_is_called_as_the_process_of_the_scenario_calls_it():
    thai, _ = told("p7_sign.yaml")

    assert "“ต่ออายุหรือสิ้นสุด”" in thai  # an appointment has a step of the same id


@pytest.mark.parametrize(("about", "known"), [({}, True), ({"case_id": 1}, False)])
def test_a_message_that_names_its_case_begins_a_process_with_what_it_brings_alone(about, known):
    text = SMALL.replace("{case_id: 1}", "{case_id: 1, mark: here}")
    scenario = read_scenario("small.yaml", text.encode())
    stage = Stage(release(), scenario, scenario.at)
    message = Message("Msg_ProposalReady", {**about, "brief": {}, "committee": "x"})
    stage.begin(scenario.process, message)

    assert ("mark" in stage.actors[-1].run.variables) == known
