"""What people may tell a case: each message asks with a form, and nothing else can be said."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
import yaml

from workflows import Release
from workflows.errors import ReleaseRefused
from workflows.release import read_folder

FOLDER = Path(__file__).resolve().parents[2] / "bpmn" / "dgti"


@cache
def catchers():
    """What people send to, of all processes; `system` is nobody: only other processes send."""
    elements = [
        one for process in Release.open(FOLDER).processes.values() for one in process.elements.values()
    ]
    return [one for one in elements if one.properties.get("sentBy", "system") != "system"]


def told():
    """(file, message, payload) of every message a person sends in a scenario; a collection sends itself."""
    asked = {name for one in catchers() for name in one.receives}
    for path in sorted((FOLDER / "tests").glob("*.yaml")):
        for step in yaml.safe_load(path.read_text()).get("steps", ()) if path.stem != "shared" else ():
            payload = step.get("payload", {})
            if step.get("message") in asked and "contribution" not in payload:
                yield path.name, step["message"], resolved(payload)


@cache
def shared():
    return yaml.safe_load((FOLDER / "tests" / "shared.yaml").read_text())


def resolved(payload):
    """A payload with the shared entry it is `like`."""
    like = payload.get("like")
    rest = {name: value for name, value in payload.items() if name != "like"}
    return resolved(shared()[like]) | rest if like else rest


def test_everything_people_send_to_has_a_form_and_says_which_message_it_catches():
    assert catchers()
    assert [one.id for one in catchers() if not one.form or len(one.receives) != 1] == []


@pytest.mark.parametrize(("file", "message", "payload"), [*told()])
def test_what_a_scenario_tells_fits_the_form_of_its_message(file, message, payload):
    release = Release.open(FOLDER)
    forms = {one.form for one in catchers() if message in one.receives}
    context = release.context(datetime(2026, 11, 23, tzinfo=UTC))

    assert forms
    assert [release.form(path).check(payload, {}, context) for path in forms] == [[]]


def test_an_event_sub_process_is_asked_with_the_form_of_its_start():
    process = Release.open(FOLDER).processes["problem_intake"]

    assert process.catcher("withdraw_case", "Msg_Withdraw").form == "forms/m_01.json"
    assert process.catcher("raise_urgency", "Msg_UrgentFlag").form == "forms/m_02.json"
    assert process.catcher("withdraw_case", "Msg_UrgentFlag") is None
    assert process.catcher("await_redirect_ack", "Msg_RedirectAck").id == "await_redirect_ack"


def test_a_message_whose_form_is_missing_refuses_the_release():
    files = read_folder(FOLDER)
    del files["forms/m_03.json"]
    with pytest.raises(ReleaseRefused) as refused:
        Release.load(files)

    assert {(one.rule, one.element) for one in refused.value.findings} == {
        ("form-unknown", "await_redirect_ack")
    }


def test_what_a_meeting_or_a_reviewer_decides_is_never_said_by_a_person():
    decided = {
        "Msg_AgendaSet",
        "Msg_ItemResolved",
        "Msg_ReferralResult",
        "Msg_ItemWithdrawn",
        "Msg_AppealDecided",
    }
    open_to_people = {name for one in catchers() for name in one.receives}
    waiting = [
        one
        for process in Release.open(FOLDER).processes.values()
        for one in process.elements.values()
        if decided & set(one.receives)
    ]

    assert not decided & open_to_people
    assert waiting
    assert all("system" in (one.lane, one.properties.get("sentBy")) for one in waiting)
