"""One running instance: what waits, and the commands that bring it on. Time and ids come in as arguments."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from SpiffWorkflow.util.task import TaskState

from workflows import starting
from workflows.answers import as_data, write_answers
from workflows.clock import Calendar
from workflows.errors import InstanceEnded, NotExpected, Refused, StepNotWaiting
from workflows.instance import events, incidents, stepping
from workflows.instance.instance import REPORT, Instance
from workflows.instance.scope import Scope
from workflows.instance.state import read_state, write_state
from workflows.instance.token import Token
from workflows.records import Changes, Incident, Message, Move, Signal, Step, Subscription
from workflows.release import Release
from workflows.repairs import fail_step, move_token, places_for, repair_variables


def start(
    release: Release,
    process_id: str,
    variables: Mapping[str, Any],
    now: datetime,
    seed: str,
    message: Message | None = None,
    event: str | None = None,
    answers: Mapping[str, Any] | None = None,
    calendar: Calendar | None = None,
) -> Run:
    """Begin a process: by its plain start event, by a message, or at the start named ``event``.

    ``answers`` are checked with the form of the start event; ``calendar`` stands in for the release's. Raises
    ProcessUnknown, StartUnknown, AnswersRefused.
    """
    run = Run(release, starting.open_instance(release, process_id, seed))
    run.work_by(calendar)
    instance = run._instance
    instance.set_now(now)
    starting.begin(release, instance, variables, message, event, answers)
    run._advance()
    return run


def restore(release: Release, state: bytes, calendar: Calendar | None = None) -> Run:
    """The run whose ``state()`` this was; raises StateUnreadable. ``calendar`` replaces the release's."""
    return Run(release, read_state(release.specs, state, calendar or release.calendar))


MOST_TIMERS = 1000
WORK_BEFORE_A_TIMER = 10_000  # of 100,000: each timer has nearly all of a command before it


class Run:
    """A process instance. Every command returns the moves it caused; it happens whole or is refused."""

    def __init__(self, release: Release, instance: Instance) -> None:
        self.release = release
        self._instance = instance

    def work_by(self, calendar: Calendar | None) -> None:
        """From the next command on working days are counted by this calendar; None: by the release's."""
        self._instance.calendar = calendar or self.release.calendar

    def complete(self, step_id: int, answers: Mapping[str, Any], now: datetime) -> tuple[Move, ...]:
        """Somebody has done a step. Raises StepNotWaiting, AnswersRefused, InstanceEnded."""
        token = self._asking(step_id)
        with self._command(now) as instance:
            write_answers(self.release, token, answers)
            del token.internal_data["asked"]
            instance.shut.append(token.id)
            token.internal_data["phase"] = "close"
            stepping.run_step(instance, token)
        return self._advance()

    def deliver(self, message: Message, now: datetime) -> tuple[Move, ...]:
        """A message arrives; the token that waited longest takes it. Raises NotExpected."""
        message = Message(message.name, as_data(message.payload), message.keys)
        with self._command(now) as instance:
            if not events.deliver(instance, message):
                raise NotExpected(message=message.name)
        return self._advance()

    def signal(self, name: str, payload: Any, now: datetime) -> tuple[Move, ...]:
        """A signal is heard by everything in the instance that listens for it."""
        with self._command(now) as instance:
            events.broadcast(instance, name, as_data(payload))
        return self._advance()

    def tick(self, now: datetime) -> tuple[Move, ...]:
        """Time has passed: timers fire in the order in which they fell due.

        After a long sleep of a fast cycle, or when one of them gave much work, some may be left:
        ``next_due`` then still lies in the past.
        """
        with self._command(now) as instance:
            instance.look = bool(instance.watchers)
        moves = self._advance()
        for _ in range(MOST_TIMERS):
            if self._instance.work_done > WORK_BEFORE_A_TIMER or not events.fire_next_timer(self._instance):
                break
            moves = self._advance()
        return moves

    def retry(self, step_id: int, now: datetime) -> tuple[Move, ...]:
        """Run the step of an incident again. Raises NoIncident."""
        with self._command(now) as instance:
            incidents.clear(instance, step_id)
        return self._advance()

    def fail(self, step_id: int, code: str, now: datetime, payload: Any = None) -> tuple[Move, ...]:
        """A step ends with a BPMN error; an error nobody catches is an incident of the step."""
        token = self._asking(step_id)
        with self._command(now) as instance:
            fail_step(instance, token, code, as_data(payload))
        return self._advance()

    def repair(
        self,
        variables: Mapping[str, Any],
        now: datetime,
        step_id: int | None = None,
        process: str | None = None,
    ) -> tuple[Move, ...]:
        """Write variables by hand, as the step sees them (without one: those of the process).

        ``process`` names one around the step whose variables they are. Raises Computed for what only the
        process and those it asks may say.
        """
        with self._command(now) as instance:
            repair_variables(self.release, instance, variables, step_id, process)
        return self._advance()

    def move(self, step_id: int, element_id: str, now: datetime) -> tuple[Move, ...]:
        """Take the token of an incident or waiting step to another element. Raises CannotMove."""
        with self._command(now) as instance:
            move_token(instance, step_id, element_id)
        return self._advance()

    def places(self, step_id: int) -> tuple[str, ...]:
        """Ids of the elements to which ``move`` may take the token of a step."""
        return places_for(self._instance, step_id)

    def waiting(self) -> tuple[Step, ...]:
        """What waits for a person or a service, oldest first."""
        return tuple(as_step(token) for token in self._instance.tokens.values() if is_asking(token))

    def rivals(self, step_id: int) -> tuple[int, ...]:
        """Steps of which none may be in work while this is: the others of a sequential ad-hoc sub-process.

        They wait so that people can choose; once one is done the others are closed and offered anew
        (BPMN 2.0.2, 10.3.5: only one activity can be performed at a time).
        """
        token = self._instance.tokens.get(step_id)
        adhoc = token.workflow.spec.adhoc if token is not None else None
        if adhoc is None or adhoc.ordering != "Sequential" or token.task_spec.owner is not None:
            return ()
        asking = filter(is_asking, token.workflow.open.values())
        return tuple(other.id for other in asking if other is not token and other.task_spec.owner is None)

    def standing(self, elements: Collection[str]) -> tuple[tuple[int, str], ...]:
        """(id, element) of every token that waits at one of these elements, oldest first; none that broke."""
        waits = TaskState.STARTED | TaskState.WAITING
        return tuple(
            (token.id, token.task_spec.bpmn_id)
            for token in self._instance.tokens.values()
            if token._state & waits and token.task_spec.bpmn_id in elements
        )

    def next_due(self) -> str | None:
        """When the next timer falls due, UTC text; None without timers."""
        due = events.due_tokens(self._instance)
        return due[0][0] if due else None

    def timers(self) -> tuple[tuple[str, str, int], ...]:
        """(due, element, id) of every timer that is set, the nearest first."""
        tokens = self._instance.catchers
        due = events.due_tokens(self._instance)
        return tuple((at, tokens[id].task_spec.bpmn_id, id) for at, id, _ in due)

    def outgoing(self) -> tuple[Message | Signal, ...]:
        """What the last command sent to others; signals have already been heard in here."""
        return tuple(self._instance.sent)

    def subscriptions(self) -> tuple[Subscription, ...]:
        """Messages and signals it listens for now."""
        return events.subscriptions(self._instance)

    def incidents(self) -> tuple[Incident, ...]:
        """Every step that cannot go on, oldest first."""
        return incidents.list_incidents(self._instance)

    @property
    def incident(self) -> Incident | None:
        """The oldest incident, None when everything goes on."""
        return next(iter(self.incidents()), None)

    @property
    def changes(self) -> Changes:
        """What the last command opened for people and services, and which steps it closed."""
        opened = tuple(as_step(token) for token in self._instance.opened.values())
        return Changes(opened, tuple(sorted(self._instance.shut)))

    @property
    def moves(self) -> tuple[Move, ...]:
        """The moves of the last command, in the order in which they happened."""
        return tuple(self._instance.moves)

    def variables_of(self, step_id: int) -> dict[str, Any]:
        """Every variable a step sees, those of loops, sub-processes and called processes among them."""
        token = self._instance.tokens.get(step_id)
        if token is None:
            raise StepNotWaiting(step=step_id)
        return token.data.flat()

    @property
    def variables(self) -> dict[str, Any]:
        """The variables of the process (not those of inner scopes)."""
        return dict(self._instance.variables.own)

    @property
    def status(self) -> str:
        """``running``, ``waiting_incident``, ``completed`` or ``terminated``."""
        instance = self._instance
        if instance.status == "running" and self.incident is not None:
            return "waiting_incident"
        return instance.status

    def state(self) -> bytes:
        """Everything needed to go on later, as JSON bytes."""
        return write_state(self._instance)

    @contextmanager
    def _command(self, now: datetime) -> Iterator[Instance]:
        """The beginning of a command; refused, it leaves its time and the last report as they were."""
        instance = self._instance
        if instance.status != "running":
            raise InstanceEnded()
        before = {name: getattr(instance, name) for name in REPORT}
        instance.set_now(now)
        instance.clear_report()
        try:
            yield instance
        except Refused:
            vars(instance).update(before)
            raise

    def _advance(self) -> tuple[Move, ...]:
        stepping.advance(self._instance)
        return self.moves

    def _asking(self, step_id: int) -> Token:
        if self._instance.status != "running":
            raise InstanceEnded()
        token = self._instance.tokens.get(step_id)
        if token is None or not is_asking(token):
            raise StepNotWaiting(step=step_id)
        return token


def is_asking(token: Token) -> bool:
    """Whether a token waits for a person or a service."""
    return token._state == TaskState.STARTED and "asked" in token.internal_data


def as_step(token: Token) -> Step:
    """What people and services get to know of a token."""
    spec, inside = token.task_spec, token.internal_data
    return Step(
        id=token.id,
        element=spec.bpmn_id,
        kind=spec.kind,
        name=spec.bpmn_name or "",
        name_en=spec.name_en,
        lane=spec.lane,
        form=spec.form,
        due=inside.get("due"),
        assignee=inside.get("assignee"),
        operation=spec.operation,
        values=loop_values(token.data),
    )


def loop_values(scope: Scope) -> dict:
    """What belongs to this round alone: the locals of the loops around a token, the innermost winning."""
    if scope.parent is None:
        return {}
    return loop_values(scope.parent) | scope.own
