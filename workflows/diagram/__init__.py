"""A BPMN file as it was drawn: ``read_diagram(file, data)`` gives a ``Diagram`` of plain objects.

>>> diagram = read_diagram("intake.bpmn", data)
>>> [(node.id, node.kind, node.lane) for node in diagram.nodes()]
"""

from workflows.diagram.model import (
    Association,
    Behavior,
    CorrelationKey,
    CorrelationProperty,
    DataItem,
    Diagram,
    EventDefinition,
    Flow,
    Formula,
    InputOutput,
    Lane,
    Loop,
    MultiInstance,
    Named,
    Node,
    Participant,
    Scope,
)
from workflows.diagram.reader import read_diagram

__all__ = [
    "Association",
    "Behavior",
    "CorrelationKey",
    "CorrelationProperty",
    "DataItem",
    "Diagram",
    "EventDefinition",
    "Flow",
    "Formula",
    "InputOutput",
    "Lane",
    "Loop",
    "MultiInstance",
    "Named",
    "Node",
    "Participant",
    "Scope",
    "read_diagram",
]
