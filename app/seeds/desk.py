"""What the play needs of the office: what waits, and the commands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Waiting:
    """A task or a collection that waits; of a collection also who is asked, and what each must carry."""

    id: int
    case_id: int
    process: str
    element: str
    role: str | None
    assignee: str | None
    opened: datetime
    due: datetime | None
    values: dict
    name: str | None = None
    asked: tuple[tuple[str, dict], ...] = ()


class Desk(Protocol):
    """How the play acts: through the services for the seed, over HTTP for the demo."""

    def open_case(self, process: str, centre: str, answers: dict, username: str) -> tuple[int, str]:
        """Open a case; gives its number as other cases know it, and as people do."""

    def news(self) -> list[Waiting]:
        """Tasks and collections that are there since it was last asked."""

    def listening(self, elements: set[str]) -> set[tuple[int, str]]:
        """(case, element) of what waits for a message."""

    def is_open(self, waiting: Waiting) -> bool:
        """Whether it still waits."""

    def asked(self, waiting: Waiting):
        """(form of a task or None of a collection, function that gives the variables it reads)."""

    def take(self, task: Waiting, usernames: list[str]) -> str | None:
        """The first of them who may take the task, and has it now."""

    def attach(self, task: Waiting, username: str, name: str) -> dict:
        """Upload a paper for the task; gives what its form says of it."""

    def complete(self, task: Waiting, answers: dict, username: str) -> None:
        """Answer it."""

    def keep_draft(self, task: Waiting, answers: dict, username: str) -> None:
        """Save what somebody has begun to write."""

    def contribute(self, case_no: str, collection: Waiting, answers: dict, username: str) -> None:
        """Put something into what a case collects."""

    def tell(self, case_no: str, message: str, answers: dict, username: str) -> None:
        """Send a message to a case."""

    def next_due(self) -> datetime | None:
        """When the next timer, reminder or service is due."""

    def travel(self, moment: datetime) -> None:
        """Let time pass until then, never back, and do what is due by then."""
