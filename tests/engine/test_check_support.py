"""The page that tells what becomes of each BPMN element says what the code does."""

from pathlib import Path

from workflows.check import RULES
from workflows.check.schema import bpmn_schema
from workflows.check.support import CHAPTERS, as_markdown
from workflows.diagram.tags import GLOBAL_TASKS, NODES

PAGE = Path(__file__).parents[2] / "docs" / "bpmn-support.md"
ROWS = {row.element: row for rows in CHAPTERS.values() for row in rows}
READING = {"not-bpmn"}
# Classes of the schema that stand for others and are never written in a file.
ABSTRACT = {
    *("activity", "artifact", "baseElement", "baseElementWithMixedContent", "callableElement", "catchEvent"),
    *(
        "choreographyActivity",
        "conversationNode",
        "dataAssociation",
        "event",
        "eventDefinition",
        "flowElement",
    ),
    *("flowNode", "gateway", "loopCharacteristics", "rootElement", "throwEvent"),
}


def test_every_element_of_bpmn_has_one_row():
    assert set(ROWS) == set(bpmn_schema().elements) - ABSTRACT
    assert len(ROWS) == sum(map(len, CHAPTERS.values()))


def test_rows_name_rules_that_exist():
    assert {rule for row in ROWS.values() for rule in row.rules} <= set(RULES) | READING


def test_what_the_engine_reads_is_what_the_table_lets_run():
    assert all(ROWS[tag].state == "runs" for tag in NODES | set(GLOBAL_TASKS))


def test_the_page_is_the_table():
    assert PAGE.read_text() == as_markdown()


def test_every_rule_says_where_it_comes_from():
    assert all(len(rule.source) > 20 for rule in RULES.values())
