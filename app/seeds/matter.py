"""One problem on its way through the pipeline: what answers are made from."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, cached_property
from pathlib import Path

import yaml

from app import clock

SEEDS = Path(__file__).parent


@cache
def read(name: str):
    """A YAML file of this folder, read once: whoever gets it leaves it as it is."""
    return yaml.safe_load((SEEDS / name).read_text("utf-8"))


@dataclass(frozen=True)
class Matter:
    """A row of problems.yaml, and dates counted from the moment of the answer."""

    problem: dict

    def __getattr__(self, name):
        try:
            return self.problem[name]
        except KeyError as missing:
            raise AttributeError(name) from missing

    @cached_property
    def submitter(self) -> str:
        """Who brings it: the municipality what is local, the province the rest."""
        return "somsri" if self.level == "local" else "prasit"

    @property
    def personal(self) -> bool:
        """Whether it touches personal data: where there are patients."""
        return "patients" in self.groups

    def choose(self, name: str, usual):
        """What the row says, or what usually happens."""
        return self.problem.get(name, usual)

    def day(self, ahead: int) -> str:
        """A date so many days from now, as forms take it."""
        return (here() + timedelta(days=ahead)).date().isoformat()

    def moment(self, ahead: int, hour: int = 10) -> str:
        """A moment so many days from now, at a full hour of Bangkok."""
        when = here() + timedelta(days=ahead)
        return when.replace(hour=hour, minute=0, second=0, microsecond=0).isoformat()

    def buddhist_year(self, ahead: int = 0) -> int:
        """The fiscal year (from October) of now, in the Buddhist era."""
        return clock.fiscal_year(clock.now()) + ahead


def here() -> datetime:
    """Now in Bangkok."""
    return clock.now().astimezone(clock.BANGKOK)
