"""Diagrams that other tools exchange: each gets an answer, and every sentence of it is true."""

import pytest

from workflows.check import check_files

XPATH = 'expressionLanguage="http://www.w3.org/1999/XPath"'
HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"'
DRAWN = (
    '<process id="p" isExecutable="false"><startEvent id="s"/><exclusiveGateway id="g" name="ครบ?"/>'
    '<endEvent id="y"/><endEvent id="n"/><sequenceFlow id="f" sourceRef="s" targetRef="g"/>'
    '<sequenceFlow id="gy" sourceRef="g" targetRef="y"/>'
    '<sequenceFlow id="gn" name="ไม่ครบ" sourceRef="g" targetRef="n"/></process>'
)
LISTED = (
    '<process id="a" isExecutable="true"><startEvent id="s"><outgoing>f</outgoing></startEvent></process>'
    '<process id="b"><endEvent id="e"><incoming>f</incoming></endEvent>'
    '<sequenceFlow id="f" sourceRef="s" targetRef="e"/></process>'
)


def answer(body, attributes=""):
    """The findings about one file, as a person reads them."""
    return check_files({"p.bpmn": f"{HEAD} {attributes}>\n{body}</definitions>".encode()}).findings


def rules(findings):
    return [found.rule for found in findings]


@pytest.mark.parametrize("attributes", ["", XPATH])
def test_a_sound_drawing_gets_the_one_sentence_that_it_is_a_drawing(attributes):
    (found,) = answer(DRAWN, attributes)

    assert found.rule == "no-executable-process"
    assert "only the drawing was judged" in found.en
    assert "รูปวาด" in found.th


def test_a_declared_language_is_told_where_an_expression_relies_on_it():
    condition = "<conditionExpression>ok</conditionExpression></sequenceFlow>"
    body = DRAWN.replace("false", "true").replace('targetRef="y"/>', f'targetRef="y">{condition}')

    assert "expression-language-declared" in rules(answer(body, XPATH))
    assert "expression-language-declared" not in rules(answer(body))


def test_a_choice_without_conditions_is_named_by_kind_name_and_id():
    findings = answer(DRAWN.replace("false", "true"))

    assert rules(findings) == ["gateway-condition-missing"] * 2
    assert "leaves Exclusive gateway “ครบ?” (g) without a condition" in findings[0].en
    assert "ออกจาก ทางแยกเลือกทางเดียว “ครบ?” (g)" in findings[0].th


def test_a_flow_between_two_pools_is_told_once_though_both_ends_list_it():
    assert "flow-crosses-border" in rules(answer(LISTED))
    assert "flow-list-contradicts" not in rules(answer(LISTED))


def test_an_expression_of_another_language_is_refused_as_not_ours():
    condition = "<conditionExpression>${approved}</conditionExpression></sequenceFlow>"
    body = DRAWN.replace("false", "true").replace('targetRef="y"/>', f'targetRef="y">{condition}')
    found = next(found for found in answer(body) if found.rule == "expression-invalid")

    assert "cannot be used as Starlark" in found.en
    assert "ใช้เป็น Starlark ไม่ได้" in found.th


def test_an_import_from_elsewhere_is_told_at_its_own_line():
    given = '<import importType="x" location="http://x.example/a.wsdl" namespace="n"/>'
    (found,) = [f for f in answer(f"\n{given}{DRAWN}") if f.rule == "import-external"]

    assert found.line == 3


def test_an_empty_condition_is_told_at_the_flow_which_the_picture_shows():
    condition = '<conditionExpression id="c1"/></sequenceFlow>'
    body = DRAWN.replace("false", "true").replace('targetRef="y"/>', f'targetRef="y">{condition}')
    found = next(found for found in answer(body) if found.rule == "expression-empty")

    assert found.element == "gy"
    assert "c1 of Sequence flow gy" in found.en
