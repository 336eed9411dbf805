"""The picture part of a file: it may be missing, but what is drawn exists."""

from __future__ import annotations

from workflows.check.finding import WARNING
from workflows.check.rule import DIAGRAM, at_line, rule

DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"


@rule(
    DIAGRAM,
    "ภาพมีรูปของ “{ref}” ซึ่งไม่มีในไฟล์นี้ ให้ลบรูปนั้น",
    "The picture shows “{ref}”, which is not in this file: delete the shape.",
    severity=WARNING,
)
def picture_unknown(diagram, look):
    """BPMN 2.0.2, 12.2: a shape or edge shows an element of the model."""
    known = look.tags
    for part in diagram.root.iter(DI + "BPMNShape", DI + "BPMNEdge", DI + "BPMNPlane"):
        ref = (part.get("bpmnElement") or "").strip()
        if ref and ref not in known and ref.rpartition(":")[2] not in known:
            yield at_line(part.sourceline or 0, ref[:60], ref=ref[:60])
