"""Expressions as BPMN writes them: not empty, and marked as formal where they are meant to run."""

from __future__ import annotations

import re

from workflows import clock, xml
from workflows.check.finding import INFO
from workflows.check.look import XSI_TYPE, is_run
from workflows.check.rule import TAG, at_tag, rule

EXPRESSIONS = frozenset(
    (
        *("conditionExpression", "completionCondition", "loopCondition", "loopCardinality"),
        *("timeDate", "timeDuration", "timeCycle", "condition", "transformation", "activationCondition"),
        *("messagePath", "dataPath"),
    )
)
FORMAL = ("transformation", "messagePath", "dataPath")
MARKED = EXPRESSIONS.union(("from", "to")).difference(FORMAL)
TRUTHS = ("true", "false", "True", "False")
# One word, in any script: a formula has operators, brackets, quotes or numbers.
WORD = re.compile(r"""[^\W\d][^\s()\[\]{}<>=!+*/%"',;:|&]*\Z""")


@rule(
    TAG,
    "{who} ว่างเปล่า ให้เขียนเงื่อนไขหรือลบออก",
    "{who} is empty: write the expression or delete the element.",
)
def expression_empty(place, look):
    """BPMN 2.0.2, 8.4.6: a formal expression has a body; an empty condition would be no condition."""
    if place.tag not in EXPRESSIONS or place.type is None or not is_run(place):
        return
    if not xml.text(place.xml) and xml.child(place.xml, "formalExpression") is None:
        yield at_tag(place.xml)


@rule(
    TAG,
    '{who} ไม่ได้ระบุ xsi:type="tFormalExpression" ระบบอ่านเป็น Starlark',
    '{who} is not marked xsi:type="tFormalExpression"; it is read as Starlark all the same.',
    severity=INFO,
)
def expression_not_formal(place, look):
    """BPMN 2.0.2, 8.4.6: what is not formal is natural language; many editors leave the mark out."""
    if place.tag not in EXPRESSIONS or place.type is None or not look.bundle.strict:
        return
    marked = place.tag in FORMAL or place.xml.get(XSI_TYPE)
    if not marked and place.parent.tag != "complexBehaviorDefinition" and is_run(place):
        yield at_tag(place.xml)


@rule(
    TAG,
    '{who}: “{text}” อาจเป็นคำธรรมดาหรือสูตรก็ได้ ให้ระบุ xsi:type="tFormalExpression" ถ้าเป็นสูตร',
    '{who}: “{text}” may be words or a formula; if it is a formula, mark it xsi:type="tFormalExpression".',
)
def expression_ambiguous(place, look):
    """BPMN 2.0.2, 8.4.6: unmarked is natural language; a lone word or time does not show that it is not."""
    if place.tag not in MARKED or place.type is None or place.xml.get(XSI_TYPE) or not is_run(place):
        return
    text = xml.text(place.xml)
    lone = WORD.match(text) and text not in TRUTHS or clock.kind_of(text) is not None
    if lone and place.parent.tag != "complexBehaviorDefinition":
        yield at_tag(place.xml, text=text[:40])


@rule(
    TAG,
    "{who}: ระบุได้ทั้ง resourceRef หรือ resourceAssignmentExpression อย่างใดอย่างหนึ่ง",
    "{who} names a resourceRef and a resourceAssignmentExpression: keep one.",
)
def resource_ambiguous(place, look):
    """BPMN 2.0.2, table 10.5: a resource role refers to a resource or computes it."""
    if place.type is not None and "resourceAssignmentExpression" in place.type.children:
        both = [xml.children(place.xml, tag) for tag in ("resourceRef", "resourceAssignmentExpression")]
        if all(both):
            yield at_tag(place.xml)
