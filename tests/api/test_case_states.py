"""The state of a case is what its diagram says: it is kept, shown, filtered by and counted."""

import io
import json
import zipfile

import pytest

PROPERTY = '<s:property name="caseState" value="{}" />'
MARKED = "<extensionElements><s:properties>{}</s:properties></extensionElements>"
DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:s="http://spiffworkflow.org/bpmn/schema/1.0/core" id="d" targetNamespace="https://dgti.example/t">
  <process id="stated" name="มีสถานะ" isExecutable="true">
    <laneSet id="lanes"><lane id="intake_officer" name="เจ้าหน้าที่รับเรื่อง">
      <flowNodeRef>begin</flowNodeRef><flowNodeRef>look</flowNodeRef><flowNodeRef>again</flowNodeRef>
      <flowNodeRef>done</flowNodeRef>
    </lane></laneSet>
    <startEvent id="begin">{0}</startEvent>
    <userTask id="look" name="ดู">{1}</userTask>
    <userTask id="again" name="ดูอีกครั้ง">{0}</userTask>
    <endEvent id="done">{2}</endEvent>
    <sequenceFlow id="begin_look" sourceRef="begin" targetRef="look" />
    <sequenceFlow id="look_again" sourceRef="look" targetRef="again" />
    <sequenceFlow id="again_done" sourceRef="again" targetRef="done" />
  </process>
</definitions>""".format(*(MARKED.format(PROPERTY.format(one)) for one in ("asked", "looked_at", "answered")))
STATES = {
    "asked": {"name": "ถามแล้ว", "nameEn": "Asked", "next": ["looked_at"]},
    "looked_at": {"name": "กำลังดู", "nameEn": "Being looked at", "next": ["answered"]},
    "answered": {"name": "ตอบแล้ว", "nameEn": "Answered", "kind": "good"},
}


@pytest.fixture
def asked(client, open_case):
    """A case of a process with states, published for this test."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("stated.bpmn", DIAGRAM)
        archive.writestr("case_states.json", json.dumps({"states": STATES}))
    published = client("process_owner").post("/api/v1/releases", data=buffer.getvalue())
    assert published.status_code == 201, published.json
    return open_case("stated", by="intake_officer", title_th=None)


@pytest.fixture
def state(client, asked):
    return lambda: client("intake_officer").get(f"/api/v1/cases/{asked}").json["state"]


def test_a_message_that_nothing_waits_for_is_refused_with_the_state_the_case_is_in(client, asked):
    body = {"name": "Msg_Withdraw", "payload": {}}
    refused = client("intake_officer").post(f"/api/v1/cases/{asked}/messages", json=body)

    assert (refused.status_code, refused.json["code"]) == (409, "message_not_expected")
    assert "สถานะ “กำลังดู”" in refused.json["detail"]


def test_a_case_is_in_the_state_of_what_it_has_reached(state, do):
    seen = [state()]
    do("look", "intake_officer")
    seen.append(state())
    do("again", "intake_officer")

    assert [*seen, state()] == ["looked_at", "looked_at", "answered"]


def test_cases_are_found_by_their_state(client, asked, open_case):
    open_case("review")
    found = lambda state: client("auditor").get(f"/api/v1/cases?state={state}").json["items"]  # noqa: E731

    assert [one["case_no"] for one in found("looked_at")] == [asked]
    assert found("answered") == []


def test_headquarters_counts_the_cases_of_each_centre_by_state(client, asked, open_case):
    open_case("review")
    rows = {one["centre"]: one["states"] for one in client("auditor").get("/api/v1/centres/rollup").json}

    assert rows == {"SRC": {"looked_at": 1}, "CNX": {}}


def test_the_states_have_names_in_both_languages(client, asked):
    states = {one["id"]: one for one in client("submitter").get("/api/v1/processes/case-states").json}

    assert states["answered"]["name"] == "ตอบแล้ว"
    assert states["answered"]["name_en"] == "Answered"


def test_a_state_that_nobody_named_refuses_the_release(client):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("stated.bpmn", DIAGRAM)
    refused = client("process_owner").post("/api/v1/releases", data=buffer.getvalue())

    assert refused.status_code == 422
    assert "case-state-unknown" in refused.text
