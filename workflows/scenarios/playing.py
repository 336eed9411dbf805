"""Plays a scenario: one command after the other, until something is not as it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workflows.clock import due_at, parse_instant
from workflows.errors import AnswersRefused, NotExpected, Refused
from workflows.records import Message, Move, Step
from workflows.release import Release
from workflows.run import restore
from workflows.scenarios.expecting import Unmet, compare, shown
from workflows.scenarios.reading import Scenario, ScenarioRefused
from workflows.scenarios.stage import Actor, Served, Stage


@dataclass(frozen=True)
class Walked:
    """One step of a scenario as it was done: when, and what the engine did then, (process, move)."""

    step: dict[str, Any]
    at: datetime
    moves: tuple[tuple[str, Move], ...]


@dataclass(frozen=True)
class Result:
    """How a scenario came out; ``where`` names the step that failed, ``moves`` are (process, move).

    ``states`` are those the case went through, ``passed_over`` (process, from, to) those that may not follow;
    ``scenario`` is what was walked, ``walked`` its start and its steps.
    """

    file: str
    name: str
    ok: bool
    th: str = ""
    en: str = ""
    where: str = ""
    moves: tuple[tuple[str, Move], ...] = ()
    served: tuple[Served, ...] = ()
    states: tuple[str, ...] = ()
    passed_over: tuple[tuple[str, str, str], ...] = ()
    scenario: Scenario | None = None
    walked: tuple[Walked, ...] = ()

    @classmethod
    def unreadable(cls, file: str, error: ScenarioRefused) -> Result:
        """The result of a file that does not follow the format."""
        return cls(file, file, False, error.th, error.en)


def play(release: Release, scenario: Scenario) -> Result:
    """Walk one scenario; whatever fails becomes the result, nothing is raised."""
    stage = Stage(release, scenario, scenario.at)
    where = "start"
    walked: list[Walked] = []
    try:
        _begin(stage)
        walked.append(Walked({"start": scenario.start}, stage.now, tuple(stage.moves)))
        for number, step in enumerate(scenario.steps, 1):
            verb = next(iter(key for key in COMMANDS if key in step), "expect")
            where = f"{number}: {verb} {step.get(verb) if verb != 'expect' else ''}".strip()
            before = len(stage.moves)
            if verb in COMMANDS:
                COMMANDS[verb](stage, step)
            walked.append(Walked(step, stage.now, tuple(stage.moves[before:])))
            compare(step.get("expect", {}), stage)
        where = "end"
        compare(scenario.end, stage)
    except (Unmet, Refused) as error:
        th, en = _worded(error)
        return Result(scenario.file, scenario.name, False, th, en, where, tuple(stage.moves))
    told = {name: tuple(getattr(stage, name)) for name in ("moves", "served", "states", "passed_over")}
    return Result(scenario.file, scenario.name, True, **told, scenario=scenario, walked=tuple(walked))


def _worded(error: Unmet | Refused) -> tuple[str, str]:
    if not isinstance(error, AnswersRefused):
        return error.th, error.en
    fields = "; ".join(f"{one.field} {one.th}" for one in error.errors)
    english = "; ".join(f"{one.field} {one.en}" for one in error.errors)
    return f"{error.th} {fields}", f"{error.en} {english}"


def _begin(stage: Stage) -> None:
    given = stage.scenario.start
    if "message" not in given:
        stage.begin(stage.scenario.process, None, given.get("answers"))
        return
    stage.begin(stage.scenario.process, _message(stage, given["message"], given.get("payload")))


def _message(stage: Stage, name: str, payload: dict | None) -> Message:
    """A message about the case of the scenario; whoever waits finds its keys in the payload."""
    return Message(name, {**stage.scenario.case, **(payload or {})})


def _find(stage: Stage, element: str, person: str | None) -> tuple[Actor, Step]:
    for actor in stage.actors:
        for step in actor.run.waiting():
            if step.element == element and (person is None or step.assignee in (None, person)):
                return actor, step
    found = ", ".join(sorted({step.element for step in stage.waiting()})) or "–"
    who = f" ({person})" if person else ""
    raise Unmet(f"{element}{who} ไม่ได้รออยู่ ที่รอ: {found}", f"{element}{who} does not wait; waiting: {found}")


def _complete(stage: Stage, step: dict[str, Any]) -> None:
    people = step.get("answers_of") or {step.get("as"): step.get("answers", {})}
    for person, answers in people.items():
        actor, waiting = _find(stage, step["complete"], person)
        actor.run.complete(waiting.id, answers, stage.now)
        stage.keep(actor)


def _refuse(stage: Stage, step: dict[str, Any]) -> None:
    actor, waiting = _find(stage, step["refuse"], step.get("as"))
    try:
        actor.run.complete(waiting.id, step.get("answers", {}), stage.now)
    except AnswersRefused as error:
        actor.run = restore(stage.release, actor.run.state())
        found = sorted({one.field.strip("/") for one in error.errors})
        wanted = sorted(step.get("fields", found))
        if found != wanted:
            raise Unmet(
                f"ข้อที่ต้องแก้: ต้องเป็น {shown(wanted)} แต่ได้ {shown(found)}",
                f"fields to mend: expected {shown(wanted)}, found {shown(found)}",
            ) from None
        return
    raise Unmet("คำตอบนี้ต้องไม่ผ่าน แต่ผ่าน", "these answers should have been refused")


def _deliver(stage: Stage, step: dict[str, Any]) -> None:
    """To the first that waits for it; its keys are those of who waits, unless the payload says others."""
    message = _message(stage, step["message"], step.get("payload"))
    for actor in stage.actors:
        for one in actor.run.subscriptions():
            if (one.kind, one.name) == ("message", message.name):
                keys = {name: message.payload.get(name, value) for name, value in one.keys.items()}
                actor.run.deliver(Message(message.name, message.payload, keys), stage.now)
                stage.keep(actor)
                return
    raise NotExpected(message=message.name)


def _unexpected(stage: Stage, step: dict[str, Any]) -> None:
    try:
        _deliver(stage, {"message": step["unexpected"], "payload": step.get("payload")})
    except NotExpected:
        return
    raise Unmet("ข้อความนี้ต้องไม่มีใครรอ", "nothing should have waited for this message")


def _clock(stage: Stage, step: dict[str, Any]) -> None:
    """``next``: to the next timer; ``P3D``: later by that; else a date-time. Every timer due then fires."""
    stage.now = _moment(stage, step["clock"])
    for actor in list(stage.actors):
        if actor.run.status == "running":
            actor.run.tick(stage.now)
            stage.keep(actor)


def _moment(stage: Stage, text: str) -> datetime:
    if text == "next":
        dues = [due for actor in stage.actors if (due := actor.run.next_due())]
        if not dues:
            raise Unmet("ไม่มีตัวจับเวลารออยู่", "no timer waits")
        return max(parse_instant(min(dues)), stage.now)
    return parse_instant(due_at(text, stage.now, stage.release.calendar))


COMMANDS = {
    "complete": _complete,
    "refuse": _refuse,
    "message": _deliver,
    "unexpected": _unexpected,
    "clock": _clock,
}
