"""Walking a case: whatever waits is answered by somebody who may, until a step is reached."""

from typing import Protocol

from app.seeds import committee, drafting, following, ideas, intake, scouting
from app.seeds.matter import Matter, read

STAGES = (intake, ideas, scouting, drafting, committee, following)
ANSWERS = {step.__name__: step for stage in STAGES for step in stage.STEPS}
MOST_STEPS = 300


class Desk(Protocol):
    """How a walk acts: through the services for the seed, over HTTP for the demo."""

    def open_case(self, process: str, answers: dict, username: str) -> str:
        """Open a case; gives its number."""

    def waiting(self, case_no: str) -> list[dict]:
        """The open tasks of the case, oldest first: id, element, role, assignee (a username), values."""

    def complete(self, task: dict, answers: dict, username: str) -> None:
        """Take the task if need be, and answer it."""

    def collecting(self, case_no: str) -> list[dict]:
        """What the case collects now: element, collects (the name)."""

    def contribute(self, case_no: str, name: str, answers: dict, username: str) -> None:
        """Put something into what the case collects."""

    def pass_time(self, *case_nos: str) -> bool:
        """Let time pass until something happens in one of the cases; False when nothing will."""

    def case_id(self, case_no: str) -> int:
        """The number by which other cases know a case."""


def people_by_role() -> dict[str, list[str]]:
    """Usernames of the sample office, by role, in its order."""
    found: dict[str, list[str]] = {}
    for row in read("office.yaml")["people"]:
        for role in row["roles"]:
            found.setdefault(role, []).append(row["username"])
    return found


def contributors_to(element: str) -> tuple[tuple[str, ...], int]:
    """Who contributes to what an element collects, and how many times each."""
    return scouting.CONTRIBUTORS.get(element, (tuple(ideas.contributors()), 1))


def everybody_asked() -> list[str]:
    """Somebody of each group that is asked for contributions."""
    groups = [people for people, _ in scouting.CONTRIBUTORS.values()] + [tuple(ideas.contributors())]
    return list(dict.fromkeys(group[0] for group in groups))


class Walk:
    """A case of the sample office on its way."""

    def __init__(self, desk: Desk, problem: dict):
        self.desk, self.matter = desk, Matter(problem)
        self.people = people_by_role()
        self.case_no = self.meeting_no = None
        self.is_ready = False
        self.given: set[tuple[str, str]] = set()

    def begin(self) -> str:
        """Submit the problem."""
        who = self.matter.submitter
        self.case_no = self.desk.open_case("problem_intake", intake.submit_problem(self.matter), who)
        return self.case_no

    def until(self, element: str, more: int = 0) -> None:
        """Go on to where `element` waits, and answer it `more` times; an unknown one: as far as it goes."""
        for _ in range(MOST_STEPS):
            tasks = [task for case_no in self.cases for task in self.desk.waiting(case_no)] or self.wanted()
            if not tasks and self.is_ready:
                self.call_meeting()
                continue
            if not tasks:
                if not self.desk.pass_time(*self.cases):
                    return
                continue
            if tasks[0]["element"] == element:
                more -= 1
                if more < 0:
                    return
            self.answer(tasks[0])
        raise RecursionError(f"{self.case_no} walks in circles")

    @property
    def cases(self) -> list[str]:
        """The case, and the meeting that has it on its agenda."""
        return [case_no for case_no in (self.case_no, self.meeting_no) if case_no]

    def wanted(self) -> list[dict]:
        """What the case collects, as a task of everybody who has not contributed yet."""
        return [
            {**one, "assignee": who, "turn": turn}
            for one in self.desk.collecting(self.case_no)
            for people, times in [contributors_to(one["element"])]
            for who in people
            for turn in range(times)
            if one["element"] in ANSWERS and (one["element"], who, turn) not in self.given
        ]

    def call_meeting(self) -> None:
        """The item is ready and waits: the secretary calls a meeting, which is a case of its own."""
        self.is_ready = False
        answers = committee.call_meeting(self.matter)
        self.meeting_no = self.desk.open_case("committee_meeting", answers, self.people["secretary"][0])

    def answer(self, task: dict) -> None:
        """Answer one task as the sample office would."""
        if "collects" in task:
            return self.contribute(task)
        who = task["assignee"] or self.people[task["role"]][0]
        task = task | {"item": self.desk.case_id(self.case_no)}
        answers = ANSWERS[task["element"]](self.matter, task)
        self.is_ready = self.is_ready or task["element"] == "check_item" and answers["ready"]
        self.desk.complete(task, answers, who)

    def contribute(self, task: dict) -> None:
        """Send one contribution."""
        self.given.add((task["element"], task["assignee"], task["turn"]))
        answers = ANSWERS[task["element"]](self.matter, task)
        self.desk.contribute(self.case_no, task["collects"], answers, task["assignee"])
