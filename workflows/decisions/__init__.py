"""Decision tables as DMN 1.3 says, with the rows that fired and the inputs they saw.

    tables = Decisions.load({"triage.dmn": data})            # DecisionRefused with file, table and row
    outputs, record = tables.decide("triage", variables, Context(now))
    record         # {"table": "triage", "rules": [2], "inputs": {"impact": 4}, "outputs": {"priority": "P2"}}
    tables.findings("triage")                                # gaps and overlaps, each with an example

Cells are FEEL's unary tests, translated to Starlark; input, output and literal expressions are Starlark.
"""

from workflows.decisions.coverage import Finding
from workflows.decisions.decisions import Decisions
from workflows.decisions.refusals import (
    DecisionFailed,
    DecisionRefused,
    DecisionUnknown,
    InputRefused,
    NoRuleFired,
    OutputRefused,
    RulesDisagree,
    SeveralRulesFired,
)

__all__ = [
    "DecisionFailed",
    "DecisionRefused",
    "DecisionUnknown",
    "Decisions",
    "InputRefused",
    "NoRuleFired",
    "OutputRefused",
    "Finding",
    "RulesDisagree",
    "SeveralRulesFired",
]
