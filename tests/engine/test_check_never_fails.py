"""Whatever a file holds, the check answers with findings; what it accepts can be started."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.mutants import mutant
from workflows import Release, start
from workflows.check import check_files
from workflows.errors import Refused, ReleaseRefused

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
VARIABLES = {"x": 1, "people": ["a", "b"], "done": True}


def answer(files):
    """The release, or the findings that refuse it."""
    try:
        return Release.load(files)
    except ReleaseRefused as refused:
        return refused.findings


@given(st.integers(0, 10**9))
def test_a_broken_diagram_gets_findings_or_runs(seed):
    got = answer({"p.bpmn": mutant(seed)})
    for process in getattr(got, "processes", ()):
        with suppress(Refused):
            start(got, process, VARIABLES, NOW, "seed")


@given(st.binary(max_size=300))
def test_any_bytes_get_findings(data):
    assert check_files({"p.bpmn": data, "t.dmn": data, "forms/f.json": data, "calendar.json": data}).errors


@given(st.text(max_size=60))
def test_any_text_may_stand_as_condition_script_or_time(text):
    inside = "".join(letter for letter in text if letter.isprintable()).replace("]]>", "")
    timer = f"<timerEventDefinition><timeDuration><![CDATA[{inside}]]></timeDuration></timerEventDefinition>"
    script = f'<scriptTask id="t"><script><![CDATA[{inside}]]></script></scriptTask>'
    begin = f'<startEvent id="s">{timer}</startEvent>'
    flow = f'sourceRef="s" targetRef="t"><conditionExpression><![CDATA[{inside}]]></conditionExpression>'
    head = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'
    inner = f'{begin}{script}<sequenceFlow id="f" {flow}</sequenceFlow>'
    body = f'{head}<process id="p" isExecutable="true">{inner}</process></definitions>'

    assert check_files({"p.bpmn": body.encode()}).findings


@pytest.mark.parametrize("count", [40, 200, 400])
def test_deep_nesting_is_refused_not_fatal(count):
    inside = "".join(f'<subProcess id="s{level}">' for level in range(count)) + "</subProcess>" * count
    head = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">'
    body = f'{head}<process id="p" isExecutable="true">{inside}</process></definitions>'

    assert {found.rule for found in answer({"p.bpmn": body.encode()})} <= {"nesting-too-deep", "xml-broken"}
