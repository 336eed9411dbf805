"""Rules about the drawing: they hold for every process, whether it is meant to run or not."""

from workflows.check.drawing import files, flows, gateways, ids, reach, references, structure

__all__ = ["files", "flows", "gateways", "ids", "reach", "references", "structure"]
