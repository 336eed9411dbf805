"""Rules about the drawing: they hold for every process, whether it is meant to run or not."""

from workflows.check.drawing import (
    data,
    files,
    flows,
    formal,
    gateways,
    ids,
    lanes,
    links,
    names,
    picture,
    pools,
    reach,
    references,
    structure,
    types,
)

__all__ = [
    "data",
    "files",
    "flows",
    "formal",
    "gateways",
    "ids",
    "lanes",
    "links",
    "names",
    "picture",
    "pools",
    "reach",
    "references",
    "structure",
    "types",
]
