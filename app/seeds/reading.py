"""Files of the sample office."""

from functools import cache
from pathlib import Path

import yaml

SEEDS = Path(__file__).parent


@cache
def read(name: str):
    """A YAML file of this folder, read once: whoever gets it leaves it as it is."""
    return yaml.load((SEEDS / name).read_text("utf-8"), Loader=yaml.CSafeLoader)


def files(folder: str) -> list[str]:
    """The YAML files of a folder, by name."""
    return [f"{folder}/{path.name}" for path in sorted((SEEDS / folder).glob("*.yaml"))]
