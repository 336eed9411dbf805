"""A process that begins by itself, written out for a test: `packed(timer("R/PT1H"))` is a bundle with it."""

import io
import zipfile

DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" id="d" targetNamespace="https://dgti.example/t">
  <process id="weekly" name="รายงานประจำ" isExecutable="true">
    <extensionElements><spiffworkflow:properties>
      <spiffworkflow:property name="nameEn" value="Weekly report" />{centres}
    </spiffworkflow:properties></extensionElements>
    <laneSet id="lanes"><lane id="intake_officer" name="เจ้าหน้าที่รับเรื่อง">
      <flowNodeRef>begin</flowNodeRef><flowNodeRef>report</flowNodeRef><flowNodeRef>done</flowNodeRef>
    </lane></laneSet>
    <startEvent id="begin" name="ถึงรอบ">{event}</startEvent>
    <manualTask id="report" name="{task}" />
    <endEvent id="done" />
    <sequenceFlow id="begin_report" sourceRef="begin" targetRef="report" />
    <sequenceFlow id="report_done" sourceRef="report" targetRef="done" />
  </process>
</definitions>"""
FORMAL = 'xsi:type="tFormalExpression"'
MORNING = "2026-11-23T02:00:00Z"


def timer(text, tag="timeCycle"):
    return f'<timerEventDefinition id="t"><{tag} {FORMAL}>{text}</{tag}></timerEventDefinition>'


def condition(text):
    inner = f"<condition {FORMAL}>{text}</condition>"
    return f'<conditionalEventDefinition id="c">{inner}</conditionalEventDefinition>'


def packed(event, centres, task):
    """The ZIP of the process with this start event."""
    said = f'<spiffworkflow:property name="centres" value="{centres}" />' if centres else ""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("weekly.bpmn", DIAGRAM.format(event=event, centres=said, task=task))
    return buffer.getvalue()
