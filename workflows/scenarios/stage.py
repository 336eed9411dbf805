"""What a scenario has begun: running processes, stored and restored after every command as a server would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from workflows.records import Message, Move, Step, Subscription
from workflows.release import Release
from workflows.run import Run, restore, start
from workflows.scenarios.expecting import Unmet
from workflows.scenarios.reading import Scenario
from workflows.states import may_follow, reached

PASSED = ("completed", "thrown", "caught")


@dataclass
class Actor:
    """One running process of the scenario."""

    process: str
    run: Run


@dataclass(frozen=True)
class Served:
    """A service task that was reached: what it is, and everything its step saw."""

    process: str
    element: str
    operation: str
    variables: dict
    at: datetime


@dataclass
class Stage:
    """Everything a scenario has begun; ``run`` is the process it speaks of, the newest unless it says."""

    release: Release
    scenario: Scenario
    now: datetime
    actors: list[Actor] = field(default_factory=list)
    current: int = -1
    moves: list[tuple[str, Move]] = field(default_factory=list)
    sent: list[Message] = field(default_factory=list)
    served: list[Served] = field(default_factory=list)
    asked: Counter = field(default_factory=Counter)
    states: list[str] = field(default_factory=list)
    passed_over: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def run(self) -> Run:
        """The process the expectations speak of."""
        return self.actors[self.current].run

    @property
    def passed(self) -> set[str]:
        """The elements gone through so far."""
        return {move.element for _, move in self.moves if move.event in PASSED}

    @property
    def ends(self) -> list[str]:
        """The end events of processes that were reached (not those of sub-processes)."""
        elements = self.release.processes
        begun = {actor.process for actor in self.actors}
        return [
            move.element
            for process, move in self.moves
            if move.kind == "end_event"
            and process in begun
            and move.event in ("completed", "thrown")
            and elements[process].elements[move.element].scope == process
        ]

    @property
    def documents(self) -> list[str]:
        """The templates that were printed, by the name of their file, in order."""
        elements = self.release.processes
        printed = (
            elements[self.home(one.process, one.element)].elements[one.element].properties.get("template", "")
            for one in self.served
        )
        return [PurePosixPath(template).stem for template in printed if template]

    def turn_to(self, process: str) -> None:
        """Speak of the newest instance of that process from now on."""
        places = [index for index, actor in enumerate(self.actors) if actor.process == process]
        if not places:
            raise Unmet(f"ไม่มีกระบวนการ {process} ที่เริ่มแล้ว", f"no process {process} has begun")
        self.current = places[-1]

    def home(self, process: str, element: str) -> str:
        """The process an element stands in: the running one, or one it calls."""
        home = self.release.home(process, element)
        return home.id if home else process

    def waiting(self) -> Iterator[Step]:
        """Everything that waits, in all processes that run."""
        for actor in self.actors:
            yield from actor.run.waiting()

    def begin(self, process: str, message: Message | None = None, answers: dict | None = None) -> None:
        """Start a process and keep what it did; a message about a case must bring all it needs itself."""
        run = start(
            self.release,
            process,
            {} if names_case(message) else dict(self.scenario.case),
            self.now,
            self.scenario.file,
            message,
            None,
            answers,
        )
        actor = Actor(process, run)
        self.actors.append(actor)
        self.current = len(self.actors) - 1
        self.keep(actor)

    def keep(self, actor: Actor) -> None:
        """Note moves and messages, store and restore the run, answer services, hand messages over."""
        run = actor.run
        sent = [thing for thing in run.outgoing() if isinstance(thing, Message)]
        self.moves += [(self.home(actor.process, move.element), move) for move in run.moves]
        self.sent += sent
        self.follow_state(actor.process, run)
        if run.incident is not None:
            raise Unmet(
                f"ขั้นตอน {run.incident.element} ติดขัด: {run.incident.th}",
                f"{run.incident.element} has an incident: {run.incident.en}",
            )
        state = run.state()
        actor.run = restore(self.release, state)
        if actor.run.state() != state:
            raise Unmet("เก็บแล้วอ่านกลับได้ไม่เหมือนเดิม", "the stored state is not restored as it was")
        self.serve(actor)
        for message in sent if self.scenario.follow else ():
            self.hand_over(message)

    @property
    def state(self) -> str | None:
        """The state the case is in."""
        return self.states[-1] if self.states else None

    def follow_state(self, process: str, run: Run) -> None:
        """Note the states the last command led to, and apart those that may not follow the present one."""
        for state in reached(self.release.marks[process], run.moves, lambda: run.variables):
            if may_follow(self.release.states, self.state, state):
                self.states.append(state)
            elif state != self.state:
                self.passed_over.append((process, self.state, state))

    def serve(self, actor: Actor) -> None:
        """Give service tasks the result the scenario names for their element, or else for their operation."""
        for step in actor.run.waiting():
            names = [name for name in (step.element, step.operation) if name in self.scenario.services]
            if names:
                seen = actor.run.variables_of(step.id)
                self.served.append(Served(actor.process, step.element, step.operation, seen, self.now))
                actor.run.complete(step.id, self.result(names[0]), self.now)
                self.keep(actor)
                return

    def result(self, name: str) -> dict:
        """What a service answers this time: of a list one after the other, the last again and again."""
        given = self.scenario.services[name]
        if not isinstance(given, list):
            return given
        self.asked[name] += 1
        return given[min(self.asked[name], len(given)) - 1]

    def hand_over(self, message: Message) -> None:
        """To who waits for a message of another, else to the process it begins, as the application does."""
        for actor in self.actors:
            if any(fits(one, message) for one in actor.run.subscriptions()):
                actor.run.deliver(message, self.now)
                self.keep(actor)
                return
        for process in self.release.processes.values():
            if any(begin.kind == "message" and begin.name == message.name for begin in process.starts):
                self.begin(process.id, message)


def names_case(message: Message | None) -> bool:
    """Whether a message begins a process in the case it names, not in a new one."""
    if message is None:
        return False
    payload = message.payload if isinstance(message.payload, dict) else {}
    return "case_id" in payload or "case_id" in message.keys


def fits(one: Subscription, message: Message) -> bool:
    """Whether what waits has asked for this message: by its name and by every key it has declared."""
    wanted = {name: message.keys.get(name) for name in one.keys}
    return (one.kind, one.name) == ("message", message.name) and wanted == one.keys
