"""The tasks of a sequential ad-hoc sub-process: people choose the order, and one of them is in work."""

import io
import zipfile

import pytest

DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="https://dgti.example/t">
  <process id="any_order" name="สำรวจ" isExecutable="true">
    <laneSet id="lanes"><lane id="intake_officer" name="เจ้าหน้าที่รับเรื่อง">
      <flowNodeRef>begin</flowNodeRef><flowNodeRef>look</flowNodeRef><flowNodeRef>done</flowNodeRef>
    </lane></laneSet>
    <startEvent id="begin" />
    <adHocSubProcess id="look" name="สำรวจ" ordering="Sequential">
      <manualTask id="roof" name="หลังคา" /><manualTask id="walls" name="ผนัง" />
      <completionCondition xsi:type="tFormalExpression">False</completionCondition>
    </adHocSubProcess>
    <endEvent id="done" />
    <sequenceFlow id="begin_look" sourceRef="begin" targetRef="look" />
    <sequenceFlow id="look_done" sourceRef="look" targetRef="done" />
  </process>
</definitions>"""


@pytest.fixture
def survey(client, open_case):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("any_order.bpmn", DIAGRAM)
    sent = {"data": buffer.getvalue(), "content_type": "application/zip"}
    assert client("process_owner").post("/api/v1/releases", **sent).status_code == 201
    return open_case("any_order", by="intake_officer", title_th=None)


def test_while_one_is_claimed_no_other_can_be(survey, task, claim, client):
    claim("roof", by="intake_officer")
    other = task("walls")["id"]
    answer = client("intake_officer_2").post(f"/api/v1/tasks/{other}/claim")

    assert (answer.status_code, answer.json["code"]) == (409, "one_at_a_time")
    body = {"to": "intake_officer_2", "reason": "ช่วยกันทำ"}
    answer = client("centre_manager").post(f"/api/v1/tasks/{other}/reassign", json=body)
    assert (answer.status_code, answer.json["code"]) == (409, "one_at_a_time")


def test_what_is_given_back_or_done_makes_room_for_the_next(survey, task, claim, complete, client):
    id = claim("roof", by="intake_officer")
    client("intake_officer").post(f"/api/v1/tasks/{id}/release")
    walls = claim("walls", by="intake_officer_2")

    assert complete(walls, by="intake_officer_2").status_code == 200
    claim("roof", by="intake_officer")
