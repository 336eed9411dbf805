"""A process instance: SpiffWorkflow's workflow with tokens only, integer ids and no clock of its own."""

from __future__ import annotations

from datetime import datetime
from heapq import heappush
from typing import Any

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from workflows.clock import THAI, Calendar, instant_text
from workflows.instance.engine import NO_PYTHON
from workflows.instance.frame import Frame, Part
from workflows.instance.scope import Recorder, Scope
from workflows.instance.token import Token
from workflows.records import Message, Move, Signal
from workflows.scripts import Context
from workflows.states import is_passed_at_once

READY = TaskState.READY
# What a command says about itself, and when it happened: a refused command gives all of it back.
REPORT = ("moves", "sent", "born", "opened", "shut", "kept", "context", "now", "now_text")
REPORT += ("steps_taken", "grant", "allowance")


class Instance(Frame, BpmnWorkflow):
    """Everything that lives while one process runs; commands in ``workflows.run`` act on it.

    ``tokens`` holds every open token of all scopes, by id; ``catchers`` those that wait for an event,
    ``watchers`` those that wait for a condition, ``joining`` those that wait for more tokens, ``patient``
    those of them that go on when no more can come, ``starving`` those that wait for data.
    One command may take ``most_steps``; ``bytes_a_step`` in and out of scripts count as one of them.
    """

    most_steps = 100_000
    bytes_a_step = 400

    def __init__(self, spec, seed: str, calendar: Calendar = THAI) -> None:
        self.seed = seed
        self.calendar = calendar
        self.counter = 0
        self.step = 0
        self.status = "running"
        self.keeps_past = False
        self.tokens: dict[int, Token] = {}
        self.catchers: dict[int, Token] = {}
        self.watchers: dict[int, Token] = {}
        self.ready: list[tuple[int, int]] = []
        self.patient: set[int] = set()
        self.joining: set[int] = set()
        self.starving: set[int] = set()
        self.look = False
        self.emptied: dict[int, Frame] = {}
        self.conversations: dict[str, dict[str, Any]] = {}
        self.recorder = Recorder()
        self.variables = Scope(self.recorder, {})
        self._begin()
        super().__init__(spec, spec.parts, NO_PYTHON, deserializing=True)
        self.clear_report()

    def clear_report(self) -> None:
        """Forget what the command before this one did."""
        self.moves: list[Move] = []
        self.sent: list[Message | Signal] = []
        self.born: list[Token] = []
        self.opened: dict[int, Token] = {}
        self.shut: list[int] = []
        self.steps_taken = 0
        self.grant = self.allowance = self.most_steps
        self.kept = 0, 0

    def set_now(self, now: datetime) -> None:
        """The moment of the command; raises ValueError when it has no offset."""
        self.context = Context(now, self.calendar)
        self.now = now
        self.now_text = instant_text(now.replace(microsecond=0))

    @property
    def work_done(self) -> int:
        """What the command has cost until now: its steps, and as many for the data that passed by scripts."""
        return self.steps_taken + self.context.meter.passed // self.bytes_a_step

    def next_id(self) -> int:
        """The next number of this instance's own counter."""
        self.counter += 1
        return self.counter

    def new_token(self, frame: Frame, spec, parent: Token | None = None, state: int = READY) -> Token:
        """A token arrives at an element; it is ready unless told otherwise."""
        token = Token(frame, spec, parent or frame.task_tree, self.next_id(), state)
        self.adopt(token)
        self.born.append(token)
        if state == READY:
            heappush(self.ready, (spec.turn, token.id))
        return token

    def adopt(self, token: Token) -> None:
        """Count a token as open."""
        self.tokens[token.id] = token
        if token.task_spec.holds:
            token.workflow.open[token.id] = token

    def make_ready(self, token: Token) -> None:
        """The token gets its turn in the stepping loop."""
        token._set_state(READY)
        heappush(self.ready, (token.task_spec.turn, token.id))

    def let_starve(self, token: Token) -> None:
        """The token waits for data: it looks again when something is written."""
        self.starving.add(token.id)
        self.watchers[token.id] = token

    def feed(self, token: Token) -> None:
        """The token waits for data no more."""
        self.starving.discard(token.id)
        self.watchers.pop(token.id, None)

    def new_part(self, host: Token, spec, variables: Scope) -> Part:
        """Open a scope for a token that runs inner steps."""
        part = Part(spec, host, variables)
        self.subprocesses[host.id] = part
        part.plant(self.next_id())
        return part

    def keep(self) -> None:
        """What happened until now stays even if what follows fails."""
        self.recorder.keep()
        self.born.clear()
        self.kept = len(self.sent), len(self.moves)

    def take_back(self) -> None:
        """Undo the writes, messages and new tokens since ``keep``."""
        self.recorder.roll_back()
        sent, moves = self.kept
        del self.sent[sent:], self.moves[moves:]
        for token in reversed(self.born):
            if token.id in self.tokens:
                self.drop(token)
        self.born.clear()

    def drop(self, token: Token) -> None:
        """A finished or withdrawn token leaves the open sets; its past is cut unless a test keeps it."""
        frame = token.workflow
        self.tokens.pop(token.id, None)
        self.catchers.pop(token.id, None)
        self.watchers.pop(token.id, None)
        self.patient.discard(token.id)
        self.joining.discard(token.id)
        self.starving.discard(token.id)
        if frame.open.pop(token.id, None) is not None and not frame.open:
            self.emptied[id(frame)] = frame
        if self.opened.pop(token.id, None) is None and "asked" in token.internal_data:
            self.shut.append(token.id)
        if not self.keeps_past:
            frame.forget(token)
        elif token.is_open:
            token._set_state(TaskState.COMPLETED)

    def note(self, token: Token, event: str, exit=None, values=None) -> None:
        """Record a move of this token, with the variables written since the last one."""
        spec = token.task_spec
        if token.workflow.spec.guarded and (event == "entered" or is_passed_at_once(spec.kind, event)):
            token.workflow.pass_by(spec.bpmn_id)
        self.moves.append(
            Move(
                token.id,
                spec.bpmn_id,
                spec.kind,
                event,
                exit.flow if exit is not None else None,
                exit.text if exit is not None else None,
                values,
                token.decision,
                self.recorder.take(),
            )
        )

    def get_task_from_id(self, task_id: int) -> Token | None:
        """The open token with this id, in whatever scope."""
        return self.tokens.get(task_id)
